/** Dismiss and Reinstate: people are looked up first, and what was done is not believed but seen. */
import {
	BOTH_CREDENTIALS,
	callsOf,
	changesOf,
	hintsOf,
	OAUTH2,
	pluck,
	requestsOf,
	runOn,
	stored,
	userBy,
} from '../../support/portal';
import { CAST, startPortal, type Portal } from '../../portal';
import { beforeCommand } from '../../trust/support/faults';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const user = userBy('id', '={{ $json.id }}');
const UNKNOWN = 'There is no person with ID 999999 that this credential can see';

/** `heads`: who is to leave may lead a department. */
const DIRECTIONS = [
	{ operation: 'dismiss', active: false, sent: 'N', heads: true },
	{ operation: 'reinstate', active: true, sent: 'Y', heads: false },
];

const CASES = BOTH_CREDENTIALS.flatMap((access) =>
	DIRECTIONS.map((direction) => ({ ...direction, access, name: access.name })),
);

const NOW = '2026-11-20T10:00:00+00:00';

const rows = (...ids: number[]) => ids.map((id, index) => ({ id, row: index + 1 }));

/** Puts people into the opposite of what the operation is to bring about. */
function prepare(active: boolean, ids: number[]): void {
	for (const id of ids) stored(portal, id).ACTIVE = !active;
}

describe.each(CASES)('$operation with $name', ({ operation, active, sent, heads, access }) => {
	it(`one item: outputs { "ID": "12", "ACTIVE": ${active} }, read back`, async () => {
		prepare(active, [2]);
		const run = await runOn(portal, { operation, user }, { items: rows(2) }, access);
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '2', ACTIVE: active }]);
		expect(stored(portal, 2).ACTIVE).toBe(active);
		expect(callsOf(portal, 'user.update')[0].params).toEqual({ ACTIVE: sent, ID: '2' });
		expect(requestsOf(portal)).toEqual([
			'user.get',
			...(heads ? ['department.get'] : []),
			'batch(1 user.update, 1 user.get)',
		]);
	});

	it('many items: each linked to its item, one request each to look up, to ask and to change', async () => {
		prepare(active, [2, 3, 8]);
		const run = await runOn(portal, { operation, user }, { items: rows(8, 2, 3) }, access);
		expect(pluck(run.items, 'ID')).toEqual(['8', '2', '3']);
		expect(pluck(run.items, 'ACTIVE')).toEqual([active, active, active]);
		expect(pluck(run.next, 'row')).toEqual([1, 2, 3]);
		expect(requestsOf(portal)).toEqual([
			'user.get',
			...(heads ? ['batch(3 department.get)'] : []),
			'batch(3 user.update, 1 user.get)',
		]);
		expect(callsOf(portal, 'user.get')[1].params).toMatchObject({
			FILTER: { ID: ['8', '2', '3'] },
		});
	});

	it('somebody unknown in the middle: named, and nobody is touched', async () => {
		prepare(active, [2, 4]);
		const run = await runOn(portal, { operation, user }, { items: rows(2, 999_999, 4) }, access);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe(UNKNOWN);
		expect(run.error?.context.itemIndex).toBe(1);
		expect(run.error?.description).toContain('Nothing was changed in the portal.');
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('stops where the portal refuses: names the person, counts what was done, sends nothing after it', async () => {
		prepare(active, [2, 4]);
		// Deleted between the look-up and the change.
		beforeCommand(portal, 'user.update', 1, () => portal.people.delete(3));
		const run = await runOn(portal, { operation, user }, { items: rows(2, 3, 4) }, access);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe(
			'The portal declined without giving a reason (John Smith (ID 3))',
		);
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
		expect(pluck(run.errorItems, 'error')).toEqual([UNKNOWN]);
		// The row arrives with its fields, so that it can be corrected and sent again.
		expect(run.errorItems[0].json).toMatchObject({
			id: 999_999,
			row: 1,
			message: expect.any(String),
		});
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
			{
				error: UNKNOWN,
				message: expect.stringContaining('Check the ID'),
			},
		]);
		expect(pluck(run.next, 'row')).toEqual([1, 2]);
	});

	it('somebody who is there already: nothing changes, confirmed all the same', async () => {
		stored(portal, 2).ACTIVE = active;
		const run = await runOn(portal, { operation, user }, { items: rows(2) }, access);
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '2', ACTIVE: active }]);
	});

	it('ACTIVE dropped silently by the portal: the item fails with that explanation', async () => {
		prepare(active, [3]);
		// `true` for an answer, and nothing done (b24restdocs `api-reference/user/user-update.md`, without administrator's rights).
		beforeCommand(portal, 'user.get', 2, () => {
			stored(portal, 3).ACTIVE = !active;
		});
		const run = await runOn(portal, { operation, user }, { items: rows(3) }, access);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe(
			`John Smith (ID 3) is still ${active ? 'dismissed' : 'active'}`,
		);
		expect(run.error?.description).toContain('not an administrator');
	});

	it('somebody who has not accepted the invitation is refused, with what the portal would make of it', async () => {
		prepare(active, [2]);
		const items = rows(CAST.invited, 2);
		const run = await runOn(
			portal,
			{ operation, user },
			{ items, continueOnFail: 'continueErrorOutput' },
			access,
		);
		expect(pluck(run.errorItems, 'error')).toEqual([
			'Ines Invited (ID 23) has not accepted the invitation yet',
		]);
		expect(JSON.stringify(run.errorItems[0].json.message)).toMatch(
			active ? /Only an administrator can let the person in/ : /REST cannot take that back/,
		);
		expect(pluck(run.items, 'ID')).toEqual(['2']);
		expect(callsOf(portal, 'user.update').map(({ params }) => params.ID)).toEqual(['2']);
	});
});

describe('Dismiss: checked before anything is sent', () => {
	it('a bad ID in item 3 → nobody is touched', async () => {
		const items = [{ id: 2 }, { id: 3 }, { id: 'x' }];
		const run = await runOn(portal, { operation: 'dismiss', user }, { items });
		expect(run.error?.message).toBe('Parameter "User": "x" is not the ID of a person');
		expect(run.error?.description).toContain('Nothing was changed in the portal.');
		expect(changesOf(portal)).toEqual([]);
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
		['list', (): string => '5'],
		['email', (): string => 'ZOE@Example.com'],
		['url', (): string => `${portal.url}/company/personal/user/5/`],
		['url', (): string => '/company/personal/user/5/'],
	] as const)('mode %s', async (mode, value) => {
		const run = await runOn(portal, { operation: 'dismiss', user: userBy(mode, value()) });
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '5', ACTIVE: false }]);
		expect(stored(portal, CAST.emoji).ACTIVE).toBe(false);
	});

	it('a profile link of another portal is refused: the ID is somebody else’s here', async () => {
		const link = 'https://b24.example/company/personal/user/5/';
		const run = await runOn(portal, { operation: 'dismiss', user: userBy('url', link) });
		expect(run.error?.message).toBe(
			'Parameter "User": "https://b24.example/company/personal/use…" leads to another portal than the credential',
		);
		expect(changesOf(portal)).toEqual([]);
		expect(stored(portal, CAST.emoji).ACTIVE).toBe(true);
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

describe('Dismiss: the person behind the credential', () => {
	it.each(BOTH_CREDENTIALS)(
		'is refused with $name, without a question of its own: the credential tells who it is',
		async (access) => {
			const items = rows(CAST.secondAdministrator, 3);
			const account = { userId: CAST.secondAdministrator };
			const run = await runOn(portal, { operation: 'dismiss', user }, { items, account }, access);
			expect(run.error?.message).toBe(
				'Alex Second (ID 24) is the person this credential belongs to',
			);
			expect(run.error?.description).toContain('lock this workflow out of the portal');
			expect(run.error?.description).toContain('Nothing was changed in the portal.');
			expect(callsOf(portal, 'profile')).toEqual([]);
			expect(changesOf(portal)).toEqual([]);
		},
	);

	it('is asked for where the token does not tell', async () => {
		const credential = OAUTH2.credential(portal);
		const token = credential.data.oauthTokenData as Record<string, unknown>;
		delete token.user_id;
		const run = await runOn(
			portal,
			{ operation: 'dismiss', user },
			{ items: rows(1) },
			{ ...OAUTH2, credential: () => credential },
		);
		expect(run.error?.message).toBe('Anna Admin (ID 1) is the person this credential belongs to');
		expect(changesOf(portal)).toEqual([]);
	});

	it('may be reinstated, which changes nothing', async () => {
		const run = await runOn(portal, { operation: 'reinstate', user }, { items: rows(1) });
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '1', ACTIVE: true }]);
	});
});

describe('Dismiss: head roles, which are lost for good', () => {
	it('are told in a hint with the departments', async () => {
		const run = await runOn(portal, { operation: 'dismiss', user }, { items: rows(2, 3) });
		expect(hintsOf(run)).toEqual([
			'These people lead departments and lose that with the dismissal; reinstating does not bring it back: Ольга Петрова-Ёлкина (ID 2): Logistics',
		]);
	});

	it('cannot be told without the scope department, and the dismissal goes on', async () => {
		const account = { scopes: ['user' as const] };
		const run = await runOn(portal, { operation: 'dismiss', user }, { items: rows(2), account });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'ACTIVE')).toEqual([false]);
		expect(run.hints).toEqual([]);
	});

	it('Reinstate does not ask for departments', async () => {
		await runOn(portal, { operation: 'reinstate', user }, { items: rows(CAST.dismissed) });
		expect(callsOf(portal, 'department.get')).toEqual([]);
	});
});

describe('Dismiss: who may be waiting for an answer to the invitation', () => {
	/** Never signed in, and yet accepted: an account made by an administrator, for example. */
	const accepted = () => Object.assign(stored(portal, 4), { LAST_LOGIN: null, confirmCode: '' });

	it('somebody who never signed in and has accepted is dismissed', async () => {
		accepted();
		const run = await runOn(portal, { operation: 'dismiss', user }, { items: rows(4, 3) });
		expect(pluck(run.items, 'ACTIVE')).toEqual([false, false]);
		expect(requestsOf(portal)).toEqual([
			'user.get',
			'batch(2 user.search, 2 department.get)',
			'batch(2 user.update, 1 user.get)',
		]);
	});

	it('a portal that ignores the question does not let a newcomer through', async () => {
		await portal.stop();
		portal = await startPortal({ people: 0, quirks: { confirmCodeFilter: false } });
		const items = rows(CAST.invited, 3);
		const run = await runOn(
			portal,
			{ operation: 'dismiss', user },
			{ items, continueOnFail: 'continueRegularOutput' },
		);
		expect(run.items[0].json.error).toContain('has not accepted the invitation yet');
		expect(run.items[1].json).toEqual({ ID: '3', ACTIVE: false });
		expect(stored(portal, CAST.invited).ACTIVE).toBe(true);
	});

	it('a question that cannot be asked fails the newcomer only, with that reason', async () => {
		accepted();
		portal.limitOperation('user.search', 4_000_000_000);
		const run = await runOn(
			portal,
			{ operation: 'dismiss', user, options: { maxWait: 0 } },
			{ items: rows(4, 3), continueOnFail: 'continueRegularOutput' },
		);
		expect(run.items[0].json.error).toMatch(/server time/);
		expect(run.items[1].json).toEqual({ ID: '3', ACTIVE: false });
		expect(stored(portal, 4).ACTIVE).toBe(true);
	});
});

describe('Dismiss: a preview', () => {
	it('shows what would be, with the hints, and changes nothing', async () => {
		const parameters = { operation: 'dismiss', user, options: { preview: true } };
		const run = await runOn(portal, parameters, { items: rows(2, 3) });
		expect(run.items.map(({ json }) => json)).toEqual([
			{ ID: '2', ACTIVE: false, preview: true },
			{ ID: '3', ACTIVE: false, preview: true },
		]);
		expect(run.hints).toHaveLength(1);
		expect(changesOf(portal)).toEqual([]);
		expect(pluck(run.next, 'row')).toEqual([1, 2]);
	});
});

describe('Dismiss: many', () => {
	const ids = () => [...portal.people.keys()].slice(-120);

	beforeEach(async () => {
		await portal.stop();
		portal = await startPortal({ people: 120 });
		for (const id of ids()) Object.assign(stored(portal, id), { LAST_LOGIN: NOW, confirmCode: '' });
	});

	it('more than 50 people stop before the first one, whatever On Error says, and the message names the option', async () => {
		const items = ids().map((id) => ({ id }));
		for (const continueOnFail of ['stop', 'continueRegularOutput'] as const) {
			const run = await runOn(portal, { operation: 'dismiss', user }, { items, continueOnFail });
			const told = run.error ? [run.error.message] : pluck(run.items, 'error');
			expect([...new Set(told)]).toEqual([
				'120 people are more than the 50 that one run may dismiss',
			]);
		}
		expect(changesOf(portal)).toEqual([]);
	});

	it('120 people: three requests of changes (49 and one read each), each person read back', async () => {
		const items = ids().map((id, row) => ({ id, row }));
		const parameters = { operation: 'dismiss', user, options: { maxPeople: 120 } };
		const run = await runOn(portal, parameters, { items });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'ID')).toEqual(ids().map(String));
		expect(pluck(run.items, 'ACTIVE')).toEqual(ids().map(() => false));
		expect(pluck(run.next, 'row')).toEqual(items.map(({ row }) => row));
		expect(ids().map((id) => stored(portal, id).ACTIVE)).toEqual(ids().map(() => false));
		expect(requestsOf(portal)).toEqual([
			'batch(3 user.get)',
			// For so many people it takes fewer requests to read all departments.
			'department.get',
			'department.get',
			'batch(49 user.update, 1 user.get)',
			'batch(49 user.update, 1 user.get)',
			'batch(22 user.update, 1 user.get)',
		]);
		const read = callsOf(portal, 'user.get')
			.slice(3)
			.flatMap(({ params }) => (params.FILTER as { ID: string[] }).ID);
		expect(read).toEqual(ids().map(String));
	});

	it('people the credential cannot see in one request keep the next one from being sent', async () => {
		const items = ids().map((id) => ({ id }));
		// Gone between the change and the reading.
		beforeCommand(portal, 'user.get', 4, () => portal.people.delete(ids()[0]));
		const parameters = { operation: 'dismiss', user, options: { maxPeople: 120 } };
		const run = await runOn(portal, parameters, { items });
		expect(run.error?.context.itemIndex).toBe(0);
		expect(callsOf(portal, 'user.update')).toHaveLength(49);
	});
});

describe('Dismiss: people who cannot be seen', () => {
	it('are no people of this portal before the change: an account of a bot', async () => {
		const run = await runOn(portal, { operation: 'dismiss', user }, { items: rows(CAST.bot) });
		expect(run.error?.message).toBe('There is no person with ID 14 that this credential can see');
		expect(changesOf(portal)).toEqual([]);
	});

	it('are not confirmed after it; Continue On Fail: that item alone, with the explanation', async () => {
		beforeCommand(portal, 'user.get', 2, () => portal.people.delete(4));
		const run = await runOn(
			portal,
			{ operation: 'dismiss', user },
			{ items: rows(4, CAST.employee), continueOnFail: 'continueErrorOutput' },
		);
		expect(pluck(run.next, 'row')).toEqual([2]);
		expect(pluck(run.nextOnError, 'row')).toEqual([1]);
		expect(run.errorItems[0].json.error).toContain('could not be confirmed');
	});

	it('stopping: the message counts what was really done', async () => {
		beforeCommand(portal, 'user.get', 2, () => portal.people.delete(4));
		const items = rows(CAST.employee, 4, CAST.emoji);
		const run = await runOn(portal, { operation: 'dismiss', user }, { items });
		expect(run.error?.context.itemIndex).toBe(1);
		expect(run.error?.message).toContain('could not be confirmed');
		// Reading back comes at the end of a request, so the item behind went out with it.
		expect(stored(portal, CAST.emoji).ACTIVE).toBe(false);
		expect(run.error?.description).not.toContain('Nothing after it was sent');
		expect(run.error?.description).toContain('Check their status in the portal');
		expect(run.error?.description).toContain('Done before it: 1.');
	});

	it('a read-back that the portal refuses: not confirmed, with the portal’s reason', async () => {
		beforeCommand(portal, 'user.update', 1, () => portal.limitOperation('user.get', 4_000_000_000));
		const run = await runOn(portal, { operation: 'dismiss', user }, { items: rows(2) });
		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain('could not be confirmed');
		expect(run.error?.description).not.toContain('cannot see this person');
		expect(`${run.error?.message} ${run.error?.description}`).toContain('server time');
	});
});
