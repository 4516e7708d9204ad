/**
 * What changed between two looks at the portal. Nothing here knows of HTTP or n8n.
 *
 * Every look asks for the rows with `TIMESTAMP_X >= since`, where `since` lies a little before the look before it (OVERLAP):
 * a change may be written a moment after its own timestamp, and timestamps have seconds only. What both looks saw is told
 * by fingerprint, not by TIMESTAMP_X, which the portal answers as `{}` for some people. So a change in the same second as
 * a look, during it, after a missed hour or a look that went wrong is found exactly once. People who were changed several
 * times between two looks come once, as they are then; when nothing visible is left of a change, there is none.
 */
import { createHash } from 'node:crypto';

import type { Row } from '../../transport/list';
import type { Memory } from './memory';

/** Values of the parameter `changes`. */
export type ChangeKind = 'added' | 'updated' | 'dismissed' | 'reinstated';

export interface Change {
	kind: ChangeKind;
	row: Row;
}

/** Seconds that two looks have in common. */
export const OVERLAP = 60;

/** These move without anybody changing the person, and without a new TIMESTAMP_X. */
const RESTLESS = new Set(['LAST_ACTIVITY_DATE', 'LAST_LOGIN', 'IS_ONLINE']);

/** Characters of a fingerprint: 60 bits, for a few rows at a time. */
const PRINT_LENGTH = 10;

/** An ISO date with its zone, which can be read without knowing the portal's habits. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The first look: remembers, hands nothing on.
 *
 * @param dismissed everybody dismissed
 * @param topId the highest ID there is
 * @param rows people changed lately, read last
 * @param now the portal's clock when the look began, in Unix seconds
 */
export function begin(dismissed: number[], topId: number, rows: Row[], now: number): Memory {
	const settledId = highest(topId, rows.map(idOf));
	const memory: Memory = {
		since: now - OVERLAP,
		settledId,
		arrivedIds: [],
		next: { id: settledId, at: now },
		dismissed: new Set(dismissed),
		seen: new Map(),
	};
	return detect(memory, rows, now).memory;
}

/**
 * Any later look.
 *
 * @param rows people changed since `memory.since`, and everybody above `memory.settledId`
 * @param now the portal's clock when the look began, in Unix seconds
 * @returns what changed, by ID, and the memory for the next look. The memory given is left as it is.
 */
export function detect(
	memory: Memory,
	rows: Row[],
	now: number,
): { changes: Change[]; memory: Memory } {
	const dismissed = new Set(memory.dismissed);
	const arrived = new Set(memory.arrivedIds);
	const prints = new Map<number, string>();
	const changes: Change[] = [];
	for (const row of [...rows].sort((a, b) => idOf(a) - idOf(b))) {
		const id = idOf(row);
		const print = fingerprint(row);
		const isNew = id > memory.settledId && !arrived.has(id);
		prints.set(id, print);
		if (!isNew && memory.seen.get(id) === print) continue;
		changes.push({ kind: isNew ? 'added' : kindOf(row, dismissed.has(id)), row });
		if (id > memory.settledId) arrived.add(id);
		if (isActive(row)) dismissed.delete(id);
		else dismissed.add(id);
	}
	const since = now - OVERLAP;
	const settled = settle(memory, [...arrived], now);
	const gone = rows.filter((row) => idOf(row) <= settled.settledId && wasBefore(row, since));
	for (const row of gone) prints.delete(idOf(row));
	return { changes, memory: { ...settled, since, dismissed, seen: prints } };
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

function kindOf(row: Row, wasDismissed: boolean): ChangeKind {
	if (isActive(row)) return wasDismissed ? 'reinstated' : 'updated';
	return wasDismissed ? 'updated' : 'dismissed';
}

function isActive(row: Row): boolean {
	return row.ACTIVE !== false && row.ACTIVE !== 'N';
}

function idOf(row: Row): number {
	return Number(row.ID);
}

/** Not `Math.max(...ids)`: after an import there may be more IDs than a call takes arguments. */
function highest(first: number, ids: number[]): number {
	return ids.reduce((top, id) => Math.max(top, id), first);
}

/** Whether the next look certainly does not show this row again, so that it need not be remembered. */
function wasBefore(row: Row, since: number): boolean {
	const text = row.TIMESTAMP_X;
	return typeof text === 'string' && MOMENT.test(text) && Date.parse(text) < since * 1000;
}

function fingerprint(row: Row): string {
	const values = Object.entries(row).filter(([code]) => !RESTLESS.has(code));
	return createHash('sha256')
		.update(JSON.stringify(values))
		.digest('base64')
		.slice(0, PRINT_LENGTH);
}
