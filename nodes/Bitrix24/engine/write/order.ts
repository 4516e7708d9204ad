/** Who waits for whom: a plan that names what another one creates is decided once that is there. */
import type { Plan, Task } from '../../plan/types';
import { attempt, type Outcome } from '../../transport/types';
import type { KnownThings } from '../known';

/** A plan and where it stands. */
export interface OpenPlan {
	at: number;
	plan: Plan;
}

/** What a plan came to before anything is sent for it. */
export interface Decided extends OpenPlan {
	task: Outcome<Task>;
}

/**
 * Decides what can be decided now.
 *
 * @param open in the order of the items
 * @returns `now`: to be done; `later`: to be decided again when those are done. Never are all of them put off.
 */
export function decide(
	open: readonly OpenPlan[],
	known: KnownThings,
): { now: Decided[]; later: OpenPlan[] } {
	const decided = open.map((standing) => ({
		...standing,
		task: attempt(() => standing.plan.task(known)),
	}));
	const promised = promises(open, known);
	if (promised.size === 0) return { now: decided, later: [] };

	const now: Decided[] = [];
	const later: OpenPlan[] = [];
	for (const one of decided) {
		const { at, plan, task } = one;
		const waits = plan.names.some((ref) => {
			const by = promised.get(known.keyOf(ref));
			if (!by || !known.isMissing(ref)) return false;
			// What it needs may stand further down; what it creates itself it need not wait for.
			return by.first < at || (!task.ok && by.last > at);
		});
		if (waits) later.push({ at, plan });
		else now.push(one);
	}
	// A circle: each waits for another. What it says then is what is wrong with it.
	return now.length > 0 ? { now, later } : { now: decided, later: [] };
}

/** By key of what is created: the first and the last plan that creates it. */
function promises(
	open: readonly OpenPlan[],
	known: KnownThings,
): Map<string, { first: number; last: number }> {
	const promised = new Map<string, { first: number; last: number }>();
	for (const { at, plan } of open) {
		for (const ref of plan.creates ?? []) {
			const key = known.keyOf(ref);
			promised.set(key, { first: promised.get(key)?.first ?? at, last: at });
		}
	}
	return promised;
}
