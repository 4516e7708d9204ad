/**
 * What a command inside a batch can carry. The portal parses each command as a URL query, replaces placeholders in every
 * value and runs its security filter over the rest, so not everything that JSON can say survives.
 * Source: b24restdocs `settings/how-to-call-rest-api/batch.md` and the server's behaviour.
 */
import type { Params, ParamValue } from './types';
import { holdsInOrder } from './words';

/** PHP drops input variables beyond `max_input_vars` (1,000) silently; stay clear of it. */
const MAX_VARIABLES = 900;

/** `$result[…]` and its siblings are replaced by earlier answers, and there is no way to escape them. */
const PLACEHOLDER = /\$(?:result|next|total|time|error)/i;

/**
 * Words that the security filter takes for SQL when they stand in this order, and breaks up with blanks. All it costs to find
 * them in harmless text is a request of its own.
 */
const SQL: ReadonlyArray<readonly string[]> = [
	['select', 'from'],
	['union', 'select'],
	['insert', 'into'],
	['delete', 'from'],
	['update', 'set'],
	['from', 'where'],
];

/** Other text the filter would break up (SQL, markup, scripts, paths), or that is close enough to leave no doubt. */
const FILTERED = new RegExp(
	[
		'(?:drop|alter|create|truncate)\\s+(?:table|database)',
		'(?:out|dump|load_)file',
		'<\\s*[/!?a-z]',
		'(?:java|vb)script\\s*:',
		'\\bon\\w+\\s*=',
		'(?:expression|behavior|binding)\\s*[(:]',
		'\\.\\.[\\\\/]',
	].join('|'),
	'i',
);

function isFiltered(text: string): boolean {
	if (FILTERED.test(text)) return true;
	const lower = text.toLowerCase();
	return SQL.some((words) => holdsInOrder(lower, words));
}

/** Control characters the filter replaces, tabs and line breaks excepted. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

/** Brackets would end the key early and let it reach other parameters; a lone blank is skipped, which leaves none. */
const UNSAFE_KEY = /[[\]]|^\s?$/;

/** The security filter reads values only, so a key may well hold `<`. */
function isFaithfulKey(key: string): boolean {
	return (
		!UNSAFE_KEY.test(key) && !PLACEHOLDER.test(key) && !CONTROL.test(key) && key.isWellFormed()
	);
}

function isFaithfulText(text: string): boolean {
	return !PLACEHOLDER.test(text) && !isFiltered(text) && !CONTROL.test(text) && text.isWellFormed();
}

/**
 * The parameters as a URL query for a batch command, or undefined when the portal would not read the same values back:
 * empty arrays and objects, null, booleans, placeholders, text the security filter touches, too many variables.
 */
export function toQuery(params: Params): string | undefined {
	const pairs: string[] = [];
	for (const [key, value] of Object.entries(params)) {
		// PHP turns dots and blanks of a top-level name into underscores.
		if (/[.\s]/.test(key) || !appendPairs(pairs, '', key, value)) return undefined;
		if (pairs.length > MAX_VARIABLES) return undefined;
	}
	return pairs.join('&');
}

/** Adds `value` below `prefix[key]`; false when it cannot be expressed. */
function appendPairs(pairs: string[], prefix: string, key: string, value: ParamValue): boolean {
	if (!isFaithfulKey(key)) return false;
	const encodedKey = encodeURIComponent(key);
	const name = prefix === '' ? encodedKey : `${prefix}[${encodedKey}]`;
	if (value === null || typeof value === 'boolean') return false;
	if (typeof value === 'object') {
		const entries = Object.entries(value);
		return (
			entries.length > 0 &&
			entries.length <= MAX_VARIABLES &&
			entries.every(([inner, item]) => appendPairs(pairs, name, inner, item))
		);
	}
	const text = String(value);
	if (!isFaithfulText(text)) return false;
	pairs.push(`${name}=${encodeURIComponent(text)}`);
	return true;
}
