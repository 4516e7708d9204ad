/** department.* as documented in b24restdocs `api-reference/departments/`, and what is not documented. */
import { caller } from './server/caller';
import type { Call } from './server/caller';
import { CAST, startPortal } from '.';
import type { Portal, PortalOptions } from './types';

let portal: Portal;
let call: Call;

async function open(quirks: PortalOptions['quirks'] = {}): Promise<void> {
	portal = await startPortal({ people: 40, quirks });
	call = caller(portal.webhook());
}

afterEach(() => portal.stop());

const department = (id: number) => portal.departments.find(({ ID }) => ID === id);
const row = async (id: unknown) => (await call('department.get', { ID: id })).rows[0];

describe('department.get', () => {
	beforeEach(() => open());

	it('writes IDs as texts and SORT as a number, and leaves UF_HEAD out without a head (department-get.md)', async () => {
		const { rows } = await call('department.get', { ID: [17, 5] });
		expect(rows).toEqual([
			{ ID: '17', NAME: 'Sales', SORT: 430, PARENT: '1' },
			{ ID: '5', NAME: 'Legal', SORT: 490, PARENT: '1' },
		]);
		expect(await row(3)).toMatchObject({ UF_HEAD: '2' });
		expect(await row(1)).not.toHaveProperty('PARENT');
	});

	it('puts parents before their children when no order is asked for (department-get.md)', async () => {
		const pages = [await call('department.get'), await call('department.get', { START: 50 })];
		const ids = pages.flatMap((page) => page.ids);
		expect(new Set(ids).size).toBe(portal.departments.length);
		for (const { ID, PARENT } of portal.departments) {
			if (PARENT !== undefined) expect(ids.indexOf(PARENT)).toBeLessThan(ids.indexOf(ID));
		}
	});

	it.each<[object, number[]]>([
		[{ ID: '3' }, [3]],
		[{ ID: [3, 5, 999] }, [5, 3]],
		[{ NAME: 'sales' }, [17]],
		[{ NAME: 'Sal' }, []],
		[{ PARENT: 3 }, [22, 20, 23, 21]],
		[{ UF_HEAD: 2 }, [3]],
		[{ FILTER: { PARENT: 3, NAME: 'Quality' } }, [22]],
		[{ PARENT: 3, sort: 'ID', order: 'DESC' }, [23, 22, 21, 20]],
	])(
		'%j finds %j: whole names, one ID or several (department-get.md)',
		async (params, expected) => {
			const { ids } = await call('department.get', params);
			expect([...ids].sort((a, b) => a - b)).toEqual([...expected].sort((a, b) => a - b));
			if ('sort' in params) expect(ids).toEqual(expected);
		},
	);

	it('gives the first page again past the end (server behaviour, not documented)', async () => {
		const past = await call('department.get', { START: 5000 });
		expect(past.ids).toEqual((await call('department.get')).ids);
		expect(past.rows).toHaveLength(50);
	});

	it('is open to every employee and closed without the scope department', async () => {
		const john = caller(portal.webhook({ userId: CAST.employee, scopes: ['department'] }));
		expect((await john('department.get')).rows).toHaveLength(50);
		const stranger = caller(portal.webhook({ scopes: ['user'] }));
		expect(await stranger('department.add')).toMatchObject({ error: 'insufficient_scope' });
	});

	it('department.fields gives a label per field (department-fields.md)', async () => {
		const { result } = await call('department.fields');
		expect(Object.keys(result ?? {})).toEqual(['ID', 'NAME', 'SORT', 'PARENT', 'UF_HEAD']);
		expect(result).toMatchObject({ ID: 'ID', NAME: 'Department name' });
	});
});

describe('department.add and department.update', () => {
	beforeEach(() => open());

	it('adds with an integer as the answer and 500 as the sort index (department-add.md)', async () => {
		const { result } = await call('department.add', { NAME: 'Night shift', PARENT: 7, UF_HEAD: 3 });
		expect(typeof result).toBe('number');
		expect(await row(result)).toEqual({
			ID: String(result),
			NAME: 'Night shift',
			SORT: 500,
			PARENT: '7',
			UF_HEAD: '3',
		});
	});

	it.each<[string, object, string]>([
		['department.add', { PARENT: 1 }, 'Department name not provided.<br>'],
		['department.add', { NAME: ' ', PARENT: 1 }, 'Department name not provided.<br>'],
		['department.update', { ID: 3, NAME: '' }, 'Department name not provided.<br>'],
		[
			'department.add',
			{ NAME: 'Second company' },
			'There can only be one top-level department in the company structure',
		],
		[
			'department.add',
			{ NAME: 'Lost', PARENT: 9999 },
			'There can only be one top-level department in the company structure',
		],
		[
			'department.update',
			{ ID: 3, PARENT: 20 },
			'There can only be one top-level department in the company structure',
		],
		['department.update', { ID: 9999, NAME: 'x' }, 'Department not found'],
		['department.delete', { ID: 9999 }, 'Department not found'],
	])('%s %j: ERROR_CORE with the documented text', async (method, params, text) => {
		const before = JSON.stringify(portal.departments);
		expect(await call(method, params)).toMatchObject({
			status: 400,
			error: 'ERROR_CORE',
			error_description: text,
		});
		expect(JSON.stringify(portal.departments)).toBe(before);
	});

	it('changes what is sent and nothing else (department-update.md)', async () => {
		expect(
			(await call('department.update', { ID: '17', NAME: 'Sales EU', PARENT: 5 })).result,
		).toBe(true);
		expect(department(17)).toEqual({ ID: 17, NAME: 'Sales EU', SORT: 430, PARENT: 5 });
		expect((await call('department.update', { ID: 1, NAME: 'Renamed', PARENT: 0 })).result).toBe(
			true,
		);
		expect(department(1)).not.toHaveProperty('PARENT');
	});

	it.each([0, ''])('sets a head and takes it away with %j (not documented)', async (nobody) => {
		await call('department.update', { ID: 17, UF_HEAD: 11 });
		expect(await row(17)).toMatchObject({ UF_HEAD: '11' });
		await call('department.update', { ID: 17, UF_HEAD: nobody });
		expect(await row(17)).not.toHaveProperty('UF_HEAD');
	});

	it('is for holders of the structure right (department-add.md)', async () => {
		const john = caller(portal.webhook({ userId: CAST.employee }));
		for (const method of ['department.add', 'department.update', 'department.delete']) {
			expect(await john(method, { ID: 17, NAME: 'Mine', PARENT: 1 })).toMatchObject({
				error: 'ERROR_CORE',
				error_description: 'Access denied',
			});
		}
		const person = portal.people.get(CAST.employee);
		if (person) person.mayEditStructure = true;
		expect((await john('department.update', { ID: 17, SORT: '7' })).result).toBe(true);
		expect(await row(17)).toMatchObject({ SORT: 7 });
	});
});

describe('portals differ in what no document says', () => {
	it('a head that cannot be cleared stays', async () => {
		await open({ headClearing: 'ignored' });
		expect((await call('department.update', { ID: 3, UF_HEAD: 0 })).result).toBe(true);
		expect(department(3)?.UF_HEAD).toBe(2);
	});

	it('deletion moves people and sub-departments to the parent, as the portal’s pages do', async () => {
		await open();
		expect((await call('department.delete', { ID: 20 })).result).toBe(true);
		expect(portal.people.get(CAST.cyrillic)?.UF_DEPARTMENT).toEqual([3]);
		expect(department(20)).toBeUndefined();
		expect(portal.departments.some(({ PARENT }) => PARENT === 20)).toBe(false);
		expect(department(100)?.PARENT).toBe(3);
	});

	it('deletion is refused while somebody is inside', async () => {
		await open({ departmentDeletion: 'refuse' });
		expect(await call('department.delete', { ID: 20 })).toMatchObject({ error: 'ERROR_CORE' });
		expect(department(20)).toBeDefined();
	});

	it('deletion leaves people with a department nobody knows', async () => {
		await open({ departmentDeletion: 'leave' });
		await call('department.delete', { ID: 20 });
		const olga = await call('user.get', { ID: CAST.cyrillic });
		expect(olga.rows[0].UF_DEPARTMENT).toEqual([3, 20]);
	});

	it('the company itself cannot be deleted', async () => {
		await open();
		expect(await call('department.delete', { ID: 1 })).toMatchObject({ error: 'ERROR_CORE' });
		expect(department(1)).toBeDefined();
	});
});
