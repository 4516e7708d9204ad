/**
 * What changed between two looks at the portal. Nothing here knows of HTTP or n8n.
 *
 * Every look asks for the rows with `TIMESTAMP_X >= since`, where `since` lies a little before the look before it (OVERLAP):
 * a change may be written a moment after its own timestamp, and timestamps have seconds only. What both looks saw is told
 * by fingerprint, not by TIMESTAMP_X, which the portal answers as `{}` for some people. So a change in the same second as
 * a look, during it, after a missed hour or a look that went wrong is found exactly once, and so is one in a portal that
 * takes the moment for an earlier one, of the same day for example. People who were changed several times between two looks
 * come once, as they are then; when nothing visible is left of a change, there is none.
 */
import { hasSignedIn, isActive } from '../../form/peopleList';
import { createHash } from 'node:crypto';

import type { Row } from '../../transport/list';
import { cell, DEPARTMENTS, departmentsIn, departmentIdsOf } from './fieldMemory';
import type { Memory } from './memory';

/** Values of the parameter `changes`. */
export type ChangeKind = 'added' | 'dismissed' | 'firstSignIn' | 'moved' | 'reinstated' | 'updated';

export interface Occurrence {
	kind: ChangeKind;
	row: Row;
	/** Codes of the watched fields that changed; of `updated`, when fields are watched. */
	changedFields?: string[];
	/** IDs of departments before and after; of `moved`. */
	from?: number[];
	to?: number[];
}

/** What a look showed. */
export interface Seen {
	/** People changed since `memory.since`, and everybody above `memory.settledId`. */
	rows: Row[];
	/** People of `memory.pending` who have signed in. */
	signedIn?: Row[];
	/** IDs among the rows that were changed before the last look, which did not show them. */
	old?: ReadonlySet<number>;
	/** The portal's clock when the look began, in Unix seconds. */
	now: number;
}

/** Seconds that two looks have in common. */
export const OVERLAP = 60;

/** These move without anybody changing the person, and without a new TIMESTAMP_X. */
export const RESTLESS: ReadonlySet<string> = new Set([
	'LAST_ACTIVITY_DATE',
	'LAST_LOGIN',
	'IS_ONLINE',
]);

/** Characters of a fingerprint: 60 bits, for a few rows at a time. */
const PRINT_LENGTH = 10;

/** What a first look remembers besides the rows changed lately. */
export type Beginning = Pick<Memory, 'latest' | 'pending' | 'columns' | 'viewer' | 'choice'>;

/**
 * The first look: remembers, hands nothing on.
 *
 * @param dismissed everybody dismissed
 * @param topId the highest ID there is
 * @param rows people changed lately, read last
 * @param now the portal's clock when the look began, in Unix seconds
 */
export function begin(
	dismissed: number[],
	topId: number,
	rows: Row[],
	now: number,
	beginning: Partial<Beginning> = {},
): Memory {
	const settledId = highest(topId, rows.map(idOf));
	const memory: Memory = {
		since: now - OVERLAP,
		shift: 0,
		settledId,
		arrivedIds: [],
		next: { id: settledId, at: now },
		dismissed: new Set(dismissed),
		seen: new Map(),
		latest: new Map(),
		columns: new Map(),
		...beginning,
	};
	return detect(memory, { rows, now }).memory;
}

/**
 * Any later look.
 *
 * @returns what changed, by ID, and the memory for the next look. The memory given is left as it is.
 */
export function detect(memory: Memory, seen: Seen): { changes: Occurrence[]; memory: Memory } {
	const dismissed = new Set(memory.dismissed);
	const pending = memory.pending && new Set(memory.pending);
	const columns = new Map([...memory.columns].map(([code, column]) => [code, new Map(column)]));
	const arrived = new Set(memory.arrivedIds);
	const prints = new Map<number, string>();
	const changes: Occurrence[] = [];
	for (const row of [...seen.rows].sort((a, b) => idOf(a) - idOf(b))) {
		const id = idOf(row);
		const print = fingerprint(row);
		const isNew = id > memory.settledId && !arrived.has(id);
		prints.set(id, print);
		const isKnown = memory.seen.get(id) === print || seen.old?.has(id) === true;
		if (isNew) changes.push({ kind: 'added', row });
		else if (!isKnown) changes.push(...changesOf({ ...memory, dismissed, columns }, row));
		for (const [code, column] of columns) column.set(id, cell(code, row));
		// An empty moment may be one all the same, which the next look tells.
		if (isNew && pending && !hasSignedIn(row)) pending.add(id);
		if (isNew && pending && hasSignedIn(row)) changes.push({ kind: 'firstSignIn', row });
		if (id > memory.settledId) arrived.add(id);
		if (isActive(row)) dismissed.delete(id);
		else dismissed.add(id);
	}
	for (const row of seen.signedIn ?? []) {
		if (pending?.delete(idOf(row))) changes.push({ kind: 'firstSignIn', row });
	}
	const settled = settle(memory, [...arrived], seen.now);
	const since = seen.now - OVERLAP;
	const after = { ...memory, ...settled, since, dismissed, pending, columns, seen: prints };
	return { changes: changes.sort((a, b) => idOf(a.row) - idOf(b.row)), memory: after };
}

/** What happened to somebody who was there before: each kind of its own, so that none hides another. */
function changesOf(memory: Memory, row: Row): Occurrence[] {
	const id = idOf(row);
	const changes: Occurrence[] = [];
	if (isActive(row) === memory.dismissed.has(id)) {
		changes.push({ kind: isActive(row) ? 'reinstated' : 'dismissed', row });
	}
	const move = moveOf(memory, row);
	if (move) changes.push({ kind: 'moved', row, ...move });
	const watch = memory.choice?.watch ?? [];
	const changedFields = watch.filter((code) => {
		const before = memory.columns.get(code)?.get(id);
		return before !== undefined && before !== cell(code, row) && !(move && code === DEPARTMENTS);
	});
	if (changedFields.length > 0) changes.push({ kind: 'updated', row, changedFields });
	// Of all other fields it is not known what they were: something else changed where nothing else explains the change.
	if (watch.length === 0 && changes.length === 0) changes.push({ kind: 'updated', row });
	return changes;
}

function moveOf(
	{ columns, choice }: Memory,
	row: Row,
): Pick<Occurrence, 'from' | 'to'> | undefined {
	if (choice?.kinds.has('moved') === false) return undefined;
	const before = columns.get(DEPARTMENTS)?.get(idOf(row));
	if (before === undefined || before === cell(DEPARTMENTS, row)) return undefined;
	return { from: departmentsIn(before), to: departmentIdsOf(row) };
}

/** Accounts are counted as old only some time after a higher ID was seen: they may show up out of order. */
function settle(
	{ settledId, next }: Memory,
	arrivedIds: number[],
	now: number,
): Pick<Memory, 'settledId' | 'arrivedIds' | 'next'> {
	// A clock that was set back starts the waiting anew.
	if (now >= next.at && now - next.at < OVERLAP) return { settledId, arrivedIds, next };
	return {
		settledId: next.id,
		arrivedIds: arrivedIds.filter((id) => id > next.id),
		next: { id: highest(next.id, arrivedIds), at: now },
	};
}

export function idOf(row: Row): number {
	return Number(row.ID);
}

/** Not `Math.max(...ids)`: after an import there may be more IDs than a call takes arguments. */
function highest(first: number, ids: number[]): number {
	return ids.reduce((top, id) => Math.max(top, id), first);
}

/** What a row looks like, but for what moves by itself; departments in any order. */
export function fingerprint(row: Row): string {
	const values = Object.entries(row)
		.filter(([code]) => !RESTLESS.has(code))
		.map(([code, value]) => [code, code === DEPARTMENTS ? departmentIdsOf(row) : value]);
	return createHash('sha256')
		.update(JSON.stringify(values))
		.digest('base64')
		.slice(0, PRINT_LENGTH);
}
