/** The filters of Get Many about invitations and sign-ins: `invitation`, `neverSignedIn`, `lastSignInBefore`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { employees, idsOf } from '../../support/people';
import {
	type Access,
	BOTH_CREDENTIALS,
	hintsOf,
	requestsOf,
	runOn,
	stored,
} from '../../support/portal';

let knowing: Portal;
let older: Portal;

beforeAll(async () => {
	knowing = await startPortal({ people: 60 });
	older = await startPortal({ people: 60, quirks: { confirmCodeFilter: false } });
	for (const portal of [knowing, older]) {
		// Accepted, and not signed in since.
		stored(portal, CAST.emoji).LAST_LOGIN = null;
		stored(portal, CAST.apostrophe).LAST_LOGIN = '2023-05-01T10:00:00+02:00';
		stored(portal, CAST.placeholder).LAST_LOGIN = '2023-06-01T00:30:00+02:00';
	}
});
beforeEach(() => {
	knowing.forget();
	older.forget();
});
afterAll(() => Promise.all([knowing.stop(), older.stop()]));

function list(portal: Portal, filters: Record<string, unknown>, more = {}, access?: Access) {
	const own: Record<string, unknown> = { filters, ...more };
	return runOn(portal, { operation: 'getAll', returnAll: true, ...own }, {}, access);
}

describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
	it('"pending" are those who have not accepted the invitation', async () => {
		const run = await list(knowing, { invitation: 'pending' }, {}, access);
		expect(idsOf(run.items)).toEqual([CAST.invited]);
		expect(run.hints).toEqual([]);
		expect(requestsOf(knowing)).toEqual(['batch(2 user.search)', 'user.search']);
	});

	it('"accepted" are all others, those who never signed in as well', async () => {
		const run = await list(knowing, { invitation: ' Accepted ' }, {}, access);
		expect(idsOf(run.items)).toEqual(employees(knowing, ({ ID }) => ID !== CAST.invited));
	});

	it('where the portal does not know invitations it goes by sign-ins, and a hint says so', async () => {
		const pending = await list(older, { invitation: 'pending' }, {}, access);
		expect(idsOf(pending.items)).toEqual([CAST.emoji, CAST.invited]);
		expect(hintsOf(pending)).toEqual([expect.stringContaining('went by who has ever signed in')]);
		const accepted = await list(older, { invitation: 'accepted' }, {}, access);
		expect(idsOf(accepted.items)).toEqual(
			employees(older, ({ LAST_LOGIN }) => (LAST_LOGIN ?? '') !== ''),
		);
	});
});

it('goes together with the other filters and with conditions', async () => {
	const condition = { field: 'EMAIL', operator: 'contains', value: 'invited' };
	const run = await list(
		knowing,
		{ invitation: 'pending', status: 'active', neverSignedIn: true },
		{ conditions: { condition: [condition] } },
	);
	expect(idsOf(run.items)).toEqual([CAST.invited]);
	expect(
		idsOf((await list(knowing, { invitation: 'accepted', neverSignedIn: true })).items),
	).toEqual([CAST.emoji]);
});

it('neverSignedIn tells those without a sign-in from those with one', async () => {
	expect(idsOf((await list(knowing, { neverSignedIn: true })).items)).toEqual([
		CAST.emoji,
		CAST.invited,
	]);
	expect(idsOf((await list(knowing, { neverSignedIn: 'no' })).items)).toEqual(
		employees(knowing, ({ LAST_LOGIN }) => (LAST_LOGIN ?? '') !== ''),
	);
});

it('lastSignInBefore leaves out the day itself, and whoever never signed in', async () => {
	for (const [day, ids] of [
		['2023-05-01', []],
		['2023-05-02', [CAST.apostrophe]],
		['2023-06-01T09:00:00', [CAST.apostrophe]],
		['2023-06-02', [CAST.apostrophe, CAST.placeholder]],
	] as const) {
		expect(idsOf((await list(knowing, { lastSignInBefore: day })).items)).toEqual(ids);
	}
});

it.each<[string, Record<string, unknown>, Record<string, unknown>, RegExp, boolean]>([
	[
		'pending with a last sign-in',
		{ invitation: 'pending', lastSignInBefore: '2024-01-01' },
		{},
		/has signed in has accepted/,
		false,
	],
	[
		'pending who signed in',
		{ invitation: 'pending', neverSignedIn: false },
		{},
		/has accepted/,
		false,
	],
	[
		'accepted without a sign-in where the portal does not tell',
		{ invitation: 'accepted', neverSignedIn: true },
		{},
		/does not tell who has accepted/,
		true,
	],
	['a word there is none of', { invitation: 'open' }, {}, /Invitation.*"open"/, false],
	[
		'"is empty" on a name, which user.search reads as words',
		{ invitation: 'pending' },
		{ conditions: { condition: [{ field: 'NAME', operator: 'isEmpty' }] } },
		/cannot be combined/,
		false,
	],
])('refuses %s', async (_name, filters, more, message, isOlder) => {
	const run = await list(isOlder ? older : knowing, filters, more);
	expect(run.error?.message).toMatch(message);
	expect(run.error?.description).toBeTruthy();
});
