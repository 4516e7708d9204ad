/** How people write departments, and what is understood: the table of `docs/values.md`. */

const NOT_UNIQUE = 'refused: several departments are called so; the message has their paths';

/** What is written, and the paths that are understood or why it is refused. */
export const DEPARTMENT_NAMES: Array<[written: unknown, understood: string[] | string]> = [
	[17, ['Sales']],
	['17', ['Sales']],
	['17.0', ['Sales']],
	['17;7', ['Sales', 'IT']],
	['17, 7', ['Sales', 'IT']],
	['[17,7]', ['Sales', 'IT']],
	[
		[17, 'IT'],
		['Sales', 'IT'],
	],
	[[{ id: 17, name: 'Sales' }], ['Sales']],
	['Sales', ['Sales']],
	['  sALES ', ['Sales']],
	['human   resources', ['Human Resources']],
	['Sales; IT', ['Sales', 'IT']],
	['Sales, IT', ['Sales', 'IT']],
	['Sales\nIT', ['Sales', 'IT']],
	['["Sales","IT"]', ['Sales', 'IT']],
	['Sales, sales, 17', ['Sales']],
	['North', ['Sales / North']],
	['Sales / North', ['Sales / North']],
	['Sales/North', ['Sales / North']],
	['sales /north', ['Sales / North']],
	['Sales > North', ['Sales / North']],
	['Sales → North', ['Sales / North']],
	['Sales \\ North', ['Sales / North']],
	['Northwind & Sons / Sales / North', ['Sales / North']],
	['northwind & sons/sales/north', ['Sales / North']],
	['Northwind & Sons', ['Northwind & Sons']],
	['Sales, North', ['Sales, North']],
	['North, Sales', ['Sales / North', 'Sales']],
	['Sales / Support, Logistics / Support', ['Sales / Support', 'Logistics / Support']],
	['R/D', ['R/D']],
	['1C', ['1C']],
	['склад', ['Склад']],
	['Sales\u200B', ['Sales']],
	['Support', NOT_UNIQUE],
	['North (Sales)', 'refused: not guessed; the message has what comes near'],
	['North / Sales', 'refused: the order of a path is from the top down'],
	['Saless', 'refused: there is none; the message has "Sales"'],
	['Sales; Nowhere', 'refused, the whole list'],
	['999', 'refused: there is no department with this ID'],
	['{{ $json.team }}', 'refused: an expression in a field that stands at Fixed'],
];

/** As it stands in the table: blanks and ends of lines seen. */
export function written(value: unknown): string {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return text
		.replace(/^ +| +$/g, (blanks) => '␣'.repeat(blanks.length))
		.replace('\n', '⏎')
		.replace('\u200B', '(invisible)')
		.replace('\\', '\\\\');
}
