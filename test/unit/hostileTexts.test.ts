/** Foreign text of any shape is read in one pass: twice the text takes twice the work, counted, not timed. */
import { toQuery } from '../../nodes/Bitrix24/transport/command';
import { plainText } from '../../nodes/Bitrix24/transport/redact';
import { holdsInOrder } from '../../nodes/Bitrix24/transport/words';

/** Characters that `indexOf` had to walk over. */
function walked(text: string, words: string[]): number {
	let steps = 0;
	const indexOf = jest.spyOn(String.prototype, 'indexOf').mockImplementation(function (
		this: string,
		word: string,
		from = 0,
	) {
		const at = this.split(word).length > 1 ? find(this, word, from) : -1;
		steps += (at === -1 ? this.length : at) - from + 1;
		return at;
	});
	holdsInOrder(text, words);
	indexOf.mockRestore();
	return steps;
}

function find(text: string, word: string, from: number): number {
	for (let at = from; at + word.length <= text.length; at++) {
		if (text.startsWith(word, at)) return at;
	}
	return -1;
}

describe('words in an order', () => {
	it.each([
		['select x from y', true],
		['from select', false],
		['selectfrom', true],
		['select', false],
		['', false],
	])('%j: %s', (text, holds) => {
		expect(holdsInOrder(text, ['select', 'from'])).toBe(holds);
	});

	it('do not overlap', () => {
		expect(holdsInOrder('aba', ['ab', 'ba'])).toBe(false);
	});

	it('are looked for in one walk over the text', () => {
		for (const text of ['select '.repeat(300), 'x'.repeat(2_000), `${'select '.repeat(99)}from`]) {
			expect(walked(text, ['select', 'from'])).toBeLessThanOrEqual(text.length + 2);
		}
	});
});

describe('a megabyte of', () => {
	it.each([
		'select ',
		'union ',
		'from ',
		'update ',
		'<',
		'< ',
		'on',
		'drop ',
		'a',
		' ',
		'(',
		'javascript ',
		'..',
		'ſelect ',
	])(
		'%j travels in a batch: it only begins like something else',
		(piece) => {
			// No clock here: a pattern that takes the square of it would need minutes and meet the limit of the test.
			expect(toQuery({ NOTE: piece.repeat(Math.ceil(1_000_000 / piece.length)) })).toBeDefined();
		},
		5_000,
	);

	it.each([
		'<script>',
		'<',
		'<script',
		'</script',
		'<style></script>',
		'&amp;',
		'<script></script',
	])(
		'%j in an answer is one short line',
		(piece) => {
			const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
			expect(plainText(text).length).toBeLessThanOrEqual(501);
		},
		5_000,
	);
});

it.each([
	['a<script>x</script >b', 'a b'],
	['a<SCRIPT>x</ScRiPt>b', 'a b'],
	['a<script>x<style>y</script>b</style>c', 'a b c'],
	['a<script>never ends', 'a never ends'],
	['<style>a</style><style>b</style>c', 'c'],
	['İİİ<script>x</script>b', 'İİİ b'],
	['1 < 2 and 3 > 2', '1 2'],
	['no end <b', 'no end <b'],
])('%j is shown as %j', (text, plain) => {
	expect(plainText(text)).toBe(plain);
});
