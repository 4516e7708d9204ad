/** What the `time` of answers tells: the portal's own clock, and when a method's used-up server time is given back. */
import type { PortalError } from './errors';
import { isRecord } from './types';

export class PortalClock {
	/**
	 * When the portal began to work on the first answer of this conversation, in Unix seconds by its own clock.
	 * Source: `time.start`, b24restdocs `api-reference/data-types.md`.
	 */
	start?: number;

	/** The portal's clock minus ours, in milliseconds; 0 until the portal has answered. */
	offset = 0;

	/** By method: when its server time is given back, as `Date.now()` counts. */
	private readonly freeAt = new Map<string, number>();

	/**
	 * Takes in the `time` of an answer. The portal's clock may differ from ours, so of `operating_reset_at` the time until
	 * then is what counts (b24restdocs `settings/performance/limits.md`).
	 */
	note(method: string, time: unknown): void {
		if (!isRecord(time)) return;
		const start = Number(time.start);
		if (start > 0) this.start ??= start;
		const { operating_reset_at: resetAt, finish } = time;
		if (typeof finish !== 'number') return;
		this.offset = finish * 1_000 - Date.now();
		if (typeof resetAt !== 'number') return;
		this.freeAt.set(method, Date.now() + (resetAt - finish) * 1_000);
	}

	/** When a method whose server time is used up is free again, as `Date.now()` counts; undefined when unknown. */
	freeAgain(method: string): number | undefined {
		return this.freeAt.get(method);
	}

	/** The same failure, saying when the method is free again where that is known. */
	explain(error: PortalError, method: string): PortalError {
		if (error.kind !== 'timeLimit' || error.details.isExplained) return error;
		const details = { isExplained: true };
		const freeAt = this.freeAt.get(method);
		if (freeAt === undefined) {
			return error.with({
				remedy: `The portal did not say when it is free again; asked for the last time at ${momentOf(Date.now())}. That takes ten minutes at the most: run the workflow again then, or raise the option "Max Wait".`,
				details,
			});
		}
		return error.with({
			remedy: `It is free again at ${momentOf(freeAt)}. Run the workflow then, or raise the option "Max Wait".`,
			details,
		});
	}
}

function momentOf(time: number): string {
	return new Date(time).toISOString().replace(/\.\d+/, '');
}
