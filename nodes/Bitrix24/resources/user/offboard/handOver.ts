/** Handing things over, one by one in batches, until the portal shows that nothing is left. */
import { NotConfirmed } from '../../../plan/errors';
import { attempt, isRecord, type Outcome, type RestRequest } from '../../../transport/types';
import type { Answers } from '../../../plan/types';
import { valueOf, type Walk } from '../../../plan/walks';
import { isAboutCredential, PortalError, unexpectedForm } from '../../../transport/errors';
import { type ListRequest, PAGE_SIZE, type Row } from '../../../transport/list';

/** A list of what is still the leaver's. */
export interface Source<T> {
	list: ListRequest;
	/** One of its rows. */
	of(row: Row): T;
}

export interface Handing<T> {
	things: readonly T[];
	/** Tells things apart. */
	key(thing: T): string;
	/** Must do no harm when it is sent twice. */
	change(thing: T): RestRequest;
	sources: ReadonlyArray<Source<T>>;
	/** A thing that the portal does not hand over stops the part: nobody would find it after a dismissal. */
	demandsAll: boolean;
}

export interface HandedOver<T> {
	moved: T[];
	/** What stayed, and why. */
	kept: Array<{ thing: T; reason: string }>;
	stopped?: Error;
}

/** Whatever comes in while things are handed over is handed over as well; so often at the most. */
const MAX_ROUNDS = 3;

const NO_EFFECT = 'The portal took the change, and it is still there';

/**
 * Sends the changes and asks, in the same request where there is room, what is left. An answer that was lost counts by what
 * the portal shows afterwards. Changed is what was read before, by ID: nothing is skipped or done twice because a list became
 * shorter meanwhile.
 */
export function* handOver<T>(handing: Handing<T>): Walk<HandedOver<T>> {
	const { key, change, sources, demandsAll } = handing;
	const result: HandedOver<T> = { moved: [], kept: [] };
	let open = [...handing.things];
	for (let round = 1; open.length > 0 && !result.stopped; round++) {
		const answers = yield { requests: [...open.map(change), ...sources.map(pageOf)] };
		const sent = answers.requests.slice(0, open.length);
		refuseCancelled(sent);
		const left = yield* leftAfter(handing, answers.requests.slice(open.length));
		const again: T[] = [];
		open.forEach((thing, at) => {
			const answer = sent[at];
			// Where nobody can look, an answer has to do; what has none may or may not be handed over.
			const isLeft = left.ok ? left.value.has(key(thing)) : !answer.ok;
			if (!isLeft) return result.moved.push(thing);
			if (answer.ok && round < MAX_ROUNDS) return again.push(thing);
			const reason = answer.ok ? NO_EFFECT : answer.error.message;
			if (demandsAll || (!answer.ok && !isOwnRefusal(answer.error))) {
				result.stopped ??= answer.ok ? unchanged(reason) : answer.error;
			}
			return result.kept.push({ thing, reason });
		});
		if (!left.ok) result.stopped ??= left.error;
		else if (round < MAX_ROUNDS) again.push(...newIn(left.value, open, result.kept, key));
		open = again;
	}
	return result;
}

/** What came in since, which nobody has tried yet. */
function newIn<T>(
	left: ReadonlyMap<string, T>,
	tried: readonly T[],
	kept: HandedOver<T>['kept'],
	key: (thing: T) => string,
): T[] {
	const known = new Set([...tried, ...kept.map(({ thing }) => thing)].map(key));
	return [...left].flatMap(([own, thing]) => (known.has(own) ? [] : [thing]));
}

/** What is left, by key. A full first page tells that there is more of it. */
function* leftAfter<T>(
	{ key, sources }: Handing<T>,
	pages: Answers['requests'],
): Walk<Outcome<Map<string, T>>> {
	const first = sources.map(({ list }, at) => attempt(() => rowsIn(list, pages[at])));
	const isFull = first.some((rows) => rows.ok && rows.value.length >= PAGE_SIZE);
	const all = isFull ? (yield { lists: sources.map(({ list }) => list) }).lists : first;
	return attempt(
		() =>
			new Map(
				sources.flatMap(({ of }, at) =>
					valueOf(all[at]).map((row) => {
						const thing = of(row);
						return [key(thing), thing] as const;
					}),
				),
			),
	);
}

function pageOf<T>({ list: { method, params } }: Source<T>): RestRequest {
	return { method, params, safety: 'read' };
}

function rowsIn({ method, form }: ListRequest, answer: Answers['requests'][number]): Row[] {
	const { result } = valueOf(answer);
	const rows = form?.rows !== undefined && isRecord(result) ? result[form.rows] : result;
	if (!Array.isArray(rows)) throw unexpectedForm(method);
	return rows.filter(isRecord);
}

/** Whether the portal refused this one thing, which says nothing of the others. */
function isOwnRefusal(error: Error): boolean {
	return error instanceof PortalError && error.kind === 'refused' && !isAboutCredential(error);
}

/** @throws {PortalError} when the execution was stopped: nobody waits for a report */
export function refuseCancelled(outcomes: ReadonlyArray<Outcome<unknown>>): void {
	for (const one of outcomes) {
		if (!one.ok && one.error instanceof PortalError && one.error.kind === 'cancelled') {
			throw one.error;
		}
	}
}

function unchanged(reason: string): NotConfirmed {
	return new NotConfirmed(
		reason,
		'The account behind the credential may lack the right. Use an administrator’s webhook or account.',
	);
}
