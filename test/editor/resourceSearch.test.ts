/** Lists of workgroups and custom fields that are searched as one types. */
import { callListSearch } from '../harness';
import { CAST, startPortal, type Portal } from '../portal';
import { BOTH_CREDENTIALS, requestsOf, WEBHOOK, type Account } from '../support/portal';

let portal: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 0, extraCustomFields: 60 });
});
beforeEach(() => portal.forget());
afterAll(() => portal.stop());

const search = (method: string, filter = '', account: Account = {}, paginationToken?: string) =>
	callListSearch(method, {
		credentials: WEBHOOK.credential(portal, account),
		filter,
		paginationToken,
	});

const names = async (method: string, filter?: string, account?: Account) =>
	(await search(method, filter, account)).results.map(({ name }) => name);

describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
	it.each(['searchWorkgroups', 'searchCustomFields'])('%s fills its list', async (method) => {
		const { results } = await callListSearch(method, {
			credentials: access.credential(portal),
			parameters: { authentication: access.authentication },
		});
		expect(results.length).toBeGreaterThanOrEqual(50);
		expect(new Set(results.map(({ value }) => value)).size).toBe(results.length);
	});
});

describe('searchWorkgroups', () => {
	const page = (filter?: string, token?: string) => search('searchWorkgroups', filter, {}, token);

	it('lists all workgroups an administrator can see, page by page, each once', async () => {
		const first = await page();
		const second = await page('', String(first.paginationToken));
		const ids = [...first.results, ...second.results].map(({ value }) => Number(value));
		expect(new Set(ids)).toEqual(new Set(portal.workgroups.map(({ ID }) => ID)));
		expect(ids).toHaveLength(portal.workgroups.length);
		expect(second.paginationToken).toBeUndefined();
		expect(requestsOf(portal)).toEqual(['sonet_group.get', 'sonet_group.get']);
	});

	it('finds words anywhere in the name, and says what is archived or external', async () => {
		expect(await names('searchWorkgroups', 'partners')).toEqual(['Extranet: Partners, external']);
		expect(await names('searchWorkgroups', 'omega')).toEqual(['Project Omega, archived']);
		expect(await names('searchWorkgroups', 'nothing like it')).toEqual([]);
	});

	it('finds an ID besides names with the number in it', async () => {
		expect(await names('searchWorkgroups', '5')).toEqual(
			expect.arrayContaining(['Board', 'Project 5', 'Project 15, external']),
		);
	});

	it('says so when the scope is missing', async () => {
		expect(await names('searchWorkgroups', '', { scopes: ['user'] })).toEqual([
			expect.stringContaining('lacks the scope "sonet_group"'),
		]);
	});
});

describe('searchCustomFields', () => {
	it('shows label and code, by which it can be found', async () => {
		expect(await names('searchCustomFields', 'SHIRT')).toEqual([
			'T-shirt size (UF_USR_1724228142162)',
		]);
		expect(await names('searchCustomFields', 'salary')).toEqual(['UF_USR_SALARY']);
		expect((await search('searchCustomFields', '176')).results).toEqual([
			{ name: 'Cost center (UF_USR_COST_CENTER)', value: '176' },
		]);
	});

	it('says so when the scope is missing, and why an employee may not see them', async () => {
		expect(await names('searchCustomFields', '', { scopes: ['user'] })).toEqual([
			expect.stringContaining('lacks the scope "user.userfield"'),
		]);
		await expect(search('searchCustomFields', '', { userId: CAST.employee })).rejects.toThrow();
	});
});
