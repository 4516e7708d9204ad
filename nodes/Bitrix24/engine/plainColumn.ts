/**
 * Parameters that only hand on columns of the item (`={{ $json.email }}`). n8n builds its whole world of expressions for
 * each of them, and for each item: for a list of 50,000 people that takes longer than all requests together.
 */
import type { IDataObject } from 'n8n-workflow';

/** A single name in one pair of braces, with nothing around it. */
const COLUMN = /^=\{\{\s*\$json(?:\.([A-Za-z_]\w*)|\[(["'])([^"'\\\]]+)\2\])\s*\}\}$/u;

/** Names that n8n refuses in expressions, and the longest expression looked at. */
const REFUSED = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_LENGTH = 200;

/** The parameter needs n8n to resolve it. */
export const NOT_PLAIN = Symbol('not plain');

/**
 * What n8n would make of a parameter.
 *
 * @param raw as it is stored in the workflow
 * @param json of the item
 * @returns NOT_PLAIN when anything in it is more than a column that holds a text, a number, yes or no, or nothing
 */
export function plainValue(raw: unknown, json: IDataObject): unknown {
	if (typeof raw === 'string') return raw.startsWith('=') ? columnIn(raw, json) : raw;
	if (Array.isArray(raw)) return plainList(raw, json);
	if (typeof raw !== 'object' || raw === null) return raw;
	const values = plainList(Object.values(raw), json);
	if (!Array.isArray(values)) return NOT_PLAIN;
	return Object.fromEntries(Object.keys(raw).map((name, at) => [name, values[at]]));
}

function plainList(raw: readonly unknown[], json: IDataObject): unknown {
	const values = raw.map((one) => plainValue(one, json));
	return values.includes(NOT_PLAIN) ? NOT_PLAIN : values;
}

function columnIn(expression: string, json: IDataObject): unknown {
	const [, name, , quoted = name] =
		expression.length > MAX_LENGTH ? [] : (COLUMN.exec(expression) ?? []);
	if (quoted === undefined || REFUSED.has(quoted) || !Object.hasOwn(json, quoted)) return NOT_PLAIN;
	const value = json[quoted];
	if (Array.isArray(value)) return value.every(isPrimitive) ? [...value] : NOT_PLAIN;
	return isPrimitive(value) ? value : NOT_PLAIN;
}

/** Objects may be dates, or change on their way through the sandbox of n8n. */
function isPrimitive(value: unknown): boolean {
	return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
