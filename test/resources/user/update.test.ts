/** Update (user.update), and whom the parameter "User" names. */
import {
	AUTOMATIC,
	BOTH_CREDENTIALS,
	callsOf,
	columns,
	pluck,
	requestsOf,
	runOn,
	stored,
	userBy,
} from '../../support/portal';
import { CAST, startPortal, type Portal } from '../../portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const byRow = {
	operation: 'update',
	user: userBy('id', '={{ $json.id }}'),
	fields: columns({ WORK_POSITION: '={{ $json.position }}' }),
};

const three = [
	{ row: 1, id: 2, position: 'Head' },
	{ row: 2, id: 3, position: 'Driver' },
	{ row: 3, id: 4, position: 'Pilot' },
];

/** Nobody has the ID of the second item: only the portal can know. */
const secondUnknown = [three[0], { ...three[1], id: 999_999 }, three[2]];

const positions = (...ids: number[]) => ids.map((id) => stored(portal, id).WORK_POSITION);

const REASON = 'The portal declined without giving a reason (person with ID 999999)';

describe.each(BOTH_CREDENTIALS)('Update with $name', (access) => {
	it('one item: outputs { "ID": "12", "updated": true } after one request', async () => {
		const run = await runOn(portal, byRow, { items: [three[0]] }, access);
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '2', updated: true }]);
		expect(positions(2)).toEqual(['Head']);
		expect(requestsOf(portal)).toEqual(['user.update']);
	});

	it('many items: expressions per item, each output linked to its item, all in one batch', async () => {
		const run = await runOn(portal, byRow, { items: three }, access);
		expect(pluck(run.items, 'ID')).toEqual(['2', '3', '4']);
		expect(pluck(run.next, 'row')).toEqual([1, 2, 3]);
		expect(positions(2, 3, 4)).toEqual(['Head', 'Driver', 'Pilot']);
		expect(requestsOf(portal)).toEqual(['batch(3 user.update)']);
	});

	it('one item refused: the execution stops with what to check', async () => {
		const run = await runOn(portal, byRow, { items: [secondUnknown[1]] }, access);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe(REASON);
		expect(run.error?.description).toContain('the person does not exist');
	});

	it('stops at the refused item: names it, says how many were done, sends nothing after it', async () => {
		const run = await runOn(portal, byRow, { items: secondUnknown }, access);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe(`${REASON}`);
		expect(run.error?.description).toContain('Done before it: 1. Nothing after it was sent.');
		expect(positions(2)).toEqual(['Head']);
		expect(callsOf(portal, 'user.update').map(({ params }) => params.ID)).toEqual(['2', '999999']);
	});

	it('Continue On Fail, error output: two outputs and one error, each linked to its item', async () => {
		const run = await runOn(
			portal,
			byRow,
			{ items: secondUnknown, continueOnFail: 'continueErrorOutput' },
			access,
		);
		expect(run.error).toBeUndefined();
		expect(pluck(run.next, 'row')).toEqual([1, 3]);
		expect(pluck(run.nextOnError, 'row')).toEqual([2]);
		expect(pluck(run.errorItems, 'error')).toEqual([REASON]);
		expect(positions(2, 4)).toEqual(['Head', 'Pilot']);
	});

	it('Continue On Fail, regular output: two inputs, both outputs in their places', async () => {
		const run = await runOn(
			portal,
			byRow,
			{ items: secondUnknown.slice(0, 2), continueOnFail: 'continueRegularOutput' },
			access,
		);
		expect(pluck(run.next, 'row')).toEqual([1, 2]);
		expect(run.items.map(({ json }) => json)).toEqual([
			{ ID: '2', updated: true },
			{
				error: REASON,
				message:
					'Most often the person does not exist or the account behind the credential lacks the right. Check both.',
			},
		]);
	});
});

describe('Update: two inputs with another number of outputs', () => {
	it.each([
		['first', [secondUnknown[1], three[0]], [1], [2]],
		['second', [three[0], secondUnknown[1]], [1], [2]],
	])('the %s one refused: one output, one error, both links right', async (_which, items) => {
		const rows = items.map((item, index) => ({ ...item, row: `${index}: ${item.id}` }));
		const run = await runOn(portal, byRow, { items: rows, continueOnFail: 'continueErrorOutput' });
		const bad = rows.filter(({ id }) => id === 999_999).map(({ row }) => row);
		const fine = rows.filter(({ id }) => id !== 999_999).map(({ row }) => row);
		expect(pluck(run.next, 'row')).toEqual(fine);
		expect(pluck(run.nextOnError, 'row')).toEqual(bad);
	});
});

describe('Update: the whole run is checked before anything is sent', () => {
	it.each([
		['an empty "User"', { id: '' }, 'The parameter "User" is empty'],
		['an ID that is none', { id: 'abc' }, 'Parameter "User": "abc" is not the ID of a person'],
		['an ID below one', { id: -4 }, 'Parameter "User": "-4" is not the ID of a person'],
	])('%s in item 3 → nothing sent at all', async (_what, spoiled, message) => {
		const items = [three[0], three[1], { ...three[2], ...spoiled }];
		const run = await runOn(portal, byRow, { items });
		expect(run.error?.message).toBe(`${message}`);
		expect(run.error?.description).toContain('Nothing was changed in the portal.');
		expect(portal.requests).toEqual([]);
	});

	it('an item whose columns are empty is handed on unchanged, and nothing is sent for it', async () => {
		const items = [three[0], { ...three[1], position: null }];
		const run = await runOn(portal, byRow, { items });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'updated')).toEqual([true, false]);
		expect(callsOf(portal, 'user.update')).toHaveLength(1);
	});

	it('a value that does not fit its field in item 3 → nothing changed, the field named', async () => {
		const items = [1, 2, 'many'].map((badge, index) => ({ ...three[index], badge }));
		const fields = columns({ UF_USR_BADGE: '={{ $json.badge }}' });
		const run = await runOn(portal, { ...byRow, fields }, { items });
		expect(run.error?.message).toBe('"Badge" (UF_USR_BADGE): "many" is not a whole number');
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('with Continue On Fail a bad form stays behind alone', async () => {
		const items = [three[0], { ...three[1], id: 'abc' }, three[2]];
		const run = await runOn(portal, byRow, { items, continueOnFail: 'continueErrorOutput' });
		expect(pluck(run.next, 'row')).toEqual([1, 3]);
		expect(pluck(run.nextOnError, 'row')).toEqual([2]);
		expect(positions(2, 4)).toEqual(['Head', 'Pilot']);
	});
});

describe('Update: the parameter "user"', () => {
	const fields = columns({ WORK_POSITION: 'Found' });
	const url = (path: string) => `https://portal.example${path}`;

	it.each([
		['list', '3', CAST.employee],
		['id', 3, CAST.employee],
		['id', ' 3 ', CAST.employee],
		['email', 'JOHN.smith@Example.com', CAST.employee],
		['email', 'mixed.case@example.com', CAST.mixedCase],
		['email', "siobhan.o'brien@example.com", CAST.apostrophe],
		['email', 'erik.extern@partner.example', CAST.extranet],
		['url', url('/company/personal/user/3/'), CAST.employee],
		['url', url('/company/personal/user/3/tasks/?x=1'), CAST.employee],
		['url', url('/extranet/contacts/personal/user/8/'), CAST.extranet],
		['url', '/company/personal/user/3/', CAST.employee],
	] as const)('mode %s: %s', async (mode, given, id) => {
		const value = String(given).replace('https://portal.example', portal.url);
		const run = await runOn(portal, { operation: 'update', user: userBy(mode, value), fields });
		expect(run.error).toBeUndefined();
		expect(run.items[0].json.ID).toBe(String(id));
		expect(positions(id)).toEqual(['Found']);
		expect(callsOf(portal, 'user.update')).toHaveLength(1);
	});

	it('an unknown e-mail in item 2: named, and nothing is changed', async () => {
		const items = ['john.smith@example.com', 'who@example.com'].map((email) => ({ email }));
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('email', '={{ $json.email }}'), fields },
			{ items },
		);
		expect(run.error?.message).toContain('There is no person with the e-mail address');
		expect(run.error?.message).toContain('who@example.com');
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('an unknown e-mail with Continue On Fail is that item’s failure alone', async () => {
		const emails = ['who@example.com', 'zoe@example.com'];
		const items = emails.map((email, index) => ({ email, row: index + 1 }));
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('email', '={{ $json.email }}'), fields },
			{ items, continueOnFail: 'continueErrorOutput' },
		);
		expect(pluck(run.next, 'row')).toEqual([2]);
		expect(pluck(run.nextOnError, 'row')).toEqual([1]);
		expect(positions(CAST.emoji)).toEqual(['Found']);
	});

	it('an e-mail that several people have: refused with their IDs, nobody is changed', async () => {
		stored(portal, 4).EMAIL = 'JOHN.SMITH@example.com';
		const user = userBy('email', 'john.smith@example.com');
		const run = await runOn(portal, { operation: 'update', user, fields });
		expect(run.error?.message).toContain('Several people have the e-mail address');
		expect(run.error?.description).toContain('3, 4');
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('a link that leads to no profile is refused before sending', async () => {
		const user = userBy('url', url('/company/structure/'));
		const run = await runOn(portal, { operation: 'update', user, fields });
		expect(run.error?.message).toContain('is not the link to a profile');
		expect(portal.requests).toEqual([]);
	});

	it('a link into another cloud portal is refused before sending: the ID is somebody else’s there', async () => {
		const user = userBy('url', 'https://other.bitrix24.com/company/personal/user/3/');
		const run = await runOn(portal, { operation: 'update', user, fields });
		expect(run.error?.message).toContain('leads to another portal than the credential');
		expect(portal.requests).toEqual([]);
	});

	it('60 e-mails are looked up together', async () => {
		await portal.stop();
		portal = await startPortal({ people: 60 });
		const people = [...portal.people.values()].slice(-60);
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('email', '={{ $json.email }}'), fields },
			{ items: people.map(({ EMAIL }) => ({ email: EMAIL.toUpperCase() })) },
		);
		expect(pluck(run.items, 'ID')).toEqual(people.map(({ ID }) => String(ID)));
		expect(requestsOf(portal)).toEqual([
			'batch(2 user.get)',
			'batch(50 user.update)',
			'batch(10 user.update)',
		]);
	});
});

describe('Update: a mapped ID column can never redirect it', () => {
	it.each([
		['Map Each Column Manually', columns({ ID: '4', WORK_POSITION: 'Here' })],
		['Map Automatically', AUTOMATIC],
	])('%s', async (_mode, fields) => {
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('id', '3'), fields },
			{ items: [{ ID: '4', id: '5', WORK_POSITION: 'Here' }] },
		);
		expect(run.items[0].json).toEqual({ ID: '3', updated: true });
		expect(positions(3)).toEqual(['Here']);
		expect(positions(4, 5)).not.toContain('Here');
	});
});

describe('Update: many', () => {
	it('120 people in one run: three requests, everybody with their own value', async () => {
		await portal.stop();
		portal = await startPortal({ people: 120 });
		const ids = [...portal.people.keys()].slice(-120);
		const items = ids.map((id, row) => ({ id, row, position: `Seat ${row}` }));
		const run = await runOn(portal, byRow, { items });
		expect(pluck(run.next, 'row')).toEqual(items.map(({ row }) => row));
		expect(positions(...ids)).toEqual(items.map(({ position }) => position));
		expect(requestsOf(portal)).toEqual([
			'batch(50 user.update)',
			'batch(50 user.update)',
			'batch(20 user.update)',
		]);
	});
});
