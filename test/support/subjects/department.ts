/** What operations on departments owe. Facts: b24restdocs `api-reference/departments/`. */
import type { INodeParameters } from 'n8n-workflow';

import type { Portal } from '../../portal';
import { callsOf, stored, userBy } from '../portal';
import type { Subjects } from './types';

const by = (value: string) => ({ __rl: true, mode: 'path', value });

const form = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'department',
	operation,
	department: by('={{ $json.department }}'),
	user: userBy('id', '={{ $json.user }}'),
	...more,
});

const changes = (portal: Portal) =>
	['department.add', 'department.update', 'department.delete', 'user.update'].flatMap((method) =>
		callsOf(portal, method),
	);

const row = (
	ID: string,
	path: string,
	PARENT: string | null,
	UF_HEAD: string | null,
	SORT = 500,
) => ({
	ID,
	NAME: path.split(' / ').pop() ?? '',
	SORT,
	PARENT,
	UF_HEAD,
	path,
});

const LOGISTICS = row('3', 'Logistics', '1', '2');
const SUPPORT = row('55', 'Sales / Support', '17', null);

const NOWHERE = {
	json: { department: 'Nowhere', user: 3, name: 'X' },
	message: 'There is no department "Nowhere"',
};

/** People with departments to change. */
const before = (portal: Portal) => {
	stored(portal, 3).UF_DEPARTMENT = [5, 7];
	stored(portal, 4).UF_DEPARTMENT = [5, 7, 17];
};

const of = (department: string, user: string, departments: string[], changed = true) => ({
	department,
	user,
	changed,
	departments,
});

export const department: Subjects = {
	get: {
		form: form('get'),
		items: [
			[{ department: 'Logistics' }, [LOGISTICS]],
			[{ department: 'sales /  SUPPORT' }, [SUPPORT]],
		],
		bad: NOWHERE,
	},
	getAll: {
		form: form('getAll', { limit: '={{ $json.limit }}' }),
		items: [
			[{ limit: 1 }, [row('1', 'Northwind & Sons', null, '1')]],
			[
				{ limit: 2 },
				[row('1', 'Northwind & Sons', null, '1'), expect.objectContaining({ PARENT: '1' })],
			],
		],
		bad: { json: { limit: 'few' }, message: '"few" is not a positive whole number' },
	},
	getMembers: {
		form: form('getMembers'),
		items: [
			[
				{ department: 'Legal' },
				[
					expect.objectContaining({ department: '5', ID: '3', head: false }),
					expect.objectContaining({ department: '5', ID: '4', head: false }),
				],
			],
			[
				{ department: 'Sales' },
				[expect.objectContaining({ department: '17', ID: '4', head: false })],
			],
		],
		before,
		bad: NOWHERE,
	},
	create: {
		form: form('create', { name: '={{ $json.name }}', parent: by('={{ $json.department }}') }),
		items: [
			[
				{ name: 'North', department: 'Sales' },
				[{ ...row('', 'Sales / North', '17', null), ID: expect.any(String) as string }],
			],
			[
				{ name: 'Desk', department: 'IT' },
				[{ ...row('', 'IT / Desk', '7', null), ID: expect.any(String) as string }],
			],
		],
		bad: NOWHERE,
		changes,
		isDone: (portal) => portal.departments.some(({ NAME }) => NAME === 'North'),
		preview: {
			outputs: [
				{ ...row('', 'Sales / North', '17', null), ID: null, preview: true },
				{ ...row('', 'IT / Desk', '7', null), ID: null, preview: true },
			],
		},
	},
	update: {
		form: form('update', { updateFields: { name: '={{ $json.name }}' } }),
		items: [
			[{ department: 'Sales / Support', name: 'Help' }, [row('55', 'Sales / Help', '17', null)]],
			[{ department: 'Logistics', name: 'Freight' }, [row('3', 'Freight', '1', '2')]],
		],
		bad: NOWHERE,
		changes,
		isDone: (portal) => portal.departments.some(({ NAME }) => NAME === 'Help'),
	},
	delete: {
		form: form('delete'),
		items: [
			[{ department: 'Sales / Quality' }, [{ ID: '57', deleted: true }]],
			[{ department: 'Sales / Support' }, [{ ID: '55', deleted: true }]],
		],
		bad: NOWHERE,
		changes,
		isDone: (portal) => !portal.departments.some(({ ID }) => ID === 57),
	},
	addMember: {
		form: form('addMember'),
		items: [
			[{ department: 'Sales', user: 3 }, [of('17', '3', ['5', '7', '17'])]],
			[{ department: 'Legal', user: 4 }, [of('5', '4', ['5', '7', '17'], false)]],
		],
		before,
		bad: NOWHERE,
		changes,
		isDone: (portal) => stored(portal, 3).UF_DEPARTMENT.join() === '5,7,17',
	},
	removeMember: {
		form: form('removeMember'),
		items: [
			[{ department: 'Legal', user: 3 }, [of('5', '3', ['7'])]],
			[{ department: 'Legal', user: 4 }, [of('5', '4', ['7', '17'])]],
		],
		before,
		bad: NOWHERE,
		changes,
		isDone: (portal) => stored(portal, 3).UF_DEPARTMENT.join() === '7',
	},
	moveMember: {
		form: form('moveMember', { from: by('Legal') }),
		items: [
			[{ department: 'Sales', user: 3 }, [of('17', '3', ['17', '7'])]],
			[{ department: 'Finance', user: 4 }, [of('11', '4', ['11', '7', '17'])]],
		],
		before,
		bad: NOWHERE,
		changes,
		isDone: (portal) => stored(portal, 3).UF_DEPARTMENT.join() === '17,7',
	},
};
