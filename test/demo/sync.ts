/** The demo's second half: a list of 120 people is brought into a portal in three acts, preview, real run, run again. */
import type { IDataObject } from 'n8n-workflow';

import { credential, runNode } from '../harness';
import { type Portal, startPortal, type StoredPerson } from '../portal';
import { columns } from '../support/portal';
import { describeRequest, type Told } from './steps';

/** With these the portal has 120 active employees, and so has the list: three are new in it, three are missing. */
const PEOPLE = 112;
const LISTED = 120;

interface Row extends IDataObject {
	email: string;
	position: string;
	departments: number[];
}

interface Act {
	name: string;
	purpose: string;
	isPreview: boolean;
	/** How many come out as what. */
	expected: Record<string, number>;
	/** HTTP requests at the most. */
	requests: number;
	/** Whether the portal agrees with the list when the act is over. */
	agrees: boolean;
}

const PLAN = { invited: 3, updated: 5, dismissed: 3, unchanged: 112 };

const ACTS: Act[] = [
	{
		name: 'Sync Directory, preview',
		purpose: 'What would have to change for the portal to agree with a list of 120 people.',
		isPreview: true,
		expected: PLAN,
		requests: 4,
		agrees: false,
	},
	{
		name: 'Sync Directory, real run',
		purpose: 'The same list with "Preview" off.',
		isPreview: false,
		expected: PLAN,
		requests: 5,
		agrees: true,
	},
	{
		name: 'Sync Directory, run again',
		purpose: 'The same list once more: nothing is left to do.',
		isPreview: false,
		// Who was invited is there now.
		expected: { unchanged: 120 },
		requests: 4,
		agrees: true,
	},
];

/** @returns what to tell of the acts, and every sentence that does not hold */
export async function syncInThreeActs(): Promise<{ told: Told[]; shortfalls: string[] }> {
	const portal = await startPortal({ people: PEOPLE });
	try {
		const { list, missing } = listOf(portal);
		const told: Told[] = [];
		const shortfalls: string[] = [];
		for (const act of ACTS) {
			portal.forget();
			const began = Date.now();
			const run = await runNode({
				credentials: credential('bitrix24WebhookApi', { webhookUrl: portal.webhook() }),
				parameters: {
					operation: 'sync',
					preview: act.isPreview,
					email: '={{ $json.email }}',
					departments: '={{ $json.departments }}',
					fields: columns({ WORK_POSITION: '={{ $json.position }}' }),
					onMissing: 'dismiss',
				},
				items: list,
			});
			const json = run.items.map((item) => item.json);
			told.push({
				name: act.name,
				purpose: act.purpose,
				input: list.length,
				output: json.length,
				milliseconds: Date.now() - began,
				requests: portal.requests.map(describeRequest),
				lines: run.error ? [`stopped: ${run.error.message}`] : linesOf(json),
				hints: run.hints.map(({ message }) => message),
			});
			const complain = (text: string) => shortfalls.push(`${act.name}: ${text}`);
			if (run.error) complain(run.error.message);
			const counts = countsOf(json);
			if (!isSame(counts, act.expected)) complain(`came to ${JSON.stringify(counts)}`);
			if (portal.requests.length > act.requests) complain(`${portal.requests.length} requests`);
			const differing = differences(portal, list, missing);
			if ((differing.length === 0) !== act.agrees) {
				complain(`${differing.length} people are not as listed: ${differing.join(', ')}`);
			}
		}
		return { told, shortfalls };
	} finally {
		await portal.stop();
	}
}

/** All active employees but three, five of them with another position, and three new ones. */
function listOf(portal: Portal): { list: Row[]; missing: string[] } {
	const rows = [...portal.people.values()].filter(isEmployee).map(rowOf);
	const [kept, gone] = [rows.slice(0, -3), rows.slice(-3)];
	for (const row of kept.slice(-5)) row.position = 'Team lead';
	const fresh = [1, 2, 3].map((number) => ({
		email: `new.colleague.${number}@example.com`,
		position: 'Trainee',
		departments: [1],
	}));
	const list = [...kept, ...fresh];
	if (list.length !== LISTED) throw new Error(`The list has ${list.length} people`);
	return { list, missing: gone.map(({ email }) => email) };
}

function isEmployee({ ACTIVE, USER_TYPE, EXTERNAL_AUTH_ID }: StoredPerson): boolean {
	return ACTIVE && USER_TYPE === 'employee' && !EXTERNAL_AUTH_ID;
}

function rowOf({ EMAIL, WORK_POSITION, UF_DEPARTMENT }: StoredPerson): Row {
	const position = typeof WORK_POSITION === 'string' ? WORK_POSITION : '';
	return { email: EMAIL, position, departments: UF_DEPARTMENT };
}

/** Addresses of those who are not in the portal as the list has them. */
function differences(portal: Portal, list: Row[], missing: string[]): string[] {
	const people = new Map([...portal.people.values()].map((person) => [person.EMAIL, person]));
	const wrong = list.filter((row) => {
		const person = people.get(row.email);
		return !person?.ACTIVE || !isSame(rowOf(person), row) || person.invitations.length > 1;
	});
	return [...wrong.map(({ email }) => email), ...missing.filter((one) => people.get(one)?.ACTIVE)];
}

function countsOf(items: IDataObject[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { action } of items) counts[String(action)] = (counts[String(action)] ?? 0) + 1;
	return counts;
}

function isSame(one: object, other: object): boolean {
	const sorted = (object: object) => JSON.stringify(Object.entries(object).sort());
	return sorted(one) === sorted(other);
}

/** How many, and everybody who changes. */
function linesOf(items: IDataObject[]): string[] {
	const counts = Object.entries(countsOf(items)).map(([action, count]) => `${count} ${action}`);
	const changed = items.filter(({ action }) => action !== 'unchanged');
	const line = ({ action, EMAIL, changes }: IDataObject) =>
		`${String(action)}: ${String(EMAIL)}${changes ? ` ${JSON.stringify(changes)}` : ''}`;
	return [counts.join(', '), ...changed.map(line)];
}
