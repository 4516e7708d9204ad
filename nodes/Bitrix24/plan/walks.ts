/** Questions and changes after each other, as generators: what is asked next comes out, the answers go in. */
import { attempt, type Outcome } from '../transport/types';
import type { Answers, Asker, Wish } from './types';

export type Walk<T> = Generator<Wish, T, Answers>;

/** A walk on its way, with the wish it waits for. */
interface Walking<T> {
	at: number;
	walk: Walk<T>;
	wish: Wish;
}

/** Walks that go side by side, so that they share requests. All of them come to their end; tells what each came to. */
export function* sideBySide<T>(walks: ReadonlyArray<Walk<T>>): Walk<Array<Outcome<T>>> {
	const outcomes = new Array<Outcome<T>>(walks.length);
	let open = walks.flatMap((walk, at) => advance({ at, walk }, undefined, outcomes));
	while (open.length > 0) {
		const answers = yield {
			lists: open.flatMap(({ wish }) => wish.lists ?? []),
			requests: open.flatMap(({ wish }) => wish.requests ?? []),
		};
		const lists = [...answers.lists];
		const requests = [...answers.requests];
		open = open.flatMap(({ wish, ...one }) => {
			const own = {
				lists: lists.splice(0, wish.lists?.length ?? 0),
				requests: requests.splice(0, wish.requests?.length ?? 0),
			};
			return advance(one, own, outcomes);
		});
	}
	return outcomes;
}

function advance<T>(
	{ at, walk }: Pick<Walking<T>, 'at' | 'walk'>,
	answers: Answers | undefined,
	outcomes: Array<Outcome<T>>,
): Array<Walking<T>> {
	const step = attempt(() => (answers ? walk.next(answers) : walk.next()));
	if (!step.ok) {
		outcomes[at] = step;
		return [];
	}
	if (!step.value.done) return [{ at, walk, wish: step.value.value }];
	outcomes[at] = { ok: true, value: step.value.value };
	return [];
}

/** A walk that has nothing to ask. */
export function* answeredAlready<T>(value: T): Walk<T> {
	yield* [];
	return value;
}

/** Walks to the end by reading alone: nothing it asks may change anything. */
export async function walkOut<T>(asker: Pick<Asker, 'read'>, walk: Walk<T>): Promise<T> {
	let step = walk.next();
	while (!step.done) step = walk.next(await asker.read(step.value));
	return step.value;
}

/** @throws what stands in its place */
export function valueOf<T>(outcome: Outcome<T> | undefined): T {
	if (!outcome) throw new TypeError('There is no answer');
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}
