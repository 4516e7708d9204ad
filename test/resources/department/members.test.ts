/** Add, Remove and Move Member: what a person has besides stays. */
import { startPortal, type Portal, type PortalOptions } from '../../portal';
import {
	BOTH_CREDENTIALS,
	callsOf,
	hintsOf,
	requestsOf,
	stored,
	userBy,
} from '../../support/portal';
import { by, department, json, rowsOf, runDepartment } from './support';

let portal: Portal;

async function open(options: PortalOptions = {}): Promise<void> {
	portal = await startPortal({ people: 0, ...options });
}

beforeEach(() => open());

afterEach(() => portal.stop());

const form = {
	user: userBy('id', '={{ $json.user }}'),
	department: by('path', '={{ $json.d }}'),
};

const inDepartments = (id: number, departments: number[]) => {
	stored(portal, id).UF_DEPARTMENT = departments;
};

const departmentsOf = (id: number) => stored(portal, id).UF_DEPARTMENT;

describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
	it('addMember puts a person into one more department', async () => {
		inDepartments(3, [5]);
		const run = await runDepartment(
			portal,
			'addMember',
			form,
			{ items: [{ user: 3, d: 'Sales' }] },
			access,
		);

		expect(json(run)).toEqual([
			{ department: '17', user: '3', changed: true, departments: ['5', '17'] },
		]);
		expect(departmentsOf(3)).toEqual([5, 17]);
	});

	it('removeMember takes a person out of one department', async () => {
		inDepartments(3, [5, 17, 7]);
		const run = await runDepartment(
			portal,
			'removeMember',
			form,
			{ items: [{ user: 3, d: 'Sales' }] },
			access,
		);

		expect(json(run)).toEqual([
			{ department: '17', user: '3', changed: true, departments: ['5', '7'] },
		]);
		expect(departmentsOf(3)).toEqual([5, 7]);
	});

	it('moveMember exchanges one department where it is told which', async () => {
		inDepartments(3, [5, 7]);
		const items = [{ user: 3, d: 'Sales' }];
		const run = await runDepartment(
			portal,
			'moveMember',
			{ ...form, from: by('id', 5) },
			{ items },
			access,
		);

		expect(json(run)).toEqual([
			{ department: '17', user: '3', changed: true, departments: ['17', '7'] },
		]);
		expect(departmentsOf(3)).toEqual([17, 7]);
	});

	it('moveMember leaves a person in this department alone where it is not', async () => {
		inDepartments(3, [5, 7]);
		const run = await runDepartment(
			portal,
			'moveMember',
			form,
			{ items: [{ user: 3, d: 'Sales' }] },
			access,
		);

		expect(json(run)).toMatchObject([{ changed: true, departments: ['17'] }]);
		expect(departmentsOf(3)).toEqual([17]);
	});

	it('many items: each linked to its item, people changed and read back in one batch each', async () => {
		for (const id of [3, 4, 5]) inDepartments(id, [5]);
		const items = [5, 3, 4].map((user, index) => ({ user, d: 'Sales', row: index + 1 }));
		const run = await runDepartment(portal, 'addMember', form, { items }, access);

		expect(json(run).map(({ user }) => user)).toEqual(['5', '3', '4']);
		expect(rowsOf(run)).toEqual([1, 2, 3]);
		expect(requestsOf(portal)).toEqual([
			'department.get',
			'department.get',
			'user.get',
			'batch(3 user.update)',
			'batch(3 user.get)',
		]);
	});
});

describe('two items about one person', () => {
	it('are one change, which both tell of', async () => {
		inDepartments(3, [5]);
		const items = [
			{ user: 3, d: 'Sales', row: 1 },
			{ user: 3, d: 'IT', row: 2 },
			{ user: 3, d: 'Sales', row: 3 },
		];
		const run = await runDepartment(portal, 'addMember', form, { items });

		expect(json(run)).toEqual([
			{ department: '17', user: '3', changed: true, departments: ['5', '17', '7'] },
			{ department: '7', user: '3', changed: true, departments: ['5', '17', '7'] },
			{ department: '17', user: '3', changed: false, departments: ['5', '17', '7'] },
		]);
		expect(rowsOf(run)).toEqual([1, 2, 3]);
		expect(callsOf(portal, 'user.update').map(({ params }) => params.UF_DEPARTMENT)).toEqual([
			[5, 17, 7],
		]);
	});

	it('count together: the last department is not taken away by two of them either', async () => {
		inDepartments(3, [5, 7]);
		const items = [
			{ user: 3, d: '5' },
			{ user: 3, d: '7' },
		];
		const run = await runDepartment(portal, 'removeMember', form, {
			items,
			continueOnFail: 'continueRegularOutput',
		});

		expect(json(run)).toMatchObject([
			{ changed: true, departments: ['7'] },
			{ error: 'John Smith (ID 3) is in no other department than "IT"' },
		]);
		expect(departmentsOf(3)).toEqual([7]);
	});

	it('fail together when their change is refused', async () => {
		await portal.stop();
		await open({
			onCall: ({ method }) =>
				method === 'user.update'
					? { status: 400, error: 'ERROR_CORE', error_description: 'Nope.' }
					: undefined,
		});
		const items = [
			{ user: 3, d: 'Sales', row: 1 },
			{ user: 3, d: 'IT', row: 2 },
		];
		const run = await runDepartment(portal, 'addMember', form, {
			items,
			continueOnFail: 'continueErrorOutput',
		});
		expect(run.items).toEqual([]);
		expect(run.errorItems.map((item) => item.json.error)).toEqual([
			'Nope. (John Smith (ID 3))',
			'Nope. (John Smith (ID 3))',
		]);
	});
});

describe('what is so already', () => {
	it.each([
		['addMember', { d: 'Sales' }, [17, 5]],
		['removeMember', { d: 'IT' }, [17, 5]],
		['moveMember', { d: 'Sales' }, [17]],
	])('%s changes nothing', async (operation, item, departments) => {
		inDepartments(3, departments);
		const run = await runDepartment(portal, operation, form, { items: [{ user: 3, ...item }] });
		expect(json(run)).toMatchObject([{ changed: false, departments: departments.map(String) }]);
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('moveMember a second time with "From" changes nothing', async () => {
		inDepartments(3, [17]);
		const items = [{ user: 3, d: 'Sales' }];
		const run = await runDepartment(
			portal,
			'moveMember',
			{ ...form, from: by('id', 5) },
			{ items },
		);
		expect(json(run)).toMatchObject([{ changed: false }]);
	});
});

describe('heads', () => {
	it('a head who is taken out is told of, and the role is gone', async () => {
		inDepartments(2, [3, 5]);
		const run = await runDepartment(portal, 'removeMember', form, {
			items: [{ user: 2, d: 'Logistics' }],
		});

		expect(json(run)).toMatchObject([{ changed: true, departments: ['5'] }]);
		expect(hintsOf(run)).toEqual([
			'Who leads a department and is taken out of it does not lead it any more: Ольга Петрова-Ёлкина (ID 2): Logistics',
		]);
	});

	it('a preview tells of it beforehand', async () => {
		const parameters = { ...form, options: { preview: true } };
		const run = await runDepartment(portal, 'moveMember', parameters, {
			items: [{ user: 2, d: 'Sales' }],
		});

		expect(json(run)).toEqual([
			{ department: '17', user: '2', changed: true, departments: ['17'], preview: true },
		]);
		expect(hintsOf(run).join()).toContain('Logistics');
		expect(departmentsOf(2)).toEqual([3, 20]);
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('who leads a department without being in it still does when added to another one', async () => {
		// UF_DEPARTMENT takes the roles in departments it does not name; department.update makes heads without naming it.
		await portal.stop();
		await open({
			onCall: ({ method, params }) => {
				if (method === 'user.update' && String(params.ID) === '3')
					delete department(portal, 7).UF_HEAD;
			},
		});
		inDepartments(3, [5]);
		department(portal, 7).UF_HEAD = 3;
		const run = await runDepartment(portal, 'addMember', form, {
			items: [{ user: 3, d: 'Sales' }],
		});

		expect(json(run)).toMatchObject([{ departments: ['5', '17'] }]);
		expect(department(portal, 7).UF_HEAD).toBe(3);
		expect(hintsOf(run)).toEqual([]);
	});
});

describe('what is not confirmed', () => {
	it('fails when the portal drops the change without a word, as for somebody who is no administrator', async () => {
		inDepartments(3, [5]);
		const account = { userId: 3 };
		const run = await runDepartment(portal, 'addMember', form, {
			items: [{ user: 3, d: 'Sales' }],
			account,
		});

		expect(run.error?.message).toBe(
			'The departments of John Smith (ID 3) are not what they should be',
		);
		expect(run.error?.description).toContain('not an administrator');
		expect(departmentsOf(3)).toEqual([5]);
	});
});
