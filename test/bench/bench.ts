/**
 * The benchmark: this package beside what people use instead, on a portal with the cloud's limits.
 * `npm run bench`; `-- --quick` leaves out the slow peers and the large portals and writes nothing, `-- --only syncSame,list`
 * does that work alone.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figures, report } from './document';
import { installPeers } from './peers';
import { COMPARISON, GROWTH, type Plan, plans } from './plans';
import { drawGrowth } from './plot';
import { type Measurement, measure, type Piece } from './processes';
import { header, line, summary, verdicts } from './report';

const { values } = parseArgs({
	options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});

const TURNS = 3;

/** Measurements that mostly wait for the portal, at a time. */
const TOGETHER = 5;

async function shown(piece: Piece): Promise<Measurement> {
	const measurement = await measure(piece);
	console.log(line(measurement));
	return measurement;
}

function piecesOf({ workload, people, count, peers, slow = [] }: Plan): Piece[] {
	const contestants = ['ours' as const, ...peers, ...(values.quick ? [] : slow)];
	return contestants.map((contestant) => ({ contestant, workload, people, count }));
}

async function inTurn(pieces: Piece[]): Promise<Measurement[]> {
	const done: Measurement[] = [];
	for (const piece of pieces) done.push(await shown(piece));
	return done;
}

/** Those whose times are compared take turns, and the middle one of each counts: a machine has its moods. */
async function byTurns(chosen: Plan[]): Promise<Measurement[]> {
	const done: Measurement[] = [];
	for (const plan of chosen) {
		const turns: Measurement[][] = [];
		for (let turn = 0; turn < (plan.overhead === undefined ? 1 : TURNS); turn++) {
			turns.push(await inTurn(piecesOf(plan)));
		}
		done.push(...turns[0].map((_, at) => middleOf(turns.map((turn) => turn[at]))));
	}
	return done;
}

function middleOf(same: Measurement[]): Measurement {
	return same.sort((a, b) => a.wall - b.wall)[Math.floor(same.length / 2)];
}

/** Several at a time, those that wait longest first; the results in the order of the pieces. */
async function together(pieces: Piece[]): Promise<Measurement[]> {
	const patience = ({ contestant }: Piece) =>
		['httpRequestSlowed', 'sdk'].indexOf(contestant) + 1 || Infinity;
	const queue = pieces
		.map((piece, at) => ({ piece, at }))
		.sort((a, b) => patience(a.piece) - patience(b.piece));
	const done: Measurement[] = [];
	const work = async () => {
		for (let next = queue.shift(); next; next = queue.shift()) {
			done[next.at] = await shown(next.piece);
		}
	};
	await Promise.all(Array.from({ length: TOGETHER }, work));
	return done;
}

async function main(): Promise<void> {
	installPeers();
	const only = values.only?.split(',');
	const chosen = plans.filter(({ workload }) => !only || only.includes(workload));
	const isWhole = !only && !values.quick;
	console.log(header());
	const alone = await byTurns(chosen.filter((plan) => plan.alone));
	const comparison = await inTurn(
		(isWhole ? COMPARISON : []).map((people) => ({
			contestant: 'ours',
			workload: 'previewMany',
			people,
			free: true,
		})),
	);
	const growing = (isWhole ? GROWTH : []).map(
		(people): Piece => ({ contestant: 'ours', workload: 'list', people }),
	);
	const others = chosen.filter((plan) => !plan.alone).flatMap(piecesOf);
	const rest = await together([...others, ...growing]);
	const growth = rest.splice(others.length);
	const measurements = inOrder(chosen, [...alone, ...rest]);
	console.log(summary(measurements));
	if (isWhole) keep({ measurements, growth, comparison });
	const failures = chosen.flatMap((plan) => verdicts(plan, measurements));
	failures.forEach((failure) => console.log(`Missed: ${failure}`));
	process.exitCode = failures.length > 0 ? 1 : 0;
}

function inOrder(chosen: Plan[], measurements: Measurement[]): Measurement[] {
	return chosen.flatMap(({ workload, people }) =>
		measurements.filter((one) => one.workload === workload && one.people === people),
	);
}

/** The figures, and the document and the plot made from them. */
function keep(figures: Figures): void {
	const folder = resolve(__dirname, '../../docs');
	const bare = (all: Measurement[]) => all.map((one) => ({ ...one, ids: undefined }));
	const { measurements, growth, comparison } = figures;
	const json = {
		measurements: bare(measurements),
		growth: bare(growth),
		comparison: bare(comparison),
	};
	writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(json, null, '\t')}\n`);
	writeFileSync(join(folder, 'benchmark.md'), report(figures));
	writeFileSync(join(folder, 'growth.svg'), drawGrowth(growth, comparison));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
