/** Texts as people paste them. Every pattern here takes time in proportion to the text, which may be a megabyte. */
import { isExpression, refused } from './errors';

/** Soft hyphens, zero-width characters, marks of direction, byte order marks: they come along when copying. */
const INVISIBLE =
	/[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;

/** Without characters nobody sees, and without blanks around it. */
export function visible(text: string): string {
	return text.replace(INVISIBLE, '').trim();
}

/** How two texts are compared: letters, blanks and invisible characters do not matter. */
export function folded(text: string): string {
	return withoutCase(visible(text)).replace(/\s+/gu, ' ');
}

/** How labels and headers of columns are compared: nothing but letters and digits matters. */
export function lettersOf(text: string): string {
	return withoutCase(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The Turkish dotted I becomes an i with a dot of its own, which would be another letter. */
function withoutCase(text: string): string {
	return text
		.normalize('NFC')
		.toLowerCase()
		.replace(/\u0307/gu, '')
		.replace(/ı/gu, 'i')
		.normalize('NFC');
}

/**
 * Whether a value says nothing: null, blanks, the lone `=` of an expression nobody wrote, a list of such values, or the
 * `{}` the portal answers for an empty date.
 */
export function isEmpty(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	if (typeof value === 'string') return isBlank(value);
	if (Array.isArray(value)) return value.every(isEmpty);
	return isPlainObject(value) && Object.keys(value).length === 0;
}

/** What language models write into an argument of which they were told nothing. `Null` and `NONE` may be names. */
const UNTOLD: ReadonlySet<string> = new Set([
	'null',
	'undefined',
	'None',
	'none',
	'nil',
	'N/A',
	'n/a',
]);

/** What a language model entered, with empty texts in the places where it was told nothing. */
export function told(value: unknown): unknown {
	if (typeof value === 'string') return UNTOLD.has(visible(value)) ? '' : value;
	if (Array.isArray(value)) return value.map(told);
	if (!isPlainObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, told(one)]));
}

function isBlank(text: string): boolean {
	const said = visible(text);
	return said === '' || said === '=';
}

function isPlainObject(value: unknown): value is object {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * A text as the portal stores it. Numbers are written out.
 *
 * @throws {InputError} for what is no text, and for numbers whose digits n8n has lost already
 */
export function text(value: unknown): string {
	if (isExpression(value)) throw refused(value, '', '');
	// No UTF-8 text can hold half of a surrogate pair; the server would discard the whole request.
	if (typeof value === 'string') return value.toWellFormed();
	if (typeof value === 'number') return digitsOf(value);
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	throw refused(
		value,
		'is no text',
		'Enter a text, or check the expression: it may need the name of a field, as in {{ $json.person.name }}.',
	);
}

/** Formulas of a spreadsheet that failed, in any language; objects and dates put into a text. */
const BROKEN =
	/^(?:#[\p{Lu}/0]{2,9}[!?]|#N\/A|#Н\/Д|#NV|undefined|NaN|Invalid Date(?:Time)?)$|\[object Object\]/u;

/**
 * A text or list of texts that something before this node may have broken.
 *
 * @throws {InputError} for what programs write where a value is missing
 */
export function intact(value: unknown): void {
	if (Array.isArray(value)) value.forEach(intact);
	if (typeof value !== 'string' || !BROKEN.test(value.trim())) return;
	throw refused(
		value,
		'is what programs write where a value is missing or a formula went wrong',
		'Mend it where it comes from, or leave the value empty.',
	);
}

/** What stands in tables in the place of a value. */
const PLACEHOLDERS = new Set(
	'0 n/a na nil none null nan tbd true false unknown нет н/д yok'.split(' '),
);

/**
 * A value that tells who somebody is, such as an employee number.
 *
 * @throws {InputError} for what stands for no value: it would stand for whoever has it first
 */
export function key(value: unknown): string {
	intact(value);
	const said = visible(text(value));
	if (/[\p{L}\p{N}]/u.test(said) && !PLACEHOLDERS.has(folded(said))) return said;
	throw refused(
		value,
		'stands for no value, and nobody is told apart by it',
		'Enter the value of this person, or leave the row out.',
	);
}

/** An expression inside of a longer text. */
const INSIDE = /^\{\{[^{}]*\$[^{}]*\}\}/u;

/**
 * A text for people, such as a message: an expression in it that was not carried out would be read by them.
 *
 * @throws {InputError} for a text with an expression in it, and whatever `text` refuses
 */
export function prose(value: unknown): string {
	intact(value);
	const said = text(value);
	for (let at = said.indexOf('{{'); at !== -1; at = said.indexOf('{{', at + 2)) {
		const found = INSIDE.exec(said.slice(at, at + 200));
		if (found) throw refused(found[0], '', '');
	}
	return said;
}

function digitsOf(value: number): string {
	if (!Number.isFinite(value)) {
		throw refused(value, 'is the result of a calculation that went wrong', 'Check the expression.');
	}
	if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
		throw refused(
			value,
			'has more digits than a number can hold, so some of them are lost',
			'Hand it on as a text, from the source of the data on.',
		);
	}
	return String(value);
}

/** `9.15E+10`: what a spreadsheet makes of a telephone number when it is exported. */
const ROUNDED = /^\d(?:[.,]\d{1,20})?e\+?\d{1,3}$/iu;

/**
 * A telephone number.
 *
 * @throws {InputError} for one that a spreadsheet has rounded
 */
export function phone(value: unknown): string {
	const said = text(value);
	if (said.length < 40 && ROUNDED.test(visible(said))) {
		throw refused(
			value,
			'is a telephone number that a spreadsheet has rounded',
			'Format the column as text in the spreadsheet, and export it again.',
		);
	}
	return said;
}

/** How many letters are left out, added or exchanged; `Infinity` where the lengths differ by more than two. */
export function distance(a: string, b: string): number {
	if (Math.abs(a.length - b.length) > 2) return Infinity;
	let before = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const swap = before[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
			current.push(Math.min(swap, before[column] + 1, current[column - 1] + 1));
		}
		before = current;
	}
	return before[b.length];
}
