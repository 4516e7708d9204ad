/** Sends what all items ask for, together, and turns the answers into output. */
import type { IDataObject } from 'n8n-workflow';

import { SentFields, tidyUser } from '../resources/user/fields/decode';
import type { Hints } from './hints';
import type { CallPlan, FindPlan, ListPlan, Plan, View, WritePlan } from '../plan/types';
import { sendAll } from '../transport/send';
import { unexpectedForm } from '../transport/errors';
import { listAll, type Row } from '../transport/list';
import type { Portal } from '../transport/portal';
import { failed, isRecord, type Outcome, succeeded } from '../transport/types';
import { findPeople, keyOf, notFound } from '../resources/user/people';
import { write } from './write/order';

type Rows = Outcome<IDataObject[]>;

/** Plans of one kind, with the index of the item each belongs to. */
type Indexed<P> = Array<{ index: number; plan: P }>;

/**
 * Carries out the plans of all items.
 *
 * @param halt stop changing things at the first failure
 * @returns per item its output, or why there is none
 */
export async function dispatch(
	portal: Portal,
	plans: Array<Outcome<Plan>>,
	halt: boolean,
	hints: Hints,
): Promise<Rows[]> {
	const outcomes: Rows[] = plans.map((plan) => (plan.ok ? succeeded([]) : plan));
	const all = plans.flatMap((plan, index) => (plan.ok ? [{ index, plan: plan.value }] : []));
	const settle = (index: number, rows: Rows) => (outcomes[index] = rows);

	for (const { index, plan } of all) if (plan.kind === 'ready') settle(index, succeeded(plan.rows));
	const found = new Found();
	await find(portal, ofKind<FindPlan>(all, 'find'), found, settle);
	await list(portal, ofKind<ListPlan>(all, 'list'), found, settle);
	await call(portal, ofKind<CallPlan>(all, 'call'), found, settle);
	found.tidy(hints);
	const writes = ofKind<WritePlan>(all, 'write');
	const written = await write(
		portal,
		writes.map(({ plan }) => plan),
		halt,
	);
	writes.forEach(({ index }, position) => {
		const outcome = written[position];
		settle(index, outcome.ok ? succeeded([outcome.value]) : outcome);
	});
	return outcomes;
}

function ofKind<P extends Plan>(plans: Indexed<Plan>, kind: P['kind']): Indexed<P> {
	return plans.filter((entry): entry is { index: number; plan: P } => entry.plan.kind === kind);
}

async function find(
	portal: Portal,
	plans: Indexed<FindPlan>,
	found: Found,
	settle: (index: number, rows: Rows) => void,
): Promise<void> {
	// People can be asked for together only if the same fields are wanted of them.
	for (const group of groupBy(plans, ({ plan }) => JSON.stringify(plan.view.select)).values()) {
		const { select } = group[0].plan.view;
		const byEmail = group.some(({ plan }) => plan.person.by === 'email');
		const asked = select && byEmail ? [...new Set([...select, 'EMAIL'])] : select;
		const people = group.map(({ plan }) => plan.person);
		const directory = await findPeople(portal, people, asked);
		for (const { index, plan } of group) {
			const outcome = directory.get(keyOf(plan.person));
			settle(
				index,
				!outcome || (outcome.ok && !outcome.value)
					? failed(notFound(plan.person))
					: outcome.ok
						? succeeded(found.add([{ ...outcome.value }], plan.view))
						: outcome,
			);
		}
	}
}

async function list(
	portal: Portal,
	plans: Indexed<ListPlan>,
	found: Found,
	settle: (index: number, rows: Rows) => void,
): Promise<void> {
	const lists = await listAll(
		portal,
		plans.map(({ plan }) => plan.list),
	);
	const handedOn = new Set<Row[]>();
	plans.forEach(({ index, plan }, position) => {
		const outcome = lists[position];
		if (!outcome.ok) return settle(index, outcome);
		// Items that asked for the same list must not share its rows: nodes behind may change them.
		const rows = handedOn.has(outcome.value) ? structuredClone(outcome.value) : outcome.value;
		handedOn.add(outcome.value);
		settle(index, succeeded(found.add(rows, plan.view)));
	});
}

async function call(
	portal: Portal,
	plans: Indexed<CallPlan>,
	found: Found,
	settle: (index: number, rows: Rows) => void,
): Promise<void> {
	const answers = await sendAll(
		portal,
		plans.map(({ plan }) => ({ method: plan.method, params: {}, safety: 'read' })),
		{ halt: false },
	);
	plans.forEach(({ index, plan }, position) => {
		const answer = answers[position];
		if (!answer.ok) return settle(index, answer);
		const { result } = answer.value;
		settle(
			index,
			isRecord(result)
				? succeeded(found.add([{ ...result }], plan.view))
				: failed(unexpectedForm(plan.method)),
		);
	});
}

/** Rows that were found, until it is known of all of them which fields the portal sends. */
class Found {
	private readonly sent = new SentFields();

	private readonly lists: Array<{ rows: Row[]; codes: readonly string[] }> = [];

	/** Takes the rows of one item; they become what its view shows when all are tidied. */
	add(rows: Row[], { codes }: View): IDataObject[] {
		if (codes) {
			this.sent.look(rows, codes);
			this.lists.push({ rows, codes });
		}
		return rows as IDataObject[];
	}

	/** Changes the rows in place: a directory is not held in memory twice. */
	tidy(hints: Hints): void {
		for (const { rows, codes } of this.lists) {
			for (let at = 0; at < rows.length; at++) rows[at] = tidyUser(rows[at], codes, this.sent);
		}
		for (const code of this.sent.missing()) hints.add('missingFields', code);
	}
}

function groupBy<T>(values: T[], keyOfValue: (value: T) => string | undefined): Map<unknown, T[]> {
	const groups = new Map<unknown, T[]>();
	for (const value of values) {
		const key = keyOfValue(value);
		const group = groups.get(key);
		if (group) group.push(value);
		else groups.set(key, [value]);
	}
	return groups;
}
