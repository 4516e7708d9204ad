/**
 * Form values into values Bitrix24 takes, by the type of the field.
 * Source: b24restdocs `api-reference/user/user-add.md`: every PERSONAL_* and WORK_* value must be a string.
 */
import { moment, plainDate } from './date';
import { InputError } from './errors';
import type { FieldType, UserField } from './types';

/** What an encoded value consists of. */
export type EncodedValue = string | number | string[] | number[];

type Encoder = (value: unknown, field: UserField) => string | number;

/** Half of a surrogate pair, which no UTF-8 text can hold; the server would discard the whole request. */
const LONE_SURROGATES = /\p{Cs}/gu;

const encoders: Readonly<Record<FieldType, Encoder>> = {
	text,
	url: text,
	address: text,
	email: (value) => email(value),
	integer: (value) => integer(value),
	number: (value) => number(value),
	boolean: (value, field) => (field.custom ? (flag(value) ? '1' : '0') : flag(value) ? 'Y' : 'N'),
	date: plainDate,
	dateTime: moment,
	list: listOption,
	departments: (value) => positiveId(value, 'department'),
	user: (value) => positiveId(value, 'user'),
	money,
	file: notHere,
	photo: notHere,
	reference: text,
	unknown: text,
};

/**
 * Encodes one value. An empty text (or list) clears the field.
 *
 * @returns undefined for null and undefined, which mean: leave it alone
 * @throws {InputError} when the value does not fit the field
 */
export function encodeValue(field: UserField, value: unknown): EncodedValue | undefined {
	if (value === null || value === undefined) return undefined;
	if (!field.multiple && !(field.type === 'unknown' && Array.isArray(value))) {
		if (Array.isArray(value) && value.length === 1) return encodeValue(field, value[0]);
		return isEmpty(value) ? '' : encoders[field.type](value, field);
	}
	// The portal itself answers false for a multiple field without values.
	const values = value === false && field.type !== 'boolean' ? [] : valuesOf(value);
	const items = values.filter((item) => item !== null && !isEmpty(item));
	const encoded = items.map((item) => encoders[field.type](item, field));
	return encoded.every((item) => typeof item === 'number') ? encoded : encoded.map(String);
}

/** The values of a multiple field: an array, or a list separated by commas. */
export function valuesOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	return value.split(',').map((part) => part.trim());
}

function isEmpty(value: unknown): boolean {
	return typeof value === 'string' && value.trim() === '';
}

function text(value: unknown): string {
	if (typeof value === 'string') return value.replace(LONE_SURROGATES, '\uFFFD');
	if (typeof value === 'number' && !Number.isFinite(value)) {
		throw new InputError(
			'This is the result of a calculation that went wrong',
			'Check the expression.',
		);
	}
	if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
		return String(value);
	}
	throw new InputError('A text is needed here, not an object or a list', 'Enter a text.');
}

/**
 * An e-mail address, trimmed.
 *
 * @throws {InputError} when it does not look like one
 */
export function email(value: unknown): string {
	const address = text(value).trim();
	if (!/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]{2,}$/u.test(address)) {
		throw new InputError(
			'This is not an e-mail address',
			'Enter one address, e.g. nathan@example.com.',
		);
	}
	return address;
}

function number(value: unknown): number {
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	const digits = typeof value === 'number' ? '' : text(value).trim();
	if (!DECIMAL.test(digits)) {
		throw new InputError('This is not a number', 'Enter digits, e.g. 12.5.');
	}
	return Number(digits.replace(',', '.'));
}

/** Three digits behind a comma may be thousands as well, so that is no number that can be read without doubt. */
const DECIMAL = /^[+-]?\d+(?:\.\d+|,(?!\d{3}$)\d+)?$/;

function integer(value: unknown): number {
	const parsed = number(value);
	if (!Number.isSafeInteger(parsed)) {
		throw new InputError('This is not a whole number', 'Enter digits only, e.g. 12.');
	}
	return parsed;
}

/**
 * The ID of a record in the portal.
 *
 * @param what whose ID, in a person's words
 * @throws {InputError} unless it is a positive whole number, as a number or as plain digits
 */
export function positiveId(value: unknown, what: string): number {
	const digits = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
	const id = /^\d{1,15}$/.test(digits) ? Number(digits) : 0;
	if (id < 1) {
		throw new InputError(
			`This is not the ID of a ${what}`,
			'Enter a positive whole number, e.g. 12.',
		);
	}
	return id;
}

const YES = new Set(['true', 'y', 'yes', '1', 'on']);
const NO = new Set(['false', 'n', 'no', '0', 'off']);

/**
 * A yes or no, however it is written.
 *
 * @throws {InputError} when it is neither
 */
export function flag(value: unknown): boolean {
	const word = String(value).trim().toLowerCase();
	if (YES.has(word)) return true;
	if (NO.has(word)) return false;
	throw new InputError('This is neither yes nor no', 'Enter true or false.');
}

function listOption(value: unknown, field: UserField): string {
	const wanted = text(value).trim();
	const options = field.options ?? [];
	const found =
		options.find((option) => option.value === wanted) ??
		options.find((option) => option.label.toLowerCase() === wanted.toLowerCase());
	if (found) return found.value;
	const known = options.slice(0, 20).map((option) => option.label);
	throw new InputError(
		'The list in the portal has no such value',
		`Use one of: ${known.join(', ')}${options.length > known.length ? ', …' : ''}.`,
	);
}

/** `100|USD`, also from `100 USD` or `{ amount, currency }`. */
function money(value: unknown): string {
	const source =
		typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
			? `${String(value.amount)}|${String(value.currency)}`
			: text(value);
	const parts = /^\s*([+-]?[\d.,]+)\s*[|\s]\s*([a-z]{3})\s*$/i.exec(source);
	if (!parts || !DECIMAL.test(parts[1])) {
		throw new InputError(
			'This is not an amount of money',
			'Enter amount and currency, e.g. 100|USD.',
		);
	}
	return `${parts[1].replace(',', '.')}|${parts[2].toUpperCase()}`;
}

function notHere(): never {
	throw new InputError(
		'A file cannot be mapped as a value',
		'Send the photo with the option "Photo Input Binary Field".',
	);
}
