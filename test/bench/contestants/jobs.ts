/** Each piece of work as a node of this package: its parameters and its items. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { deals, departmentFor, listFor, movedAddress, searchPhrases, sheet } from '../lists';
import { MARK, type Task, type Workload } from '../protocol';

interface Job {
	parameters: INodeParameters;
	items?: IDataObject[];
}

const byId = { __rl: true, mode: 'id', value: '={{ $json.ID }}' };
const byEmail = { __rl: true, mode: 'email', value: '={{ $json.EMAIL }}' };
const mapped = (value: INodeParameters) => ({ mappingMode: 'defineBelow', value });
const automatic = { mappingMode: 'autoMapInputData', value: null };
const everybody = { operation: 'getAll', returnAll: true };

const listed = (task: Task, parameters: INodeParameters): Job => ({
	parameters: { email: '={{ $json.EMAIL }}', fields: automatic, ...parameters },
	items: listFor(task),
});

const sync = (task: Task, preview: boolean): Job =>
	listed(task, { operation: 'sync', preview, onMissing: 'dismiss' });

export const jobs: Record<Workload, (task: Task) => Job> = {
	list: () => ({ parameters: { ...everybody, output: 'raw' } }),
	sorted: () => ({ parameters: { ...everybody, output: 'raw', sort: { field: 'LAST_NAME' } } }),
	include: () => ({
		parameters: {
			...everybody,
			output: 'simplified',
			options: { include: ['departments', 'manager', 'profileUrl', 'status'] },
		},
	}),
	pending: () => ({ parameters: { ...everybody, filters: { invitation: 'pending' } } }),
	notSeen: () => ({
		parameters: { ...everybody, filters: { lastSignInBefore: '2024-07-01' } },
	}),
	getById: ({ people }) => ({
		parameters: { operation: 'get', user: byId },
		items: people.map(({ ID }) => ({ ID })),
	}),
	getByEmail: ({ people }) => ({
		parameters: { operation: 'get', user: byEmail },
		items: people.map(({ EMAIL }) => ({ EMAIL })),
	}),
	keepInput: ({ people }) => ({
		parameters: {
			operation: 'get',
			user: { __rl: true, mode: 'id', value: '={{ $json.ASSIGNED_BY_ID }}' },
			options: { keepInput: true },
		},
		items: deals(people),
	}),
	update: ({ people }) => ({
		parameters: { operation: 'update', user: byId, fields: mapped({ WORK_POSITION: MARK }) },
		items: people.map(({ ID }) => ({ ID })),
	}),
	departmentNames: ({ people }) => ({
		parameters: {
			operation: 'update',
			user: byId,
			fields: mapped({ WORK_POSITION: MARK, UF_DEPARTMENT: '={{ $json.department }}' }),
		},
		items: people.map(({ ID }, at) => ({ ID, department: departmentFor(at) })),
	}),
	dismiss: ({ people }) => ({
		parameters: { operation: 'dismiss', user: byId, options: { maxPeople: 500 } },
		items: people.map(({ ID }) => ({ ID })),
	}),
	invite: ({ people }) => ({
		parameters: {
			operation: 'invite',
			email: '={{ $json.EMAIL }}',
			departments: [1],
			fields: mapped({ NAME: 'New' }),
		},
		items: people.map((_, index) => ({ EMAIL: `${MARK}${index}@example.com` })),
	}),
	upsert: ({ people }) => ({
		parameters: {
			operation: 'upsert',
			email: '={{ $json.EMAIL }}',
			departments: [1],
			fields: mapped({ WORK_POSITION: MARK }),
		},
		items: people.map(({ EMAIL }, index) => ({
			EMAIL: index % 2 === 0 ? EMAIL : `new${index}@example.com`,
		})),
	}),
	upsertSame: ({ people }) => ({
		parameters: {
			operation: 'upsert',
			email: '={{ $json.EMAIL }}',
			departments: '={{ $json.departments }}',
			fields: mapped({ WORK_POSITION: '={{ $json.position }}' }),
		},
		items: people.map(({ EMAIL, WORK_POSITION: position, UF_DEPARTMENT: departments }) => ({
			EMAIL,
			position,
			departments,
		})),
	}),
	upsertCode: ({ people }) => ({
		parameters: {
			operation: 'upsert',
			matchBy: 'XML_ID',
			matchValue: '={{ $json.code }}',
			email: '={{ $json.EMAIL }}',
			departments: '={{ $json.departments }}',
			fields: mapped({ WORK_POSITION: MARK }),
		},
		items: people.map((person, at) => ({
			EMAIL: movedAddress(person, at),
			code: person.XML_ID,
			departments: person.UF_DEPARTMENT,
		})),
	}),
	upsertAll: (task) => listed(task, { operation: 'upsert' }),
	syncSame: (task) => sync(task, false),
	syncChanged: (task) => sync(task, false),
	syncMany: (task) => sync(task, false),
	previewChanged: (task) => sync(task, true),
	previewMany: (task) => sync(task, true),
	search: () => ({
		parameters: { operation: 'search', phrase: '={{ $json.phrase }}' },
		items: searchPhrases().map((phrase) => ({ phrase })),
	}),
	offboard: ({ leaver }) => ({
		parameters: {
			operation: 'offboard',
			user: byId,
			parts: ['departments', 'workgroups', 'tasks', 'crm', 'dismiss'],
		},
		items: [{ ID: leaver }],
	}),
	tree: () => ({
		parameters: {
			resource: 'department',
			operation: 'create',
			name: '={{ $json.name }}',
			parent: { __rl: true, mode: 'path', value: '={{ $json.parent }}' },
		},
		items: sheet().flat(),
	}),
};
