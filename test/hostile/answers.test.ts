/** Answers that are too big, truncated, slow, of the wrong type, or hold `__proto__`. */
import { idsOf } from '../support/people';
import { pluck, runOn, stored, userBy } from '../support/portal';
import { type Portal } from '../portal';
import { QuickClock } from '../support/clock';
import { closePortals, open, pollution } from './support';

const clock = new QuickClock();
let portal: Portal;

beforeAll(() => clock.start());
beforeEach(async () => {
	portal = await open();
});
afterEach(async () => {
	expect(pollution()).toEqual([]);
	await closePortals();
});
afterAll(() => clock.stop());

const ON = { continueOnFail: 'continueErrorOutput' } as const;
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const byId = (operation: string) => ({ operation, user: userBy('id', '={{ $json.id }}') });
const everybody = { operation: 'getAll', returnAll: true };
const items = [{ id: 3 }, { id: 4 }];

/** Every answer of the portal from now on. */
function answering(body: unknown, headers: Record<string, string> = JSON_TYPE, times = 99): void {
	portal.fault({ times, answer: { status: 200, body, headers } });
}

describe('wrong types', () => {
	const results: Array<[name: string, result: unknown]> = [
		['null', null],
		['a text', 'yes'],
		['a number', 12],
		['true', true],
		['an object', { ID: '3', NAME: 'John' }],
		['a map of rows in place of a list', { 3: { ID: '3' }, 4: { ID: '4' } }],
		['a list of texts', ['3', '4']],
		['a list of lists', [[['3']]]],
		['a list of nulls', [null, null]],
		['rows without ID', [{ NAME: 'John' }]],
		[
			'rows with odd IDs',
			[{ ID: '3abc' }, { ID: null }, { ID: [3] }, { ID: { a: 1 } }, { ID: -1 }],
		],
		['rows of other people', [{ ID: '77', NAME: 'Somebody else' }]],
		['numbers in the way of PHP', { 0: { ID: 99 } }],
	];

	it.each(results)('%s: Get hands on nobody in the place of another', async (_name, result) => {
		answering({ result, total: 2, time: 'soon' });
		const run = await runOn(portal, byId('get'), { items, ...ON });
		expect(run.items).toEqual([]);
		expect(run.errorItems).toHaveLength(2);
		for (const { json } of run.errorItems) {
			expect(json.error).toMatch(
				/no person with ID|something other than a list|unexpected|sent entries again/,
			);
		}
	});

	it.each(results)('%s: Get Many and Search end', async (_name, result) => {
		answering({ result, total: 'many', next: -50 });
		for (const parameters of [everybody, { operation: 'search', phrase: 'a', returnAll: true }]) {
			const run = await runOn(portal, parameters, ON);
			expect(run.items.every(({ json }) => typeof json === 'object' && json !== null)).toBe(true);
			expect(run.items.length).toBeLessThanOrEqual(5);
			expect(portal.requests.length).toBeLessThanOrEqual(20);
		}
	});

	it.each(results)('%s: Get Current hands on an object or says why not', async (_name, result) => {
		answering({ result });
		const run = await runOn(portal, { operation: 'getCurrent' }, ON);
		expect(run.items.length + run.errorItems.length).toBe(1);
	});

	it.each(results)('%s in place of a batch: no change counts as done', async (_name, result) => {
		answering({ result });
		const run = await runOn(portal, byId('dismiss'), { items, ...ON });
		expect(run.items).toEqual([]);
		expect(run.errorItems).toHaveLength(2);
		expect([3, 4].map((id) => stored(portal, id).ACTIVE)).toEqual([true, true]);
	});

	it.each([
		['lists in place of maps', { result: [true, true, []], result_error: [], result_total: [] }],
		['keys nobody asked for', { result: { x: true, __proto__: true }, result_error: { y: {} } }],
		['texts in place of maps', { result: 'ok', result_error: 'none', result_time: 7 }],
		[
			'a result and an error at once',
			{
				result: { c0: true, c1: true, c2: [] },
				result_error: { c0: { error: 'E', error_description: '' }, c1: 'bad' },
			},
		],
	])('a batch of %s: no change counts as seen', async (_name, result) => {
		answering({ result });
		const run = await runOn(portal, byId('dismiss'), { items, ...ON });
		expect(run.items).toEqual([]);
		expect(run.errorItems).toHaveLength(2);
	});
});

describe('keys of the prototype', () => {
	const row =
		'{"ID":"3","NAME":"John","__proto__":{"polluted":1,"EMAIL":"x@x.x"},"constructor":{"prototype":{"polluted":1}},"toString":"no","hasOwnProperty":1}';
	const body = `{"result":[${row}],"total":1,"__proto__":{"error":"NO","result":[]},"time":{"__proto__":{"finish":1}}}`;

	it.each([
		['raw', { output: 'raw' }],
		['simplified', {}],
		[
			'selected',
			{ output: 'selectedFields', outputFields: ['__proto__', 'constructor', 'toString', 'ID'] },
		],
	])('in an answer, output %s: an item like any other', async (_name, parameters) => {
		answering(body);
		const run = await runOn(
			portal,
			{ ...byId('get'), ...parameters },
			{ items: [{ id: 3 }], next: undefined },
		);
		expect(run.error).toBeUndefined();
		expect(idsOf(run.items)).toEqual([3]);
		expect(Reflect.get({}, 'polluted')).toBeUndefined();
		expect(Reflect.get(run.items[0].json, 'polluted')).toBeUndefined();
	});

	it('as names of fields of the portal: listed as they are, nothing else changes', async () => {
		answering(
			'{"result":{"result":{"c0":{"__proto__":"Label","constructor":"Label","NAME":"Name"},"c1":[{"FIELD_NAME":"__proto__","USER_TYPE_ID":"constructor"}],"c2":{"ADMIN":true}},"result_error":[]}}',
		);
		const run = await runOn(portal, { operation: 'getFields' });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'code')).toEqual(expect.arrayContaining(['constructor', 'NAME']));
	});

	it('as an error', async () => {
		answering('{"error":"__proto__","error_description":"constructor","argument":"toString"}');
		const run = await runOn(portal, byId('get'), { items, ...ON });
		expect(pluck(run.errorItems, 'error')).toEqual(['constructor', 'constructor']);
	});
});

describe('size, time and ends', () => {
	it('a page of 50 MB is told in one line', async () => {
		answering(`<html>${'<p>no</p>'.repeat(5_600_000)}`, { 'content-type': 'text/html' });
		const run = await runOn(portal, byId('get'), { items: [{ id: 3 }] });
		expect(run.error?.message).toBe('A web page came back instead of data');
		expect(run.stored.length).toBeLessThan(20_000);
	});

	it('a refusal of 50 MB is cut, whatever it is made of', async () => {
		for (const piece of ['<', '&amp;', 'https://x/rest/1/abcdefgh12345678/ ', '<script>']) {
			portal.clearFaults();
			answering({ error: 'E', error_description: piece.repeat(50_000_000 / piece.length) });
			const run = await runOn(portal, byId('get'), { items: [{ id: 3 }] });
			expect(String(run.error?.message).length).toBeLessThan(700);
			expect(run.stored).not.toContain('abcdefgh12345678');
			expect(run.stored.length).toBeLessThan(20_000);
		}
	});

	it('rows of 1 MB each, 50 of them, come through', async () => {
		const NAME = 'n'.repeat(1_000_000);
		const result = Array.from({ length: 49 }, (_, at) => ({ ID: String(at + 1), NAME }));
		answering({ result, total: 49 }, JSON_TYPE, 1);
		const run = await runOn(portal, everybody, { next: undefined });
		expect(idsOf(run.items)).toHaveLength(49);
		expect(String(run.items[48].json.NAME)).toHaveLength(1_000_000);
	});

	it('an answer nested 5,000 deep is refused or handed on, not crashed on', async () => {
		const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
		answering(`{"error":"E","error_description":${deep}}`);
		const run = await runOn(portal, byId('get'), { items: [{ id: 3 }] });
		expect(run.error?.message).toBe('The portal declined without giving a reason');
	});

	it('truncated answers of reads are asked for again', async () => {
		portal.fault({ times: 2, when: 'after', connection: 'truncate' });
		const run = await runOn(portal, byId('get'), { items });
		expect(idsOf(run.items)).toEqual([3, 4]);
		expect(portal.requests).toHaveLength(3);
	});

	it('a truncated answer to an invitation is looked up, not sent again', async () => {
		portal.fault({ method: 'user.add', when: 'after', connection: 'truncate' });
		const invite = { operation: 'invite', email: 'new@example.com', departments: [1] };
		const run = await runOn(portal, invite);
		expect(run.error).toBeUndefined();
		const [invited] = idsOf(run.items);
		expect(stored(portal, invited).invitations).toHaveLength(1);
		expect(run.items[0].json.recovered).toBe(true);
	});

	it('an answer cut off inside its JSON, with a length that fits, is no answer', async () => {
		answering('{"result":[{"ID":"3","NAME":"Jo', JSON_TYPE, 2);
		const run = await runOn(portal, byId('get'), { items });
		expect(idsOf(run.items)).toEqual([3, 4]);
	});

	it('slow answers are waited for', async () => {
		portal.fault({ delay: 1_500 });
		const run = await runOn(portal, byId('get'), { items });
		expect(idsOf(run.items)).toEqual([3, 4]);
		expect(portal.requests).toHaveLength(1);
	});

	it.each([204, 201, 299])('HTTP status %i never counts as done', async (status) => {
		portal.fault({ times: 99, answer: { status, body: '' } });
		const run = await runOn(portal, byId('dismiss'), { items: [{ id: 3 }] });
		expect(run.error).toBeDefined();
		expect(stored(portal, 3).ACTIVE).toBe(true);
	});
});
