/** What the User Changes Trigger keeps between polls, in the workflow's static data. */
import { isRecord } from '../../transport/types';

/** Changes of this shape start anew; a number, so that old memories are recognised. */
const VERSION = 1;

/**
 * Where the reading of changes stands. It speaks of everybody the credential can see, whatever the form filters, so it
 * stays good when filters or the choice of changes are edited.
 */
export interface Memory {
	/** From this moment on changes are asked for: Unix seconds on the portal's own clock. */
	since: number;
	/** Everybody up to this ID was there before. */
	settledId: number;
	/** People above `settledId` who are known already. */
	arrivedIds: number[];
	/** What `settledId` becomes, and since when: an ID may show up a little after a higher one. */
	next: { id: number; at: number };
	/** Everybody dismissed. */
	dismissed: Set<number>;
	/** Rows of the last answer, as fingerprints: the next one begins a little before its end and shows some of them again. */
	seen: Map<number, string>;
}

/** The memory as JSON. */
export interface StoredMemory {
	version: number;
	/** Names of the portal it is about. */
	portal: string[];
	since: number;
	settledId: number;
	arrivedIds: number[];
	next: { id: number; at: number };
	dismissed: string;
	seen: Record<string, string>;
}

/**
 * Packs the memory for the static data.
 *
 * @param portal what the portal is known by: its address, and its member id where the credential tells it
 */
export function store(memory: Memory, portal: string[]): StoredMemory {
	const { since, settledId, arrivedIds, next, dismissed, seen } = memory;
	return {
		version: VERSION,
		portal,
		since,
		settledId,
		arrivedIds,
		next,
		dismissed: packIds(dismissed),
		seen: Object.fromEntries(seen),
	};
}

/**
 * Unpacks a memory; undefined when there is none, or it is about another portal or of another version. A portal that was
 * renamed, or whose credential was exchanged, is still the same by one of its names.
 */
export function recall(stored: Record<string, unknown>, portal: string[]): Memory | undefined {
	const { version, since, settledId, arrivedIds, next, dismissed, seen } = stored;
	const names: unknown[] = Array.isArray(stored.portal) ? stored.portal : [];
	const isOurs = version === VERSION && portal.some((name) => names.includes(name));
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
		settledId,
		arrivedIds: arrivedIds.map(Number),
		next: { id: Number(next.id), at: Number(next.at) },
		dismissed: unpackIds(dismissed),
		seen: new Map(Object.entries(seen).map(([id, print]) => [Number(id), String(print)])),
	};
}

/** IDs in ascending order, each as its distance from the one before in base 36: about two characters a person. */
export function packIds(ids: Iterable<number>): string {
	let before = 0;
	return [...ids]
		.sort((a, b) => a - b)
		.map((id) => {
			const distance = id - before;
			before = id;
			return distance.toString(36);
		})
		.join('.');
}

/** The reverse of `packIds`. */
export function unpackIds(packed: string): Set<number> {
	const ids = new Set<number>();
	let id = 0;
	for (const distance of packed === '' ? [] : packed.split('.')) {
		id += Number.parseInt(distance, 36);
		ids.add(id);
	}
	return ids;
}
