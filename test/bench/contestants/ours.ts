/** This package, through n8n's engine. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { credential, loadPackage, runNode } from '../../harness';
import { MARK, type Task, type Workload } from '../protocol';

interface Job {
	parameters: INodeParameters;
	items?: IDataObject[];
}

const byId = { __rl: true, mode: 'id', value: '={{ $json.ID }}' };
const byEmail = { __rl: true, mode: 'email', value: '={{ $json.EMAIL }}' };
const mapped = (value: INodeParameters) => ({ mappingMode: 'defineBelow', value });

const jobs: Record<Workload, (task: Task) => Job> = {
	list: () => ({ parameters: { operation: 'getAll', returnAll: true, output: 'raw' } }),
	sorted: () => ({
		parameters: {
			operation: 'getAll',
			returnAll: true,
			output: 'raw',
			sort: { field: 'LAST_NAME' },
		},
	}),
	getById: ({ people }) => ({
		parameters: { operation: 'get', user: byId },
		items: people.map(({ ID }) => ({ ID })),
	}),
	getByEmail: ({ people }) => ({
		parameters: { operation: 'get', user: byEmail },
		items: people.map(({ EMAIL }) => ({ EMAIL })),
	}),
	update: ({ people }) => ({
		parameters: { operation: 'update', user: byId, fields: mapped({ WORK_POSITION: MARK }) },
		items: people.map(({ ID }) => ({ ID })),
	}),
	dismiss: ({ people }) => ({
		parameters: { operation: 'dismiss', user: byId },
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
	search: () => ({
		parameters: { operation: 'search', phrase: '={{ $json.phrase }}' },
		items: searchPhrases().map((phrase) => ({ phrase })),
	}),
};

/** Fifty different phrases. */
export function searchPhrases(): string[] {
	return [...'abcdefghij'].flatMap((first) => [...'aeiou'].map((second) => first + second));
}

export async function ours(task: Task) {
	const { parameters, items } = jobs[task.workload](task);
	const credentials = credential('bitrix24WebhookApi', { webhookUrl: task.webhook });
	await loadPackage();
	return async () => {
		const run = await runNode({ parameters, items, credentials });
		return {
			items: run.items.length,
			ids: run.items.map(({ json }) => String(json.ID)),
			failure: run.error?.message,
		};
	};
}
