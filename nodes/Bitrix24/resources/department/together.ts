/** Steps of several items that come to one change. */
import type { Answers, Wish } from '../../plan/types';
import { attempt, failed, type Outcome, succeeded } from '../../transport/types';

export type Walk<T> = Generator<Wish, T, Answers>;

/** A walk that one item takes and others wait for. */
export class Together<T> {
	/** What it came to; undefined while it is on its way. */
	outcome?: Outcome<T>;

	private isLed = false;

	constructor(private readonly walk: () => Walk<T>) {}

	/** Whoever is first walks; the others wait, and get what the first got. */
	*join(): Walk<T> {
		if (!this.isLed) {
			this.isLed = true;
			yield* this.lead();
		}
		yield* this.end();
		return valueOf(this.outcome);
	}

	/** Waits until it came to something. */
	*end(): Walk<void> {
		while (!this.outcome) yield {};
	}

	private *lead(): Walk<void> {
		try {
			this.outcome = succeeded(yield* this.walk());
		} catch (error) {
			this.outcome = failed(error instanceof Error ? error : new Error(String(error)));
		}
	}
}

/** @throws what stands in its place */
export function valueOf<T>(outcome: Outcome<T> | undefined): T {
	if (!outcome) throw new TypeError('There is no answer');
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}

/** A walk on its way, with the wish it waits for. */
interface Walking {
	walk: Walk<void>;
	wish: Wish;
}

/**
 * Several walks side by side, so that they share requests. All of them come to their end.
 *
 * @throws what the first of those that went wrong throws
 */
export function* sideBySide(walks: ReadonlyArray<Walk<void>>): Walk<void> {
	const errors: Error[] = [];
	let open = walks.flatMap((walk) => advance(walk, undefined, errors));
	while (open.length > 0) {
		const { lists, requests } = yield {
			lists: open.flatMap(({ wish }) => wish.lists ?? []),
			requests: open.flatMap(({ wish }) => wish.requests ?? []),
		};
		open = open.flatMap(({ walk, wish }) => {
			const own = {
				lists: lists.splice(0, wish.lists?.length ?? 0),
				requests: requests.splice(0, wish.requests?.length ?? 0),
			};
			return advance(walk, own, errors);
		});
	}
	if (errors.length > 0) throw errors[0];
}

function advance(walk: Walk<void>, answers: Answers | undefined, errors: Error[]): Walking[] {
	const step = attempt(() => (answers ? walk.next(answers) : walk.next()));
	if (!step.ok) errors.push(step.error);
	return step.ok && !step.value.done ? [{ walk, wish: step.value.value }] : [];
}
