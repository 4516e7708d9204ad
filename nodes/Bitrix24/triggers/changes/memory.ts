/**
 * What the User Changes Trigger keeps between polls, in the workflow's static data.
 *
 * n8n saves it only together with a handed-on item, and when the workflow is activated. Quiet polls keep it in n8n's memory
 * alone, in n8n 1 and in n8n 2, and nothing in a poll can ask for more. So after a restart the memory is as old as the last
 * item that was handed on, and what the polls since then saw and passed over is seen once more. What that means:
 * - With the choice unchanged nothing comes twice: what it passed over then, it passes over now.
 * - With another choice nothing old comes up: the memory knows the choice it was saved with (see choice.ts).
 * - Of departments, watched fields and first sign-ins nothing is forgotten: they are compared with what they were.
 * - Whether somebody was dismissed is known of the moment of saving. When dismissals are not handed on, one that was passed
 *   over, and taken back while n8n was stopped, is an update instead of a reinstatement.
 */
import { isRecord } from '../../transport/types';
import { type Choice, packChoice, unpackChoice, type StoredChoice } from './choice';
import { type FieldMemories, packColumn, type StoredColumn, unpackColumn } from './fieldMemory';
import { packIds, unpackIds } from './packing';

/** Changes of this shape start anew, but for the one before, which is read on; a number, so that old ones are recognised. */
const VERSION = 2;

/**
 * Where the reading of changes stands. It speaks of everybody the credential can see, whatever the form filters, so it
 * stays good when filters or the choice of changes are edited.
 */
export interface Memory {
	/** From this moment on changes are asked for: Unix seconds on the portal's own clock. */
	since: number;
	/** Seconds by which the portal takes the moments of a filter for later ones: so much earlier it is asked. */
	shift: number;
	/** Everybody up to this ID was there before. */
	settledId: number;
	/** People above `settledId` who are known already. */
	arrivedIds: number[];
	/** What `settledId` becomes, and since when: an ID may show up a little after a higher one. */
	next: { id: number; at: number };
	/** Everybody dismissed. */
	dismissed: Set<number>;
	/** Rows of the last answer, as fingerprints: the next one shows some of them again. */
	seen: Map<number, string>;
	/** People changed last by the portal's own order, as fingerprints; empty when unknown. */
	latest: Map<number, string>;
	/** People who have never signed in; undefined when nobody asks. */
	pending?: Set<number>;
	/** Fields remembered of everybody. */
	columns: FieldMemories;
	/** Whose eyes saw all this; undefined in memories of the first version. */
	viewer?: Viewer;
	/** What was wanted; undefined in memories of the first version. */
	choice?: Choice;
}

/** The person behind the credential. */
export interface Viewer {
	account: string;
	/** Administrators see guests, others do not. */
	isAdmin: boolean;
}

/** The memory as JSON. */
export interface StoredMemory {
	version: number;
	/** Names of the portal it is about. */
	portal: string[];
	since: number;
	shift: number;
	settledId: number;
	arrivedIds: number[];
	next: { id: number; at: number };
	dismissed: string;
	seen: Record<string, string>;
	latest: Record<string, string>;
	pending: string | null;
	columns: Record<string, StoredColumn>;
	viewer: Viewer | null;
	choice: StoredChoice | null;
}

/**
 * Packs the memory for the static data.
 *
 * @param portal what the portal is known by: its address, and its member id where the credential tells it
 */
export function store(memory: Memory, portal: string[]): StoredMemory {
	const { since, shift, settledId, arrivedIds, next } = memory;
	return {
		version: VERSION,
		portal,
		since,
		shift,
		settledId,
		arrivedIds,
		next,
		dismissed: packIds(memory.dismissed),
		seen: Object.fromEntries(memory.seen),
		latest: Object.fromEntries(memory.latest),
		// Never undefined: what is assigned has to replace what was there.
		pending: memory.pending ? packIds(memory.pending) : null,
		columns: Object.fromEntries(
			[...memory.columns].map(([code, column]) => [code, packColumn(code, column)]),
		),
		viewer: memory.viewer ?? null,
		choice: memory.choice ? packChoice(memory.choice) : null,
	};
}

/**
 * Unpacks a memory; undefined when there is none, or it is about another portal or of an unknown version. A portal that was
 * renamed, or whose credential was exchanged, is still the same by one of its names.
 */
export function recall(stored: Record<string, unknown>, portal: string[]): Memory | undefined {
	const { version, since, settledId, arrivedIds, next, dismissed, seen } = stored;
	const names: unknown[] = Array.isArray(stored.portal) ? stored.portal : [];
	const isOurs =
		(version === VERSION || version === 1) && portal.some((name) => names.includes(name));
	const isWhole =
		typeof since === 'number' &&
		typeof settledId === 'number' &&
		Array.isArray(arrivedIds) &&
		isRecord(next) &&
		typeof dismissed === 'string' &&
		isRecord(seen);
	if (!isOurs || !isWhole) return undefined;
	return {
		since,
		shift: typeof stored.shift === 'number' ? stored.shift : 0,
		settledId,
		arrivedIds: arrivedIds.map(Number),
		next: { id: Number(next.id), at: Number(next.at) },
		dismissed: unpackIds(dismissed),
		seen: readPrints(seen),
		latest: readPrints(stored.latest),
		pending: typeof stored.pending === 'string' ? unpackIds(stored.pending) : undefined,
		columns: readColumns(stored.columns),
		viewer: readViewer(stored.viewer),
		choice: unpackChoice(stored.choice),
	};
}

function readPrints(stored: unknown): Map<number, string> {
	const entries = isRecord(stored) ? Object.entries(stored) : [];
	return new Map(entries.map(([id, print]) => [Number(id), String(print)]));
}

function readColumns(stored: unknown): FieldMemories {
	const columns: FieldMemories = new Map();
	for (const [code, packed] of isRecord(stored) ? Object.entries(stored) : []) {
		const column = unpackColumn(packed);
		if (column) columns.set(code, column);
	}
	return columns;
}

function readViewer(stored: unknown): Viewer | undefined {
	if (!isRecord(stored)) return undefined;
	return { account: String(stored.account), isAdmin: stored.isAdmin === true };
}
