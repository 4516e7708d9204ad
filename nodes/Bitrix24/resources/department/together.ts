/** Steps of several items that come to one change. */
import { sideBySide as allSideBySide, valueOf, type Walk } from '../../plan/walks';
import { failed, type Outcome, succeeded } from '../../transport/types';

export { valueOf, type Walk } from '../../plan/walks';

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

/**
 * Several walks side by side, so that they share requests. All of them come to their end.
 *
 * @throws what the first of those that went wrong throws
 */
export function* goTogether(walks: ReadonlyArray<Walk<void>>): Walk<void> {
	const errors: Error[] = [];
	yield* allSideBySide(walks.map((walk) => noting(walk, errors)));
	if (errors.length > 0) throw errors[0];
}

function* noting(walk: Walk<void>, errors: Error[]): Walk<void> {
	const [outcome] = yield* allSideBySide([walk]);
	if (!outcome.ok) errors.push(outcome.error);
}
