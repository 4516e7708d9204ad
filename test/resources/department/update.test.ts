/** Update: only what differs is sent, and what came of it is read back. */
import { CAST, startPortal, type Portal, type PortalOptions } from '../../portal';
import { BOTH_CREDENTIALS, callsOf, requestsOf } from '../../support/portal';
import { by, department, json, rowsOf, runDepartment } from './support';

let portal: Portal;

async function open(options: PortalOptions = {}): Promise<void> {
	portal = await startPortal({ people: 0, ...options });
}

beforeEach(() => open());

afterEach(() => portal.stop());

const form = (updateFields: object) => ({ department: by('path', '={{ $json.d }}'), updateFields });

describe.each(BOTH_CREDENTIALS)('update with $name', (access) => {
	it('one item: outputs the department as it is afterwards, read back in the same run', async () => {
		const updateFields = {
			name: 'Sales & Service',
			parent: by('path', 'IT'),
			head: { __rl: true, mode: 'id', value: CAST.employee },
			sort: 10,
		};
		const run = await runDepartment(
			portal,
			'update',
			form(updateFields),
			{ items: [{ d: 'Sales' }] },
			access,
		);

		expect(json(run)).toEqual([
			{
				ID: '17',
				NAME: 'Sales & Service',
				SORT: 10,
				PARENT: '7',
				UF_HEAD: '3',
				path: 'IT / Sales & Service',
			},
		]);
		expect(department(portal, 17)).toMatchObject({ PARENT: 7, UF_HEAD: 3, SORT: 10 });
		expect(callsOf(portal, 'department.update').map(({ params }) => params)).toEqual([
			{ NAME: 'Sales & Service', SORT: 10, PARENT: 7, UF_HEAD: 3, ID: 17 },
		]);
	});

	it('many items: each linked to its item, in one batch and one reading', async () => {
		const items = [
			{ d: 'Sales', name: 'A', row: 1 },
			{ d: 'IT', name: 'B', row: 2 },
			{ d: '5', name: 'C', row: 3 },
		];
		const run = await runDepartment(
			portal,
			'update',
			form({ name: '={{ $json.name }}' }),
			{ items },
			access,
		);

		expect(json(run).map(({ ID, NAME }) => [ID, NAME])).toEqual([
			['17', 'A'],
			['7', 'B'],
			['5', 'C'],
		]);
		expect(rowsOf(run)).toEqual([1, 2, 3]);
		expect(requestsOf(portal).slice(2)).toEqual(['batch(3 department.update)', 'department.get']);
	});
});

describe('update', () => {
	it('sends only what differs, and nothing where nothing does', async () => {
		const updateFields = { name: '={{ $json.name }}', sort: 430, parent: by('id', 1) };
		const items = [
			{ d: 'Sales', name: 'Sales' },
			{ d: '17', name: 'Selling' },
		];
		const run = await runDepartment(portal, 'update', form(updateFields), { items });

		expect(json(run).map(({ NAME }) => NAME)).toEqual(['Sales', 'Selling']);
		expect(callsOf(portal, 'department.update').map(({ params }) => params)).toEqual([
			{ NAME: 'Selling', ID: 17 },
		]);
	});

	it('leaves alone what a blank cell says nothing about', async () => {
		const updateFields = {
			name: '={{ $json.name }}',
			sort: '={{ $json.sort }}',
			parent: by('path', '={{ $json.parent }}'),
			head: { __rl: true, mode: 'id', value: '={{ $json.head }}' },
			clearHead: '={{ $json.clear }}',
		};
		const items = [{ d: 'Logistics', name: ' ', sort: '', parent: null, head: '', clear: '' }];
		const run = await runDepartment(portal, 'update', form(updateFields), { items });

		expect(run.error).toBeUndefined();
		expect(json(run)).toMatchObject([{ ID: '3', NAME: 'Logistics', UF_HEAD: '2' }]);
		expect(callsOf(portal, 'department.update')).toEqual([]);
	});

	it('takes the head away', async () => {
		const run = await runDepartment(portal, 'update', form({ clearHead: true }), {
			items: [{ d: '3' }],
		});
		expect(json(run)).toMatchObject([{ ID: '3', UF_HEAD: null }]);
		expect(department(portal, 3).UF_HEAD).toBeUndefined();
	});

	it('says so when the portal ignores that the head is taken away, which is not documented', async () => {
		await portal.stop();
		await open({ quirks: { headClearing: 'ignored' } });
		const run = await runDepartment(portal, 'update', form({ clearHead: true }), {
			items: [{ d: '3' }],
		});
		expect(run.error?.message).toBe(
			'The portal left UF_HEAD of department "Logistics" (ID 3) as it was',
		);
		expect(run.items).toEqual([]);
	});

	it('preview: shows what would come, and changes nothing', async () => {
		const parameters = { ...form({ name: 'X', parent: by('id', 7) }), options: { preview: true } };
		const run = await runDepartment(portal, 'update', parameters, { items: [{ d: 'Sales' }] });
		expect(json(run)).toEqual([
			{
				ID: '17',
				NAME: 'X',
				SORT: 430,
				PARENT: '7',
				UF_HEAD: null,
				path: 'IT / X',
				preview: true,
			},
		]);
		expect(callsOf(portal, 'department.update')).toEqual([]);
	});

	it('stops before anything is sent when an item cannot be carried out', async () => {
		const items = [{ d: 'Sales' }, { d: 'Nowhere' }];
		const run = await runDepartment(portal, 'update', form({ sort: 1 }), { items });
		expect(run.error?.message).toBe('There is no department "Nowhere"');
		expect(run.error).toMatchObject({ context: { itemIndex: 1 } });
		expect(callsOf(portal, 'department.update')).toEqual([]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'%s: the others are changed, each linked to its item',
		async (continueOnFail) => {
			const items = [
				{ d: 'Nowhere', row: 1 },
				{ d: 'Sales', row: 2 },
			];
			const run = await runDepartment(portal, 'update', form({ sort: 1 }), {
				items,
				continueOnFail,
			});
			const isRegular = continueOnFail === 'continueRegularOutput';
			expect(json(run).map(({ ID }) => ID)).toEqual(isRegular ? [undefined, '17'] : ['17']);
			expect(rowsOf(run)).toEqual(isRegular ? [1, 2] : [2]);
			expect(run.errorItems).toHaveLength(isRegular ? 0 : 1);
			expect(department(portal, 17).SORT).toBe(1);
		},
	);
});
