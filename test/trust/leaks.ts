/** The whole search for leaks, every error path on every surface: `npx tsx test/trust/leaks.ts`. */
import '../harness';
import { QuickClock } from '../support/clock';
import { leakCases, searchLeak } from './support/leakSearch';

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
	const clock = new QuickClock();
	clock.start();
	let errors = 0;
	let hits = 0;
	for (const leakCase of leakCases) {
		const result = await searchLeak(leakCase);
		if (result.hasFailed) errors++;
		hits += result.hits.length;
		for (const hit of result.hits) say(hit);
	}
	clock.stop();
	say(`${leakCases.length} paths searched, ${errors} of them ended in an error: ${hits} hits.`);
	process.exitCode = hits === 0 ? 0 : 1;
}

void main();
