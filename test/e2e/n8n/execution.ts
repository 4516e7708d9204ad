/** A stored execution, read back the way the editor reads it. */

export interface StoredItem {
	json: Record<string, unknown>;
	pairedItem?: unknown;
	error?: unknown;
}

export interface NodeResult {
	/** One list of items per output. */
	outputs: StoredItem[][];
	error?: { message: string; description?: string | null; [key: string]: unknown };
	hints: string[];
}

export interface Execution {
	id: string;
	status: string;
	/** By node name; the last run of each. */
	nodes: Map<string, NodeResult>;
	error?: { message: string; description?: string | null };
	/** Everything n8n handed out about it, as text. */
	text: string;
}

type Json = Record<string, unknown>;

/** Reads what `GET /rest/executions/:id` answers. */
export function readExecution(stored: Json): Execution {
	const data = typeof stored.data === 'string' ? unflatten(stored.data) : stored.data;
	const result = record(record(data).resultData);
	const runs = Object.entries(record(result.runData));
	return {
		id: String(stored.id),
		status: String(stored.status),
		error: result.error as Execution['error'],
		nodes: new Map(runs.map(([name, list]) => [name, nodeResult(list)])),
		text: JSON.stringify(data),
	};
}

/** The items of one output of a node; none when it did not run. */
export function itemsOf(execution: Execution, node: string, output = 0): StoredItem[] {
	return execution.nodes.get(node)?.outputs[output] ?? [];
}

export function jsonOf(execution: Execution, node: string, output = 0): Json[] {
	return itemsOf(execution, node, output).map(({ json }) => json);
}

function nodeResult(runs: unknown): NodeResult {
	const run = record(Array.isArray(runs) ? runs[runs.length - 1] : undefined);
	const main = record(run.data).main;
	const hints = Array.isArray(run.hints)
		? run.hints.map((hint) => String(record(hint).message))
		: [];
	return {
		outputs: Array.isArray(main) ? main.map((items) => (Array.isArray(items) ? items : [])) : [],
		error: run.error as NodeResult['error'],
		hints,
	};
}

function record(value: unknown): Json {
	return typeof value === 'object' && value !== null ? (value as Json) : {};
}

/**
 * Executions are stored in the format of the package `flatted`: a list of values in which every text inside an object
 * or list is the index of another entry.
 */
function unflatten(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	const done = new Map<number, unknown>();
	const resolve = (index: number): unknown => {
		if (done.has(index)) return done.get(index);
		const entry = entries[index];
		if (typeof entry !== 'object' || entry === null) return entry;
		const copy: unknown[] | Json = Array.isArray(entry) ? [] : {};
		done.set(index, copy);
		for (const [key, value] of Object.entries(entry)) {
			const resolved = typeof value === 'string' ? resolve(Number(value)) : value;
			Object.assign(copy, { [key]: resolved });
		}
		return copy;
	};
	return resolve(0);
}
