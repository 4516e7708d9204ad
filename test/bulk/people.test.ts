/** People named by ID or e-mail, and equal reads, asked for together. */
import { idsOf } from '../support/people';
import { callsOf, pluck, requestsOf, runOn, userBy } from '../support/portal';
import type { Portal } from '../portal';
import { closePortals, commandsOf, open, portalOf, range } from './support';

afterAll(closePortals);

const byId = { operation: 'get', user: userBy('id', '={{ $json.id }}') };
const byEmail = { operation: 'get', user: userBy('email', '={{ $json.email }}') };

const filterOf = (portal: Portal, index = 0) => callsOf(portal, 'user.get')[index].params.FILTER;

describe('Get by ID', () => {
	let portal: Portal;

	beforeAll(async () => {
		portal = await open({ people: 2_700 });
	});
	beforeEach(() => portal.forget());

	it('2,500 items are one batch of 50 commands with the plain key ID, guests included', async () => {
		const people = [...portal.people.values()].filter(({ ID }) => ID > 100).slice(0, 2_500);
		expect(people.filter(({ USER_TYPE }) => USER_TYPE === 'extranet').length).toBeGreaterThan(50);
		const items = people.map(({ ID }) => ({ id: ID, row: ID })).reverse();
		const run = await runOn(portal, byId, { items });
		expect(run.error).toBeUndefined();
		expect(requestsOf(portal)).toEqual(['batch(50 user.get)']);
		const filters = callsOf(portal, 'user.get').map(({ params }) => params.FILTER);
		expect(filters.every((filter) => Object.keys(filter ?? {}).join() === 'ID')).toBe(true);
		expect(idsOf(run.items)).toEqual(items.map(({ id }) => id));
		expect(pluck(run.next, 'row')).toEqual(idsOf(run.items));
	});

	it('2,501 items are 51 commands in two requests', async () => {
		const ids = [...portal.people.keys()].filter((id) => id > 100).slice(0, 2_501);
		const run = await runOn(portal, byId, { items: ids.map((id) => ({ id })) });
		expect(commandsOf(portal)).toEqual([50, 1]);
		expect(idsOf(run.items)).toEqual(ids);
	});

	it('50 items are one call without a batch, and the 51st is the second command', async () => {
		const ids = [...portal.people.keys()].filter((id) => id > 100);
		await runOn(portal, byId, { items: ids.slice(0, 50).map((id) => ({ id })) });
		expect(requestsOf(portal)).toEqual(['user.get']);
		portal.forget();
		await runOn(portal, byId, { items: ids.slice(0, 51).map((id) => ({ id })) });
		expect(requestsOf(portal)).toEqual(['batch(2 user.get)']);
	});

	it('duplicates are asked once, however the ID is written, and each item gets a copy of its own', async () => {
		const items = ['3', 3, ' 3 ', '003', 2, 3].map((id, row) => ({ id, row }));
		const run = await runOn(portal, byId, { items });
		expect(requestsOf(portal)).toEqual(['user.get']);
		expect(filterOf(portal)).toEqual({ ID: [3, 2] });
		expect(idsOf(run.items)).toEqual([3, 3, 3, 3, 2, 3]);
		expect(pluck(run.next, 'row')).toEqual([0, 1, 2, 3, 4, 5]);
		expect(new Set(run.items.map(({ json }) => json)).size).toBe(6);
	});

	it('people who are not there fail alone among 200, at no further request', async () => {
		const items = range(200).map((row) => ({ id: row % 10 === 3 ? 900_000 + row : 101, row }));
		const run = await runOn(portal, byId, { items, continueOnFail: 'continueErrorOutput' });
		expect(requestsOf(portal)).toEqual(['user.get']);
		expect(pluck(run.next, 'row')).toHaveLength(180);
		expect(pluck(run.nextOnError, 'row')).toEqual(range(20).map((ten) => ten * 10 + 3));
		expect(run.errorItems[0].json.error).toContain('no person with ID 900003');
	});

	it('IDs, e-mails and different outputs in one run: one look-up for all of them', async () => {
		const items = range(6).map((row) => ({
			user: row % 2 ? '3' : 'olga.petrova@example.com',
			mode: row % 2 ? 'id' : 'email',
			output: row < 4 ? 'raw' : 'simplified',
			row,
		}));
		const run = await runOn(
			portal,
			{
				operation: 'get',
				user: { __rl: true, mode: '={{ $json.mode }}', value: '={{ $json.user }}' },
				output: '={{ $json.output }}',
				// n8n takes a required parameter for shown when an expression decides about it.
				outputFields: ['ID'],
			},
			{ items },
		);
		expect(run.error).toBeUndefined();
		expect(requestsOf(portal)).toEqual(['batch(2 user.get)']);
		expect(idsOf(run.items)).toEqual([2, 3, 2, 3, 2, 3]);
		expect('XML_ID' in run.items[4].json).toBe(false);
		expect(run.items[0].json.DATE_REGISTER).toBeDefined();
		expect(run.items[4].json.DATE_REGISTER).toBeUndefined();
	});
});

describe('Get by e-mail', () => {
	it('500 items are one batch of 11 commands in administrator mode, however they are written', async () => {
		const portal = await open({ people: 600 });
		const people = [...portal.people.values()].filter(({ ID }) => ID > 100).slice(0, 500);
		const items = people.map(({ EMAIL }, row) => ({
			email: row % 2 ? EMAIL.toUpperCase() : ` ${EMAIL} `,
			row,
		}));
		const run = await runOn(portal, byEmail, { items });
		expect(run.error).toBeUndefined();
		expect(requestsOf(portal)).toEqual(['batch(11 user.get)']);
		const calls = callsOf(portal, 'user.get');
		expect(calls.every(({ params }) => params.ADMIN_MODE === 'Y' && params.start === '-1')).toBe(
			true,
		);
		expect(idsOf(run.items)).toEqual(people.map(({ ID }) => ID));
		expect(pluck(run.next, 'row')).toEqual(range(500));
	});

	it('a full page of an address that many share ends in words, not in the wrong person', async () => {
		const portal = await portalOf(130);
		const ids = [...portal.people.keys()].slice(1, 121);
		for (const id of ids) Object.assign(portal.people.get(id)!, { EMAIL: 'shared@example.com' });
		const last = [...portal.people.values()].at(-1)!;
		const items = [{ email: 'shared@example.com' }, { email: last.EMAIL }];
		const run = await runOn(portal, byEmail, { items, continueOnFail: 'continueErrorOutput' });
		expect(run.errorItems[0].json.error).toBe(
			'Several people have the e-mail address shared@example.com',
		);
		expect(idsOf(run.items)).toEqual([last.ID]);
		expect(portal.requests.length).toBeLessThanOrEqual(3);
	});
});

describe('equal reads', () => {
	let portal: Portal;

	beforeEach(async () => {
		portal = await portalOf(120);
	});

	it.each([
		['Get Current', { operation: 'getCurrent' }, ['user.current'], 1],
		['Get Many', { operation: 'getAll', limit: 20 }, ['user.get'], 20],
		['Search', { operation: 'search', phrase: 'Accountant', limit: 3 }, ['user.search'], 3],
	])('%s for 40 items is asked once', async (_name, parameters, requests, each) => {
		const run = await runOn(portal, parameters, { items: range(40).map((row) => ({ row })) });
		expect(run.error).toBeUndefined();
		expect(requestsOf(portal)).toEqual(requests);
		expect(run.items).toHaveLength(40 * each);
		expect(pluck(run.next, 'row')).toEqual(range(40 * each).map((at) => Math.floor(at / each)));
	});

	it('Get Fields for 40 items asks for the fields once', async () => {
		const run = await runOn(
			portal,
			{ operation: 'getFields' },
			{ items: range(40).map(() => ({})) },
		);
		expect(run.error).toBeUndefined();
		expect(callsOf(portal, 'user.fields')).toHaveLength(1);
		expect(portal.requests).toHaveLength(1);
	});

	it('a Limit and Return All are not equal', async () => {
		const items = [{ all: false }, { all: true }, { all: false }];
		const run = await runOn(
			portal,
			{ operation: 'getAll', returnAll: '={{ $json.all }}', limit: 10 },
			{ items },
		);
		expect(run.items).toHaveLength(10 + 120 + 10);
		expect(commandsOf(portal)).toEqual([2, 2]);
	});
});

it('a portal that ignores e-mail conditions is not believed: nobody is taken for somebody else', async () => {
	const portal = await portalOf(400);
	const [row] = [...portal.people.values()].map(({ ID, EMAIL }) => ({ ID: String(ID), EMAIL }));
	const page = range(50).map(() => row);
	portal.fault({ times: 50, answer: { status: 200, body: { result: page, total: 0 } } });
	const run = await runOn(portal, byEmail, { items: [{ email: 'not.there@example.com' }] });
	expect(run.items).toEqual([]);
	expect(run.error?.message).toContain('The portal sent entries again');
	expect(portal.requests.length).toBeLessThanOrEqual(2);
});
