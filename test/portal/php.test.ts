import fc from 'fast-check';
import { stringify } from 'qs';
import { formEncode } from './protocol/form';
import { encode, PhpObject } from './protocol/json';
import {
	fromJson,
	MAX_INPUT_VARS,
	parseJsonBody,
	parseStr,
	toInt,
	toText,
	truthy,
	urlDecode,
} from './protocol/php';

describe('parse_str', () => {
	it.each([
		['a=1&b=2', { a: '1', b: '2' }],
		['a', { a: '' }],
		['a=1&a=2', { a: '2' }],
		['a=b=c', { a: 'b=c' }],
		['&&a=1&', { a: '1' }],
		['a+b=c+d', { a_b: 'c d' }],
		['a.b=1', { a_b: '1' }],
		['%20a=1', { a: '1' }],
		['a[x.y z]=1', { a: { 'x.y z': '1' } }],
		['a[]=1&a[]=2', { a: ['1', '2'] }],
		['a[5]=x&a[]=y', { a: { 5: 'x', 6: 'y' } }],
		['a[0]=x&a[1]=y', { a: ['x', 'y'] }],
		['a[1]=x', { a: { 1: 'x' } }],
		['a[01]=x&a[]=y', { a: { '01': 'x', 0: 'y' } }],
		['a[b][c][]=1', { a: { b: { c: ['1'] } } }],
		['a=1&a[b]=2', { a: { b: '2' } }],
		['a[b]=1&a=2', { a: '2' }],
		['a[b]c=1', { a: { b: '1' } }],
		['a[b=1', { a_b: '1' }],
		['[a]=1', {}],
		['=1', {}],
		['a%00b=1', { a: '1' }],
		['FILTER%5B%3EID%5D=7', { FILTER: { '>ID': '7' } }],
		['a=%zz%4', { a: '%zz%4' }],
		['n=%D0%96%20%F0%9F%A6%84', { n: 'Ж 🦄' }],
	])('%s', (query, expected) => {
		expect(parseStr(query)).toEqual(expected);
	});

	it('cuts off silently after 1000 variables', () => {
		const names = Array.from({ length: 1200 }, (_, index) => `a[]=${index}`);
		expect(parseStr(names.join('&')).a).toHaveLength(MAX_INPUT_VARS);
	});

	it('drops what is nested deeper than 64 levels', () => {
		expect(parseStr(`a${'[x]'.repeat(65)}=1&b=2`)).toEqual({ b: '2' });
	});

	it('cannot be tricked into prototypes', () => {
		const parsed = parseStr('__proto__[polluted]=1&a[__proto__][x]=1');
		expect(Object.keys(parsed)).toEqual(['__proto__', 'a']);
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	});

	it('reads plus as a blank and leaves stray percent signs', () => {
		expect(urlDecode('1+1%2B100%')).toBe('1 1+100%');
	});
});

describe('round trips', () => {
	const text = fc.string({ unit: 'grapheme', maxLength: 8 });
	// `[ ]` is `[]` to PHP, so a lone blank is no key.
	const key = fc.stringMatching(/^[A-Za-z_>=!%$ .й🦄-]{1,6}$/u).filter((name) => name !== ' ');
	const top = fc.stringMatching(/^[A-Za-z_]{1,6}$/);
	const { value } = fc.letrec((tie) => ({
		value: fc.oneof(
			{ maxDepth: 4 },
			text,
			fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
			fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
		),
	}));
	const params = fc.dictionary(top, value, { noNullPrototype: true });

	it('reads back what a client wrote with brackets', () => {
		fc.assert(
			fc.property(params, (sent) => {
				expect(parseStr(stringify(sent))).toEqual(sent);
			}),
			{ seed: 1, numRuns: 200 },
		);
	});

	it('writes JSON a client reads back', () => {
		fc.assert(
			fc.property(params, (sent) => {
				const answer = encode(parseStr(stringify(sent)));
				expect(JSON.parse(answer)).toEqual(Object.keys(sent).length > 0 ? sent : []);
			}),
			{ seed: 2, numRuns: 200 },
		);
	});

	it('writes form bodies it would read itself', () => {
		fc.assert(
			fc.property(params, (sent) => {
				expect(parseStr(formEncode(sent))).toEqual(sent);
			}),
			{ seed: 3, numRuns: 200 },
		);
	});
});

describe('JSON in', () => {
	it('takes objects with keys 0..n-1 for lists, and {} for an empty array', () => {
		expect(fromJson({ a: { 0: 'x', 1: 'y' }, b: {}, c: { 1: 'x' } })).toEqual({
			a: ['x', 'y'],
			b: [],
			c: { 1: 'x' },
		});
	});

	it.each(['{"a":', '"text"', '5', 'null', ''])('treats %s as empty', (body) => {
		expect(parseJsonBody(body)).toEqual({});
	});
});

describe('JSON out', () => {
	it.each([
		[{}, '[]'],
		[{ 0: 'a', 1: 'b' }, '["a","b"]'],
		[{ 1: 'b' }, '{"1":"b"}'],
		[{ a: undefined }, '[]'],
		[new PhpObject(), '{}'],
		['a/b <i> & Ж "q"', '"a\\/b \\u003ci\\u003e \\u0026 \\u0416 \\"q\\""'],
		[[true, null, 1.5, '1'], '[true,null,1.5,"1"]'],
	])('%j', (value, expected) => {
		expect(encode(value)).toBe(expected);
	});

	it('survives a round trip', () => {
		const text = '🦄 O\'Brien \\ "x" \u2028 $result[0]';
		expect(JSON.parse(encode({ a: [text] }))).toEqual({ a: [text] });
	});
});

describe('casts', () => {
	it.each([
		['0', false],
		['', false],
		['N', true],
		['false', true],
		[0, false],
		[[], false],
	])('(bool) %j is %s', (value, expected) => {
		expect(truthy(value)).toBe(expected);
	});

	it('reads the number a text begins with', () => {
		expect(['12abc', 'abc', '-3.9', '', true].map(toInt)).toEqual([12, 0, -3, 0, 1]);
	});

	it('writes arrays as "Array" and true as "1"', () => {
		expect([['x'], true, false, null, 7].map(toText)).toEqual(['Array', '1', '', '', '7']);
	});
});
