/** The chaos run: any operations under any faults, and after each run of the node the books are compared. */
import { runNode } from '../harness';
import { oauthCredential, webhookCredential } from '../support/portal';
import { startPortal } from '../portal';
import { Random } from '../portal/domain/random';
import { Audit, readBooks } from './support/books';
import { armChaos, disarm } from './support/chaosFaults';
import { Planner } from './support/chaosRuns';
import type { QuickClock } from '../support/clock';

export interface ChaosReport {
	seed: number;
	runs: number;
	/** Items, each one operation. */
	operations: number;
	requests: number;
	faults: Map<string, number>;
	fates: Audit['counts'];
	/** Reasons of failures, and how often each was given. */
	reasons: Map<string, number>;
	invitations: number;
	people: number;
	/** Seconds that would have been waited for. */
	waited: number;
	discrepancies: string[];
}

function add(counts: Map<string, number>, name: string, count = 1): void {
	counts.set(name, (counts.get(name) ?? 0) + count);
}

export async function runChaos(
	seed: number,
	operations: number,
	clock: QuickClock,
	clockSkew = 0,
): Promise<ChaosReport> {
	const random = new Random(seed);
	const portal = await startPortal({ people: 80, seed, clockSkew });
	const planner = new Planner(random, portal);
	const report: ChaosReport = {
		seed,
		runs: 0,
		operations: 0,
		requests: 0,
		faults: new Map(),
		fates: { done: 0, recovered: 0, failed: 0, doubtful: 0, untouched: 0 },
		reasons: new Map(),
		invitations: 0,
		people: 0,
		waited: 0,
		discrepancies: [],
	};
	// The node draws the length of its waits: from the seed as well, so that a run can be repeated.
	const realRandom = Math.random;
	const jitter = new Random(seed);
	Math.random = () => jitter.next();
	while (report.operations < operations) {
		const plan = planner.plan(operations - report.operations);
		const isOauth = random.chance(0.4);
		// A new one each time: a token request that is lost may cost the connection for good.
		const stored = isOauth ? oauthCredential(portal) : webhookCredential(portal);
		const before = readBooks(portal);
		portal.forget();
		clock.reset();
		// Whom another run invited seconds ago, nobody could tell from whom this one did.
		clock.pass(60_000);
		const faults = armChaos(portal, random);
		const run = await runNode({
			credentials: stored,
			parameters: { authentication: isOauth ? 'oAuth2' : 'webhook', ...plan.parameters },
			items: plan.items,
			continueOnFail: plan.goesOn
				? random.pick(['continueRegularOutput', 'continueErrorOutput'])
				: 'stop',
		});
		disarm(portal);
		const audit = new Audit(plan, before, portal, run);
		report.runs++;
		report.operations += plan.items.length;
		report.requests += portal.requests.length;
		report.waited += clock.waited / 1_000;
		faults.forEach((name) => add(report.faults, name));
		audit.reasons.forEach((count, reason) => add(report.reasons, reason, count));
		for (const [fate, count] of Object.entries(audit.counts)) {
			report.fates[fate as keyof Audit['counts']] += count;
		}
		const where = `seed ${seed}, run ${report.runs} (${plan.items.length} items, ${plan.goesOn ? 'continue' : 'stop'}; ${faults.join(', ') || 'no faults'})`;
		report.discrepancies.push(...audit.discrepancies.map((text) => `${where}: ${text}`));
	}
	Math.random = realRandom;
	for (const { invitations } of portal.people.values()) report.invitations += invitations.length;
	report.people = portal.people.size;
	await portal.stop();
	return report;
}
