/** The list of departments: the tree as paths, searched as one types. */
import { callListSearch } from '../harness';
import { startPortal, type Portal } from '../portal';
import { BOTH_CREDENTIALS, requestsOf, WEBHOOK, type Account } from '../support/portal';

let portal: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 0 });
});
beforeEach(() => portal.forget());
afterAll(() => portal.stop());

const search = (filter?: string, paginationToken?: string, account: Account = {}) =>
	callListSearch('searchDepartments', {
		credentials: WEBHOOK.credential(portal, account),
		filter,
		paginationToken,
	});

const namesOf = (list: { results: Array<{ name: string }> }) =>
	list.results.map(({ name }) => name);

describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
	it('lists the tree as paths, parents before children, a page of 50', async () => {
		const list = await callListSearch('searchDepartments', {
			credentials: access.credential(portal),
			parameters: { authentication: access.authentication },
		});
		expect(list.results).toHaveLength(50);
		expect(list.results.slice(0, 3)).toEqual([
			{ name: 'Northwind & Sons', value: '1' },
			{ name: 'Sales', value: '17' },
			{ name: 'Sales / Planning', value: '56' },
		]);
		expect(requestsOf(portal)).toEqual(['department.get', 'department.get']);
	});
});

describe('searchDepartments', () => {
	it('shows every department once over its pages', async () => {
		const first = await search();
		const second = await search('', String(first.paginationToken));
		const all = [...first.results, ...second.results].map(({ value }) => Number(value));
		expect([...all].sort((a, b) => a - b)).toEqual(
			portal.departments.map(({ ID }) => ID).sort((a, b) => a - b),
		);
		expect(second.paginationToken).toBeUndefined();
	});

	it.each([
		['plan sal', ['Sales / Planning']],
		['SALES / PLAN', ['Sales / Planning']],
		['56', ['Sales / Planning']],
		['team 28', ['Marketing / Projects / Team 28']],
		['xylophone', []],
	])('finds by "%s" what has all its words in its path, or this ID', async (words, expected) => {
		expect(namesOf(await search(words))).toEqual(expected);
	});

	it('begins anew when the token belongs to other words, as n8n 1 sends it', async () => {
		const { paginationToken } = await search();
		expect(namesOf(await search('sales', String(paginationToken)))[0]).toBe('Sales');
	});

	it('says what is missing without the scope, and that an ID can be typed', async () => {
		const list = await search('', undefined, { scopes: ['user'] });
		expect(list.results).toEqual([
			{
				name: 'The credential lacks the scope "department", which lists departments: choose "By ID"',
				value: '',
			},
		]);
	});
});
