/**
 * `npm run chaos`: 2,000 operations under random faults for each of 20 seeds, and whether what the node says agrees with
 * what the portal holds. `npm run chaos -- --seed 7` repeats one of them; `--operations` changes their number; `--at 0` begins
 * each run when it is midnight in the portal, `--at 12` at noon.
 */
import '../harness';
import { parseArgs } from 'node:util';
import { runChaos, type ChaosReport } from './chaosRun';
import { QuickClock } from '../support/clock';

const SEEDS = 20;
const OPERATIONS = 2_000;

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

function merge(into: Map<string, number>, from: Map<string, number>): void {
	for (const [name, count] of from) into.set(name, (into.get(name) ?? 0) + count);
}

function tell(title: string, counts: Map<string, number>): void {
	say(`\n${title}`);
	for (const [name, count] of [...counts].sort((a, b) => b[1] - a[1])) {
		say(`${String(count).padStart(7)}  ${name}`);
	}
}

function line(report: ChaosReport): string {
	const { seed, operations, runs, requests, fates, invitations, waited } = report;
	const outcomes = Object.entries(fates).map(([fate, count]) => `${count} ${fate}`);
	return `seed ${seed}: ${operations} operations in ${runs} runs, ${requests} requests, ${Math.round(waited)} s waited; ${outcomes.join(', ')}; ${invitations} invitations; ${report.discrepancies.length} discrepancies`;
}

/** Milliseconds from now to the hour of the day, less a minute: the runs go past it. */
function untilHour(hour: number): number {
	const day = 24 * 3_600_000;
	return ((hour * 3_600_000 - (Date.now() % day) + day) % day) - 60_000;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			seed: { type: 'string' },
			operations: { type: 'string' },
			at: { type: 'string' },
		},
	});
	const seeds = values.seed
		? [Number(values.seed)]
		: Array.from({ length: SEEDS }, (_, i) => i + 1);
	const skew = values.at === undefined ? 0 : untilHour(Number(values.at));
	const clock = new QuickClock();
	clock.start();
	const faults = new Map<string, number>();
	const reasons = new Map<string, number>();
	let found = 0;
	let operations = 0;
	for (const seed of seeds) {
		const report = await runChaos(seed, Number(values.operations ?? OPERATIONS), clock, skew);
		say(line(report));
		for (const text of report.discrepancies) say(`  ${text}`);
		merge(faults, report.faults);
		merge(reasons, report.reasons);
		found += report.discrepancies.length;
		operations += report.operations;
	}
	clock.stop();
	tell('Faults', faults);
	tell('Reasons given to people', reasons);
	say(`\n${seeds.length} seeds, ${operations} operations, ${found} discrepancies.`);
	process.exitCode = found === 0 ? 0 : 1;
}

void main();
