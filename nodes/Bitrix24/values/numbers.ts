/** Numbers, IDs and amounts of money. Nothing longer than a number can be is looked at. */
import { refused } from './errors';
import { text, visible } from './text';

const MAX_LENGTH = 60;

/** Three digits behind a comma may be thousands as well, so that is no number that can be read without doubt. */
const DECIMAL = /^[+-]?\d+(?:\.\d+|,(?!\d{3}$)\d+)?$/u;

/** A value short enough to be a number, without blanks around it; empty for anything else. */
function shortText(value: unknown): string {
	const said = text(value);
	return said.length > MAX_LENGTH ? '' : visible(said);
}

/**
 * A number; a comma stands for a decimal point.
 *
 * @throws {InputError} when it cannot be read without doubt
 */
export function number(value: unknown): number {
	const parsed = asNumber(value);
	if (parsed !== undefined) return parsed;
	throw refused(value, 'is not a number', 'Enter digits, e.g. 12.5.');
}

function asNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	const digits = shortText(value);
	return DECIMAL.test(digits) ? Number(digits.replace(',', '.')) : undefined;
}

/** @throws {InputError} unless it is a whole number */
export function integer(value: unknown): number {
	const parsed = asNumber(value);
	if (parsed !== undefined && Number.isSafeInteger(parsed)) return parsed;
	throw refused(value, 'is not a whole number', 'Enter digits only, e.g. 12.');
}

/** An ID as databases and spreadsheets hand it on: `5.0` as well. */
const ID = /^(\d{1,15})(?:\.0{1,10})?$/u;

/** The ID a value is; undefined when it is none. */
export function asId(value: unknown): number | undefined {
	if (typeof value !== 'number' && typeof value !== 'string') return undefined;
	const said = String(value);
	const id = said.length > MAX_LENGTH ? 0 : Number(ID.exec(visible(said))?.[1] ?? 0);
	return id > 0 ? id : undefined;
}

/**
 * The ID of a record in the portal.
 *
 * @param what whose ID, in a person's words
 * @param otherwise what to do with a value that is meant as something else
 * @throws {InputError} unless it is a positive whole number, as a number or as digits
 */
export function positiveId(value: unknown, what: string, otherwise = ''): number {
	const id = asId(value);
	if (id !== undefined) return id;
	const remedy = `Enter a positive whole number, e.g. 12. ${otherwise}`;
	throw refused(value, `is not the ID of a ${what}`, remedy.trim());
}

/**
 * A count of at least one.
 *
 * @throws {InputError} when it is none
 */
export function count(value: unknown): number {
	const counted = asId(value);
	if (counted !== undefined) return counted;
	throw refused(value, 'is not a positive whole number', 'Enter a number such as 50.');
}

const MONEY = /^([+-]?[\d.,]{1,40}) ?[|\s] ?([a-z]{3})$/iu;

/**
 * `100|USD`, also from `100 USD` or `{ amount, currency }`.
 *
 * @throws {InputError} when amount or currency cannot be read
 */
export function money(value: unknown): string {
	const amount = asMoney(value);
	if (amount !== undefined) return amount;
	throw refused(value, 'is not an amount of money', 'Enter amount and currency, e.g. 100|USD.');
}

/** The amount a value is; undefined when it is none. */
export function asMoney(value: unknown): string | undefined {
	const source =
		typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
			? `${String(value.amount)}|${String(value.currency)}`
			: text(value);
	if (source.length > 2 * MAX_LENGTH) return undefined;
	const parts = MONEY.exec(visible(source).replace(/\s+/gu, ' '));
	if (!parts || !DECIMAL.test(parts[1])) return undefined;
	return `${parts[1].replace(',', '.')}|${parts[2].toUpperCase()}`;
}
