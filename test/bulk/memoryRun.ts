/**
 * Measures what Return All and Sync Directory hold in memory, in a process of its own: `node --expose-gc --import tsx
 * test/bulk/memoryRun.ts WEBHOOK`. Prints JSON. Only what is alive counts, at every answer of the portal and at the end of
 * the node's execution.
 */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { credential, loadPackage, runNode, type NodeRunOptions } from '../harness';

export interface Memory {
	/** People handed on. */
	items: number;
	/** Bytes of the items: of what the node handed on, which letting go of it gains, and of what it was given. */
	size: number;
	/** Bytes alive at the highest point, without what was there before. */
	peak: number;
	/** How often that was looked at. */
	samples: number;
}

export interface Memories {
	list: Memory;
	/** The whole directory as a list in which one in a hundred has another position. */
	sync: Memory;
}

function alive(): number {
	global.gc?.();
	return process.memoryUsage().heapUsed;
}

/** Bytes that letting go of all but the first of them gains. */
function released(all: unknown[]): number {
	const held = alive();
	all.length = 1;
	return held - alive();
}

/** @param keep gets the items before all but the first of them are let go of */
async function measure(
	options: NodeRunOptions,
	keep: (items: INodeExecutionData[]) => void = () => {},
): Promise<Memory> {
	const { nodes } = await loadPackage();
	const node = nodes.bitrix24;
	if (!('execute' in node) || !node.execute) throw new Error('The package has no node bitrix24');
	const { execute } = node;
	const memory: Memory = { items: 0, size: 0, peak: 0, samples: 0 };
	node.execute = async function () {
		const before = alive();
		const look = () => {
			memory.peak = Math.max(memory.peak, alive() - before);
			memory.samples++;
		};
		const { helpers } = this;
		const { httpRequestWithAuthentication: send } = helpers;
		helpers.httpRequestWithAuthentication = async function (...asked) {
			const answer: unknown = await send.apply(this, asked);
			look();
			return answer;
		};
		const output = await execute.call(this);
		look();
		const all = Array.isArray(output) ? output[0] : [];
		memory.items = all.length;
		keep(all);
		// Only one goes on to the engine, which would copy them.
		memory.size = released(all);
		return output;
	};
	try {
		const run = await runNode(options);
		if (run.error) throw run.error;
	} finally {
		node.execute = execute;
	}
	return memory;
}

/** What an HR system says of them. */
function lineOf({ EMAIL, WORK_POSITION, WORK_PHONE }: IDataObject, at: number): IDataObject {
	return { EMAIL, WORK_POSITION: at % 100 === 1 ? 'Moved' : WORK_POSITION, WORK_PHONE };
}

async function measureAll(webhookUrl: string): Promise<Memories> {
	const credentials = credential('bitrix24WebhookApi', { webhookUrl });
	// As text, so that nothing of the people themselves stays alive.
	let text = '[]';
	const list = await measure(
		{ parameters: { operation: 'getAll', returnAll: true, output: 'raw' }, credentials },
		(all) => {
			text = JSON.stringify(all.map(({ json }, at) => ({ json: lineOf(json, at) })));
		},
	);
	const linesIn = () => JSON.parse(text) as INodeExecutionData[];
	const given = released(linesIn());
	const sync = await measure({
		parameters: {
			operation: 'sync',
			preview: false,
			email: '={{ $json.EMAIL }}',
			fields: { mappingMode: 'autoMapInputData', value: null },
		},
		items: linesIn(),
		credentials,
	});
	return { list, sync: { ...sync, size: sync.size + given } };
}

measureAll(process.argv[2]).then(
	(memories) => console.log(JSON.stringify(memories)),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
