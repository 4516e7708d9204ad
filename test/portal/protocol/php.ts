/**
 * How PHP reads parameters: the portal is a PHP application, and what a client meant is what PHP made
 * of it. Written after the behaviour of PHP's own `parse_str` (https://www.php.net/parse_str), which
 * serves query strings, form bodies and, inside Bitrix24, every command of a batch.
 */

/** A decoded PHP value. Lists are arrays, other maps are objects, an empty array is always `[]`. */
export type Php = string | number | boolean | null | Php[] | { [key: string]: Php };

/** Parameters of one call. */
export type Params = { [key: string]: Php };

/** A PHP array while it is being filled: string keys in order of insertion. */
class PhpArray extends Map<string, string | PhpArray> {
	private nextIndex = 0;

	override set(key: string, value: string | PhpArray): this {
		if (INTEGER_KEY.test(key)) this.nextIndex = Math.max(this.nextIndex, Number(key) + 1);
		return super.set(key, value);
	}

	push(value: string | PhpArray): this {
		return this.set(String(this.nextIndex), value);
	}
}

/** Keys that PHP turns into integers: canonical decimal numbers only. */
const INTEGER_KEY = /^(0|-?[1-9][0-9]{0,17})$/;

/** PHP's default `max_input_vars`: what comes after is cut off, with a warning nobody sees. */
export const MAX_INPUT_VARS = 1000;

/** PHP's default `max_input_nesting_level`: deeper variables vanish. */
const MAX_NESTING = 64;

/** `urldecode`: plus is a blank, stray percent signs stay, bytes are UTF-8. */
export function urlDecode(text: string): string {
	const spaced = text.replace(/\+/g, ' ');
	if (!spaced.includes('%')) return spaced;
	const bytes = Buffer.from(spaced, 'utf8').toString('latin1');
	const decoded = bytes.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
	return Buffer.from(decoded, 'latin1').toString('utf8');
}

/** Splits `a[b][]` into its steps; `undefined` stands for `[]`. Undefined when PHP ignores the name. */
function readName(raw: string): Array<string | undefined> | undefined {
	const name = raw.split('\0')[0].replace(/^ +/, '');
	const bracket = name.indexOf('[');
	if (bracket < 0) return name === '' ? undefined : [name.replace(/[ .]/g, '_')];
	if (bracket === 0) return undefined;
	const path: Array<string | undefined> = [name.slice(0, bracket).replace(/[ .]/g, '_')];
	let at = bracket;
	while (name[at] === '[') {
		if (path.length > MAX_NESTING) return undefined;
		const from = /\s/.test(name[at + 1] ?? '') && name[at + 2] === ']' ? at + 2 : at + 1;
		const end = name.indexOf(']', from);
		if (end < 0) {
			// An unclosed bracket is no index: at the top it becomes part of the name.
			return path.length === 1 ? [name.replace(/[ .[]/g, '_')] : path;
		}
		const step = name.slice(from, end);
		path.push(step === '' ? undefined : step);
		at = end + 1;
	}
	return path;
}

function register(target: PhpArray, name: string, value: string): void {
	const path = readName(name);
	if (path === undefined) return;
	let here = target;
	path.forEach((step, position) => {
		const last = position === path.length - 1;
		const known = step === undefined ? undefined : here.get(step);
		const next = last ? value : known instanceof PhpArray ? known : new PhpArray();
		if (step === undefined) here.push(next);
		else if (next !== known) here.set(step, next);
		if (next instanceof PhpArray) here = next;
	});
}

function settle(value: string | PhpArray): Php {
	if (typeof value === 'string') return value;
	const entries = [...value].map(([key, inner]): [string, Php] => [key, settle(inner)]);
	const isList = entries.every(([key], index) => key === String(index));
	return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** Decodes already split pairs, as PHP does with the parts of a multipart body. */
export function fromPairs(pairs: Iterable<[string, string]>): Params {
	const target = new PhpArray();
	let count = 0;
	for (const [name, value] of pairs) {
		count += 1;
		if (count > MAX_INPUT_VARS) break;
		register(target, name, value);
	}
	return Object.fromEntries([...target].map(([key, value]) => [key, settle(value)]));
}

/** PHP's `parse_str`. */
export function parseStr(query: string): Params {
	const pairs = query
		.split('&')
		.filter((part) => part !== '')
		.map((part): [string, string] => {
			const equals = part.indexOf('=');
			return equals < 0
				? [urlDecode(part), '']
				: [urlDecode(part.slice(0, equals)), urlDecode(part.slice(equals + 1))];
		});
	return fromPairs(pairs);
}

/** A JSON value as PHP holds it: objects are arrays, `{}` and `[]` are the same. */
export function fromJson(value: unknown): Php {
	if (Array.isArray(value)) return value.map(fromJson);
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value);
		const inner = entries.map(([key, item]): [string, Php] => [key, fromJson(item)]);
		const isList = entries.every(([key], index) => key === String(index));
		return isList ? inner.map(([, item]) => item) : Object.fromEntries(inner);
	}
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return value;
	}
	return null;
}

/** Whether a JSON text escapes half of a surrogate pair. Escaped backslashes are no escapes. */
function hasLoneSurrogate(text: string): boolean {
	const units = text.replace(/\\\\/g, '');
	return /\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]/.test(
		units,
	);
}

/** A JSON body; what is not a JSON array or object counts as nothing. (server behaviour: no error) */
export function parseJsonBody(text: string): Params {
	// PHP's `json_decode`: "Single unpaired high surrogate in Unicode escape", JSON_ERROR_UTF16.
	if (/\\u[dD][89a-fA-F]/.test(text) && hasLoneSurrogate(text)) return {};
	try {
		const value = fromJson(JSON.parse(text));
		return Object.fromEntries(entriesOf(value) ?? []);
	} catch {
		return {};
	}
}

/** Any PHP array as key-value pairs; undefined for scalars. */
export function entriesOf(value: Php | undefined): Array<[string, Php]> | undefined {
	return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

/** `(array) $value` of a parameter that may be a scalar or an array. */
export function toList(value: Php | undefined): Php[] {
	if (value === undefined || value === null) return [];
	return typeof value === 'object' ? Object.values(value) : [value];
}

/** PHP's `(bool)`. The text "0" is false, the texts "N" and "false" are true. */
export function truthy(value: Php | undefined): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	return Boolean(value) && value !== '0';
}

/** PHP's `intval`. */
export function toInt(value: Php | undefined): number {
	if (typeof value === 'boolean') return value ? 1 : 0;
	if (typeof value === 'object' && value !== null) return truthy(value) ? 1 : 0;
	const number = typeof value === 'number' ? value : parseFloat(String(value ?? ''));
	return Number.isFinite(number) ? Math.trunc(number) : 0;
}

/** PHP's `(string)`. */
export function toText(value: Php | undefined): string {
	if (value === undefined || value === null || value === false) return '';
	if (value === true) return '1';
	return typeof value === 'object' ? 'Array' : String(value);
}

/** `array_change_key_case($array, CASE_UPPER)`: of keys that differ in case only, the last one wins. */
export function upperKeys(value: Php | undefined): Params {
	return Object.fromEntries(
		(entriesOf(value) ?? []).map(([key, item]) => [key.toUpperCase(), item]),
	);
}
