/** Dismiss and Reinstate: interface.md "Offboarding must not be believed but seen". */
import {
	BOTH_CREDENTIALS,
	callsOf,
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

const user = userBy('id', '={{ $json.id }}');
const REASON = 'The portal declined without giving a reason (person with ID 999999)';

const DIRECTIONS = [
	{ operation: 'dismiss', active: false, sent: 'N' },
	{ operation: 'reinstate', active: true, sent: 'Y' },
];

const CASES = BOTH_CREDENTIALS.flatMap((access) =>
	DIRECTIONS.map((direction) => ({ ...direction, access, name: access.name })),
);

const rows = (...ids: number[]) => ids.map((id, index) => ({ id, row: index + 1 }));

/** Puts people into the opposite of what the operation is to bring about. */
function prepare(active: boolean, ids: number[]): void {
	for (const id of ids) stored(portal, id).ACTIVE = !active;
}

describe.each(CASES)('$operation with $name', ({ operation, active, sent, access }) => {
	it(`one item: outputs { "ID": "12", "ACTIVE": ${active} }, read back`, async () => {
		prepare(active, [2]);
		const run = await runOn(portal, { operation, user }, { items: rows(2) }, access);
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '2', ACTIVE: active }]);
		expect(stored(portal, 2).ACTIVE).toBe(active);
		expect(callsOf(portal, 'user.update')[0].params).toEqual({ ACTIVE: sent, ID: '2' });
		expect(requestsOf(portal)).toEqual(['batch(1 user.update, 1 user.get)']);
	});

	it('many items: each linked to its item, one request with one read at its end', async () => {
		prepare(active, [2, 3, 8]);
		const run = await runOn(portal, { operation, user }, { items: rows(8, 2, 3) }, access);
		expect(pluck(run.items, 'ID')).toEqual(['8', '2', '3']);
		expect(pluck(run.items, 'ACTIVE')).toEqual([active, active, active]);
		expect(pluck(run.next, 'row')).toEqual([1, 2, 3]);
		expect(requestsOf(portal)).toEqual(['batch(3 user.update, 1 user.get)']);
		expect(callsOf(portal, 'user.get')[0].params).toMatchObject({
			FILTER: { ID: ['8', '2', '3'] },
		});
	});

	it('stops at the refused item: names it, says how many were done, sends nothing after it', async () => {
		prepare(active, [2, 4]);
		const run = await runOn(portal, { operation, user }, { items: rows(2, 999_999, 4) }, access);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe(`${REASON}`);
		expect(run.error?.description).toContain('Done before it: 1. Nothing after it was sent.');
		expect(stored(portal, 2).ACTIVE).toBe(active);
		expect(stored(portal, 4).ACTIVE).toBe(!active);
	});

	it('Continue On Fail, error output: links right on both outputs', async () => {
		prepare(active, [2, 4]);
		const items = rows(999_999, 2, 4);
		const run = await runOn(
			portal,
			{ operation, user },
			{ items, continueOnFail: 'continueErrorOutput' },
			access,
		);
		expect(pluck(run.items, 'ID')).toEqual(['2', '4']);
		expect(pluck(run.next, 'row')).toEqual([2, 3]);
		expect(pluck(run.nextOnError, 'row')).toEqual([1]);
		expect(pluck(run.errorItems, 'error')).toEqual([REASON]);
	});

	it('Continue On Fail, regular output: two inputs, both in their places', async () => {
		prepare(active, [2]);
		const items = rows(2, 999_999);
		const run = await runOn(
			portal,
			{ operation, user },
			{ items, continueOnFail: 'continueRegularOutput' },
			access,
		);
		expect(run.items.map(({ json }) => json)).toEqual([
			{ ID: '2', ACTIVE: active },
			{ error: REASON },
		]);
		expect(pluck(run.next, 'row')).toEqual([1, 2]);
	});

	it('somebody who is there already: nothing changes, confirmed all the same', async () => {
		stored(portal, 2).ACTIVE = active;
		const run = await runOn(portal, { operation, user }, { items: rows(2) }, access);
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '2', ACTIVE: active }]);
	});

	it('ACTIVE dropped silently for a non-administrator: the item fails with that explanation', async () => {
		prepare(active, [3]);
		const account = { userId: 3 };
		const run = await runOn(portal, { operation, user }, { items: rows(3), account }, access);
		expect(run.items).toEqual([]);
		// A dismissed person's credential is refused altogether: there it never comes to a silent drop.
		if (active) return expect(run.error).toBeDefined();
		expect(run.error?.message).toBe('The person with ID 3 is still active');
		expect(run.error?.description).toContain('not an administrator');
		expect(stored(portal, 3).ACTIVE).toBe(true);
	});
});

describe('Dismiss: checked before anything is sent', () => {
	it('a bad ID in item 3 → nothing sent at all', async () => {
		const items = [{ id: 2 }, { id: 3 }, { id: 'x' }];
		const run = await runOn(portal, { operation: 'dismiss', user }, { items });
		expect(run.error?.message).toBe(
			'Parameter "User": This is not the ID of a person',
		);
		expect(run.error?.description).toContain('Nothing was changed in the portal.');
		expect(portal.requests).toEqual([]);
	});

	it('an unknown e-mail in item 2 → nobody is dismissed', async () => {
		const items = [{ email: 'zoe@example.com' }, { email: 'who@example.com' }];
		const byEmail = userBy('email', '={{ $json.email }}');
		const run = await runOn(portal, { operation: 'dismiss', user: byEmail }, { items });
		expect(run.error?.message).toContain('There is no person with the e-mail address');
		expect(stored(portal, CAST.emoji).ACTIVE).toBe(true);
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});
});

describe('Dismiss and Reinstate: the parameter "user"', () => {
	it.each([
		['list', '5'],
		['email', 'ZOE@Example.com'],
		['url', 'https://portal.example/company/personal/user/5/'],
	] as const)('mode %s', async (mode, value) => {
		const run = await runOn(portal, { operation: 'dismiss', user: userBy(mode, value) });
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '5', ACTIVE: false }]);
		expect(stored(portal, CAST.emoji).ACTIVE).toBe(false);
	});

	it('reinstate finds a dismissed person by e-mail', async () => {
		const parameters = { operation: 'reinstate', user: userBy('email', 'Peter.Gone@example.com') };
		const run = await runOn(portal, parameters);
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '7', ACTIVE: true }]);
		expect(stored(portal, CAST.dismissed).ACTIVE).toBe(true);
	});

	it('the same person twice in one run: both items confirmed', async () => {
		const run = await runOn(portal, { operation: 'dismiss', user }, { items: rows(2, 2) });
		expect(pluck(run.items, 'ID')).toEqual(['2', '2']);
		expect(pluck(run.next, 'row')).toEqual([1, 2]);
	});
});

describe('Dismiss: many', () => {
	it('120 people: three requests (49 changes and one read each), each person read back', async () => {
		await portal.stop();
		portal = await startPortal({ people: 120 });
		const ids = [...portal.people.keys()].slice(-120);
		const items = ids.map((id, row) => ({ id, row }));
		const run = await runOn(portal, { operation: 'dismiss', user }, { items });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'ID')).toEqual(ids.map(String));
		expect(pluck(run.items, 'ACTIVE')).toEqual(ids.map(() => false));
		expect(pluck(run.next, 'row')).toEqual(items.map(({ row }) => row));
		expect(ids.map((id) => stored(portal, id).ACTIVE)).toEqual(ids.map(() => false));
		expect(requestsOf(portal)).toEqual([
			'batch(49 user.update, 1 user.get)',
			'batch(49 user.update, 1 user.get)',
			'batch(22 user.update, 1 user.get)',
		]);
		const read = callsOf(portal, 'user.get').flatMap(
			({ params }) => (params.FILTER as { ID: string[] }).ID,
		);
		expect(read).toEqual(ids.map(String));
	});
});

describe('Dismiss: people the credential cannot see are not confirmed', () => {
	it('Continue On Fail: that item alone, with the explanation', async () => {
		const items = rows(CAST.bot, CAST.employee);
		const run = await runOn(
			portal,
			{ operation: 'dismiss', user },
			{ items, continueOnFail: 'continueErrorOutput' },
		);
		expect(pluck(run.next, 'row')).toEqual([2]);
		expect(pluck(run.nextOnError, 'row')).toEqual([1]);
		expect(run.errorItems[0].json.error).toContain('could not be confirmed');
	});

	it('stopping: the message counts what was really done', async () => {
		const items = rows(CAST.employee, CAST.bot, CAST.emoji);
		const run = await runOn(portal, { operation: 'dismiss', user }, { items });
		expect(run.error?.context.itemIndex).toBe(1);
		expect(run.error?.message).toContain('could not be confirmed');
		// Reading back comes at the end of a request, so the item behind went out with it.
		expect(stored(portal, CAST.emoji).ACTIVE).toBe(false);
		expect(run.error?.description).not.toContain('Nothing after it was sent');
		expect(run.error?.description).toContain('Check their status in the portal');
		expect(run.error?.description).not.toContain('Done before it: 2');
	});

	it('stopping: what is not confirmed in one request keeps the next one from being sent', async () => {
		await portal.stop();
		portal = await startPortal({ people: 60 });
		const ids = [CAST.bot, ...[...portal.people.keys()].slice(-60)];
		const run = await runOn(portal, { operation: 'dismiss', user }, { items: rows(...ids) });
		expect(run.error?.context.itemIndex).toBe(0);
		expect(callsOf(portal, 'user.update')).toHaveLength(49);
	});

	it('a read-back that the portal refuses: not confirmed, with the portal’s reason', async () => {
		portal.limitOperation('user.get', 4_000_000_000);
		const run = await runOn(portal, { operation: 'dismiss', user }, { items: rows(2) });
		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain('could not be confirmed');
		expect(run.error?.description).not.toContain('cannot see this person');
		expect(`${run.error?.message} ${run.error?.description}`).toContain('server time');
	});
});
