/**
 * Sends many requests in as few HTTP requests as the portal allows: 50 commands to a batch
 * (b24restdocs `settings/how-to-call-rest-api/batch.md`). What a batch would alter travels alone.
 */
import { NOT_SENT, PortalError, readRefusal, refusalError } from './errors';
import { toQuery } from './query';
import type { Portal } from './request';
import {
	failed,
	isRecord,
	type Outcome,
	type Params,
	type RestAnswer,
	type RestRequest,
	type Safety,
	succeeded,
} from './types';

/** Commands in one batch at the most. */
export const MAX_COMMANDS = 50;

/** Characters of commands in one batch: some servers take bodies of 2 MB only, and all must be done within 60 s. */
const MAX_BATCH_LENGTH = 1_000_000;

export interface SendOptions {
	/** Stop at the first failure: nothing after it is sent. */
	halt: boolean;
	/**
	 * A read that ends each HTTP request of changes: `request` makes it from the indexes of the requests before it in the
	 * same batch, `done` gets its outcome.
	 */
	closing?: {
		request: (indexes: number[]) => RestRequest | undefined;
		done: (outcome: Outcome<RestAnswer>) => void;
	};
}

/**
 * Sends requests in order and tells what came of each, in the same order. Equal reads are asked once.
 */
export async function sendAll(
	portal: Portal,
	requests: RestRequest[],
	options: SendOptions,
): Promise<Array<Outcome<RestAnswer>>> {
	const outcomes = new Array<Outcome<RestAnswer>>(requests.length);
	const { unique, sameAs } = mergeEqualReads(requests);
	for (const chunk of chunks(requests, unique, options)) {
		const answers = await sendChunk(portal, requests, chunk, options);
		chunk.indexes.forEach((index, position) => (outcomes[index] = answers[position]));
		if (options.halt && answers.some((answer) => !answer.ok)) break;
	}
	for (let index = 0; index < requests.length; index++) {
		outcomes[index] ??= outcomes[sameAs.get(index) ?? index] ?? failed(NOT_SENT);
	}
	return outcomes;
}

/** Maps each repeated read to the first one that asks the same. */
function mergeEqualReads(requests: RestRequest[]) {
	const first = new Map<string, number>();
	const sameAs = new Map<number, number>();
	const unique: number[] = [];
	requests.forEach((request, index) => {
		if (request.safety === 'read') {
			const key = JSON.stringify([request.method, request.params]);
			const earlier = first.get(key);
			if (earlier !== undefined) {
				sameAs.set(index, earlier);
				return;
			}
			first.set(key, index);
		}
		unique.push(index);
	});
	return { unique, sameAs };
}

/** One HTTP request: commands of a batch, or a single call. */
interface Chunk {
	indexes: number[];
	/** Commands as the batch carries them; undefined for a request that travels alone. */
	commands?: string[];
}

/** Cuts requests into HTTP requests, keeping their order. */
function* chunks(
	requests: RestRequest[],
	indexes: number[],
	{ closing }: SendOptions,
): Generator<Chunk> {
	const fresh = () => ({
		indexes: [] as number[],
		commands: [] as string[],
		weight: 0,
		length: 0,
		closes: 0,
	});
	let open = fresh();
	for (const index of indexes) {
		const command = toCommand(requests[index]);
		if (command === undefined) {
			if (open.indexes.length > 0) yield open;
			open = fresh();
			yield { indexes: [index] };
			continue;
		}
		const weight = weightOf(requests[index]);
		const closes = open.closes || (closing?.request([index]) ? 1 : 0);
		const isFull =
			open.weight + weight + closes > MAX_COMMANDS ||
			open.length + command.length > MAX_BATCH_LENGTH;
		if (isFull) {
			yield open;
			open = fresh();
		}
		open.indexes.push(index);
		open.commands.push(command);
		open.weight += weight;
		open.length += command.length;
		open.closes = closes;
	}
	if (open.indexes.length > 0) yield open;
}

/** Share of a batch a command takes: sending an invitation is slow work for the portal, so a batch holds half as many. */
function weightOf({ safety }: RestRequest): number {
	return safety === 'once' ? 2 : 1;
}

/** A request as a batch command, or undefined when it must travel alone. */
export function toCommand({ method, params, attach }: RestRequest): string | undefined {
	if (attach) return undefined;
	const query = toQuery(params);
	return query === undefined || query.length > MAX_BATCH_LENGTH ? undefined : `${method}?${query}`;
}

async function sendChunk(
	portal: Portal,
	requests: RestRequest[],
	{ indexes, commands }: Chunk,
	{ halt, closing }: SendOptions,
): Promise<Array<Outcome<RestAnswer>>> {
	const own = indexes.map((index) => requests[index]);
	const last = commands && closing?.request(indexes);
	const lastCommand = last && toCommand(last);
	if (commands === undefined || (own.length === 1 && lastCommand === undefined)) {
		return [await portal.call(own[0])];
	}
	const all = lastCommand === undefined ? commands : [...commands, lastCommand];
	const answers = await sendCommands(portal, all, {
		halt,
		safety: worstSafety(own),
		requests: own,
	});
	if (closing && last && lastCommand !== undefined) {
		// A batch that halted did not get to its last command; the people changed before that still count.
		const closed = answers[own.length];
		const confirm =
			!closed.ok && closed.error instanceof PortalError && closed.error.kind === 'notSent';
		closing.done(confirm ? await portal.call(last) : closed);
	}
	return answers.slice(0, own.length);
}

function worstSafety(requests: RestRequest[]): Safety {
	const safeties = new Set(requests.map(({ safety }) => safety));
	return safeties.has('once') ? 'once' : safeties.has('idempotent') ? 'idempotent' : 'read';
}

/**
 * Sends one batch of ready commands.
 *
 * @returns an outcome per command
 */
export async function sendCommands(
	portal: Portal,
	commands: string[],
	{ halt, safety, requests }: { halt: boolean; safety: Safety; requests: RestRequest[] },
): Promise<Array<Outcome<RestAnswer>>> {
	const cmd: Params = Object.fromEntries(
		commands.map((command, index) => [commandKey(index), command]),
	);
	const sent = await portal.post('batch', { halt: halt ? 1 : 0, cmd }, safety);
	if (!sent.ok) return commands.map(() => sent);
	const body = isRecord(sent.value.result) ? sent.value.result : {};
	const results = mapOf(body.result);
	const errors = mapOf(body.result_error);
	const totals = mapOf(body.result_total);
	let halted = false;
	return commands.map((_, index) => {
		const key = commandKey(index);
		const method = requests[index]?.method ?? 'batch';
		const refusal = readRefusal(errors[key], portal.clean);
		if (refusal) {
			halted ||= halt;
			return failed(refusalError(refusal, method));
		}
		if (key in results) {
			const total = totals[key];
			return succeeded({
				result: results[key],
				total: typeof total === 'number' ? total : undefined,
			});
		}
		return failed(halted ? NOT_SENT : unanswered(method));
	});
}

/** Never a bare number: PHP would answer such a map as a list. */
export function commandKey(index: number): string {
	return `c${index}`;
}

/** PHP writes an empty map as `[]`. */
function mapOf(value: unknown): Record<string, unknown> {
	return isRecord(value) ? value : {};
}

function unanswered(method: string): PortalError {
	return new PortalError(
		'unknown',
		'The portal left this request out of its answer',
		'Check in the portal whether it was carried out, then try again.',
		{ method },
	);
}
