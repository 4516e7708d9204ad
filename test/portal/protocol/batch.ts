/**
 * The batch method. (docs: settings/how-to-call-rest-api/batch.md; references between commands, the
 * security filter and the cut at `#` are server behaviour)
 */
import type { Answer } from './json';
import { encode } from './json';
import type { Params, Php } from './php';
import { entriesOf, fromJson, parseStr, toText, truthy, upperKeys } from './php';
import { securityFilter } from './securityFilter';

const MAX_COMMANDS = 50;

/** Answers of earlier commands, by kind and key. */
export interface Answers {
	[kind: string]: { [key: string]: Php };
}

/** What one command came to. */
export interface CommandOutcome {
	result?: Answer;
	error?: { error: string; error_description: string };
	total?: number;
	next?: number;
	time?: Answer;
}

export type RunCommand = (method: string, params: Params) => Promise<CommandOutcome>;

const REFERENCE = /\$(result|error|total|next|time)(\S*)/gi;

function step(container: Php, key: string): Php | undefined {
	if (typeof container === 'string') {
		// `isset("text"[0])`: PHP lets an index read a character.
		return /^\d+$/.test(key) ? container[Number(key)] : undefined;
	}
	if (typeof container !== 'object' || container === null) return undefined;
	return Object.entries(container).find(([name]) => name === key)?.[1];
}

/**
 * Follows `[a][b]` as far as it exists and answers the deepest container reached, which turns a wrong
 * path into a whole result. (server behaviour)
 */
function follow(kind: string, path: string[], answers: Answers): Php {
	let reached: Php = answers[kind] ?? null;
	for (const key of path) {
		const next = step(reached, key);
		if (next === undefined || next === null) break;
		reached = next;
	}
	return reached;
}

/** Replaces references in one decoded value; there is no way to escape them. */
export function substitute(text: string, answers: Answers): Php {
	let value: Php = text;
	for (const [reference, kind, rest] of text.matchAll(REFERENCE)) {
		const path = [...rest.matchAll(/\[([^[\]]+)\]/g)].map(([, key]) => key);
		if (path.length === 0) continue;
		const found = follow(kind, path, answers);
		if (reference === value) value = found;
		else if (typeof value === 'string') value = value.split(reference).join(toText(found));
	}
	return value;
}

function substituteAll(params: Php, answers: Answers): Php {
	const entries = entriesOf(params);
	if (!entries) return substitute(toText(params), answers);
	return fromJson(
		Object.fromEntries(
			entries.map(([key, value]) =>
				typeof value === 'object'
					? [key, substituteAll(value, answers)]
					: [toText(substitute(key, answers)), substitute(toText(value), answers)],
			),
		),
	);
}

/** The ASCII control characters. */
const CONTROL = /(?=[\p{ASCII}])\p{Cc}/gu;

/** `parse_url`: control characters become `_`, everything after `#` is a fragment. */
export function parseCommand(command: string): { method: string; query: string } {
	const [url] = command.replace(CONTROL, '_').split('#');
	const mark = url.indexOf('?');
	return mark < 0
		? { method: url, query: '' }
		: { method: url.slice(0, mark), query: url.slice(mark + 1) };
}

const FORBIDDEN = new Set(['batch', 'upload', 'download']);

/** Runs the commands one after another and collects five maps, each keyed like `cmd`. */
export async function runBatch(params: Params, run: RunCommand): Promise<Answer> {
	const query = upperKeys(params);
	const halt = truthy(query.HALT);
	const answers: Answers = { result: {}, error: {}, total: {}, next: {}, time: {} };
	const result: { [key: string]: Answer } = {};
	const times: { [key: string]: Answer } = {};
	const commands = entriesOf(query.CMD) ?? [];
	const refers = commands.some(([, command]) => /\$|%24/.test(toText(command)));
	let count = 0;
	for (const [key, command] of commands) {
		if (typeof command !== 'string') continue;
		count += 1;
		const outcome = await runCommand(command, count, answers, run);
		if (outcome.result !== undefined) {
			result[key] = outcome.result;
			if (refers) answers.result[key] = asPhp(outcome.result);
		}
		if (outcome.error) answers.error[key] = outcome.error;
		if (outcome.total !== undefined) answers.total[key] = outcome.total;
		if (outcome.next !== undefined) answers.next[key] = outcome.next;
		if (outcome.time !== undefined) {
			times[key] = outcome.time;
			if (refers) answers.time[key] = asPhp(outcome.time);
		}
		if (outcome.error && halt) break;
	}
	return {
		result,
		result_error: answers.error,
		result_total: answers.total,
		result_next: answers.next,
		result_time: times,
	};
}

/** An answer as later commands see it. */
function asPhp(answer: Answer): Php {
	return fromJson(JSON.parse(encode(answer)));
}

async function runCommand(
	command: string,
	count: number,
	answers: Answers,
	run: RunCommand,
): Promise<CommandOutcome> {
	if (count > MAX_COMMANDS) {
		return {
			error: {
				error: 'ERROR_BATCH_LENGTH_EXCEEDED',
				error_description: 'Max batch length exceeded',
			},
		};
	}
	const { method, query } = parseCommand(command);
	if (FORBIDDEN.has(method.toLowerCase())) {
		return {
			error: {
				error: 'ERROR_BATCH_METHOD_NOT_ALLOWED',
				error_description: 'Method is not allowed for batch usage',
			},
		};
	}
	const filtered = securityFilter(parseStr(query));
	const replaced = substituteAll(filtered, answers);
	return await run(method, Object.fromEntries(entriesOf(replaced) ?? []));
}
