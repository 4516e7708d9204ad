/** How people write departments, and what is understood: the table of `docs/values.md`, row by row through the engine. */
import { CAST, startPortal, type Portal } from '../../portal';
import { DEPARTMENT_NAMES, written as inWords } from '../../support/departmentNames';
import { callsOf, columns, requestsOf, runOn, stored, userBy } from '../../support/portal';

/** By path, as the table speaks of them. */
const DEPARTMENTS: Readonly<Record<string, number>> = {
	'Northwind & Sons': 1,
	Logistics: 3,
	IT: 7,
	Sales: 17,
	'Sales / Support': 55,
	'Logistics / Support': 20,
	'Sales / North': 128,
	'Sales, North': 129,
	'R/D': 130,
	'1C': 131,
	Склад: 132,
	'Human Resources': 9,
};

let portal: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 20 });
	portal.addDepartment({ NAME: 'North', PARENT: 17 });
	for (const NAME of ['Sales, North', 'R/D', '1C', 'Склад']) portal.addDepartment({ NAME });
});
beforeEach(() => portal.forget());
afterAll(() => portal.stop());

it.each(DEPARTMENT_NAMES)('%j is understood as %j', async (written, understood) => {
	const items = [{ written }];
	const filters = {
		departments: inWords(written).startsWith('{{') ? written : '={{ $json.written }}',
	};
	const run = await runOn(
		portal,
		{ operation: 'getAll', filters: filters as Record<string, string> },
		{ items: items as Array<{ written: string }> },
	);
	if (typeof understood === 'string') {
		expect(run.error?.message).toContain('Filter "Departments"');
		expect(callsOf(portal, 'user.get')).toEqual([]);
		return;
	}
	expect(run.error).toBeUndefined();
	expect(callsOf(portal, 'user.get')[0].params.FILTER).toEqual({
		UF_DEPARTMENT: understood.map((path) => DEPARTMENTS[path]),
	});
});

it('names that several have are answered with the paths and IDs that were meant', async () => {
	const run = await runOn(portal, {
		operation: 'getAll',
		filters: { departments: '={{ "Support" }}' as unknown as string[] },
	});
	expect(run.error?.message).toContain('Several departments are called "Support"');
	expect(run.error?.description).toContain('Sales / Support (ID 55)');
});

describe('one look at the structure serves a whole run, wherever departments are entered', () => {
	const twice = [
		{ ID: CAST.employee, team: 'Sales / North' },
		{ ID: CAST.apostrophe, team: 'north; IT' },
	];

	it('a mapped column', async () => {
		const run = await runOn(
			portal,
			{
				operation: 'update',
				user: userBy('id', '={{ $json.ID }}'),
				fields: columns({ UF_DEPARTMENT: '={{ $json.team }}' }),
			},
			{ items: twice },
		);
		expect(run.error).toBeUndefined();
		expect(stored(portal, CAST.employee).UF_DEPARTMENT).toEqual([128]);
		expect(stored(portal, CAST.apostrophe).UF_DEPARTMENT).toEqual([128, 7]);
		expect(requestsOf(portal).filter((one) => one.includes('department.get')).length).toBeLessThan(
			3,
		);
	});

	it('a condition', async () => {
		const run = await runOn(portal, {
			operation: 'getAll',
			conditions: {
				condition: [{ field: 'UF_DEPARTMENT', operator: 'in', value: 'Sales / North' }],
			},
		});
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => json.ID)).toEqual(['3', '4']);
	});

	it('the parameter of Invite', async () => {
		const run = await runOn(portal, {
			operation: 'invite',
			email: 'new.one@example.com',
			departments: '={{ "IT; Sales / North" }}' as unknown as string[],
		});
		expect(run.error).toBeUndefined();
		expect(stored(portal, String(run.items[0].json.ID)).UF_DEPARTMENT).toEqual([7, 128]);
	});
});
