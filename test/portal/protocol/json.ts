/**
 * How PHP writes answers. `json_encode` knows arrays only: keys 0..n-1 make a JSON array whatever the
 * programmer meant, an empty map is `[]`, and text leaves as ASCII with escaped slashes.
 */

/** An object of a PHP class without public properties (Bitrix24's DateTime): the one thing that is `{}`. */
export class PhpObject {
	readonly kind = 'object';
}

/** What a method may answer. Undefined properties are left out. */
export type Answer =
	| string
	| number
	| boolean
	| null
	| PhpObject
	| Answer[]
	| { [key: string]: Answer | undefined };

const TO_ESCAPE = /[/<>&'\u007f-\uffff]/g;

function escape(character: string): string {
	if (character === '/') return '\\/';
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** PHP's `json_encode` with Bitrix24's flags (slashes, tags, ampersands and apostrophes escaped). */
export function encode(value: Answer | undefined): string {
	if (value === undefined) return 'null';
	if (typeof value === 'string') return JSON.stringify(value).replace(TO_ESCAPE, escape);
	if (value === null || typeof value !== 'object') return JSON.stringify(value);
	if (value instanceof PhpObject) return '{}';
	if (Array.isArray(value)) return `[${value.map(encode).join(',')}]`;
	const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
	if (entries.every(([key], index) => key === String(index))) {
		return `[${entries.map(([, inner]) => encode(inner)).join(',')}]`;
	}
	return `{${entries.map(([key, inner]) => `${encode(key)}:${encode(inner)}`).join(',')}}`;
}
