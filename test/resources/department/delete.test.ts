/** Delete: what stands in a department is never lost. */
import { CAST, startPortal, type Portal, type PortalOptions } from '../../portal';
import { BOTH_CREDENTIALS, callsOf, hintsOf, requestsOf, stored } from '../../support/portal';
import { by, department, json, named, rowsOf, runDepartment } from './support';

let portal: Portal;

async function open(options: PortalOptions = {}): Promise<void> {
	portal = await startPortal({ people: 0, ...options });
}

beforeEach(() => open());

afterEach(() => portal.stop());

const form = { department: by('path', '={{ $json.d }}') };

const moving = (moveTo: unknown) => ({ ...form, options: { moveTo } });

const ids = () => portal.departments.map(({ ID }) => ID);

const inDepartments = (id: number, departments: number[]) => {
	stored(portal, id).UF_DEPARTMENT = departments;
};

describe.each(BOTH_CREDENTIALS)('delete with $name', (access) => {
	it('one empty department: outputs { ID, deleted: true } once it is seen to be gone', async () => {
		const run = await runDepartment(
			portal,
			'delete',
			form,
			{ items: [{ d: 'Sales / Quality' }] },
			access,
		);

		expect(json(run)).toEqual([{ ID: '57', deleted: true }]);
		expect(ids()).not.toContain(57);
		expect(callsOf(portal, 'department.delete').map(({ params }) => params)).toEqual([{ ID: 57 }]);
	});

	it('many items: each linked to its item, in a handful of requests', async () => {
		const items = [55, 56, 57].map((d, index) => ({ d: String(d), row: index + 1 }));
		const run = await runDepartment(portal, 'delete', form, { items }, access);

		expect(json(run)).toEqual(['55', '56', '57'].map((ID) => ({ ID, deleted: true })));
		expect(rowsOf(run)).toEqual([1, 2, 3]);
		expect(portal.departments).toHaveLength(66);
		expect(requestsOf(portal)).toEqual([
			'department.get',
			'department.get',
			'user.get',
			expect.stringMatching(/^batch\(/),
			'batch(3 department.delete)',
			'batch(3 department.get)',
		]);
	});

	it('moves people and departments to where "Move To" says, whatever the portal would do with them', async () => {
		await portal.stop();
		await open({ quirks: { departmentDeletion: 'leave' } });
		inDepartments(3, [5, 17, 7]);
		inDepartments(CAST.invited, [17]);
		inDepartments(CAST.dismissed, [17]);
		const run = await runDepartment(
			portal,
			'delete',
			moving('IT / Support'),
			{ items: [{ d: 'Sales' }] },
			access,
		);

		expect(json(run)).toEqual([{ ID: '17', deleted: true }]);
		expect(ids()).not.toContain(17);
		const support = 30;
		expect(stored(portal, 3).UF_DEPARTMENT).toEqual([5, support, 7]);
		expect(stored(portal, CAST.invited).UF_DEPARTMENT).toEqual([support]);
		expect(stored(portal, CAST.dismissed).UF_DEPARTMENT).toEqual([support]);
		for (const unit of [55, 56, 57, 58]) expect(department(portal, unit).PARENT).toBe(support);
		expect(hintsOf(run)).toEqual([
			'What stood in deleted departments goes elsewhere: 3 people and 4 departments are moved from Sales to IT / Support',
		]);
	});
});

describe('delete', () => {
	it('refuses a department with people or departments in it, and sends nothing', async () => {
		inDepartments(3, [55]);
		inDepartments(CAST.invited, [55]);
		const items = [{ d: 'Sales / Quality' }, { d: 'Sales / Support' }];
		const run = await runDepartment(portal, 'delete', form, { items });

		expect(run.error?.message).toBe(
			'The department "Sales / Support" (ID 55) is not empty: 2 people are in it',
		);
		expect(run.error?.description).toContain('Move To');
		expect(callsOf(portal, 'department.delete')).toEqual([]);
	});

	it('counts a department below that is deleted in the same run as gone, in any order', async () => {
		const items = [
			'Sales',
			'Sales / Support',
			'Sales / Planning',
			'Sales / Quality',
			'Sales / Projects',
		];
		for (const { ID } of portal.departments.filter(({ PARENT }) => (PARENT ?? 0) >= 55)) {
			department(portal, ID).PARENT = 7;
		}
		const run = await runDepartment(portal, 'delete', form, { items: items.map((d) => ({ d })) });

		expect(run.error).toBeUndefined();
		expect(json(run).map(({ ID }) => ID)).toEqual(['17', '55', '56', '57', '58']);
		expect(named(portal, 'Sales')).toEqual([]);
		const order = callsOf(portal, 'department.delete').map(({ params }) => params.ID);
		expect(order.map(Number).at(-1)).toBe(17);
	});

	it('keeps a department when one below it could not be deleted', async () => {
		await portal.stop();
		await open({
			onCall: ({ method, params }) =>
				method === 'department.delete' && String(params.ID) === '57'
					? { status: 400, error: 'ERROR_CORE', error_description: 'Not today.' }
					: undefined,
		});
		for (const id of [55, 56, 58]) department(portal, id).PARENT = 7;
		const items = [{ d: 'Sales' }, { d: 'Sales / Quality' }];
		const run = await runDepartment(portal, 'delete', form, {
			items,
			continueOnFail: 'continueRegularOutput',
		});

		expect(json(run).map(({ error }) => error)).toEqual([
			'The department "Sales" (ID 17) was not deleted: 1 department is still there',
			'Not today. (department "Sales / Quality" (ID 57))',
		]);
		expect(ids()).toEqual(expect.arrayContaining([17, 57]));
	});

	it('moves somebody who is in two deleted departments once', async () => {
		inDepartments(3, [55, 56, 5]);
		const items = [
			{ d: '55', to: 'IT' },
			{ d: '56', to: 'Finance' },
		];
		const run = await runDepartment(portal, 'delete', moving('={{ $json.to }}'), { items });

		expect(run.error).toBeUndefined();
		expect(stored(portal, 3).UF_DEPARTMENT).toEqual([7, 11, 5]);
		expect(callsOf(portal, 'user.update')).toHaveLength(1);
	});

	it('two items about one department are one deletion', async () => {
		const run = await runDepartment(portal, 'delete', form, { items: [{ d: '57' }, { d: '57' }] });
		expect(json(run)).toEqual([
			{ ID: '57', deleted: true },
			{ ID: '57', deleted: true },
		]);
		expect(callsOf(portal, 'department.delete')).toHaveLength(1);
	});

	it('tells of dismissed people whose department goes', async () => {
		inDepartments(CAST.dismissed, [57]);
		const run = await runDepartment(portal, 'delete', form, { items: [{ d: '57' }] });
		expect(json(run)).toEqual([{ ID: '57', deleted: true }]);
		expect(hintsOf(run).join()).toContain('Пётр Уволенный (ID 7)');
	});

	it('clears up a lost answer by looking again', async () => {
		portal.fault({ method: 'department.delete', when: 'after', connection: 'reset' });
		const run = await runDepartment(portal, 'delete', form, { items: [{ d: '57' }] });
		expect(json(run)).toEqual([{ ID: '57', deleted: true }]);
	});

	it('preview: says what would be, and changes nothing', async () => {
		inDepartments(3, [57]);
		const parameters = { ...form, options: { moveTo: 'IT', preview: true } };
		const run = await runDepartment(portal, 'delete', parameters, { items: [{ d: '57' }] });
		expect(json(run)).toEqual([{ ID: '57', deleted: true, preview: true }]);
		expect(hintsOf(run)).toEqual([
			'What stood in deleted departments goes elsewhere: John Smith (ID 3) is moved from Sales / Quality to IT',
		]);
		expect(callsOf(portal, 'department.delete')).toEqual([]);
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('stops when the portal ignores that people are moved', async () => {
		inDepartments(3, [57]);
		stored(portal, 4).mayEditStructure = true;
		const run = await runDepartment(portal, 'delete', moving('IT'), {
			items: [{ d: '57' }],
			account: { userId: 4 },
		});
		expect(run.error).toBeDefined();
		expect(ids()).toContain(57);
	});

	it('Continue On Fail, error output: links right on both outputs', async () => {
		const items = [
			{ d: 'Nowhere', row: 1 },
			{ d: '57', row: 2 },
		];
		const run = await runDepartment(portal, 'delete', form, {
			items,
			continueOnFail: 'continueErrorOutput',
		});
		expect(json(run)).toEqual([{ ID: '57', deleted: true }]);
		expect(rowsOf(run)).toEqual([2]);
		expect(run.errorItems.map((item) => item.json.error)).toEqual([
			'There is no department "Nowhere"',
		]);
	});
});
