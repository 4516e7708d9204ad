/** The benchmark's figures as text. */
import type { Measurement } from './processes';
import type { Contestant } from './protocol';

const NAMES: Record<Contestant, string> = {
	ours: 'this package',
	byHand: 'same requests by hand',
	sdk: 'official SDK',
	httpRequest: 'HTTP Request node',
	httpRequestSlowed: 'HTTP Request node, slowed',
};

const COLUMNS: Array<[title: string, width: number, cell: (m: Measurement) => string]> = [
	['Work', 11, ({ workload }) => workload],
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

function outcome({ failure, complete, marked }: Measurement): string {
	if (failure !== undefined) return `stopped: ${failure.slice(0, 70)}`;
	if (complete !== undefined) return complete ? 'complete' : 'NOT the same people';
	return marked > 0 ? `${marked} people changed` : 'done';
}

/** What ours missed of its aims. */
export function verdicts(measurement: Measurement, limit: number, count?: number): string[] {
	const { workload, people, requests, failure, complete, items, marked } = measurement;
	const missed: string[] = [];
	const where = `${workload} on ${people} people`;
	if (requests > limit) missed.push(`${where} took ${requests} requests, the aim is ${limit}`);
	if (failure !== undefined) missed.push(`${where} stopped: ${failure}`);
	if (complete === false) missed.push(`${where} gave other people than the portal has`);
	if (
		(workload === 'update' || workload === 'invite' || workload === 'upsert') &&
		marked !== count
	) {
		missed.push(`${where} changed ${marked} people instead of ${count}`);
	}
	if (workload === 'dismiss' && items !== count) {
		missed.push(`${where} confirmed ${items} people instead of ${count}`);
	}
	return missed;
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
