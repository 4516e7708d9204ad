/** docs/benchmark.md, made from the figures. */
import { type Plan, plans } from './plans';
import type { Measurement } from './processes';
import type { Contestant } from './protocol';
import { measurementOf, outcome, overheadOf, percent } from './report';

export interface Figures {
	measurements: Measurement[];
	/** A whole directory, by size of the portal. */
	growth: Measurement[];
	/** A sync of which nothing is written, on a portal that answers at once. */
	comparison: Measurement[];
}

const NAMES: Record<Contestant, string> = {
	ours: '**this package**',
	byHand: 'the requests by hand (axios)',
	sdk: 'official SDK (`@bitrix24/b24jssdk` 2.2.0)',
	httpRequest: 'HTTP Request node, as it comes',
	httpRequestSlowed: 'HTTP Request node, slowed to the limit',
};

const COLUMNS: Array<[title: string, cell: (m: Measurement, plan: Plan) => string]> = [
	['Work', (_, { title }) => title],
	['People in the portal', ({ people }) => number(people)],
	['By', ({ contestant }) => NAMES[contestant]],
	['Requests', ({ requests }) => String(requests)],
	['Wall s', ({ wall }) => seconds(wall)],
	['Waiting s', ({ idle }) => seconds(idle)],
	['Limit answers', ({ limited }) => String(limited)],
	['CPU s', ({ cpu }) => seconds(cpu)],
	['Peak MB', ({ memory }) => memory.toFixed(0)],
	['Outcome', outcome],
];

const number = (value: number) => value.toLocaleString('en-US');
const seconds = (milliseconds: number) => (milliseconds / 1_000).toFixed(1);

/** The whole document. */
export function report({ measurements, growth, comparison }: Figures): string {
	return `${[
		'# Benchmark',
		INTRODUCTION,
		headline(measurements),
		table(measurements),
		NOTES,
		costs(growth, comparison),
		'![Requests and seconds by number of people](growth.svg)',
		HELD,
	].join('\n\n')}\n`;
}

const INTRODUCTION = `\`npm run bench\` measures the node, through n8n's engine, beside what people use instead, on the portal emulator with the cloud's limits: bucket of 50, two requests a second, 100 ms latency, 5 ms per call, 20 ms per count. Each measurement has a fresh portal and a process of its own; those of 50,000 people run alone (the sync three times by turns, of which the middle one is shown), the others, which mostly wait for the portal, five at a time. It installs its peers on demand (about a minute), takes about eight minutes and writes this page.`;

const NOTES = `"Waiting" is time in which no request was under way: pauses for the limit, and the client's own work. "By hand" is what somebody would write who knows the protocol as well as this package does, without checks, looking up, reading back or repeating; "official SDK" of a sync is its list action, a comparison by a map, and its batches.

Where others send fewer requests: the SDK packs 50 invitations into a request, this package 25 at the most, because the portal sends an e-mail for each and has 60 seconds for a request; who is in the portal is asked before anybody is invited (one request per 2,500 addresses), so that nobody is invited twice and a refusal names the person; departments are checked against the structure (one request for up to 100 departments); and what is read before a dismissal and afterwards tells whether it took place and who loses a department's lead. Lists of 12,000 are compared with departments, position and phone, those of 50,000 with position and phone; a column of departments costs one more request.`;

const HELD = `## Held by tests

Requests that specs assert at every run, so that they cannot grow unnoticed: [rows](../test/bulk/rows.test.ts) for the rows above, and

| Work | Requests | Spec |
|---|---|---|
| Offboard: head of 2 departments, 40 workgroups, 260 tasks, 700 CRM items of four types | calls / 50 + 12 at the most | [whole](../test/resources/user/offboard/whole.test.ts) |
| Create 400 departments from a sheet | one for up to 100 departments there are, one batch per level and 50 | [create](../test/resources/department/create.test.ts) |
| Get with **Include** of everything, 12,000 people | those of the list, 2 for the structure, 1 for managers, 1 for the status | [include](../test/resources/user/include.test.ts) |
| Get with **Keep Input**, 2,500 deals | 1 | [keepInput](../test/resources/user/keepInput.test.ts) |
| Invite or Update, 500 people, nothing differs | 1; with departments 2 | [onlyChanges](../test/resources/user/onlyChanges.test.ts) |
| Memory of Return All, 50,000 people | at the most 1.5 × the items | [memory](../test/bulk/memory.test.ts) |
| Memory of Sync Directory, 1 % of 50,000 people changed | at the most 2 × these people as items (measured: 1.3 ×) | [memory](../test/bulk/memory.test.ts) |`;

function headline(measurements: Measurement[]): string {
	const sentences = [
		besides(measurements, 'list', 'A whole directory'),
		besides(measurements, 'syncSame', 'A sync of which nothing differs'),
	];
	const big = plans.find(({ workload }) => workload === 'syncMany');
	const over = big && overheadOf(big, measurements);
	if (big && over !== undefined) {
		const more = over < 0 ? 'no more time than' : `${percent(over)} more time than`;
		sentences.push(`A sync of ${number(big.people)} people takes ${more} the requests by hand.`);
	}
	return sentences.filter((one) => one !== '').join(' ');
}

function besides(measurements: Measurement[], workload: Plan['workload'], what: string): string {
	const plan = plans.find((one) => one.workload === workload);
	if (!plan) return '';
	const [own, sdk] = (['ours', 'sdk'] as const).map((one) =>
		measurementOf(plan, measurements, one),
	);
	if (!own || !sdk) return '';
	const times = (one: number, other: number) => Math.round(one / other);
	return `${what} of ${number(plan.people)} people: **${times(sdk.requests, own.requests)} times fewer requests and ${times(sdk.wall, own.wall)} times less time** than the SDK's list.`;
}

function table(measurements: Measurement[]): string {
	const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const rows = plans.flatMap((plan) =>
		measurements
			.filter(({ workload, people }) => workload === plan.workload && people === plan.people)
			.map((one) => row(COLUMNS.map(([, cell]) => cell(one, plan)))),
	);
	return [row(COLUMNS.map(([title]) => title)), `|${'---|'.repeat(COLUMNS.length)}`, ...rows].join(
		'\n',
	);
}

function costs(growth: Measurement[], comparison: Measurement[]): string {
	const lists = growth.map(
		({ people, requests, wall }) =>
			`${number(people)} people ${requests} requests, ${seconds(wall)} s`,
	);
	const syncs = comparison.map(({ people, cpu }) => `${number(people)} people ${seconds(cpu)} s`);
	return `Cost by size of the portal (Get Many, Return All): ${lists.join('; ')}.

What a sync of which 1 % differs costs by itself, in seconds of CPU (a preview, on a portal that answers at once): ${syncs.join('; ')}.`;
}
