/** Create: departments from a sheet, which may build on each other. */
import { startPortal, type Portal } from '../../portal';
import { BOTH_CREDENTIALS, callsOf, hintsOf, requestsOf } from '../../support/portal';
import { by, COMPANY, department, json, named, rowsOf, runDepartment } from './support';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const form = { name: '={{ $json.name }}', parent: by('path', '={{ $json.parent }}') };

const row = (name: string, parent: string, more: object = {}) => ({ name, parent, ...more });

/** Input items with the number that links of the output are checked by. */
const rows = (...items: object[]) => items.map((item, index) => ({ ...item, row: index + 1 }));

describe.each(BOTH_CREDENTIALS)('create with $name', (access) => {
	it('one item: outputs the department as the other operations do', async () => {
		const options = { head: { __rl: true, mode: 'email', value: 'zoe@example.com' }, sort: 30 };
		const items = rows(row('Night shift', 'Sales'));
		const run = await runDepartment(portal, 'create', { ...form, options }, { items }, access);

		expect(run.error).toBeUndefined();
		const [created] = named(portal, 'Night shift');
		expect(json(run)).toEqual([
			{
				ID: String(created.ID),
				NAME: 'Night shift',
				SORT: 30,
				PARENT: '17',
				UF_HEAD: '5',
				path: 'Sales / Night shift',
			},
		]);
		expect(created).toMatchObject({ PARENT: 17, UF_HEAD: 5, SORT: 30 });
	});

	it('many items: linked to their items, all in one batch', async () => {
		const items = rows(row('A', 'Sales'), row('B', `${COMPANY} / IT`), row('C', '17'));
		const run = await runDepartment(portal, 'create', form, { items }, access);

		expect(json(run).map(({ path, PARENT }) => [path, PARENT])).toEqual([
			['Sales / A', '17'],
			['IT / B', '7'],
			['Sales / C', '17'],
		]);
		expect(rowsOf(run)).toEqual([1, 2, 3]);
		expect(requestsOf(portal)).toEqual([
			'department.get',
			'department.get',
			'batch(3 department.add)',
		]);
	});
});

describe('create: items that build on each other', () => {
	it('takes the department of another item for the parent, one level per batch', async () => {
		const items = rows(
			row('North', 'Sales'),
			row('Team A', 'Sales / North'),
			row('Desk 1', `${COMPANY} / Sales / North / Team A`),
			row('Desk 2', 'Team A'),
			row('South', 'Sales'),
		);
		const run = await runDepartment(portal, 'create', form, { items });

		expect(run.error).toBeUndefined();
		expect(json(run).map(({ path }) => path)).toEqual([
			'Sales / North',
			'Sales / North / Team A',
			'Sales / North / Team A / Desk 1',
			'Sales / North / Team A / Desk 2',
			'Sales / South',
		]);
		const [teamA] = named(portal, 'Team A');
		expect(named(portal, 'Desk 2')[0].PARENT).toBe(teamA.ID);
		expect(rowsOf(run)).toEqual([1, 2, 3, 4, 5]);
		expect(requestsOf(portal).slice(2)).toEqual([
			'batch(2 department.add)',
			'department.add',
			'batch(2 department.add)',
		]);
	});

	it('needs no order: the parent may stand further down', async () => {
		const items = rows(row('Desk', 'Team'), row('Team', 'North'), row('North', 'Sales'));
		const run = await runDepartment(portal, 'create', form, { items });

		expect(json(run).map(({ path }) => path)).toEqual([
			'Sales / North / Team / Desk',
			'Sales / North / Team',
			'Sales / North',
		]);
	});

	it('400 rows of four levels take levels × ⌈n/50⌉ requests, and one for the 69 departments there are', async () => {
		const items: object[] = [];
		for (let at = 0; at < 400; at++) {
			// 10 regions of 3 areas of 3 shops; the rest are desks.
			if (at < 10) items.push(row(`Region ${at}`, 'Sales'));
			else if (at < 40) items.push(row(`Area ${at}`, `Region ${at % 10}`));
			else if (at < 130) items.push(row(`Shop ${at}`, `Area ${10 + (at % 30)}`));
			else items.push(row(`Desk ${at}`, `Shop ${40 + (at % 90)}`));
		}
		const run = await runDepartment(portal, 'create', form, { items: rows(...items) });

		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(400);
		expect(portal.departments).toHaveLength(469);
		const batches = requestsOf(portal).slice(1);
		expect(batches).toEqual([
			'batch(10 department.add)',
			'batch(30 department.add)',
			'batch(50 department.add)',
			'batch(40 department.add)',
			...Array<string>(5).fill('batch(50 department.add)'),
			'batch(20 department.add)',
		]);
	});

	it('refuses the same department twice, however its path is written, and sends nothing', async () => {
		const items = rows(row('North', 'Sales'), row('north ', `${COMPANY}/sales`));
		const run = await runDepartment(portal, 'create', form, { items });

		expect(run.error?.message).toBe('Item 1 creates department "Sales / North" already');
		expect(run.error).toMatchObject({ context: { itemIndex: 1 } });
		expect(callsOf(portal, 'department.add')).toEqual([]);
	});

	it('Continue On Fail: what builds on a refused item is refused with it, the rest is done', async () => {
		portal = await replaced({
			onCall: ({ method, params }) =>
				method === 'department.add' && params.NAME === 'North'
					? { status: 400, error: 'ERROR_CORE', error_description: 'Access denied' }
					: undefined,
		});
		const items = rows(row('North', 'Sales'), row('Team', 'North'), row('South', 'Sales'));
		const run = await runDepartment(portal, 'create', form, {
			items,
			continueOnFail: 'continueErrorOutput',
		});

		expect(json(run).map(({ path }) => path)).toEqual(['Sales / South']);
		expect(rowsOf(run)).toEqual([3]);
		expect(run.errorItems.map((item) => String(item.json.error))).toEqual([
			expect.stringContaining('may not change the company structure'),
			expect.stringContaining('The department above it was not created'),
		]);
	});
});

describe('create: nothing is sent twice', () => {
	it('finds out after a lost answer that the portal carried it out', async () => {
		portal.fault({ method: 'department.add', when: 'after', connection: 'reset' });
		const items = rows(row('North', 'Sales'));
		const run = await runDepartment(portal, 'create', form, { items });

		expect(named(portal, 'North')).toHaveLength(1);
		expect(json(run)).toMatchObject([
			{ ID: String(named(portal, 'North')[0].ID), recovered: true },
		]);
	});

	it('sends again what did not arrive, whatever is called the same elsewhere', async () => {
		portal.departments.push({ ID: 500, NAME: 'North', SORT: 500, PARENT: 17 });
		portal.fault({ method: 'department.add', when: 'before', connection: 'reset' });
		const run = await runDepartment(portal, 'create', form, { items: rows(row('North', COMPANY)) });

		expect(run.error).toBeUndefined();
		expect(named(portal, 'North').map(({ PARENT }) => PARENT)).toEqual([17, 1]);
		expect(json(run)).toMatchObject([{ path: 'North', PARENT: '1' }]);
	});

	it('finds out about each department of a batch whose answer was lost', async () => {
		portal.fault({ method: 'batch', skip: 1, when: 'after', connection: 'reset' });
		portal.fault({ method: 'batch', when: 'after', connection: 'reset' });
		const items = rows(...Array.from({ length: 60 }, (_, at) => row(`Team N${at}`, 'Sales')));
		const run = await runDepartment(portal, 'create', form, { items });

		expect(run.error).toBeUndefined();
		expect(new Set(json(run).map(({ ID }) => ID)).size).toBe(60);
		expect(portal.departments).toHaveLength(129);
	});

	it('refuses a department that is there, with its ID', async () => {
		const items = rows(row('Sales', COMPANY));
		const run = await runDepartment(portal, 'create', form, { items });

		expect(run.error?.message).toBe('There is a department "Sales" (ID 17) already');
		expect(callsOf(portal, 'department.add')).toEqual([]);
	});
});

describe('create: preview', () => {
	it('of one item does not let another one build on what is not there', async () => {
		const items = rows(
			row('North', 'Sales', { look: true }),
			row('Team', 'North', { look: false }),
		);
		const run = await runDepartment(
			portal,
			'create',
			{ ...form, options: { preview: '={{ $json.look }}' } },
			{ items, continueOnFail: 'continueRegularOutput' },
		);

		expect(json(run)).toMatchObject([
			{ path: 'Sales / North', preview: true },
			{ error: 'The department above it was not created' },
		]);
		expect(callsOf(portal, 'department.add')).toEqual([]);
	});

	it('shows whole branches that would come, and changes nothing', async () => {
		const items = rows(row('North', 'Sales'), row('Team', 'North'), row('South', 'Sales'));
		const run = await runDepartment(
			portal,
			'create',
			{ ...form, options: { preview: true } },
			{ items },
		);

		expect(json(run)).toEqual([
			{
				ID: null,
				NAME: 'North',
				SORT: 500,
				PARENT: '17',
				UF_HEAD: null,
				path: 'Sales / North',
				preview: true,
			},
			{
				ID: null,
				NAME: 'Team',
				SORT: 500,
				PARENT: null,
				UF_HEAD: null,
				path: 'Sales / North / Team',
				preview: true,
			},
			{
				ID: null,
				NAME: 'South',
				SORT: 500,
				PARENT: '17',
				UF_HEAD: null,
				path: 'Sales / South',
				preview: true,
			},
		]);
		expect(callsOf(portal, 'department.add')).toEqual([]);
		expect(hintsOf(run)).toEqual([]);
	});
});

async function replaced(options: Parameters<typeof startPortal>[0]): Promise<Portal> {
	await portal.stop();
	return await startPortal({ people: 0, ...options });
}

it('leaves the head of a department out unless one is chosen', async () => {
	const run = await runDepartment(
		portal,
		'create',
		{ ...form, options: { head: '' } },
		{
			items: rows(row('North', 'Sales')),
		},
	);
	expect(json(run)).toMatchObject([{ UF_HEAD: null }]);
	expect(department(portal, Number(json(run)[0].ID)).UF_HEAD).toBeUndefined();
});
