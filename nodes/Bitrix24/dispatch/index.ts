/** Sends what all items ask for, together, and turns the answers into output. */
import type { IDataObject } from 'n8n-workflow';

import { tidyUser } from '../fields/decode';
import type { Hints } from '../hints';
import type { CallPlan, FindPlan, ListPlan, Plan, View, WritePlan } from '../operations/types';
import { sendAll } from '../transport/send';
import { unexpectedForm } from '../transport/errors';
import { listAll, type Row } from '../transport/list';
import type { Portal } from '../transport/request';
import { failed, isRecord, type Outcome, succeeded } from '../transport/types';
import { findPeople, keyOf, notFound } from './people';
import { write } from './writes';

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
	const missing = new MissingFields();
	await find(portal, ofKind<FindPlan>(all, 'find'), missing, settle);
	await list(portal, ofKind<ListPlan>(all, 'list'), missing, settle);
	await call(portal, ofKind<CallPlan>(all, 'call'), missing, settle);
	missing.tell(hints);
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
	missing: MissingFields,
	settle: (index: number, rows: Rows) => void,
): Promise<void> {
	// People can be asked for together only if the same fields are wanted of them.
	for (const group of groupBy(plans, ({ plan }) => JSON.stringify(plan.view.select)).values()) {
		const { select } = group[0].plan.view;
		const byEmail = group.some(({ plan }) => plan.person.by === 'email');
		const asked = select && byEmail ? [...new Set([...select, 'EMAIL'])] : select;
		const people = group.map(({ plan }) => plan.person);
		const found = await findPeople(portal, people, asked);
		for (const { index, plan } of group) {
			const outcome = found.get(keyOf(plan.person));
			settle(
				index,
				!outcome || (outcome.ok && !outcome.value)
					? failed(notFound(plan.person))
					: outcome.ok
						? succeeded(viewed([{ ...outcome.value }], plan.view, missing))
						: outcome,
			);
		}
	}
}

async function list(
	portal: Portal,
	plans: Indexed<ListPlan>,
	missing: MissingFields,
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
		settle(index, succeeded(viewed(rows, plan.view, missing)));
	});
}

async function call(
	portal: Portal,
	plans: Indexed<CallPlan>,
	missing: MissingFields,
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
				? succeeded(viewed([{ ...result }], plan.view, missing))
				: failed(unexpectedForm(plan.method)),
		);
	});
}

/** Rows as the view wants them, changed in place: a directory is not held in memory twice. */
function viewed(rows: Row[], { codes }: View, missing: MissingFields): IDataObject[] {
	if (codes) {
		for (let index = 0; index < rows.length; index++) {
			missing.look(rows[index], codes);
			rows[index] = tidyUser(rows[index], codes);
		}
	}
	return rows as IDataObject[];
}

/** Fields that were asked for and that no row of any item has. */
class MissingFields {
	private readonly missing = new Set<string>();

	private readonly found = new Set<string>();

	look(row: Row, codes: readonly string[]): void {
		for (const code of codes) {
			if (this.found.has(code)) continue;
			if (code in row) this.found.add(code);
			else this.missing.add(code);
		}
	}

	tell(hints: Hints): void {
		for (const code of this.missing) if (!this.found.has(code)) hints.add('missingFields', code);
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
