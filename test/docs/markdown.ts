/** Tables of the documents as Markdown, and the places where they stand. */

/** One table; bars and line ends in cells are taken care of. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
	return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const PLACE = /<!-- table: ([\w. ]+) -->\n[\s\S]*?<!-- \/table -->/g;

/** Names of the tables a document has, in its order. */
export function placesIn(document: string): string[] {
	return [...document.matchAll(PLACE)].map(([, name]) => name);
}

/**
 * The document with each table as it is made now, between `<!-- table: name -->` and `<!-- /table -->`.
 *
 * @throws for a name that nothing is made under
 */
export function filled(document: string, tables: Readonly<Record<string, () => string>>): string {
	return document.replace(PLACE, (_, name: string) => {
		if (!Object.hasOwn(tables, name)) throw new Error(`There is no table "${name}"`);
		// Prettier would align it, and the next look would find it changed.
		return `<!-- table: ${name} -->\n<!-- prettier-ignore -->\n${tables[name]()}\n<!-- /table -->`;
	});
}
