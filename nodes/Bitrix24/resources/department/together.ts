/** Steps of several items that come to one change. */
import type { Answers, Wish } from '../../plan/types';
import { failed, type Outcome, succeeded } from '../../transport/types';

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
