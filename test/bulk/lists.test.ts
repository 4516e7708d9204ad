/** Lists in as few requests as possible, with an exact number of commands. */
import { employees, idsOf, textOf } from '../support/people';
import { callsOf, requestsOf, runOn } from '../support/portal';
import type { Portal } from '../portal';
import {
	allCalls,
	ascending,
	closePortals,
	commandsOf,
	cursorsOf,
	portalOf,
	range,
} from './support';

afterAll(closePortals);

const all = { operation: 'getAll', returnAll: true };
const where = (field: string, operator: string, value: unknown = '') => ({
	conditions: { condition: [{ field, operator, value: String(value) }] },
});

/** Pages after the first that a list of so many people takes, the one that proves the end included. */
const pagesAfterFirst = (people: number) => (people < 50 ? 0 : Math.floor((people - 50) / 50) + 1);

describe('keyset: Return All', () => {
	it.each([
		[0, [1]],
		[1, [1]],
		[49, [1]],
		[50, [1, 1]],
		[51, [1, 1]],
		[99, [1, 1]],
		[100, [1, 2]],
		[101, [1, 2]],
		[2_499, [1, 49]],
		[2_500, [1, 50]],
		[2_549, [1, 50]],
		[2_550, [1, 50, 1]],
	])('%i people: commands per request %j', async (people, commands) => {
		const portal = await portalOf(Math.max(people, 1));
		const nobody = people === 0 ? where('LAST_NAME', 'eq', 'nobody has it') : {};
		const run = await runOn(portal, { ...all, ...nobody });
		expect(run.error).toBeUndefined();
		const requests = portal.requests.filter(({ calls }) =>
			calls.some(({ method }) => method === 'user.get'),
		);
		expect(requests.map(({ calls }) => calls.length)).toEqual(commands);
		expect(commands.slice(1).reduce((sum, count) => sum + count, 0)).toBe(pagesAfterFirst(people));
		expect(idsOf(run.items)).toEqual(people === 0 ? [] : employees(portal));
	});

	it('every cursor inside a chain is the ID of the last row before it, upwards and downwards', async () => {
		const portal = await portalOf(1_300);
		const ids = employees(portal);
		await runOn(portal, all);
		expect(commandsOf(portal)).toEqual([1, 26]);
		expect(cursorsOf(portal, '>ID')).toEqual(
			[ids[49], ...range(25).map((page) => String(ids[50 * (page + 2) - 1]))].map(String),
		);
		const counted = callsOf(portal, 'user.get').map(({ params }) => String(params.start));
		expect(counted).toEqual(['0', ...range(26).map(() => '-1')]);
		portal.forget();
		const down = await runOn(portal, { ...all, sort: { direction: 'DESC' } });
		expect(commandsOf(portal)).toEqual([1, 26]);
		const reversed = [...ids].reverse();
		expect(idsOf(down.items)).toEqual(reversed);
		expect(cursorsOf(portal, '<ID')).toEqual(
			range(26).map((page) => String(reversed[50 * (page + 1) - 1])),
		);
		expect(JSON.stringify(allCalls(portal))).not.toContain('$');
	});
});

describe('keyset: Limit', () => {
	let portal: Portal;

	beforeAll(async () => {
		// What a portal costs whose people of equal names keep their places; the others are in changing.test.ts.
		portal = await portalOf(2_610, { quirks: { unstableTies: false } });
	});
	beforeEach(() => portal.forget());

	it.each([
		[1, [1]],
		[49, [1]],
		[50, [1]],
		[51, [1, 1]],
		[100, [1, 1]],
		[101, [1, 2]],
		[2_500, [1, 49]],
		[2_501, [1, 50]],
		[2_550, [1, 50]],
		[2_551, [1, 50, 1]],
		[9_999, [1, 50, 2]],
	])('%i: commands per request %j', async (limit, commands) => {
		const run = await runOn(portal, { operation: 'getAll', limit });
		expect(commandsOf(portal)).toEqual(commands);
		expect(idsOf(run.items)).toEqual(employees(portal).slice(0, limit));
	});

	it('a Limit within a page is not counted', async () => {
		await runOn(portal, { operation: 'getAll', limit: 50 });
		expect(callsOf(portal, 'user.get')[0].params.start).toBe(-1);
	});

	it('selected fields page as well, and hand on the ID and nothing else', async () => {
		const run = await runOn(portal, { ...all, output: 'selectedFields', outputFields: ['EMAIL'] });
		expect(commandsOf(portal)).toEqual([1, 50, 2]);
		expect(run.items.map(({ json }) => json)).toEqual(
			employees(portal).map((id) => ({ ID: String(id), EMAIL: portal.people.get(id)!.EMAIL })),
		);
	});

	it('"is empty" cannot be said in a batch: single pages, each once, uncounted', async () => {
		const empty = employees(portal, (person) => textOf(person, 'WORK_POSITION') === '');
		const run = await runOn(portal, { ...all, ...where('WORK_POSITION', 'isEmpty') });
		expect(idsOf(run.items)).toEqual(empty);
		const pages = Math.floor(empty.length / 50) + 1;
		const calls = callsOf(portal, 'user.get');
		expect(requestsOf(portal).filter((name) => name === 'user.get')).toHaveLength(pages);
		expect(calls).toHaveLength(pages);
		expect(calls.every(({ params }) => params.start === -1)).toBe(true);
	});

	it('sorted by another field: batched offsets, everybody once', async () => {
		const run = await runOn(portal, { ...all, sort: { field: 'LAST_NAME' } });
		expect(commandsOf(portal)).toEqual([1, 50, 2]);
		expect(ascending(idsOf(run.items))).toEqual(employees(portal));
		expect(allCalls(portal).map(({ params }) => Number(params.start))).toEqual(
			range(53).map((page) => page * 50),
		);
		const names = run.items.map(({ json }) => String(json.LAST_NAME));
		expect(new Set(names).size).toBe(names.filter((name, at) => name !== names[at - 1]).length);
	});

	it.each([
		[50, [1]],
		[51, [1, 1]],
		[200, [1, 3]],
		[2_551, [1, 50, 1]],
	])('sorted, Limit %i: commands per request %j', async (limit, commands) => {
		const sort = { field: 'LAST_NAME' };
		const run = await runOn(portal, { operation: 'getAll', limit, sort });
		expect(commandsOf(portal)).toEqual(commands);
		expect(new Set(idsOf(run.items)).size).toBe(limit);
	});
});

describe('keyset: conditions on ID of one’s own', () => {
	let portal: Portal;

	beforeAll(async () => {
		portal = await portalOf(901);
	});
	beforeEach(() => portal.forget());

	it.each([
		['>ID', 'gt', 'ASC', (id: number, at: number) => id > at],
		['>=ID', 'gte', 'ASC', (id: number, at: number) => id >= at],
		['<ID', 'lt', 'ASC', (id: number, at: number) => id < at],
		['<=ID', 'lte', 'ASC', (id: number, at: number) => id <= at],
		['>ID', 'gt', 'DESC', (id: number, at: number) => id > at],
		['<ID', 'lt', 'DESC', (id: number, at: number) => id < at],
		['!=ID', 'neq', 'ASC', (id: number, at: number) => id !== at],
	] as const)(
		'a condition %s of one’s own, %s, %s',
		async (_key, operator, sortDirection, test) => {
			const ids = employees(portal);
			const at = ids[434];
			const run = await runOn(portal, {
				...all,
				...where('ID', operator, at),
				sort: { direction: sortDirection },
			});
			const expected = ids.filter((id) => test(id, at));
			if (sortDirection === 'DESC') expected.reverse();
			expect(idsOf(run.items)).toEqual(expected);
			const lists = portal.requests.map(
				({ calls }) => calls.filter(({ method }) => method === 'user.get').length,
			);
			expect(lists.filter(Boolean)).toEqual([1, pagesAfterFirst(expected.length)]);
		},
	);

	it('two conditions on ID, one each way, and a page border between them', async () => {
		const ids = employees(portal);
		const condition = [
			{ field: 'ID', operator: 'gt', value: String(ids[99]) },
			{ field: 'ID', operator: 'lt', value: String(ids[400]) },
		];
		const run = await runOn(portal, { ...all, conditions: { condition } });
		expect(idsOf(run.items)).toEqual(ids.slice(100, 400));
	});
});

describe('several lists', () => {
	let portal: Portal;

	beforeAll(async () => {
		portal = await portalOf(900);
	});
	beforeEach(() => portal.forget());

	const cities = ['London', 'Leeds', 'York'];
	const inCity = { ...all, ...where('PERSONAL_CITY', 'eq', '={{ $json.city }}') };
	const of = (city: string) => employees(portal, (one) => textOf(one, 'PERSONAL_CITY') === city);

	it('of several items share batches: all first pages, then all that follow', async () => {
		const run = await runOn(portal, inCity, { items: cities.map((city) => ({ city, row: city })) });
		expect(run.error).toBeUndefined();
		const lists = portal.requests
			.map(({ calls }) => calls.filter(({ method }) => method === 'user.get').length)
			.filter(Boolean);
		expect(lists).toEqual([
			3,
			cities.reduce((sum, city) => sum + pagesAfterFirst(of(city).length), 0),
		]);
		expect(idsOf(run.items)).toEqual(cities.flatMap(of));
		expect(run.next.map(({ json }) => json.row)).toEqual(
			cities.flatMap((city) => of(city).map(() => city)),
		);
	});

	it('50 searches are one request, 51 are two', async () => {
		const phrases = range(51).map((at) => ({ phrase: `${'aeiou'[at % 5]}${100 + at}` }));
		const search = { operation: 'search', phrase: '={{ $json.phrase }}' };
		await runOn(portal, search, { items: phrases.slice(0, 50) });
		expect(requestsOf(portal)).toEqual(['batch(50 user.search)']);
		portal.forget();
		await runOn(portal, search, { items: phrases });
		expect(requestsOf(portal)).toEqual(['batch(50 user.search)', 'user.search']);
	});

	it('chains of several lists share the room of a batch, and none of them waits for ever', async () => {
		const items = range(12).map((at) => ({ above: employees(portal)[at] }));
		const run = await runOn(
			portal,
			{ ...all, ...where('ID', 'gt', '={{ $json.above }}') },
			{ items },
		);
		const ids = employees(portal);
		expect(idsOf(run.items)).toEqual(items.flatMap(({ above }) => ids.filter((id) => id > above)));
		const counts = portal.requests
			.map(({ calls }) => calls.filter(({ method }) => method === 'user.get').length)
			.filter(Boolean);
		const follow = items
			.map(({ above }) => pagesAfterFirst(ids.filter((id) => id > above).length))
			.reduce((sum, pages) => sum + pages, 0);
		expect(counts.slice(1).reduce((sum, count) => sum + count, 0)).toBe(follow);
		expect(counts).toHaveLength(1 + Math.ceil(follow / 50));
	});

	it('a list too long for a command goes alone and neither holds up nor changes the others', async () => {
		const ids = employees(portal);
		const values = [ids.slice(0, 3), range(901).map((at) => ids[0] + at), ids.slice(5, 300)];
		const run = await runOn(
			portal,
			{ ...all, ...where('ID', 'in', '={{ $json.ids }}') },
			{ items: values.map((value) => ({ ids: value.join() })) },
		);
		expect(run.error).toBeUndefined();
		expect(idsOf(run.items)).toEqual(
			values.flatMap((value) => ids.filter((id) => value.includes(id))),
		);
		const single = callsOf(portal, 'user.get').filter(
			({ params }) => Object(Object(params.FILTER).ID).length === 901,
		);
		expect(single.length).toBeGreaterThan(1);
		expect(requestsOf(portal).filter((name) => name === 'user.get')).toHaveLength(single.length);
	});
});
