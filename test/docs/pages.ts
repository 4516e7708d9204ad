/** The documents with their tables made anew of what the tests and the forms have. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { departmentTable } from './departments';
import { filled } from './markdown';
import { formTables } from './parameters';
import { scopeTable } from './scopes';

const ROOT = join(__dirname, '../..');

export const tables: Readonly<Record<string, () => string>> = {
	...formTables,
	'departments as people write them': departmentTable,
	scopes: scopeTable,
};

/** Documents that may have tables, by their place in the repository. */
export const DOCUMENTS = [
	'README.md',
	...readdirSync(join(ROOT, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];

export const pathOf = (document: string): string => join(ROOT, document);

/** A document as it stands, and as it would be written now. */
export function page(document: string): { stands: string; made: string } {
	const stands = readFileSync(pathOf(document), 'utf8');
	return { stands, made: filled(stands, tables) };
}
