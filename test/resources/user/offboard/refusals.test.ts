/** Offboard: what is refused before anything is changed, with the words people read. */
import { CAST, startPortal, type Portal, type Scope } from '../../../portal';
import { BOTH_CREDENTIALS, callsOf, hintsOf, pluck, stored, userBy } from '../../../support/portal';
import { ALL_PARTS, changesOf, department, fill, json, LEAVER, offboard, SALES } from './support';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
	fill(portal);
});

afterEach(() => portal.stop());

interface Case {
	when: string;
	before?: () => void;
	form?: Record<string, unknown>;
	ids?: number[];
	says: string;
	advises: string;
}

/** Nobody leads the departments of the leaver but the leaver. */
function takeManagersAway(): void {
	for (const one of portal.departments) if (one.UF_HEAD !== LEAVER) delete one.UF_HEAD;
}

const CASES: Case[] = [
	{
		when: 'the successor is dismissed',
		form: { successor: userBy('id', CAST.dismissed) },
		says: 'Пётр Уволенный (ID 7) cannot take over from Zoë 🦄 Unicorn (ID 5): they are dismissed',
		advises: 'Choose a successor who is active.',
	},
	{
		when: 'the successor is a guest',
		form: { successor: userBy('id', CAST.extranet) },
		says: 'Erik Extern (ID 8) cannot take over from Zoë 🦄 Unicorn (ID 5): they are no employee (user type extranet)',
		advises: 'Choose an employee',
	},
	{
		when: 'the successor is the leaver',
		form: { successor: userBy('email', 'zoe@example.com') },
		says: 'Zoë 🦄 Unicorn (ID 5) cannot be their own successor',
		advises: 'Choose somebody else.',
	},
	{
		when: 'the successor leaves in the same run',
		form: { successor: userBy('id', CAST.employee) },
		ids: [LEAVER, CAST.employee],
		says: 'John Smith (ID 3) cannot take over from Zoë 🦄 Unicorn (ID 5), because another item offboards them as well',
		advises: 'Choose a successor who stays.',
	},
	{
		when: 'nobody has the ID of the successor',
		form: { successor: userBy('id', 999_999) },
		says: 'There is no person with ID 999999 that this credential can see',
		advises: 'Check the ID.',
	},
	{
		when: 'it is the person of the credential',
		ids: [CAST.administrator],
		says: 'Anna Admin (ID 1) is the person this credential belongs to',
		advises: 'Use the credential of another administrator',
	},
	{
		when: 'the person has not accepted the invitation',
		ids: [CAST.invited],
		says: 'Ines Invited (ID 23) has not accepted the invitation yet',
		advises: 'Cancel the invitation in the portal.',
	},
	{
		when: 'there is no manager, and something to hand over',
		before: takeManagersAway,
		says: 'Zoë 🦄 Unicorn (ID 5) has no manager who could take over, and there is something to hand over in "Departments", "Workgroups", "Tasks"',
		advises: 'Choose a "Successor", or leave these parts out.',
	},
	{
		when: 'two items are about one person',
		ids: [LEAVER, LEAVER],
		says: 'An item before this one offboards Zoë 🦄 Unicorn (ID 5) already',
		advises: 'Keep one item per person.',
	},
	{
		when: 'more people come than one run may offboard',
		form: { options: { maxPeople: 1 } },
		ids: [LEAVER, CAST.employee],
		says: '2 people are more than the 1 that one run may dismiss',
		advises: 'raise the option "Max People" to 2',
	},
	{
		when: 'a part is unknown',
		form: { parts: ['tasks', 'mail'] },
		says: 'Parameter "Parts": "mail" is none of the values there are',
		advises: 'Use one of: departments, workgroups, tasks, crm, dismiss.',
	},
	{
		when: 'no part is chosen',
		form: { parts: '={{ [] }}' },
		says: 'The parameter "Parts" is empty',
		advises: 'Choose at least one',
	},
	{
		when: 'Dismiss Anyway is neither yes nor no',
		form: { options: { dismissAnyway: 'perhaps' } },
		says: 'Parameter "Dismiss Anyway"',
		advises: '',
	},
];

describe.each(BOTH_CREDENTIALS)('refused with $name, and nothing is changed', (access) => {
	it.each(CASES)('when $when', async ({ before, form = {}, ids = [LEAVER], says, advises }) => {
		before?.();
		const items = ids.map((id, at) => ({ id, row: at + 1 }));
		const run = await offboard(portal, form, { items }, access);
		expect(run.error?.message).toContain(says);
		expect(run.error?.description).toContain(advises);
		expect(run.items).toEqual([]);
		expect(changesOf(portal)).toEqual([]);
	});

	it('when more than ten people come and nothing else is said', async () => {
		await portal.stop();
		portal = await startPortal({ people: 20 });
		const items = [...portal.people.keys()].slice(-11).map((id) => ({ id }));
		const run = await offboard(portal, {}, { items }, access);
		expect(run.error?.message).toContain('11 people are more than the 10');
		expect(changesOf(portal)).toEqual([]);
	});
});

describe('the manager', () => {
	it('is the head of the nearest department upwards who is active and no guest', async () => {
		department(portal, SALES).UF_HEAD = CAST.dismissed;
		department(portal, 1).UF_HEAD = CAST.secondAdministrator;
		const run = await offboard(portal, { parts: 'tasks' });
		expect(json(run)[0]).toMatchObject({ successor: '24', tasks: { moved: 3 } });
	});

	it('is not somebody who leaves in the same run', async () => {
		department(portal, 1).UF_HEAD = CAST.secondAdministrator;
		const items = [{ id: LEAVER }, { id: CAST.sameNameA }];
		const run = await offboard(portal, { parts: 'tasks' }, { items });
		expect(pluck(run.items, 'successor')).toEqual(['24', '24']);
	});

	it('is not needed by somebody who has nothing to hand over', async () => {
		takeManagersAway();
		const run = await offboard(portal, {}, { items: [{ id: CAST.noDepartment }] });
		expect(json(run)[0]).toMatchObject({ ID: '10', successor: null, dismissed: true });
	});

	it('is not asked for when a successor is named', async () => {
		takeManagersAway();
		const successor = userBy('email', 'john.smith@example.com');
		const run = await offboard(portal, { successor });
		expect(json(run)[0]).toMatchObject({ successor: '3', dismissed: true });
		expect(department(portal, 55).UF_HEAD).toBe(CAST.employee);
	});
});

describe('a scope that the credential lacks', () => {
	const without = (...missing: Scope[]) => ({
		account: {
			scopes: (['user', 'department', 'sonet_group', 'task', 'crm'] as Scope[]).filter(
				(scope) => !missing.includes(scope),
			),
		},
	});

	it.each([
		['departments', 'department', userBy('id', CAST.employee)],
		['workgroups', 'sonet_group', undefined],
		['tasks', 'task', undefined],
		['crm', 'crm', undefined],
	] as const)(
		'%s: the part is left out and told, the others are done',
		async (part, scope, successor) => {
			const parameters = { parts: ALL_PARTS, ...(successor && { successor }) };
			const run = await offboard(portal, parameters, without(scope));
			expect(run.error).toBeUndefined();
			const [output] = json(run);
			expect(output.skipped).toEqual({
				[part]: expect.stringContaining('lacks a permission (scope)'),
			});
			expect(Object.keys(output)).not.toContain(part);
			expect(output.dismissed).toBe(true);
			expect(hintsOf(run).join()).toContain('Parts that were left out');
			portal.forget();
		},
	);

	it.each([
		['departments', 'department'],
		['workgroups', 'sonet_group'],
		['tasks', 'task'],
		['crm', 'crm'],
	] as const)('%s chosen alone: the item fails and names the scope', async (part, scope) => {
		const run = await offboard(portal, { parts: [part] }, without(scope));
		expect(run.error?.message).toContain('lacks a permission (scope)');
		expect(run.error?.description).toContain(scope);
		expect(changesOf(portal)).toEqual([]);
	});

	it('without "department" and without a successor nobody knows the manager', async () => {
		const run = await offboard(portal, {}, without('department'));
		expect(run.error?.message).toContain('It is not known who the manager of Zoë');
		expect(run.error?.description).toContain('scope "department"');
		expect(changesOf(portal)).toEqual([]);
	});

	it('without the scope "user" nobody is dismissed, and the item says so', async () => {
		const account = { scopes: ['user_basic', 'department', 'sonet_group', 'task'] as Scope[] };
		const run = await offboard(portal, {}, { account });
		expect(run.error?.message).toContain('stopped at "Dismiss"');
		expect(run.error?.description).toContain('So far: Departments: 2 of 2 departments passed on.');
		expect(stored(portal, LEAVER).ACTIVE).toBe(true);
	});
});

it('types of CRM items that the account may not list are no reason to fail', async () => {
	await portal.stop();
	portal = await startPortal({
		people: 0,
		onCall: ({ method }) =>
			method === 'crm.type.list'
				? { status: 400, error: 'ACCESS_DENIED', error_description: 'Access denied' }
				: undefined,
	});
	fill(portal);
	const run = await offboard(portal, { parts: 'crm' });
	expect(json(run)[0].crm).toMatchObject({ moved: 3 });
	expect(callsOf(portal, 'crm.item.list').length).toBeGreaterThan(5);
});
