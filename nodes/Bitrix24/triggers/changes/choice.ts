/**
 * What the form asks for, remembered with what was seen. When it is edited, nothing old may come up: changes that the choice
 * before passed over have been seen already, though n8n may have forgotten so (see memory.ts).
 */
import { isRecord, type Params } from '../../transport/types';
import type { ChangeKind } from './detect';

export interface Choice {
	kinds: ReadonlySet<ChangeKind>;
	filter: Params;
	/** Fields that `updated` is about; none for all. */
	watch: string[];
}

/**
 * Which changes may be handed on in the first poll with a form: those that the form before would have handed on as well.
 *
 * @param before undefined when the memory does not know
 */
export function wantedBoth(before: Choice | undefined, now: Choice): ReadonlySet<ChangeKind> {
	if (!before) return now.kinds;
	const kinds = [...now.kinds].filter((kind) => before.kinds.has(kind));
	// From some fields to all of them: what the form before did not watch is not known to be new.
	const isWider = before.watch.length > 0 && now.watch.length === 0;
	return new Set(kinds.filter((kind) => kind !== 'updated' || !isWider));
}

/** Filters that have to be met: the form's own and, when it was edited, the one before it. */
export function filtersOfBoth(before: Choice | undefined, now: Choice): Params[] {
	const filters = [now.filter];
	if (before && !isSame(before.filter, now.filter)) filters.push(before.filter);
	return filters.filter((filter) => Object.keys(filter).length > 0);
}

/** The choice as JSON. */
export interface StoredChoice {
	kinds: string[];
	filter: Params;
	watch: string[];
}

/** Packs the choice, and nothing else of the form. */
export function packChoice({ kinds, filter, watch }: Choice): StoredChoice {
	return { kinds: [...kinds], filter, watch };
}

/** The reverse of what is stored; undefined when it is none. */
export function unpackChoice(stored: unknown): Choice | undefined {
	if (!isRecord(stored) || !Array.isArray(stored.kinds) || !isRecord(stored.filter)) {
		return undefined;
	}
	const watch = Array.isArray(stored.watch) ? stored.watch.map(String) : [];
	// Written by us: a filter as the portal takes it.
	const filter: Params = JSON.parse(JSON.stringify(stored.filter));
	return { kinds: new Set(stored.kinds), filter, watch };
}

function isSame(one: Params, other: Params): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
