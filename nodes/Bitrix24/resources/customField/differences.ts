/** What the portal made of a field, against what was asked for: some flags it drops in silence. */
import type { Row } from '../../transport/list';
import { isRecord, type Params } from '../../transport/types';
import { listValuesOf } from './definitions';

/** Sent only, or shown in another form: labels are not in the rows, and filters have kinds of their own. */
const NOT_COMPARED = new Set(['LABEL', 'FIELD_NAME', 'SHOW_FILTER', 'LIST', 'SETTINGS']);

/** In words, e.g. `MANDATORY is N instead of Y`. */
export function differences(fields: Params, row: Row): string[] {
	const flags = Object.entries(fields)
		.filter(([code]) => !NOT_COMPARED.has(code) && !code.endsWith('_LABEL'))
		.flatMap(([code, wanted]) => difference(code, wanted, row[code]));
	const settings = isRecord(fields.SETTINGS) ? Object.entries(fields.SETTINGS) : [];
	const stored = isRecord(row.SETTINGS) ? row.SETTINGS : {};
	return [
		...flags,
		...settings.flatMap(([key, wanted]) => difference(`SETTINGS.${key}`, wanted, stored[key])),
		...missingValues(fields, row),
	];
}

function difference(code: string, wanted: unknown, stored: unknown): string[] {
	if (stored !== undefined && asText(stored) === asText(wanted)) return [];
	return [
		`${code} is ${stored === undefined ? 'missing' : asText(stored)} instead of ${asText(wanted)}`,
	];
}

/** The portal writes numbers out. */
function asText(value: unknown): string {
	return typeof value === 'object' && value !== null
		? JSON.stringify(value, (_, inner) => (typeof inner === 'number' ? String(inner) : inner))
		: String(value);
}

function missingValues({ LIST: wanted }: Params, row: Row): string[] {
	if (!Array.isArray(wanted)) return [];
	const stored = new Set(listValuesOf(row)?.map(({ label }) => label));
	return wanted
		.map((value) => (isRecord(value) ? String(value.VALUE) : ''))
		.filter((label) => !stored.has(label))
		.map((label) => `has no value "${label}"`);
}
