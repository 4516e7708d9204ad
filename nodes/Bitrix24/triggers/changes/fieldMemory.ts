/**
 * What is remembered of everybody's fields: departments for `moved`, the watched ones for `updated`. Nothing here knows of
 * HTTP or n8n.
 *
 * Of a watched field only a fingerprint is kept (four characters: one change in sixteen million goes unseen), of departments
 * the IDs themselves, because `from` tells them. So 50,000 people take about 200 kB a watched field.
 */
import { createHash } from 'node:crypto';

import { isRecord } from '../../transport/types';
import type { Row } from '../../transport/list';
import { packIds, unpackIds } from './packing';

/** The field that `moved` is about. */
export const DEPARTMENTS = 'UF_DEPARTMENT';

/** One field of everybody: by ID. */
export type FieldMemory = Map<number, string>;

/** All remembered fields, by code. */
export type FieldMemories = Map<string, FieldMemory>;

/** Characters of a fingerprint. */
const WIDTH = 4;

/** What is remembered of a row's field. */
export function cell(code: string, row: Row): string {
	if (code === DEPARTMENTS) return departmentIdsOf(row).join(',');
	const value = row[code];
	// A field without a value comes as "", null, false or {}, or does not come at all; all of them are the same nothing.
	const text = isNothing(value) ? '' : JSON.stringify(value);
	return createHash('sha256').update(text).digest('base64').slice(0, WIDTH);
}

/** IDs of a person's departments, in ascending order: the portal's order means nothing. */
export function departmentIdsOf(row: Row): number[] {
	const value = row[DEPARTMENTS];
	const ids = Array.isArray(value) ? value.map(Number).filter(Number.isSafeInteger) : [];
	return [...new Set(ids)].sort((a, b) => a - b);
}

/** The IDs in a cell of departments. */
export function departmentsIn(text: string): number[] {
	return text === '' ? [] : text.split(',').map(Number);
}

/** A column as text. */
export interface StoredColumn {
	ids: string;
	/** Characters a person takes in `cells`. */
	width: number;
	cells: string;
	/** Values the cells point to, for a column that keeps values. */
	values?: string[];
}

/** Packs a column for the static data. */
export function packColumn(code: string, column: FieldMemory): StoredColumn {
	const ids = [...column.keys()].sort((a, b) => a - b);
	const texts = ids.map((id) => column.get(id) ?? '');
	if (code !== DEPARTMENTS) return { ids: packIds(ids), width: WIDTH, cells: texts.join('') };
	const values = [...new Set(texts)];
	const places = new Map(values.map((value, index) => [value, index.toString(36)]));
	const width = Math.max(1, (values.length - 1).toString(36).length);
	const cells = texts.map((text) => places.get(text)?.padStart(width, '0')).join('');
	return { ids: packIds(ids), width, cells, values };
}

/** The reverse of `packColumn`; undefined when it is none. */
export function unpackColumn(stored: unknown): FieldMemory | undefined {
	if (!isRecord(stored)) return undefined;
	const { ids, width, cells, values } = stored;
	if (typeof ids !== 'string' || typeof width !== 'number' || typeof cells !== 'string') {
		return undefined;
	}
	const column: FieldMemory = new Map();
	let at = 0;
	for (const id of unpackIds(ids)) {
		const text = cells.slice(at, at + width);
		column.set(id, Array.isArray(values) ? String(values[Number.parseInt(text, 36)] ?? '') : text);
		at += width;
	}
	return column;
}

function isNothing(value: unknown): boolean {
	if (value === undefined || value === null || value === '' || value === false) return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}
