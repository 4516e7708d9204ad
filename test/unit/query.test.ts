import { toQuery } from '../../nodes/Bitrix24/transport/command';
import type { Params, ParamValue } from '../../nodes/Bitrix24/transport/types';
import { parseStr } from '../portal/protocol/php';
import { substitute } from '../portal/protocol/batch';
import { securityFilter } from '../portal/protocol/securityFilter';

describe('what travels in a batch arrives as it was', () => {
	it.each<[name: string, params: Params]>([
		['nothing', {}],
		['plain values', { NAME: 'John', ID: '12' }],
		['an empty text, which clears a field', { WORK_PHONE: '' }],
		['blanks at both ends', { NAME: '  x  ' }],
		['a list', { FILTER: { ID: ['1', '2'] } }],
		['prefixed keys', { FILTER: { '>=ID': '5', '!%NAME': 'x', '=%EMAIL': '%@example.com' } }],
		['signs of a query', { NAME: 'a=b&c[d]=e#f+g%20h;i?j' }],
		['quotes and backslashes', { NAME: `O'Brien "x" \\ y` }],
		['Cyrillic, emoji, joined emoji', { NAME: 'Щукин 🦄 👩‍🚀', ключ: 'ё' }],
		['line breaks and tabs', { PERSONAL_NOTES: 'one\r\ntwo\tthree' }],
		['a dollar sign that is no placeholder', { NAME: '$100 $ $x[0]' }],
		['10,000 characters', { PERSONAL_NOTES: 'ä'.repeat(10_000) }],
		['keys with dots below the top', { FILTER: { 'a.b': '1' } }],
		['numeric keys', { FILTER: { '7': 'a', '9': 'b' } }],
		['deep nesting', { a: { b: { c: { d: 'e' } } } }],
		['a lower-than condition', { FILTER: { '<ID': '5', '<=NAME': 'x' } }],
	])('%s', (_name, params) => {
		const query = toQuery(params);
		expect(query).toBeDefined();
		const read = parseStr(query ?? '');
		expect(read).toEqual(params);
		expect(securityFilter(read)).toEqual(params);
	});

	it('numbers become texts, as in any query', () => {
		expect(parseStr(toQuery({ ID: 12, FILTER: { ID: [1, 2] }, start: -1 }) ?? '')).toEqual({
			ID: '12',
			FILTER: { ID: ['1', '2'] },
			start: '-1',
		});
	});

	it('writes nothing into the query that would end it early', () => {
		expect(toQuery({ NAME: '#&?\u00a0\n' })).toMatch(/^NAME=[\w%.~!*'()-]+$/);
	});
});

describe('what a batch cannot say travels alone', () => {
	it.each<[name: string, value: ParamValue]>([
		['an empty list', []],
		['an empty object', {}],
		['null', null],
		['true', true],
		['false', false],
		['an empty list inside a list', [['a'], []]],
		['an empty object inside an object', { a: {} }],
		['null among values', ['a', null]],
		['false in a filter', { NAME: false }],
		['half of a surrogate pair', 'x \ud83d y'],
		['the other half', '\udc4d'],
		['a NUL', 'a\u0000b'],
		['a control character', 'a\u0007b'],
		['DEL', 'a\u007fb'],
		['a C1 control character', 'a\u0085b'],
		['an opening bracket in a key', { 'a[b': 'x' }],
		['a closing bracket in a key', { 'a]b': 'x' }],
		['an empty key', { '': 'x' }],
		['a list of more than 900 values', Array.from({ length: 901 }, (_, index) => index)],
		[
			'more than 900 values in several lists',
			{ a: Array.from({ length: 451 }, String), b: Array.from({ length: 451 }, String) },
		],
	])('%s', (_name, value) => {
		expect(toQuery({ FIELD: value })).toBeUndefined();
		expect(toQuery({ FILTER: { FIELD: value } })).toBeUndefined();
	});

	it('but 900 values still fit', () => {
		const ids = Array.from({ length: 900 }, (_, index) => String(index));
		expect(parseStr(toQuery({ ID: ids }) ?? '')).toEqual({ ID: ids });
	});

	it.each(['a.b', 'a b', 'a\tb', ' a', 'a[0]', 'a]', ''])(
		'a top-level name that PHP would change: %j',
		(key) => {
			expect(toQuery({ [key]: 'x' })).toBeUndefined();
		},
	);
});

describe('placeholders', () => {
	const texts = [
		'$result[0]',
		'$result[p0][49][ID]',
		'My name is $result[0], hello',
		'$RESULT[0]',
		'$next[p0]',
		'$total[p0]',
		'$time[p0]',
		'$error[p0]',
		'a$result[0]b',
		// The server reads on to the next blank: what stands between name and bracket does not matter.
		'$results[0]',
		'$result_x[0]',
		'$result',
	];

	it.each(texts)('%s travels alone, as a value and as a key', (text) => {
		expect(toQuery({ LAST_NAME: text })).toBeUndefined();
		expect(toQuery({ FILTER: { LAST_NAME: ['x', text] } })).toBeUndefined();
		expect(toQuery({ FILTER: { [text]: 'x' } })).toBeUndefined();
	});

	it.each(['$100', 'US$', '$ result[0]', 'result[0]', '$$', 'total[0]', '$tim[0]', 'a\\$b'])(
		'%s is harmless',
		(text) => {
			expect(substitute(text, { result: { 0: 'replaced' } })).toBe(text);
			expect(toQuery({ LAST_NAME: text })).toBeDefined();
		},
	);
});

describe("the portal's security filter", () => {
	const phrases = [
		'Please select from the list',
		'SELECT name FROM users',
		'select\nsomething\nfrom',
		'union all select',
		'The Union will select',
		'insert into',
		'Insert coins into the slot',
		'delete from',
		'update the set',
		'from Monday, where possible',
		'drop table',
		'<script>',
		'< script',
		'</script>',
		'<b>Bold</b>',
		'<!-- x -->',
		'<?php',
		'javascript:alert(1)',
		'JavaScript : x',
		'vbscript:x',
		'onclick=go()',
		'x onload = y',
		'head of ../ and more',
		'..\\up',
		'../../etc/passwd',
	];

	it.each(phrases)('%j travels alone', (text) => {
		expect(toQuery({ WORK_POSITION: text })).toBeUndefined();
		expect(toQuery({ FILTER: { WORK_POSITION: [text] } })).toBeUndefined();
	});

	it.each([
		'Selection manager',
		'Head of Unions',
		'from Berlin',
		'Inserter',
		'1 < 2',
		'a <3 b',
		'Java and scripts: all',
		'person = me',
		'conclusion: done',
		'e.g. ... / more',
		'100% & more',
	])('%j is harmless and need not', (text) => {
		expect(securityFilter(text)).toBe(text);
		expect(toQuery({ WORK_POSITION: text })).toBeDefined();
	});

	it("lets nothing through that the emulator's filter would change", () => {
		const parts = ['select', 'from', 'union', 'insert', 'into', 'where', '<script', 'javascript:'];
		parts.push('onx=', '../', ' ', '\n', 'a');
		let changed = 0;
		for (const one of parts) {
			for (const two of parts) {
				for (const three of parts) {
					const text = `${one} ${two} ${three}`;
					if (securityFilter(text) === text) continue;
					changed++;
					expect([text, toQuery({ NAME: text })]).toEqual([text, undefined]);
				}
			}
		}
		expect(changed).toBeGreaterThan(100);
	});
});
