/** Values of list fields: as people enter them, and against those of the portal. */
import { isRecord, type Params } from '../../transport/types';
import { InputError, listed, naming, quoted } from '../../values/errors';
import { valuesOf } from '../../values/lists';
import { fitting } from '../../values/names';
import { folded, prose, visible } from '../../values/text';
import type { ListValue } from './definitions';

/** Distance of sort indexes, as the portal's own pages leave it; an index of 0 would not be stored. */
const SORT_STEP = 10;

/**
 * The values of a list: an array, JSON text of one, or a text with semicolons or lines between them. A comma belongs to
 * a value. Of objects, as Get Many hands them on, the label counts.
 *
 * @param parameter its label in the form
 * @throws {InputError} for none at all, and for one value written in two ways
 */
export function readValues(value: unknown, parameter: string): string[] {
	if (valuesOf(value).length === 0) {
		throw new InputError(
			`The parameter "${parameter}" is empty`,
			'Enter the values of the list, one in a line, or check the expression.',
		);
	}
	return naming(`Parameter "${parameter}"`, () => {
		const labels = valuesOf(value, (whole) => !/[;\n\r]/u.test(whole)).map(labelOf);
		const byWords = new Map<string, string>();
		for (const label of labels) {
			const same = byWords.get(folded(label)) ?? label;
			if (same !== label) {
				throw new InputError(
					`${quoted(same)} and ${quoted(label)} are one value written in two ways`,
					'Keep one of them.',
				);
			}
			byWords.set(folded(label), label);
		}
		return [...byWords.values()];
	});
}

function labelOf(value: unknown): string {
	return fitting(visible(prose(isRecord(value) && 'label' in value ? value.label : value)));
}

/** Values of a field that is new. */
export function newValues(labels: readonly string[]): Params[] {
	return labels.map((label, at) => ({ VALUE: label, SORT: (at + 1) * SORT_STEP }));
}

/** What has to become of a list to have these values. */
export interface Difference {
	added: string[];
	renamed: Array<{ value: ListValue; to: string }>;
	kept: ListValue[];
	/** Those that are not among the values; they go only where that is asked for. */
	extra: ListValue[];
}

/**
 * Compares by label: where only letters' case and blanks differ, it is the same value, written anew.
 *
 * @throws {InputError} when the portal has several values that one of them may mean
 */
export function compare(present: readonly ListValue[], wanted: readonly string[]): Difference {
	const difference: Difference = { added: [], renamed: [], kept: [], extra: [] };
	const met = new Set<ListValue>();
	for (const label of wanted) {
		const value = meant(present, label);
		if (!value) difference.added.push(label);
		else if (value.label === label) difference.kept.push(value);
		else difference.renamed.push({ value, to: label });
		if (value) met.add(value);
	}
	difference.extra = present.filter((value) => !met.has(value));
	return difference;
}

function meant(present: readonly ListValue[], label: string): ListValue | undefined {
	const exact = present.filter((value) => value.label === label);
	const same = present.filter((value) => folded(value.label) === folded(label));
	const found = exact.length > 0 ? exact : same;
	if (found.length <= 1) return found[0];
	throw new InputError(
		`The list has several values that ${quoted(label)} may mean: ${listed(found.map(({ id, label: name }) => `"${name}" (ID ${id})`))}`,
		'Rename or remove one of them in the portal first.',
	);
}

/**
 * The items to send. The portal merges: what is left out stays; a changed value without its XML_ID would get a new one
 * (server behaviour).
 */
export function itemsOf(
	present: readonly ListValue[],
	{ added, renamed }: Pick<Difference, 'added' | 'renamed'>,
	removed: readonly ListValue[],
): Params[] {
	const last = Math.max(0, ...present.map(({ row }) => Number(row.SORT) || 0));
	return [
		...renamed.map(({ value, to }) => ({ ...kept(value), VALUE: to })),
		...removed.map(({ id }) => ({ ID: id, DEL: 'Y' })),
		...added.map((label, at) => ({ VALUE: label, SORT: last + (at + 1) * SORT_STEP })),
	];
}

function kept({ id, row }: ListValue): Params {
	const params: Params = { ID: id };
	for (const code of ['SORT', 'DEF', 'XML_ID']) {
		const value = row[code];
		if (typeof value === 'string' && value !== '' && value !== '0') params[code] = value;
	}
	return params;
}
