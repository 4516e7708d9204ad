/** Invite: whoever has an address already is known before the first invitation is sent. */
import {
	BOTH_CREDENTIALS,
	callsOf,
	changesOf,
	columns,
	pluck,
	requestsOf,
	runOn,
	stored,
} from '../../support/portal';
import { startPortal, type Portal } from '../../portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const form = {
	operation: 'invite',
	email: '={{ $json.email }}',
	departments: '={{ $json.departments ?? [1] }}',
};

const newcomers = [
	{ row: 1, email: 'new.one@example.com' },
	{ row: 2, email: 'new.two@example.com' },
	{ row: 3, email: 'new.three@example.com' },
];

/** The second address belongs to somebody. */
const secondTaken = [newcomers[0], { row: 2, email: 'john.smith@example.com' }, newcomers[2]];

const TAKEN = 'john.smith@example.com belongs to John Smith (ID 3), who is in the portal already';

/** The departments, in two pages: unknown IDs would be stored without an error and take the person out of the structure. */
const DEPARTMENTS = ['department.get', 'department.get'];

const invitedBy = (email: string) =>
	[...portal.people.values()].find((person) => person.EMAIL === email);

describe.each(BOTH_CREDENTIALS)('Invite with $name', (access) => {
	it('one item: outputs { "ID": "12" } as text; asks who is there and sends one invitation', async () => {
		const run = await runOn(portal, form, { items: [newcomers[0]] }, access);
		expect(run.error).toBeUndefined();
		const invited = invitedBy('new.one@example.com');
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: String(invited?.ID) }]);
		expect(invited).toMatchObject({ ACTIVE: true, USER_TYPE: 'employee', UF_DEPARTMENT: [1] });
		expect(invited?.invitations).toHaveLength(1);
		expect(requestsOf(portal)).toEqual([...DEPARTMENTS, 'user.get', 'user.add']);
	});

	it('many items: expressions per item, each output linked to its item, one look-up and one batch', async () => {
		const items = newcomers.map((item) => ({ ...item, departments: [item.row * 2 + 1] }));
		const run = await runOn(portal, form, { items }, access);
		expect(pluck(run.next, 'row')).toEqual([1, 2, 3]);
		expect(
			run.items
				.map(({ json }) => stored(portal, String(json.ID)))
				.map((person) => [person.EMAIL, person.UF_DEPARTMENT]),
		).toEqual([
			['new.one@example.com', [3]],
			['new.two@example.com', [5]],
			['new.three@example.com', [7]],
		]);
		expect(requestsOf(portal)).toEqual([...DEPARTMENTS, 'user.get', 'batch(3 user.add)']);
	});

	it('one item refused: the execution stops with what happened and what to do', async () => {
		const run = await runOn(portal, form, { items: [secondTaken[1]] }, access);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe(TAKEN);
		expect(run.error?.description).toContain('"Invite or Update"');
		expect(callsOf(portal, 'user.add')).toEqual([]);
	});

	it('an address that somebody has, in the middle: named with the person, and nobody is invited', async () => {
		const run = await runOn(portal, form, { items: secondTaken }, access);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe(TAKEN);
		expect(run.error?.context.itemIndex).toBe(1);
		expect(run.error?.description).toContain('Nothing was changed in the portal.');
		expect(callsOf(portal, 'user.add')).toEqual([]);
	});

	it('stops where the portal refuses: names the address, says how many were done, sends nothing after it', async () => {
		// An account that cannot be seen: only the portal can know of it.
		const items = [newcomers[0], { row: 2, email: 'bot@example.com' }, newcomers[2]];
		const run = await runOn(portal, form, { items }, access);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe(
			'A person with this e-mail address is already in the portal (bot@example.com)',
		);
		expect(run.error?.description).toContain('Done before it: 1. Nothing after it was sent.');
		expect(invitedBy('new.one@example.com')).toBeDefined();
		expect(invitedBy('new.three@example.com')).toBeUndefined();
		expect(callsOf(portal, 'user.add')).toHaveLength(2);
	});

	it('Continue On Fail, error output: two outputs and one error, each linked to its item', async () => {
		const run = await runOn(
			portal,
			form,
			{ items: secondTaken, continueOnFail: 'continueErrorOutput' },
			access,
		);
		expect(run.error).toBeUndefined();
		expect(pluck(run.next, 'row')).toEqual([1, 3]);
		expect(pluck(run.nextOnError, 'row')).toEqual([2]);
		expect(pluck(run.errorItems, 'error')).toEqual([TAKEN]);
		// The row arrives with its fields (n8n's HTTP Request node does the same).
		expect(run.errorItems[0].json).toMatchObject({
			...secondTaken[1],
			message: expect.any(String),
		});
		expect(run.items.map(({ json }) => stored(portal, String(json.ID)).EMAIL)).toEqual([
			'new.one@example.com',
			'new.three@example.com',
		]);
	});

	it('Continue On Fail, regular output: every item in its place', async () => {
		const run = await runOn(
			portal,
			form,
			{ items: secondTaken, continueOnFail: 'continueRegularOutput' },
			access,
		);
		expect(pluck(run.next, 'row')).toEqual([1, 2, 3]);
		expect(pluck(run.items, 'error')).toEqual([undefined, TAKEN, undefined]);
	});

	it('the scope user_basic refuses inside HTTP 200: told as an error that names the scope', async () => {
		const account = { scopes: ['user_basic' as const] };
		const run = await runOn(portal, form, { items: [newcomers[0]], account }, access);
		expect(portal.requests.at(-1)?.status).toBe(200);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe('The credential lacks a permission (scope) this needs');
		expect(run.error?.description).toContain('Needed for user.add: user.');
		expect(invitedBy('new.one@example.com')).toBeUndefined();
	});
});

describe('Invite: userType, departments and workgroups', () => {
	it.each([
		['an array from the multi-select', [3, 5], [3, 5]],
		['an array of texts', ['3', '5'], [3, 5]],
		['a text with commas', '3, 5', [3, 5]],
		['a number', 3, [3]],
		['one named twice', [3, '3'], [3]],
	])('takes departments as %s and sends numbers', async (_shape, departments, expected) => {
		const run = await runOn(portal, form, { items: [{ ...newcomers[0], departments }] });
		expect(run.error).toBeUndefined();
		expect(invitedBy('new.one@example.com')?.UF_DEPARTMENT).toEqual(expected);
	});

	it('takes the departments of a mapped column when the parameter is empty', async () => {
		const parameters = { ...form, departments: [], fields: columns({ UF_DEPARTMENT: '3,5' }) };
		const run = await runOn(portal, parameters, { items: [newcomers[0]] });
		expect(run.error).toBeUndefined();
		expect(invitedBy('new.one@example.com')?.UF_DEPARTMENT).toEqual([3, 5]);
	});

	it.each([
		['an array', [2, 3], [2, 3]],
		['a text with commas', '2,3', [2, 3]],
		['a number', 3, [3]],
	])('extranet: takes workgroups as %s, never a department', async (_shape, workgroups, groups) => {
		const run = await runOn(portal, {
			operation: 'invite',
			email: 'guest@partner.example',
			userType: 'extranet',
			workgroups,
			fields: columns({ NAME: 'Guest', UF_DEPARTMENT: [3] }),
		});
		expect(run.error).toBeUndefined();
		expect(invitedBy('guest@partner.example')).toMatchObject({
			USER_TYPE: 'extranet',
			workgroups: groups,
			UF_DEPARTMENT: [],
			NAME: 'Guest',
		});
		expect(callsOf(portal, 'user.add')[0].params).not.toHaveProperty('UF_DEPARTMENT');
	});

	it('extranet: a refused workgroup leaves an account behind, and the error says so', async () => {
		const run = await runOn(portal, {
			operation: 'invite',
			email: 'guest@partner.example',
			userType: 'extranet',
			workgroups: [1],
		});
		expect(run.items).toEqual([]);
		expect(run.error?.message).toMatch(/group/i);
		expect(invitedBy('guest@partner.example')).toBeDefined();
		expect(run.error?.description).toContain('account may have been created');
	});
});

describe('Invite: options', () => {
	it('message: the text of the invitation e-mail, per item', async () => {
		await runOn(
			portal,
			{ ...form, options: { message: '=Welcome, {{ $json.email.split(".")[0] }}!\nSee you.' } },
			{ items: newcomers.slice(0, 2) },
		);
		expect(invitedBy('new.one@example.com')?.invitations).toMatchObject([
			{ text: 'Welcome, new!\nSee you.' },
		]);
		expect(invitedBy('new.two@example.com')?.invitations).toHaveLength(1);
	});

	it('an empty message is not sent, so that the portal uses its own text', async () => {
		await runOn(portal, { ...form, options: { message: '  ' } }, { items: [newcomers[0]] });
		expect(callsOf(portal, 'user.add')[0].params).not.toHaveProperty('MESSAGE_TEXT');
	});

	it('returnUser: hands on the whole user instead of its ID, in one more request', async () => {
		const run = await runOn(
			portal,
			{ ...form, options: { returnUser: true } },
			{ items: newcomers },
		);
		expect(pluck(run.items, 'EMAIL')).toEqual(newcomers.map(({ email }) => email));
		expect(run.items[0].json).toMatchObject({ ACTIVE: true, UF_DEPARTMENT: [1] });
		expect(typeof run.items[0].json.ID).toBe('string');
		expect(requestsOf(portal)).toEqual([
			...DEPARTMENTS,
			'user.get',
			'batch(3 user.add)',
			'user.get',
		]);
	});

	it('returnUser false: the ID only, nothing is read afterwards', async () => {
		const run = await runOn(
			portal,
			{ ...form, options: { returnUser: false } },
			{ items: [newcomers[0]] },
		);
		expect(Object.keys(run.items[0].json)).toEqual(['ID']);
		expect(requestsOf(portal).at(-1)).toBe('user.add');
	});

	it('photoBinaryProperty: the picture arrives byte for byte with its file name', async () => {
		const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]);
		const run = await runOn(
			portal,
			{ ...form, options: { photoBinaryProperty: 'face' } },
			{
				items: newcomers.slice(0, 2),
				binary: {
					face: { data: bytes.toString('base64'), mimeType: 'image/png', fileName: 'я.png' },
				},
			},
		);
		expect(run.error).toBeUndefined();
		for (const { json } of run.items) {
			const photo = portal.files.get(Number(stored(portal, String(json.ID)).PERSONAL_PHOTO));
			expect(photo).toEqual({ name: 'я.png', bytes });
		}
	});

	it('photoBinaryProperty: an item without that binary field is named before anything is sent', async () => {
		const photo = { data: 'AAAA', mimeType: 'image/png', fileName: 'a.png' };
		const run = await runOn(
			portal,
			{ ...form, options: { photoBinaryProperty: 'face' } },
			{ items: [{ json: newcomers[0], binary: { face: photo } }, { json: newcomers[1] }] },
		);
		expect(run.error?.message).toBe(
			'Parameter "Photo Input Binary Field": The input item has no binary field "face"',
		);
		expect(changesOf(portal)).toEqual([]);
	});
});

describe('Invite: more than one batch', () => {
	it('120 invitations: nobody twice, outputs in the order of the items, 25 to a request', async () => {
		const items = Array.from({ length: 120 }, (_, index) => ({
			row: index,
			email: `crowd${index}@example.com`,
		}));
		const run = await runOn(portal, form, { items });
		expect(pluck(run.next, 'row')).toEqual(items.map(({ row }) => row));
		expect(run.items.map(({ json }) => stored(portal, String(json.ID)).EMAIL)).toEqual(
			items.map(({ email }) => email),
		);
		expect(callsOf(portal, 'user.add')).toHaveLength(120);
		expect(requestsOf(portal)).toEqual([
			...DEPARTMENTS,
			// 49 addresses to a command.
			'batch(3 user.get)',
			...Array.from({ length: 4 }, () => 'batch(25 user.add)'),
			'batch(20 user.add)',
		]);
	});
});
