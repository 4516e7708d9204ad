/**
 * The benchmark: this package beside what people use instead, on a portal with the cloud's limits.
 * `npm run bench`, or `npm run bench -- --quick` without the slow peers and the large portals.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPeers } from './peers';
import { drawGrowth } from './plot';
import { type Measurement, measure } from './processes';
import type { Contestant, Workload } from './protocol';
import { header, line, summary, verdicts } from './report';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });

interface Plan {
	workload: Workload;
	people: number;
	count?: number;
	/** Requests ours may need at the most. */
	limit: number;
	peers: Contestant[];
	/** Left out with --quick. */
	slow?: Contestant[];
}

const plans: Plan[] = [
	{
		workload: 'list',
		people: 12_000,
		limit: 6,
		peers: ['byHand', 'httpRequest'],
		slow: ['sdk', 'httpRequestSlowed'],
	},
	{ workload: 'list', people: 50_000, limit: 21, peers: [] },
	{ workload: 'sorted', people: 12_000, limit: 6, peers: [] },
	{
		workload: 'getById',
		people: 12_000,
		count: 2_500,
		limit: 2,
		peers: ['httpRequest'],
		slow: ['sdk'],
	},
	{ workload: 'getByEmail', people: 12_000, count: 500, limit: 2, peers: ['sdk'] },
	{ workload: 'update', people: 12_000, count: 500, limit: 11, peers: ['sdk', 'httpRequest'] },
	{ workload: 'dismiss', people: 12_000, count: 500, limit: 11, peers: ['sdk', 'httpRequest'] },
	{ workload: 'invite', people: 12_000, count: 500, limit: 25, peers: ['sdk'] },
	{ workload: 'upsert', people: 12_000, count: 500, limit: 25, peers: [] },
	{ workload: 'search', people: 12_000, count: 50, limit: 2, peers: ['sdk'] },
];

const GROWTH = [1_000, 10_000, 100_000];

async function main(): Promise<void> {
	installPeers();
	console.log(header());
	const measurements: Measurement[] = [];
	const failures: string[] = [];
	for (const { workload, people, count, limit, peers, slow = [] } of plans) {
		const contestants: Contestant[] = ['ours', ...peers, ...(values.quick ? [] : slow)];
		for (const contestant of contestants) {
			const measurement = await measure(contestant, workload, people, count);
			measurements.push(measurement);
			console.log(line(measurement));
			if (contestant === 'ours') failures.push(...verdicts(measurement, limit, count));
		}
	}
	const growth: Measurement[] = [];
	for (const people of values.quick ? GROWTH.slice(0, 2) : GROWTH) {
		const measurement = await measure('ours', 'list', people);
		growth.push(measurement);
		console.log(line(measurement));
	}
	console.log(summary(measurements));
	if (!values.quick) keep(measurements, growth);
	failures.forEach((failure) => console.log(`Missed: ${failure}`));
	process.exitCode = failures.length > 0 ? 1 : 0;
}

/** The figures README quotes, and the plot drawn from them. */
function keep(measurements: Measurement[], growth: Measurement[]): void {
	const folder = resolve(__dirname, '../../docs');
	mkdirSync(folder, { recursive: true });
	const bare = (measurement: Measurement) => ({ ...measurement, ids: undefined });
	const figures = { measurements: measurements.map(bare), growth: growth.map(bare) };
	writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(figures, null, '\t')}\n`);
	writeFileSync(join(folder, 'growth.svg'), drawGrowth(growth));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
