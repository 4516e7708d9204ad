/** Get, Get Many and Get Members. */
import { CAST, startPortal, type Portal } from '../../portal';
import { BOTH_CREDENTIALS, requestsOf, stored } from '../../support/portal';
import { by, COMPANY, department, json, rowsOf, runDepartment } from './support';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const LOGISTICS = {
	ID: '3',
	NAME: 'Logistics',
	SORT: 500,
	PARENT: '1',
	UF_HEAD: '2',
	path: 'Logistics',
};

const SUPPORT = {
	ID: '55',
	NAME: 'Support',
	SORT: 500,
	PARENT: '17',
	UF_HEAD: null,
	path: 'Sales / Support',
};

describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
	it('get outputs the department with its path, for many items from one reading', async () => {
		const items = [
			{ department: 'Logistics', row: 1 },
			{ department: `${COMPANY} / sales /  SUPPORT`, row: 2 },
			{ department: 'Logistics', row: 3 },
		];
		const form = { department: by('path', '={{ $json.department }}') };
		const run = await runDepartment(portal, 'get', form, { items }, access);

		expect(json(run)).toEqual([LOGISTICS, SUPPORT, LOGISTICS]);
		expect(rowsOf(run)).toEqual([1, 2, 3]);
		expect(requestsOf(portal)).toEqual(['department.get', 'department.get']);
	});

	it('getAll outputs the tree, parents before children', async () => {
		const run = await runDepartment(portal, 'getAll', { returnAll: true }, {}, access);

		const all = json(run);
		expect(all).toHaveLength(portal.departments.length);
		expect(all[0]).toEqual({
			ID: '1',
			NAME: COMPANY,
			SORT: 500,
			PARENT: null,
			UF_HEAD: '1',
			path: COMPANY,
		});
		expect(all).toContainEqual(SUPPORT);
		const places = new Map(all.map(({ ID }, at) => [ID, at]));
		for (const [at, { PARENT }] of all.entries()) {
			if (PARENT !== null) expect(places.get(String(PARENT))).toBeLessThan(at);
		}
		// SORT says who comes first: Sales (430) before Logistics (500).
		expect(places.get('17')).toBeLessThan(places.get('3') ?? 0);
	});

	it('getAll has a limit', async () => {
		const run = await runDepartment(portal, 'getAll', { limit: 3 }, {}, access);
		expect(run.items).toHaveLength(3);
	});

	it('getMembers outputs the people of one department, its head among them', async () => {
		stored(portal, CAST.employee).UF_DEPARTMENT = [1, 3];
		const form = { department: by('id', 3), returnAll: true };
		const run = await runDepartment(portal, 'getMembers', form, {}, access);

		const ids = json(run).map(({ ID }) => Number(ID));
		expect(ids).toEqual(
			[...portal.people.values()]
				.filter(
					(person) => person.ACTIVE && person.UF_DEPARTMENT.includes(3) && !person.EXTERNAL_AUTH_ID,
				)
				.map(({ ID }) => ID),
		);
		expect(ids).toEqual(expect.arrayContaining([2, 3]));
		expect(json(run)[0]).toEqual({
			department: '3',
			ID: '2',
			NAME: 'Ольга',
			LAST_NAME: 'Петрова-Ёлкина',
			EMAIL: 'olga.petrova@example.com',
			WORK_POSITION: 'Руководитель отдела',
			head: true,
		});
		expect(json(run)[1]).toMatchObject({ ID: '3', head: false });
	});
});

describe('get', () => {
	it.each([
		['list', '55'],
		['id', 55],
		['id', ' 55.0 '],
		['path', 'Sales / Support'],
		['path', 'SALES/support'],
		['path', `${COMPANY}/Sales/Support`],
		['path', 'Sales > Support'],
		['path', '55'],
		['path', '={{ 55 }}'],
		['path', '={{ ({ "id": 55, "path": "Sales / Support" }) }}'],
		['id', '={{ [{ "ID": "55" }] }}'],
	] as const)('%s %j names the department', async (mode, value) => {
		const run = await runDepartment(portal, 'get', { department: by(mode, value) });
		expect(json(run)).toEqual([SUPPORT]);
	});

	it('takes a name that only one department has, and the end of a path', async () => {
		const team = await runDepartment(portal, 'get', { department: by('path', 'team 28') });
		expect(json(team)).toMatchObject([{ ID: '127' }]);
		department(portal, 127).PARENT = 55;
		const end = await runDepartment(portal, 'get', { department: by('path', 'Support / Team 28') });
		expect(json(end)).toMatchObject([{ ID: '127', path: 'Sales / Support / Team 28' }]);
	});

	it('takes its own output: the path of a department at the top is no doubt beside others of that name', async () => {
		department(portal, 127).NAME = 'Sales';
		const run = await runDepartment(portal, 'get', { department: by('path', 'Sales') });
		expect(json(run)).toMatchObject([{ ID: '17' }]);
	});

	it('Continue On Fail: two inputs, both in their places', async () => {
		const items = [{ d: 'Sales / Support' }, { d: 'Nowhere' }, { d: '3' }];
		const run = await runDepartment(
			portal,
			'get',
			{ department: by('path', '={{ $json.d }}') },
			{
				items: items.map((item, index) => ({ ...item, row: index + 1 })),
				continueOnFail: 'continueRegularOutput',
			},
		);
		expect(json(run)).toMatchObject([
			{ ID: '55' },
			{ error: 'There is no department "Nowhere"' },
			{ ID: '3' },
		]);
		expect(rowsOf(run)).toEqual([1, 2, 3]);
	});
});

describe('getMembers', () => {
	it('with departments below: everybody in each of them, once for each', async () => {
		stored(portal, CAST.employee).UF_DEPARTMENT = [55, 17];
		stored(portal, CAST.emoji).UF_DEPARTMENT = [56];
		const form = { department: by('path', 'Sales'), withBelow: true, returnAll: true };
		const run = await runDepartment(portal, 'getMembers', form);

		expect(json(run).map(({ department: of, ID }) => [of, ID])).toEqual([
			['17', '3'],
			['56', '5'],
			['55', '3'],
		]);
	});

	it('leaves dismissed people out, and has those invited and not yet signed in', async () => {
		for (const id of [CAST.dismissed, CAST.invited]) stored(portal, id).UF_DEPARTMENT = [55];
		const form = { department: by('path', 'Sales / Support') };
		const run = await runDepartment(portal, 'getMembers', form);
		expect(json(run).map(({ ID }) => ID)).toEqual([String(CAST.invited)]);
	});

	it('has a head who is not in the list of the department, as department.update makes one', async () => {
		department(portal, 56).UF_HEAD = CAST.emoji;
		const run = await runDepartment(portal, 'getMembers', { department: by('id', 56) });
		expect(json(run)).toMatchObject([{ ID: String(CAST.emoji), head: true }]);
	});

	it('hands on nothing for an empty department', async () => {
		const run = await runDepartment(portal, 'getMembers', { department: by('id', 56) });
		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([]);
	});

	it('reads the whole company of 300 people in a handful of requests', async () => {
		await portal.stop();
		portal = await startPortal({ people: 300 });
		const form = { department: by('id', 1), withBelow: true, returnAll: true };
		const run = await runDepartment(portal, 'getMembers', form);

		const people = [...portal.people.values()].filter(
			({ ACTIVE, UF_DEPARTMENT, EXTERNAL_AUTH_ID }) =>
				ACTIVE && UF_DEPARTMENT.length > 0 && !EXTERNAL_AUTH_ID,
		);
		expect(new Set(json(run).map(({ ID }) => Number(ID)))).toEqual(
			new Set(people.map(({ ID }) => ID)),
		);
		expect(portal.requests.length).toBeLessThanOrEqual(6);
	});
});
