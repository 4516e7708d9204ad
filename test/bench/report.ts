/** The benchmark's figures as text, while it runs and at its end. */
import type { Plan } from './plans';
import type { Measurement } from './processes';
import type { Contestant } from './protocol';

const NAMES: Record<Contestant, string> = {
	ours: 'this package',
	byHand: 'by hand',
	sdk: 'official SDK',
	httpRequest: 'HTTP Request node',
	httpRequestSlowed: 'HTTP Request node, slowed',
};

const COLUMNS: Array<[title: string, width: number, cell: (m: Measurement) => string]> = [
	['Work', 15, ({ workload }) => workload],
	['People', 7, ({ people }) => String(people)],
	['By', 26, ({ contestant }) => NAMES[contestant]],
	['Requests', 9, ({ requests }) => String(requests)],
	['Calls', 6, ({ calls }) => String(calls)],
	['Wall s', 7, ({ wall }) => (wall / 1000).toFixed(1)],
	['Idle s', 7, ({ idle }) => (idle / 1000).toFixed(1)],
	['Limited', 8, ({ limited }) => String(limited)],
	['CPU s', 6, ({ cpu }) => (cpu / 1000).toFixed(1)],
	['Peak MB', 8, ({ memory }) => memory.toFixed(0)],
	['Out', 6, ({ items }) => String(items)],
	['Outcome', 0, outcome],
];

export function header(): string {
	return COLUMNS.map(([title, width]) => title.padEnd(width)).join(' ');
}

export function line(measurement: Measurement): string {
	return COLUMNS.map(([, width, cell]) => cell(measurement).padEnd(width)).join(' ');
}

/** What came of it. */
export function outcome(measurement: Measurement): string {
	const { failure, complete, marked, dismissed, items } = measurement;
	if (failure !== undefined) {
		const came = items > 0 ? `${items} out` : 'nothing out';
		return /service unavailable|limit/iu.test(failure)
			? `stops at the limit, ${came}`
			: `stopped: ${failure.slice(0, 70)}`;
	}
	if (complete !== undefined) return complete ? 'complete' : 'NOT the same people';
	const changes = [
		...(marked > 0 ? [`${marked} changed or new`] : []),
		...(dismissed > 0 ? [`${dismissed} dismissed`] : []),
	];
	return changes.length > 0 ? changes.join(', ') : 'done';
}

/** What ours missed of its aims. */
export function verdicts(plan: Plan, measurements: Measurement[]): string[] {
	const own = measurementOf(plan, measurements, 'ours');
	if (!own) return [`${plan.title} was not measured`];
	const missed: string[] = [];
	const limit = typeof plan.limit === 'number' ? plan.limit : plan.limit(own);
	if (own.requests > limit) missed.push(`took ${own.requests} requests, the aim is ${limit}`);
	if (own.failure !== undefined) missed.push(`stopped: ${own.failure}`);
	if (own.complete === false) missed.push('gave other people than the portal has');
	for (const [what, count] of Object.entries(plan.expect ?? {})) {
		const [, found] = Object.entries(own).find(([name]) => name === what) ?? [];
		if (found !== count) missed.push(`${what}: ${String(found)} instead of ${count}`);
	}
	const over = overheadOf(plan, measurements);
	if (over !== undefined && plan.overhead !== undefined && over >= plan.overhead) {
		missed.push(
			`took ${percent(over)} more time than by hand, the aim is ${percent(plan.overhead)}`,
		);
	}
	return missed.map((what) => `${plan.title} (${plan.people} people) ${what}`);
}

/** Time ours takes over that of the same requests by hand; 0.1 is a tenth. */
export function overheadOf(plan: Plan, measurements: Measurement[]): number | undefined {
	const own = measurementOf(plan, measurements, 'ours');
	const byHand = measurementOf(plan, measurements, 'byHand');
	return own && byHand && own.wall / byHand.wall - 1;
}

export const percent = (part: number): string => `${Math.round(part * 100)} %`;

/** What a contestant took for a row. */
export function measurementOf(
	{ workload, people }: Plan,
	measurements: Measurement[],
	contestant: Contestant,
): Measurement | undefined {
	return measurements.find(
		(one) => one.workload === workload && one.people === people && one.contestant === contestant,
	);
}

/** Ours over the others, on the list of 12,000. */
export function summary(measurements: Measurement[]): string {
	const list = measurements.filter(
		({ workload, people }) => workload === 'list' && people === 12_000,
	);
	const own = list.find(({ contestant }) => contestant === 'ours');
	if (!own) return '';
	return list
		.filter((other) => other !== own)
		.map((other) => {
			const requests = (other.requests / own.requests).toFixed(1);
			const wall = (other.wall / own.wall).toFixed(2);
			return `${NAMES[other.contestant]}: ${requests} × our requests, ${wall} × our time`;
		})
		.join('\n');
}
