/** Limits of the portal. (docs: settings/performance/limits.md) */
import { RestError } from '../protocol/errors';
import type { PortalState } from '../domain/state';

/**
 * The leaky bucket: one per source address, counted in HTTP requests, leaking once per second. The
 * seconds begin with the first request into an empty bucket, so a burst always meets the same limit.
 */
export class Bucket {
	private readonly levels = new Map<string, { level: number; since: number }>();

	constructor(private readonly state: PortalState) {}

	/** Throws when the bucket is full; nothing has been executed then. */
	take(source: string): void {
		const { limit } = this.state.options;
		if (!limit) return;
		const now = performance.now();
		const known = this.levels.get(source) ?? { level: 0, since: now };
		const seconds = Math.floor((now - known.since) / 1000);
		const level = Math.max(0, known.level - seconds * limit.perSecond);
		const since = level === 0 ? now : known.since + seconds * 1000;
		const full = level >= limit.bucket;
		this.levels.set(source, { level: full ? level : level + 1, since });
		if (full) throw new RestError(503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests');
	}
}

interface Basket {
	/** Unix seconds of the first call of its minute. */
	since: number;
	seconds: number;
}

const TEN_MINUTES = 600;

/** "Operating" time of each method per credential, in baskets of a minute that live ten minutes. */
export class Operating {
	private readonly baskets = new Map<string, Basket[]>();
	private readonly blocked = new Map<string, number>();

	constructor(private readonly state: PortalState) {}

	private seconds(): number {
		return this.state.now() / 1000;
	}

	private live(key: string): Basket[] {
		const now = this.seconds();
		const live = (this.baskets.get(key) ?? []).filter(({ since }) => since + TEN_MINUTES > now);
		this.baskets.set(key, live);
		return live;
	}

	block(method: string, resetAt: number | undefined): void {
		if (resetAt === undefined) this.blocked.delete(method);
		else this.blocked.set(method, resetAt);
	}

	/** Throws 429 while the method is blocked. */
	check(method: string, credential: string): void {
		const until = this.blocked.get(method);
		if (until !== undefined && this.seconds() >= until) this.blocked.delete(method);
		const { operatingLimit } = this.state.options;
		const over =
			operatingLimit !== undefined && this.spent(method, credential).operating > operatingLimit;
		if (this.blocked.has(method) || over) {
			throw new RestError(
				429,
				'OPERATION_TIME_LIMIT',
				'Method is blocked due to operation time limit.',
			);
		}
	}

	add(method: string, credential: string, seconds: number): void {
		const live = this.live(`${credential} ${method}`);
		const now = Math.floor(this.seconds());
		const newest = live[live.length - 1];
		if (newest && now - newest.since < 60) newest.seconds += seconds;
		else live.push({ since: now, seconds });
	}

	/** The two keys of `time`. */
	spent(method: string, credential: string): { operating: number; operating_reset_at: number } {
		const live = this.live(`${credential} ${method}`);
		const oldest = live[0]?.since ?? Math.floor(this.seconds());
		return {
			operating: live.reduce((sum, { seconds }) => sum + seconds, 0),
			operating_reset_at: this.blocked.get(method) ?? oldest + TEN_MINUTES,
		};
	}
}
