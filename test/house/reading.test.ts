/**
 * Parameters are read in one room: `values` for single values, `form` and `resources/<resource>/form` for parameters.
 * Elsewhere nothing compares what a form gave with a literal, and nothing turns what it did not understand into "not set".
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '../../nodes/Bitrix24');

const ROOMS = [/^values\//, /^form\//, /^resources\/[^/]+\/form(\/|\.ts$)/];

const files = (readdirSync(ROOT, { recursive: true }) as string[])
	.filter((file) => file.endsWith('.ts'))
	.filter((file) => !ROOMS.some((room) => room.test(file)));

/** What must not stand outside, and an example it catches. */
const RULES: Array<[what: string, pattern: RegExp, example: string]> = [
	[
		'a comparison with true or false of an option',
		/(?:options|filters|chosen|param\([^)]*\))[.\w]*\s*[!=]==\s*(?:true|false)\b/,
		'options.removePhoto === true',
	],
	[
		'a comparison of a parameter with a text',
		/param\([^)]*\)\s*[!=]==\s*['"]/,
		"item.param('userType', 'employee') === 'extranet'",
	],
	['a guess in the place of a parameter', /param\([^)]*\)\s*\?\?/, "item.param('x') ?? undefined"],
	[
		'a number made of a parameter',
		/Number\(\s*(?:item|form)\.param\(/,
		"Number(item.param('limit', 50))",
	],
	[
		'a text made of a parameter',
		/String\(\s*(?:item|form)\.param\(/,
		"String(item.param('phrase'))",
	],
];

it.each(RULES)('the rule finds %s', (_what, pattern, example) => {
	expect(pattern.test(example)).toBe(true);
});

it.each(files.map((file) => relative('', file)))('%s reads no parameter by itself', (file) => {
	const source = readFileSync(join(ROOT, file), 'utf8');
	const found = RULES.filter(([, pattern]) => pattern.test(source)).map(([what]) => what);
	expect(found).toEqual([]);
});
