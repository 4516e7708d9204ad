/** How people write departments, and what is understood: the table of `docs/values.md`, row by row through the engine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CAST, startPortal, type Portal } from '../../portal';
import { callsOf, columns, requestsOf, runOn, stored, userBy } from '../../support/portal';

/** By path, as the table speaks of them. */
const DEPARTMENTS: Readonly<Record<string, number>> = {
	'Northwind & Sons': 1,
	Logistics: 3,
	IT: 7,
	Sales: 17,
	'Sales / Support': 55,
	'Logistics / Support': 20,
	'Sales / North': 128,
	'Sales, North': 129,
	'R/D': 130,
	'1C': 131,
	Склад: 132,
	'Human Resources': 9,
};

const NOT_UNIQUE = 'refused: several departments are called so; the message has their paths';

/** What is written, and the paths that are understood or why it is refused. */
const ROWS: Array<[written: unknown, understood: string[] | string]> = [
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

let portal: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 20 });
	portal.addDepartment({ NAME: 'North', PARENT: 17 });
	for (const NAME of ['Sales, North', 'R/D', '1C', 'Склад']) portal.addDepartment({ NAME });
});
beforeEach(() => portal.forget());
afterAll(() => portal.stop());

function shown(written: unknown): string {
	const text = typeof written === 'string' ? written : JSON.stringify(written);
	return text
		.replace(/^ +| +$/g, (blanks) => '␣'.repeat(blanks.length))
		.replace('\n', '⏎')
		.replace('\u200B', '(invisible)')
		.replace('\\', '\\\\');
}

it.each(ROWS)('%j is understood as %j', async (written, understood) => {
	const items = [{ written }];
	const filters = {
		departments: shown(written).startsWith('{{') ? written : '={{ $json.written }}',
	};
	const run = await runOn(
		portal,
		{ operation: 'getAll', filters: filters as Record<string, string> },
		{ items: items as Array<{ written: string }> },
	);
	if (typeof understood === 'string') {
		expect(run.error?.message).toContain('Filter "Departments"');
		expect(callsOf(portal, 'user.get')).toEqual([]);
		return;
	}
	expect(run.error).toBeUndefined();
	expect(callsOf(portal, 'user.get')[0].params.FILTER).toEqual({
		UF_DEPARTMENT: understood.map((path) => DEPARTMENTS[path]),
	});
});

it('names that several have are answered with the paths and IDs that were meant', async () => {
	const run = await runOn(portal, {
		operation: 'getAll',
		filters: { departments: '={{ "Support" }}' as unknown as string[] },
	});
	expect(run.error?.message).toContain('Several departments are called "Support"');
	expect(run.error?.description).toContain('Sales / Support (ID 55)');
});

it('docs/values.md shows this table', () => {
	const page = readFileSync(join(__dirname, '../../../docs/values.md'), 'utf8');
	const cells = page
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) => line.split('|').map((cell) => cell.trim()));
	for (const [written, understood] of ROWS) {
		const meaning =
			typeof understood === 'string'
				? understood
				: understood.map((path) => `\`${path}\``).join(', ');
		expect(cells).toContainEqual(['', `\`${shown(written)}\``, meaning, '']);
	}
});

describe('one look at the structure serves a whole run, wherever departments are entered', () => {
	const twice = [
		{ ID: CAST.employee, team: 'Sales / North' },
		{ ID: CAST.apostrophe, team: 'north; IT' },
	];

	it('a mapped column', async () => {
		const run = await runOn(
			portal,
			{
				operation: 'update',
				user: userBy('id', '={{ $json.ID }}'),
				fields: columns({ UF_DEPARTMENT: '={{ $json.team }}' }),
			},
			{ items: twice },
		);
		expect(run.error).toBeUndefined();
		expect(stored(portal, CAST.employee).UF_DEPARTMENT).toEqual([128]);
		expect(stored(portal, CAST.apostrophe).UF_DEPARTMENT).toEqual([128, 7]);
		expect(requestsOf(portal).filter((one) => one.includes('department.get')).length).toBeLessThan(
			3,
		);
	});

	it('a condition', async () => {
		const run = await runOn(portal, {
			operation: 'getAll',
			conditions: {
				condition: [{ field: 'UF_DEPARTMENT', operator: 'in', value: 'Sales / North' }],
			},
		});
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => json.ID)).toEqual(['3', '4']);
	});

	it('the parameter of Invite', async () => {
		const run = await runOn(portal, {
			operation: 'invite',
			email: 'new.one@example.com',
			departments: '={{ "IT; Sales / North" }}' as unknown as string[],
		});
		expect(run.error).toBeUndefined();
		expect(stored(portal, String(run.items[0].json.ID)).UF_DEPARTMENT).toEqual([7, 128]);
	});
});
