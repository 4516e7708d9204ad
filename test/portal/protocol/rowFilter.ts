/**
 * Filters of the small lists (workgroups, tasks, CRM items, field definitions): operators in front of
 * the field's name, applied to rows as they are shown. Each list knows its own set of operators.
 */
import type { Answer } from './json';
import type { Params, Php } from './php';
import { toList, toText, truthy } from './php';
import { fold } from './values';

export interface FilterRow {
	[field: string]: Answer | undefined;
}

type Test = (stored: string, wanted: string[]) => boolean;

const DATE = /^\d{4}-\d\d-\d\d/;

/** Numbers and dates compare as what they are, everything else as text. */
function compare(left: string, right: string): number {
	const numeric = left !== '' && right !== '' && !isNaN(Number(left)) && !isNaN(Number(right));
	if (numeric) return Number(left) - Number(right);
	if (DATE.test(left) && DATE.test(right)) return Date.parse(left) - Date.parse(right);
	return left < right ? -1 : left > right ? 1 : 0;
}

const any =
	(test: (order: number) => boolean): Test =>
	(stored, wanted) =>
		wanted.some((item) => test(compare(stored, item)));
const none =
	(test: Test): Test =>
	(stored, wanted) =>
		!test(stored, wanted);
const contains: Test = (stored, wanted) => wanted.some((item) => stored.includes(item));
const between: Test = (stored, [from = '', to = '']) =>
	compare(stored, from) >= 0 && compare(stored, to) <= 0;
const like: Test = (stored, wanted) =>
	wanted.some((item) => {
		const escaped = item.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		const pattern = escaped.replace(/%/g, '.*').replace(/_/g, '.');
		return new RegExp(`^${pattern}$`, 'su').test(stored);
	});
const equal = any((order) => order === 0);

const TESTS: Record<string, Test> = {
	'': equal,
	'=': equal,
	'@': equal,
	'!': none(equal),
	'!=': none(equal),
	'!@': none(equal),
	'>': any((order) => order > 0),
	'>=': any((order) => order >= 0),
	'<': any((order) => order < 0),
	'<=': any((order) => order <= 0),
	'><': between,
	'!><': none(between),
	'%': contains,
	'?': contains,
	'!%': none(contains),
	'=%': like,
	'%=': like,
	'!=%': none(like),
	'!%=': none(like),
};

/** Splits `!%NAME` into its operator and its field. */
export function splitFilterKey(key: string): { operator: string; field: string } {
	const operator = /^[!=<>@%?]*/.exec(key)?.[0] ?? '';
	return { operator, field: key.slice(operator.length) };
}

/** What a row holds under a field, one text per value. */
function storedTexts(value: Answer | undefined): string[] {
	if (Array.isArray(value)) return value.flatMap(storedTexts);
	if (typeof value === 'string' || typeof value === 'number') return [fold(String(value))];
	return [''];
}

/**
 * Whether a row matches. Conditions with other operators than these, on fields the row does not have
 * and with empty lists are dropped without a word. (server behaviour of the old list methods)
 */
export function matchesRow(row: FilterRow, filter: Params, operators: readonly string[]): boolean {
	return Object.entries(filter).every(([key, value]) => {
		const { operator, field } = splitFilterKey(key);
		if (!operators.includes(operator) || !Object.hasOwn(row, field)) return true;
		if (typeof value === 'object' && value !== null && !truthy(value)) return true;
		const wanted = toList(value === null ? '' : value).map((item) => fold(toText(item)));
		const stored = storedTexts(row[field]);
		const test = TESTS[operator];
		return operator.startsWith('!')
			? stored.every((item) => test(item, wanted))
			: stored.some((item) => test(item, wanted));
	});
}

/** Sorts rows by `{FIELD: "ASC"}`, several fields in the order they were sent. */
export function sortRows<T>(
	rows: T[],
	show: (row: T) => FilterRow,
	order: Array<[string, Php]>,
): T[] {
	const keyed = rows.map((row) => ({ row, shown: show(row) }));
	keyed.sort((a, b) => {
		for (const [field, direction] of order) {
			const [left] = storedTexts(a.shown[field]);
			const [right] = storedTexts(b.shown[field]);
			const result = compare(left ?? '', right ?? '');
			if (result !== 0)
				return toText(direction).toUpperCase().startsWith('DESC') ? -result : result;
		}
		return 0;
	});
	return keyed.map(({ row }) => row);
}
