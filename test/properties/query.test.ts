/** Any parameters → batch command → PHP: the same values come out, or the command is refused. */
import fc from 'fast-check';
import { toQuery } from '../../nodes/Bitrix24/transport/command';
import type { Params, ParamValue } from '../../nodes/Bitrix24/transport/types';
import { runBatch } from '../portal/protocol/batch';
import type { Params as PhpParams } from '../portal/protocol/php';
import { canonical, RUNS } from './lab';

/** Words that some part of the way has its own idea of. */
const AWKWARD = [
	'$result[c0][0][ID]',
	'$RESULT',
	'$next',
	'$total[c0]',
	'$time',
	'$error[x]',
	'$results',
	'%24result[c0]',
	'select ',
	' from ',
	'union ',
	'insert into',
	'where ',
	'<script',
	'</script>',
	'< b',
	'javascript:',
	'onclick=',
	'on',
	'=',
	'../',
	'..\\',
	'&',
	'&amp;',
	'#',
	'+',
	'%',
	'%00',
	'%20',
	'%5B',
	'\0',
	'\u0007',
	'\u007f',
	'\u0085',
	'\t',
	'\r\n',
	' ',
	'.',
	'[',
	']',
	'[]',
	'[0]',
	'a[b]',
	';',
	',',
	"'",
	'"',
	'\\',
	'🦄',
	'👩‍🚀',
	'Ёлка',
	'\ud800',
	'\udc00',
	'\ufeff',
	'__proto__',
	'constructor',
	'ID',
	'>ID',
	'<ID',
	'!%NAME',
	'0',
	'1',
	'-1',
	'01',
	'1e3',
	'',
	'FILTER',
];

const text = fc.oneof(
	{
		weight: 3,
		arbitrary: fc
			.array(fc.constantFrom(...AWKWARD, 'x', 'Word'), { maxLength: 6 })
			.map((parts) => parts.join('')),
	},
	fc.string({ unit: 'binary', maxLength: 30 }),
	fc.string({ unit: 'grapheme', maxLength: 30 }),
);

const scalar: fc.Arbitrary<ParamValue> = fc.oneof(
	{ weight: 6, arbitrary: text },
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	{ weight: 1, arbitrary: fc.constantFrom(true, false, null) },
);

const { value } = fc.letrec<{ value: ParamValue }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		{ weight: 5, arbitrary: scalar },
		{ weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
		{
			weight: 1,
			arbitrary: fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
		},
	),
}));

const params = fc.dictionary(
	fc.oneof(fc.constantFrom('FILTER', 'NAME', 'ID', 'start', '>ID'), text),
	value,
	{
		maxKeys: 4,
		noNullPrototype: true,
	},
);

/** The way through the portal: in a batch behind another command, whose answer placeholders could reach. */
async function throughPortal(query: string): Promise<PhpParams> {
	let seen: PhpParams = {};
	const cmd = { c0: 'first', c1: `second?${query}` };
	await runBatch({ halt: 0, cmd }, async (method, decoded) => {
		if (method === 'second') seen = decoded;
		return { result: [{ ID: '7' }], total: 1 };
	});
	return seen;
}

/** What PHP should hold: numbers as text, maps with keys 0..n-1 as lists. */
function meant(value: ParamValue): unknown {
	if (typeof value === 'number') return String(value);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
		key,
		meant(inner),
	]);
	return entries.every(([key], index) => key === String(index))
		? entries.map(([, inner]) => inner)
		: Object.fromEntries(entries);
}

/** The top level of parameters is a map in any case. */
const meantParams = (all: Params) =>
	Object.fromEntries(Object.entries(all).map(([key, inner]) => [key, meant(inner)]));

/** What everybody would write, without looking. */
function naive(all: ParamValue, prefix = ''): string[] {
	if (typeof all !== 'object' || all === null)
		return [`${prefix}=${encodeURIComponent(String(all))}`];
	return Object.entries(all).flatMap(([key, inner]) =>
		naive(inner, prefix === '' ? encodeURIComponent(key) : `${prefix}[${encodeURIComponent(key)}]`),
	);
}

it('10,000 runs: what toQuery writes, the portal reads as it was meant', async () => {
	let written = 0;
	await fc.assert(
		fc.asyncProperty(params, async (all) => {
			const query = toQuery(all);
			if (query === undefined) return;
			written++;
			expect(canonical(await throughPortal(query))).toBe(canonical(meantParams(all)));
		}),
		{ ...RUNS, numRuns: 10_000 },
	);
	// Not by refusing everything.
	expect(written).toBeGreaterThan(1_500);
});

it('5,000 runs: what would come out changed is refused', async () => {
	let changed = 0;
	await fc.assert(
		fc.asyncProperty(params, async (all) => {
			// Half of a surrogate pair: nothing that can be encoded at all.
			if (/\\ud[89a-f]/i.test(JSON.stringify(all))) {
				expect(toQuery(all)).toBeUndefined();
				return;
			}
			const read = await throughPortal(naive(all).join('&'));
			if (canonical(read) === canonical(meantParams(all))) return;
			changed++;
			expect(toQuery(all)).toBeUndefined();
		}),
		{ ...RUNS, numRuns: 5_000 },
	);
	expect(changed).toBeGreaterThan(500);
});

it('2,000 runs: ordinary names, addresses and texts are never refused', () => {
	const plain = fc
		.array(fc.constantFrom(...'abcXYZ019 äßéЖя中🦄&=#+%\'";,.:-_/()?!@\n\t$€'), { maxLength: 40 })
		.map((letters) => letters.join('').replace(/\.+[/\\]/g, '/'));
	const fields = fc.dictionary(
		fc.constantFrom('NAME', 'WORK_POSITION', 'UF_USR_1724228142162'),
		plain,
	);
	fc.assert(
		fc.property(fields, fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), (all, ids) => {
			// "onX=" and "javascript:" cannot come out of these letters, "<" is not among them.
			expect(toQuery({ ...all, FILTER: { ID: ids } })).toBeDefined();
		}),
		{ ...RUNS, numRuns: 2_000 },
	);
});
