/** Staff files of `test/files/` as items, and what a person sees of each row afterwards. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { NodeRun } from '../harness';

const folder = join(__dirname, '..', 'files');

/**
 * Rows as n8n's "Extract From File" hands them on: all values of a CSV are texts, and a byte order mark stays at the
 * first header unless its option says otherwise. A file of a workbook is stored as the rows that come of it.
 */
export function staffFile(name: string, delimiter = ','): IDataObject[] {
	const content = readFileSync(join(folder, name), 'utf8');
	if (name.endsWith('.json')) return JSON.parse(content) as IDataObject[];
	const [headers, ...rows] = linesOf(content).map((line) => cellsOf(line, delimiter));
	return rows.map((cells) =>
		Object.fromEntries(headers.map((header, index) => [header, cells[index] ?? ''])),
	);
}

function linesOf(content: string): string[] {
	return content.split(/\r?\n/).filter((line) => line !== '');
}

/** Cells in quotes may hold the delimiter; no file here has lines inside of cells. */
function cellsOf(line: string, delimiter: string): string[] {
	const cells = [''];
	let isQuoted = false;
	for (const letter of line) {
		if (letter === '"') isQuoted = !isQuoted;
		else if (letter === delimiter && !isQuoted) cells.push('');
		else cells[cells.length - 1] += letter;
	}
	return cells;
}

/** What the output panel shows of each row: the message, or what was done. */
export function seenOf({ items, error }: NodeRun): string[] {
	if (error) return [error.message];
	return items.map(({ json }) =>
		typeof json.error === 'string' ? json.error : outcomeOf(json, String(json.ID)),
	);
}

function outcomeOf({ action, updated }: IDataObject, id: string): string {
	if (typeof action === 'string') return action === 'invited' ? 'invited' : `${action} ${id}`;
	if (updated === undefined) return 'invited';
	return updated === true ? `updated ${id}` : `unchanged ${id}`;
}
