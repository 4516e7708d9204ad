/**
 * Everything the triggers keep in this n8n process and nowhere else, so that "what does this process remember" has one
 * answer. All of it may be lost at any time: what has to survive a restart stands in the workflow's static data.
 */

/** Keys remembered as taken. */
const MAX_TAKEN = 500;

/**
 * Keys of deliveries this n8n process has just taken. n8n reads the static data anew for every request and saves it a
 * moment later, so two deliveries at the same time would not see each other in there.
 */
export class JustTaken {
	private readonly keys = new Set<string>();

	/** Claims a key; false when it was claimed before. */
	take(key: string): boolean {
		if (this.keys.has(key)) return false;
		this.keys.add(key);
		if (this.keys.size > MAX_TAKEN) this.keys.delete([...this.keys][0]);
		return true;
	}
}

const MINUTE = 60_000;

/** Webhooks counted at once; the oldest makes way. */
const MAX_COUNTED = 500;

/** Questions to the portal that came to nothing, per webhook and minute. */
export class VainQuestions {
	private readonly counts = new Map<string, { since: number; count: number }>();

	/** @param limit questions in vain, above which the portal is not asked */
	constructor(private readonly limit: number) {}

	/** Whether the portal may be asked for this webhook at the moment `now` (milliseconds). */
	mayAsk(webhook: string, now: number): boolean {
		const vain = this.counts.get(webhook);
		if (vain && now - vain.since >= MINUTE) this.counts.delete(webhook);
		return (this.counts.get(webhook)?.count ?? 0) < this.limit;
	}

	/** Notes that a question came to nothing. */
	note(webhook: string, now: number): void {
		const vain = this.counts.get(webhook) ?? { since: now, count: 0 };
		this.counts.set(webhook, { ...vain, count: vain.count + 1 });
		if (this.counts.size > MAX_COUNTED) this.counts.delete([...this.counts.keys()][0]);
	}
}

/** Deliveries and confirmations taken. */
export const justTaken = new JustTaken();

/** Delivered tokens that turned out worthless. */
export const vainQuestions = new VainQuestions(10);

/** Nodes whose poll is under way. n8n starts the next one even if this one takes longer than the interval. */
export const pollsUnderWay = new Set<string>();
