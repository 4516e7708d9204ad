/** Sends any number of requests in as few HTTP requests as possible, and what can be repeated again until it is answered. */
import { MAX_BATCH_LENGTH, MAX_COMMANDS, sendBatch, toCommand } from './batch';
import { forSafety, asLost, NOT_SENT, PortalError } from './errors';
import type { Portal } from './portal';
import { mayRepeat } from './retry';
import { failed, type Outcome, type RestAnswer, type RestRequest } from './types';

type Answer = Outcome<RestAnswer>;

export interface SendOptions {
	/** Stop at the first failure: nothing after it is sent. */
	halt: boolean;
	/**
	 * A read that ends each HTTP request of changes: `request` makes it from the indexes of the requests before it in the
	 * same batch, `done` gets its outcome with the indexes of those that went through, and says whether to go on.
	 */
	closing?: {
		request: (indexes: number[]) => RestRequest | undefined;
		done: (outcome: Answer, indexes: number[]) => boolean;
	};
}

/**
 * Sends requests in order and tells what came of each, in the same order. Equal reads are asked once.
 */
export async function sendAll(
	portal: Portal,
	requests: RestRequest[],
	options: SendOptions,
): Promise<Answer[]> {
	const outcomes = new Array<Answer>(requests.length);
	const { unique, sameAs } = mergeEqualReads(requests);
	for (const chunk of batches(requests, unique, options)) {
		const isSeen = await sendChunk(portal, requests, chunk, options, outcomes);
		if (options.halt && !(isSeen && chunk.every((index) => outcomes[index].ok))) break;
	}
	return requests.map(({ method, safety }, index) => {
		const outcome = outcomes[index] ?? outcomes[sameAs.get(index) ?? index] ?? failed(NOT_SENT);
		return outcome.ok || !(outcome.error instanceof PortalError)
			? outcome
			: failed(forSafety(portal.clock.explain(outcome.error, method), safety));
	});
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

/** Cuts requests into HTTP requests, keeping their order. What a batch cannot carry comes alone. */
function* batches(
	requests: RestRequest[],
	indexes: number[],
	{ closing }: SendOptions,
): Generator<number[]> {
	let open: number[] = [];
	let weight = 0;
	let length = 0;
	let closes = false;
	for (const index of indexes) {
		const command = toCommand(requests[index]);
		const ownWeight = weightOf(requests[index]);
		const ownLength = command?.length ?? Infinity;
		const ownClosing = closing?.request([index]) !== undefined;
		const room = MAX_COMMANDS - (closes || ownClosing ? 1 : 0);
		const fits = weight + ownWeight <= room && length + ownLength <= MAX_BATCH_LENGTH;
		if (!fits && open.length > 0) {
			yield open;
			open = [];
			weight = length = 0;
			closes = false;
		}
		if (command === undefined) {
			yield [index];
			continue;
		}
		open.push(index);
		weight += ownWeight;
		length += ownLength;
		closes ||= ownClosing;
	}
	if (open.length > 0) yield open;
}

/** Share of a batch a command takes. */
function weightOf({ isSlow }: RestRequest): number {
	return isSlow ? 2 : 1;
}

/**
 * Sends one chunk until nothing in it may be repeated any more; answers that did come are kept.
 *
 * @returns false when the closing read says to stop
 */
async function sendChunk(
	portal: Portal,
	requests: RestRequest[],
	chunk: number[],
	options: SendOptions,
	outcomes: Answer[],
): Promise<boolean> {
	let open = chunk;
	let isSeen = true;
	const lost = new Set<number>();
	for (let retries = 0; ; retries++) {
		const { answers, goOn } = await sendOnce(portal, requests, open, options);
		open.forEach((index, position) => {
			const answer = answers[position];
			const error = !answer.ok && answer.error instanceof PortalError ? answer.error : undefined;
			outcomes[index] = error && lost.has(index) ? failed(asLost(error)) : answer;
			if (error?.kind === 'lost') lost.add(index);
		});
		isSeen &&= goOn;
		const again = open.filter((index) => mayRepeat(outcomes[index], requests[index].safety));
		const firstFailure = open.findIndex((index) => !outcomes[index].ok);
		// When the portal halted, everything from the failure on is still to be done, in order.
		if (!options.halt) open = again;
		else if (again[0] !== open[firstFailure]) open = [];
		else open = untilInDoubt(open.slice(firstFailure), requests, outcomes);
		if (open.length === 0 || (options.halt && !isSeen)) return isSeen;
		const reason = outcomes[open[0]];
		const wait = !reason.ok && (await portal.waitFor(reason.error, requests[open[0]], retries));
		if (!wait) return isSeen;
	}
}

/** The first of these up to one that may have been carried out and must not be repeated: it has to be looked up first. */
function untilInDoubt(indexes: number[], requests: RestRequest[], outcomes: Answer[]): number[] {
	const first = indexes.findIndex((index) => {
		const outcome = outcomes[index];
		const isLost =
			!outcome.ok && outcome.error instanceof PortalError && outcome.error.kind === 'lost';
		return isLost && requests[index].safety === 'once';
	});
	return first === -1 ? indexes : indexes.slice(0, first);
}

async function sendOnce(
	portal: Portal,
	requests: RestRequest[],
	indexes: number[],
	{ halt, closing }: SendOptions,
): Promise<{ answers: Answer[]; goOn: boolean }> {
	const own = indexes.map((index) => requests[index]);
	const commands = own.map(toCommand).filter((command) => command !== undefined);
	const isBatch = commands.length === own.length;
	const last = isBatch ? closing?.request(indexes) : undefined;
	const lastCommand = last && toCommand(last);
	if (!isBatch || (own.length === 1 && lastCommand === undefined)) {
		return { answers: [await portal.call(own[0])], goOn: true };
	}
	if (!closing || !last || lastCommand === undefined) {
		return { answers: await sendBatch(portal, commands, own, halt), goOn: true };
	}
	const answers = await sendBatch(portal, [...commands, lastCommand], [...own, last], halt);
	const closed = answers.pop() ?? failed(NOT_SENT);
	const through = indexes.filter((_, position) => answers[position].ok);
	if (through.length === 0) return { answers, goOn: true };
	// A batch that halted did not get to its last command; the people changed before that still count.
	const goOn = closing.done(closed.ok ? closed : await portal.call(last), through);
	return { answers, goOn };
}
