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

/** A parameter, or a part of one: the same for all items, or read from each. */
type Part = { isSame: true; value: unknown } | { isSame: false; read: Reader };

/**
 * What n8n would make of a parameter for an item; NOT_PLAIN when anything in it is more than a column that holds a text, a
 * number, yes or no, or nothing.
 */
export type Reader = (json: IDataObject) => unknown;

/**
 * Prepares a parameter to be read for many items. What has no expression is copied once and frozen: of a mapping that is
 * the list of all fields of the portal.
 *
 * @param raw as it is stored in the workflow
 */
export function plainReader(raw: unknown): Reader {
	const part = partOf(raw);
	return part.isSame ? () => part.value : part.read;
}

function partOf(raw: unknown): Part {
	if (typeof raw === 'string' && raw.startsWith('=')) return columnPart(raw);
	if (Array.isArray(raw)) return wholeOf(raw, (values) => values);
	if (typeof raw !== 'object' || raw === null) return { isSame: true, value: raw };
	const names = Object.keys(raw);
	return wholeOf(Object.values(raw), (values) =>
		Object.fromEntries(names.map((name, at) => [name, values[at]])),
	);
}

function wholeOf(all: readonly unknown[], made: (values: unknown[]) => object): Part {
	const parts = all.map(partOf);
	const read = (json: IDataObject) => {
		const values = parts.map((part) => (part.isSame ? part.value : part.read(json)));
		return values.includes(NOT_PLAIN) ? NOT_PLAIN : made(values);
	};
	const isSame = parts.every((part) => part.isSame);
	return isSame ? { isSame, value: Object.freeze(read({})) } : { isSame, read };
}

function columnPart(expression: string): Part {
	const [, name, , quoted = name] =
		expression.length > MAX_LENGTH ? [] : (COLUMN.exec(expression) ?? []);
	if (quoted === undefined || REFUSED.has(quoted)) return { isSame: true, value: NOT_PLAIN };
	return { isSame: false, read: (json) => columnIn(json, quoted) };
}

function columnIn(json: IDataObject, name: string): unknown {
	if (!Object.hasOwn(json, name)) return NOT_PLAIN;
	const value = json[name];
	if (Array.isArray(value)) return value.every(isPrimitive) ? [...value] : NOT_PLAIN;
	return isPrimitive(value) ? value : NOT_PLAIN;
}

/** Objects may be dates, or change on their way through the sandbox of n8n. */
function isPrimitive(value: unknown): boolean {
	return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
