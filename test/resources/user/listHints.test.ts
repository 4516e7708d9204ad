/** What lists of people say besides the people: dismissed ones among them, and who may have been passed over. */
import { startPortal, type Portal } from '../../portal';
import { FROM_ITEM, many } from '../../support/badInput/forms';
import {
	BOTH_CREDENTIALS,
	callsOf,
	hintsOf,
	pluck,
	requestsOf,
	runOn,
	stored,
} from '../../support/portal';

let portal: Portal;
afterEach(async () => await portal.stop());

describe.each(BOTH_CREDENTIALS)('Get Many with $name', (access) => {
	it('says how many of the people are dismissed, for all items together', async () => {
		portal = await startPortal({ people: 0 });
		const conditions = (value: string) => ({
			conditions: { condition: [{ field: 'ID', operator: 'lte', value }] },
		});
		stored(portal, 5).ACTIVE = false;
		const items = [{ value: '4' }, { value: '7' }];
		const run = await runOn(portal, many(conditions(FROM_ITEM)), { items }, access);
		expect(run.items.filter(({ json }) => json.ACTIVE === false)).toHaveLength(2);
		expect(hintsOf(run)).toEqual([
			'People who were dismissed are among those found (the filter "Status" leaves them out): 2 of 7',
		]);
	});

	it.each(['active', 'dismissed'])(
		'says nothing where the status is chosen: %s',
		async (status) => {
			portal = await startPortal({ people: 0 });
			const run = await runOn(portal, many({ filters: { status } }), {}, access);
			expect(run.items.length).toBeGreaterThan(0);
			expect(hintsOf(run)).toEqual([]);
		},
	);
});

describe('a sorted list with a limit', () => {
	const sorted = many({
		limit: 120,
		...{ filters: { status: 'active' }, sort: { field: 'WORK_POSITION' } },
	});

	it('says that somebody may have been passed over where people came twice', async () => {
		portal = await startPortal({ people: 300, quirks: { unstableTies: true } });
		const run = await runOn(portal, sorted);
		expect(run.items).toHaveLength(120);
		expect(new Set(pluck(run.items, 'ID')).size).toBe(120);
		expect(hintsOf(run)).toContainEqual(expect.stringMatching(/may have been passed over/));
	});

	it('says nothing where the portal keeps the order of equal values', async () => {
		portal = await startPortal({ people: 300, quirks: { unstableTies: false } });
		const run = await runOn(portal, sorted);
		expect(run.items).toHaveLength(120);
		expect(hintsOf(run)).not.toContainEqual(expect.stringMatching(/passed over/));
	});
});

// No key of user.search looks at addresses (b24restdocs `api-reference/user/user-search.md`).
describe('Search for an address', () => {
	it.each(['john.smith@example.com', ' JOHN.smith@Example.com', 'john_smith@example.com'])(
		'finds the person who has it: %s',
		async (phrase) => {
			portal = await startPortal({ people: 0 });
			stored(portal, 3).EMAIL = phrase.trim().toLowerCase();
			const run = await runOn(portal, { operation: 'search', phrase });
			expect(run.error).toBeUndefined();
			expect(pluck(run.items, 'ID')).toEqual(['3']);
			expect(requestsOf(portal)).toEqual(['user.get']);
		},
	);

	it('finds nobody where nobody has it', async () => {
		portal = await startPortal({ people: 0 });
		const run = await runOn(portal, { operation: 'search', phrase: 'nobody.at@all.example.com' });
		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([]);
		expect(callsOf(portal, 'user.search')).toEqual([]);
	});
});
