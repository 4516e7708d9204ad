/**
 * Output schemas as n8n serves them to its editor and its builder: `__schema__/v1.0.0/<resource>/<operation>.json` in the
 * folder of the node (n8n-core, `nodes-loader/output-schema-resolver`). Written by `npx tsx test/schemas/write.ts`.
 */
import { join, resolve } from 'node:path';

import { SHAPES } from './shapes';

/** The type of a value; keys that end with `?` are not in every output. Null may stand for any of them. */
export type Shape =
	| 'string'
	| 'number'
	| 'boolean'
	| readonly [Shape]
	| { readonly [key: string]: Shape };

interface Schema {
	type: string;
	items?: Schema;
	properties?: Record<string, Schema>;
}

const NODES = resolve(__dirname, '../../nodes');

export function schemaOf(shape: Shape): Schema {
	if (typeof shape === 'string') return { type: shape };
	if (isList(shape)) return { type: 'array', items: schemaOf(shape[0]) };
	const entries = Object.entries(shape).map(([key, one]) => [key.replace('?', ''), schemaOf(one)]);
	return { type: 'object', properties: Object.fromEntries(entries) };
}

/** Every schema file with what stands in it. */
export function schemaFiles(): Array<[path: string, text: string]> {
	return Object.entries(SHAPES).flatMap(([resource, operations]) =>
		Object.entries(operations).map(([operation, shape]): [string, string] => [
			join(NODES, 'Bitrix24/__schema__/v1.0.0', resource, `${operation}.json`),
			`${JSON.stringify(schemaOf(shape))}\n`,
		]),
	);
}

/** Where a value is not what its shape says; nothing when it is. */
export function misfits(shape: Shape, value: unknown, path = ''): string[] {
	if (value === null) return [];
	if (typeof shape === 'string') {
		return typeof value === shape ? [] : [`${path} is ${typeof value}, not ${shape}`];
	}
	if (isList(shape)) {
		if (!Array.isArray(value)) return [`${path} is no list`];
		return value.flatMap((one) => misfits(shape[0], one, `${path}[]`));
	}
	if (typeof value !== 'object' || Array.isArray(value)) return [`${path} is no object`];
	const given = new Map<string, unknown>(Object.entries(value));
	const told = Object.entries(shape);
	// An object without told keys may have any: the changes of a person, by field.
	if (told.length === 0) return [];
	const names = new Set(told.map(([key]) => key.replace('?', '')));
	return [
		...[...given.keys()]
			.filter((key) => !names.has(key))
			.map((key) => `${path}.${key} is not told`),
		...told.flatMap(([key, one]) => {
			const name = key.replace('?', '');
			if (given.has(name)) return misfits(one, given.get(name), `${path}.${name}`);
			return key.endsWith('?') ? [] : [`${path}.${name} is missing`];
		}),
	];
}

function isList(shape: Shape): shape is readonly [Shape] {
	return Array.isArray(shape);
}
