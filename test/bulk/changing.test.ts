/** People who come, go or move while a list is read; portals that answer less than they should. */
import { employees, idsOf } from '../support/people';
import { pluck, requestsOf, runOn } from '../support/portal';
import type { Portal, PortalOptions } from '../portal';
import { allCalls, closePortals, commandsOf, portalOf, range } from './support';

const all = { operation: 'getAll', returnAll: true };
const downwards = { ...all, sort: { direction: 'DESC' } };
const byName = { ...all, sort: { field: 'LAST_NAME' } };

type Hook = NonNullable<PortalOptions['onCall']>;

let portal: Portal;
let hook: Hook | undefined;

/** A portal on which `hook` is told of every call just before it is run. */
async function openPortal(people: number): Promise<number[]> {
	portal = await portalOf(people, { onCall: (call) => hook?.(call) });
	return employees(portal);
}

afterEach(async () => {
	hook = undefined;
	await closePortals();
});

/** Runs an action just before the page with this number, counted from 0, is read. */
function beforePage(actions: Record<number, () => void>): void {
	let page = 0;
	hook = ({ method }) => {
		if (method === 'user.get') actions[page++]?.();
	};
}

function remove(...ids: number[]): () => void {
	return () => ids.forEach((id) => portal.people.delete(id));
}

function add(...ids: number[]): () => void {
	const [sample] = portal.people.values();
	return () => ids.forEach((ID) => portal.people.set(ID, { ...sample, ID, isAdmin: false }));
}

describe('people who go while a list is read', () => {
	it.each([
		['from pages already read', 0, 40],
		['from the page before the border', 90, 100],
		['from the page about to be read', 100, 150],
		['from pages far ahead', 400, 480],
		['the last ones', 490, 500],
	])('%s: nobody who stays is missed or comes twice', async (_where, from, to) => {
		const ids = await openPortal(500);
		const gone = ids.slice(Math.max(1, from), to);
		beforePage({ 2: remove(...gone) });
		const run = await runOn(portal, all);
		expect(run.error).toBeUndefined();
		const found = idsOf(run.items);
		expect(new Set(found).size).toBe(found.length);
		expect(ids.filter((id) => !gone.includes(id) && !found.includes(id))).toEqual([]);
		expect(portal.requests.length).toBeLessThanOrEqual(3);
	});

	it('the very row the next page continues from goes: its ID is all that is needed', async () => {
		const ids = await openPortal(300);
		beforePage({ 1: remove(ids[49]), 3: remove(ids[149]) });
		const run = await runOn(portal, all);
		expect(idsOf(run.items)).toEqual(ids);
		expect(commandsOf(portal)).toEqual([1, 6]);
	});

	it('so many that the chain ends early: one short page, what is behind it not believed', async () => {
		const ids = await openPortal(600);
		beforePage({ 3: remove(...ids.slice(170)) });
		const run = await runOn(portal, all);
		expect(idsOf(run.items)).toEqual(ids.slice(0, 170));
		expect(portal.requests.length).toBeLessThanOrEqual(3);
	});

	it('everybody but the first page', async () => {
		const ids = await openPortal(400);
		beforePage({ 1: remove(...ids.slice(50)) });
		const run = await runOn(portal, all);
		expect(idsOf(run.items)).toEqual(ids.slice(0, 50));
		expect(portal.requests.length).toBeLessThanOrEqual(3);
	});
});

describe('people who come while a list is read', () => {
	it('at the end, so many that the list grows by pages: all who were there, each once', async () => {
		const ids = await openPortal(300);
		const last = ids.at(-1)!;
		const newcomers = range(230).map((at) => last + 1 + at);
		beforePage({ 2: add(...newcomers) });
		const run = await runOn(portal, all);
		const found = idsOf(run.items);
		expect(found.filter((id) => id <= last)).toEqual(ids);
		expect(new Set(found).size).toBe(found.length);
	});

	it('in the middle, where hidden people become visible: the last ones are not cut off', async () => {
		const ids = await openPortal(401);
		const hidden = ids.slice(250, 350);
		for (const id of hidden) portal.people.get(id)!.USER_TYPE = 'extranet';
		beforePage({
			2: () => hidden.forEach((id) => (portal.people.get(id)!.USER_TYPE = 'employee')),
		});
		const run = await runOn(portal, all);
		const found = idsOf(run.items);
		expect(ids.filter((id) => !found.includes(id))).toEqual([]);
		expect(found).toHaveLength(401);
	});

	it('downwards, newcomers above the start change nothing', async () => {
		const ids = await openPortal(300);
		beforePage({ 1: add(99_001, 99_002), 3: remove(ids[10]) });
		const run = await runOn(portal, downwards);
		expect(idsOf(run.items)).toEqual(ids.filter((id) => id !== ids[10]).reverse());
	});

	it('one for one: the count stays, the people do not', async () => {
		const ids = await openPortal(200);
		beforePage({
			1: () =>
				[remove(...ids.slice(1, 31)), add(...range(30).map((at) => 99_000 + at))].forEach((act) =>
					act(),
				),
		});
		const run = await runOn(portal, all);
		const found = idsOf(run.items);
		expect(ids.filter((id) => !found.includes(id))).toEqual([]);
		expect(new Set(found).size).toBe(found.length);
	});
});

describe('offset pages, in any other order', () => {
	it('people who come in before the pages read push rows down: nobody comes twice', async () => {
		const ids = await openPortal(400);
		beforePage({ 3: add(...range(30).map((at) => 99_000 + at)) });
		const run = await runOn(portal, byName);
		const found = idsOf(run.items);
		expect(new Set(found).size).toBe(found.length);
		expect(ids.filter((id) => !found.includes(id))).toEqual([]);
	});

	it('people who go: an end, and nobody twice', async () => {
		const ids = await openPortal(400);
		beforePage({ 2: remove(...ids.slice(300)) });
		const run = await runOn(portal, byName);
		const found = idsOf(run.items);
		expect(run.error).toBeUndefined();
		expect(new Set(found).size).toBe(found.length);
		expect(portal.requests.length).toBeLessThanOrEqual(3);
	});
});

describe('answers that are not what was asked for', () => {
	const page = (ids: number[]) => ids.map((ID) => ({ ID: String(ID), NAME: 'A' }));

	const notEmpty = { conditions: { condition: [{ field: 'NAME', operator: 'isNotEmpty' }] } };

	it('a page that comes short in the middle is gone on from, not taken for the end', async () => {
		const ids = await openPortal(300);
		const short = { result: page(ids.slice(50, 73)), total: 0 };
		const result = { c0: short.result, c1: [], c2: page(ids.slice(0, 50)) };
		portal.fault({
			method: 'batch',
			answer: { status: 200, body: { result: { result, result_error: [], result_total: [] } } },
		});
		const run = await runOn(portal, all);
		expect(idsOf(run.items)).toEqual(ids);
	});

	it('one page of a chain refused for the moment: only the rest is asked for again', async () => {
		const ids = await openPortal(400);
		let page = 0;
		hook = ({ method }) =>
			method === 'user.get' && page++ === 4
				? { status: 503, error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' }
				: undefined;
		const run = await runOn(portal, all);
		expect(run.error).toBeUndefined();
		expect(idsOf(run.items)).toEqual(ids);
		const refused = allCalls(portal).findIndex(({ error }) => error !== undefined);
		expect(refused).toBe(4);
		const [, first, second] = portal.requests;
		expect(first.calls).toHaveLength(8);
		expect(second.calls[0].params.FILTER).toEqual({ '>ID': String(ids[199]) });
		expect(portal.requests).toHaveLength(3);
	});

	it('one of several lists refused for good: its item fails, the others do not', async () => {
		await openPortal(200);
		hook = ({ method, params }) =>
			method === 'user.search' && Object(params.FILTER).FIND === 'Driver'
				? { status: 400, error: 'ERROR_CORE', error_description: 'Not today' }
				: undefined;
		const items = ['Accountant', 'Driver', 'Engineer'].map((phrase) => ({ phrase, row: phrase }));
		const run = await runOn(
			portal,
			{ operation: 'search', phrase: '={{ $json.phrase }}', limit: 5 },
			{ items, continueOnFail: 'continueErrorOutput' },
		);
		expect(requestsOf(portal)).toEqual(['batch(3 user.search)']);
		expect(pluck(run.errorItems, 'error')).toEqual(['Not today']);
		expect(new Set(pluck(run.next, 'row'))).toEqual(new Set(['Accountant', 'Engineer']));
	});

	it.each([
		['Return All', all, false, 3],
		['Return All, downwards', downwards, true, 3],
		['sorted', byName, false, 5],
		['with a Limit', { operation: 'getAll', limit: 400 }, false, 3],
		['on single pages', { ...all, ...notEmpty }, false, 3],
	])(
		'a portal that ignores filter and start turns %s neither into a loop nor into half a list',
		async (_what, parameters, isReversed, requests) => {
			const ids = await openPortal(60);
			const first = page(isReversed ? ids.slice(0, 50).reverse() : ids.slice(0, 50));
			const result = Object.fromEntries(range(50).map((at) => [`c${at}`, first]));
			const answers = { result, result_error: [], result_total: [] };
			portal.fault({
				method: 'user.get',
				times: 1_000,
				answer: { status: 200, body: { result: first, total: 500 } },
			});
			portal.fault({
				method: 'batch',
				times: 1_000,
				// A condition asks for the portal's fields first.
				skip: 'conditions' in parameters ? 1 : 0,
				answer: { status: 200, body: { result: answers } },
			});
			const run = await runOn(portal, parameters);
			expect(run.error?.message).toMatch(
				/^The portal (counts 500 entries in this list but showed only 50 of them|sent entries again .* only 50 have come)/,
			);
			expect(run.items).toEqual([]);
			expect(portal.requests.length).toBeLessThanOrEqual(requests);
		},
	);

	it('a total that is far too high or far too low is not believed', async () => {
		const ids = await openPortal(180);
		for (const total of [100_000, 51, 0, -7, 1e15]) {
			portal.forget();
			portal.fault({
				method: 'user.get',
				answer: { status: 200, body: { result: page(ids.slice(0, 50)), total } },
			});
			const run = await runOn(portal, all);
			expect(idsOf(run.items)).toEqual(ids);
			expect(portal.requests.length).toBeLessThanOrEqual(6);
		}
	});
});
