/** Invite or Update: looks the e-mail up, then user.add, user.update, or nothing where nothing differs. */
import {
	BOTH_CREDENTIALS,
	callsOf,
	changesOf,
	columns,
	hintsOf,
	pluck,
	requestsOf,
	runOn,
	stored,
} from '../../support/portal';
import { CAST, startPortal, type Portal } from '../../portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const form = {
	operation: 'upsert',
	email: '={{ $json.email }}',
	departments: '={{ $json.departments ?? [1] }}',
	fields: columns({ TITLE: '={{ $json.title }}' }),
};

const known = { row: 1, email: 'John.SMITH@example.com', title: 'Known' };
const fresh = { row: 2, email: 'new@example.com', title: 'New' };

/** Its address passes the form but belongs to two people: shown by the look-up. */
const ambiguous = { row: 3, email: 'zoe@example.com', title: 'Twice' };
const makeAmbiguous = () => (stored(portal, CAST.apostrophe).EMAIL = 'ZOE@example.com');

/** A department ID the server reads as none: only the portal refuses it. */
const refused = { row: 3, email: 'bot@example.com', title: 'Bot' };

const byEmail = (email: string) =>
	[...portal.people.values()].filter((person) => person.EMAIL === email);

describe.each(BOTH_CREDENTIALS)('Invite or Update with $name', (access) => {
	it('somebody in the portal: { "ID": "12", "action": "updated" }', async () => {
		const run = await runOn(portal, form, { items: [known] }, access);
		expect(run.items.map(({ json }) => json)).toEqual([
			{
				ID: '3',
				EMAIL: 'john.smith@example.com',
				action: 'updated',
				changes: { TITLE: { from: null, to: 'Known' } },
			},
		]);
		expect(stored(portal, 3)).toMatchObject({ TITLE: 'Known', EMAIL: 'john.smith@example.com' });
		expect(requestsOf(portal).slice(-2)).toEqual(['user.get', 'user.update']);
	});

	it('somebody new: { "ID": "12", "action": "invited" }', async () => {
		const run = await runOn(portal, form, { items: [fresh] }, access);
		const [invited] = byEmail('new@example.com');
		expect(run.items.map(({ json }) => json)).toEqual([
			{ ID: String(invited.ID), EMAIL: 'new@example.com', action: 'invited' },
		]);
		expect(invited).toMatchObject({ TITLE: 'New', UF_DEPARTMENT: [1] });
		expect(invited.invitations).toHaveLength(1);
		expect(requestsOf(portal).slice(-2)).toEqual(['user.get', 'user.add']);
	});

	it('both kinds among many items, in order, linked: one look-up and one batch', async () => {
		const items = [
			fresh,
			known,
			{ row: 3, email: 'newer@example.com', title: 'Newer' },
			{ row: 4, email: 'zoe@example.com', title: 'Zoe' },
		];
		const run = await runOn(portal, form, { items }, access);
		expect(pluck(run.items, 'action')).toEqual(['invited', 'updated', 'invited', 'updated']);
		expect(pluck(run.next, 'row')).toEqual([2, 1, 3, 4]);
		expect(pluck(run.items, 'ID').map((id) => stored(portal, String(id)).TITLE)).toEqual([
			'New',
			'Known',
			'Newer',
			'Zoe',
		]);
		// Departments are given, so the run also reads the structure (two pages); as they do not differ it need not know whether
		// an administrator is acting.
		expect(requestsOf(portal)).toEqual([
			'department.get',
			'department.get',
			'user.get',
			'batch(2 user.add, 2 user.update)',
		]);
	});

	it('Continue On Fail, error output: an ambiguous address fails alone', async () => {
		makeAmbiguous();
		const items = [known, ambiguous, fresh];
		const run = await runOn(portal, form, { items, continueOnFail: 'continueErrorOutput' }, access);
		expect(pluck(run.items, 'action')).toEqual(['updated', 'invited']);
		expect(pluck(run.next, 'row')).toEqual([1, 2]);
		expect(pluck(run.nextOnError, 'row')).toEqual([3]);
		expect(pluck(run.errorItems, 'error')).toEqual([
			'Several people have the e-mail address zoe@example.com',
		]);
		expect(stored(portal, CAST.emoji).TITLE).toBeUndefined();
	});

	it('Continue On Fail, regular output: every item in its place', async () => {
		const items = [fresh, refused, known].map((item, index) => ({ ...item, row: index }));
		const run = await runOn(
			portal,
			form,
			{ items, continueOnFail: 'continueRegularOutput' },
			access,
		);
		expect(pluck(run.next, 'row')).toEqual([0, 1, 2]);
		expect(pluck(run.items, 'action')).toEqual(['invited', undefined, 'updated']);
		// A bot has the address: no list shows it, but no second account can get it.
		expect(run.items[1].json.error).toBe(
			'A person with this e-mail address is already in the portal (bot@example.com)',
		);
	});

	it('stops at the refused item: names it, says how many were done, sends nothing after it', async () => {
		const run = await runOn(portal, form, { items: [fresh, refused, known] }, access);
		expect(run.error?.message).toBe(
			'A person with this e-mail address is already in the portal (bot@example.com)',
		);
		expect(run.error?.description).toContain('Done before it: 1. Nothing after it was sent.');
		expect(byEmail('new@example.com')).toHaveLength(1);
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});
});

describe('Invite or Update: checked before anything is sent', () => {
	it('an ambiguous address in item 2 → nothing is changed', async () => {
		makeAmbiguous();
		const run = await runOn(portal, form, { items: [known, ambiguous] });
		expect(run.error?.message).toContain('Several people have the e-mail address');
		expect(run.error?.description).toContain('Nothing was changed in the portal.');
		expect(changesOf(portal)).toEqual([]);
	});

	it('a bad e-mail in item 2 → not even a look-up', async () => {
		const items = [known, { ...fresh, email: 'new' }];
		const run = await runOn(portal, form, { items });
		expect(run.error?.message).toBe('Parameter "Email": "new" is not an e-mail address');
		expect(callsOf(portal, 'user.get')).toEqual([]);
		expect(changesOf(portal)).toEqual([]);
	});

	it.each([['no department', { departments: [] }, 'An employee needs a department']])(
		'%s stops an invitation, not an update; nothing is sent',
		async (_what, spoiled, message) => {
			const fields = columns({ TITLE: '={{ $json.title }}', NAME: '={{ $json.name }}' });
			const items = [known, { ...fresh, ...spoiled }];
			const run = await runOn(portal, { ...form, fields }, { items });
			expect(run.error?.context.itemIndex).toBe(1);
			expect(run.error?.message).toContain(message);
			expect(changesOf(portal)).toEqual([]);

			const update = { ...known, ...spoiled, title: 'Known' };
			const second = await runOn(portal, { ...form, fields }, { items: [update] });
			expect(second.error).toBeUndefined();
			expect(stored(portal, 3).TITLE).toBe('Known');
		},
	);
});

describe('Invite or Update: the same address several times in one run', () => {
	it('invites once and updates after it, in the order of the items', async () => {
		const items = [
			{ row: 1, email: 'new@example.com', title: 'First' },
			{ row: 2, email: 'NEW@example.com', title: 'Second' },
			{ row: 3, email: 'zoe@example.com', title: 'Zoe' },
			{ row: 4, email: 'new@example.com', title: 'Third' },
		];
		const run = await runOn(portal, form, { items });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'action')).toEqual(['invited', 'updated', 'updated', 'updated']);
		expect(pluck(run.next, 'row')).toEqual([1, 2, 3, 4]);
		const [invited, ...more] = byEmail('new@example.com');
		expect(more).toEqual([]);
		expect(pluck(run.items, 'ID')).toEqual(
			[invited.ID, invited.ID, CAST.emoji, invited.ID].map(String),
		);
		expect(invited).toMatchObject({ TITLE: 'Third', invitations: [{ text: '' }] });
	});

	it('somebody in the portal is updated twice, the last item wins', async () => {
		const items = [known, { ...known, title: 'Again' }];
		const run = await runOn(portal, form, { items });
		expect(pluck(run.items, 'action')).toEqual(['updated', 'updated']);
		expect(stored(portal, 3).TITLE).toBe('Again');
	});
});

describe('Invite or Update: parameters', () => {
	it('extranet: invites into workgroups; an update sends neither them nor departments', async () => {
		const parameters = { ...form, userType: 'extranet', workgroups: '2, 3' };
		const items = [
			{ row: 1, email: 'guest@partner.example', title: 'Guest' },
			{ row: 2, email: 'erik.extern@partner.example', title: 'Erik' },
		];
		const run = await runOn(portal, parameters, { items });
		expect(pluck(run.items, 'action')).toEqual(['invited', 'updated']);
		expect(byEmail('guest@partner.example')[0]).toMatchObject({
			USER_TYPE: 'extranet',
			workgroups: [2, 3],
			UF_DEPARTMENT: [],
		});
		expect(Object.keys(callsOf(portal, 'user.update')[0].params).sort()).toEqual(['ID', 'TITLE']);
		expect(stored(portal, CAST.extranet).TITLE).toBe('Erik');
	});

	it('departments of an update replace the list; left empty they touch nothing', async () => {
		await runOn(portal, { ...form, departments: '3, 5' }, { items: [known] });
		expect(stored(portal, 3).UF_DEPARTMENT).toEqual([3, 5]);
		await runOn(portal, { ...form, departments: [] }, { items: [known] });
		expect(stored(portal, 3).UF_DEPARTMENT).toEqual([3, 5]);
	});

	it('nothing to say about somebody who is there: found, nothing sent', async () => {
		const parameters = { ...form, fields: columns({}), departments: [] };
		const run = await runOn(portal, parameters, { items: [known] });
		expect(run.items.map(({ json }) => json)).toEqual([
			{ ID: '3', EMAIL: 'john.smith@example.com', action: 'unchanged' },
		]);
		expect(requestsOf(portal)).toEqual(['user.get']);
	});

	it('a dismissed person is updated, not invited again, and stays dismissed: a hint names Reinstate', async () => {
		const items = [{ row: 1, email: 'peter.gone@example.com', title: 'Gone' }];
		const run = await runOn(portal, form, { items });
		expect(run.items[0].json).toMatchObject({ ID: '7', action: 'updated' });
		expect(hintsOf(run)).toEqual([expect.stringMatching(/"Reinstate": .*\(ID 7\)$/)]);
		expect(stored(portal, CAST.dismissed)).toMatchObject({ TITLE: 'Gone', ACTIVE: false });
	});

	it('options.message goes to the invited only', async () => {
		const options = { message: 'Welcome!' };
		await runOn(portal, { ...form, options }, { items: [known, fresh] });
		expect(byEmail('new@example.com')[0].invitations).toMatchObject([{ text: 'Welcome!' }]);
		expect(callsOf(portal, 'user.update')[0].params).not.toHaveProperty('MESSAGE_TEXT');
	});

	it('options.returnUser: the whole user with the action', async () => {
		const run = await runOn(
			portal,
			{ ...form, options: { returnUser: true } },
			{ items: [known, fresh] },
		);
		expect(pluck(run.items, 'action')).toEqual(['updated', 'invited']);
		expect(pluck(run.items, 'TITLE')).toEqual(['Known', 'New']);
		expect(pluck(run.items, 'EMAIL')).toEqual(['john.smith@example.com', 'new@example.com']);
	});

	it('options.photoBinaryProperty and removePhoto', async () => {
		const data = { data: 'AAAA', mimeType: 'image/png', fileName: 'a.png' };
		const options = { photoBinaryProperty: 'data' };
		const items = [known, fresh];
		await runOn(portal, { ...form, options }, { items, binary: { data } });
		const photos = [stored(portal, 3), ...byEmail('new@example.com')].map(({ PERSONAL_PHOTO }) =>
			portal.files.get(Number(PERSONAL_PHOTO)),
		);
		expect(photos).toEqual([
			{ name: 'a.png', bytes: Buffer.alloc(3) },
			{ name: 'a.png', bytes: Buffer.alloc(3) },
		]);
		const remove = { ...form, options: { removePhoto: true } };
		const run = await runOn(portal, remove, {
			items: [known, { ...fresh, email: 'b@example.com' }],
		});
		expect(run.error).toBeUndefined();
		expect(stored(portal, 3).PERSONAL_PHOTO).toBeNull();
	});

	it('departments dropped for somebody who is no administrator: told in a hint', async () => {
		const parameters = { ...form, departments: [5] };
		const run = await runOn(portal, parameters, { items: [known], account: { userId: 3 } });
		expect(run.items[0].json).toEqual({
			ID: '3',
			EMAIL: 'john.smith@example.com',
			action: 'updated',
			// What did not arrive is not told as changed.
			changes: { TITLE: { from: null, to: 'Known' } },
		});
		expect(hintsOf(run)).toEqual([expect.stringContaining('UF_DEPARTMENT of person 3')]);
	});

	it('a credential that may not see e-mail addresses cannot look anybody up: told, nobody invited', async () => {
		const account = { scopes: ['user_brief' as const] };
		const run = await runOn(portal, form, { items: [known], account });
		expect(run.error?.message).toContain('may not see the field EMAIL');
		expect(callsOf(portal, 'user.add')).toEqual([]);
	});
});
