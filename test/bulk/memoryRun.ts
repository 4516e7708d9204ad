/**
 * Measures what Return All holds in memory, in a process of its own: `node --expose-gc --import tsx test/bulk/memoryRun.ts
 * WEBHOOK`. Prints JSON. Only what is alive counts, at every answer of the portal and at the end of the node's execution.
 */
import { credential, loadPackage, runNode } from '../harness';

export interface Memory {
	/** People handed on. */
	items: number;
	/** Bytes of what the node handed on: what is gained by letting go of it. */
	size: number;
	/** Bytes alive at the highest point, without what was there before. */
	peak: number;
	/** How often that was looked at. */
	samples: number;
}

function alive(): number {
	global.gc?.();
	return process.memoryUsage().heapUsed;
}

async function measure(webhookUrl: string): Promise<Memory> {
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
		const held = alive();
		// Only a few go on to the engine, which would copy them.
		all.length = 1;
		memory.size = held - alive();
		return output;
	};
	await runNode({
		parameters: { operation: 'getAll', returnAll: true, output: 'raw' },
		credentials: credential('bitrix24WebhookApi', { webhookUrl }),
	});
	return memory;
}

measure(process.argv[2]).then(
	(memory) => console.log(JSON.stringify(memory)),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
