/** Words the server of a portal drops: the whole company must never come back for them. */
import { startPortal, type Portal } from '../../../portal';
import { idsOf } from '../../../support/people';
import { callsOf, hintsOf, runOn, stored } from '../../../support/portal';

describe.each([false, true])('with a full-text index: %s', (fullTextSearch) => {
	let portal: Portal;
	beforeAll(async () => {
		// Server behaviour of `Bitrix\Main\Search\Content`: an index holds no words of one or two letters.
		portal = await startPortal({ people: 30, quirks: { fullTextSearch } });
		stored(portal, 3).LAST_NAME = 'Li';
		stored(portal, 2).LAST_NAME = 'Ли';
		stored(portal, 12).WORK_POSITION = 'IT';
		for (const person of portal.people.values()) {
			if (person.UF_DEPARTMENT.includes(7)) person.UF_DEPARTMENT = [1];
		}
		stored(portal, 11).UF_DEPARTMENT = [7];
	});
	beforeEach(() => portal.forget());
	afterAll(() => portal.stop());

	const search = (more: Record<string, unknown>) =>
		runOn(portal, { operation: 'search', returnAll: true, ...(more as Record<string, string>) });

	it('a phrase of two letters finds the people named so', async () => {
		const latin = await search({ phrase: 'Li' });
		expect(idsOf(latin.items)).toContain(3);
		for (const { json } of latin.items) {
			const words = `${String(json.NAME)} ${String(json.LAST_NAME)} ${String(json.WORK_POSITION)}`;
			expect(words.toLowerCase()).toMatch(/(^| )li/);
		}
		expect(idsOf((await search({ phrase: 'ли' })).items)).toEqual([2]);
	});

	it('a phrase that is the name of a department finds its people, and those of the position', async () => {
		expect(idsOf((await search({ phrase: 'IT' })).items)).toEqual([11, 12]);
	});

	it('a long and a short word must both be met', async () => {
		expect(idsOf((await search({ phrase: 'john li' })).items)).toEqual([3]);
	});

	it('Search By Fields does the same', async () => {
		const byField = (searchFields: object) => search({ searchBy: 'fields', searchFields });
		expect(idsOf((await byField({ LAST_NAME: 'li' })).items)).toEqual([3]);
		expect(idsOf((await byField({ UF_DEPARTMENT_NAME: 'it' })).items)).toEqual([11]);
	});

	it('without the scope for departments finds by name, and says what was not looked at', async () => {
		const account = { scopes: ['user' as const] };
		const phrase = { operation: 'search', phrase: 'it' };
		const run = await runOn(portal, phrase, { account });
		expect(idsOf(run.items)).toEqual([12]);
		expect(hintsOf(run).join()).toContain('scope "department"');
		const searchFields = { UF_DEPARTMENT_NAME: 'it' };
		const byField = { operation: 'search', searchBy: 'fields', searchFields };
		const refused = await runOn(portal, byField, { account });
		expect(refused.error?.message).toContain('"it"');
		expect(refused.error?.description).toContain('scope "department"');
	});

	it('the limit counts those who are found, and hands on the fields chosen alone', async () => {
		const run = await search({
			phrase: 'IT',
			returnAll: false,
			limit: 1,
			output: 'selectedFields',
			outputFields: ['NAME'],
		});
		expect(run.items.map(({ json }) => Object.keys(json))).toEqual([['ID', 'NAME']]);
		expect(idsOf(run.items)).toEqual([11]);
	});

	it('the Name Search of Get Many refuses short words with the reason', async () => {
		const run = await runOn(portal, { operation: 'getAll', filters: { nameSearch: 'Li' } });
		expect(run.error?.message).toContain('too short to be looked for');
		expect(run.error?.description).toContain('"Search"');
		expect(portal.requests).toEqual([]);
	});

	it.each(['%', '_', '0', '%%', ' _ ', '\u200B%', '%a', 'a_b'])(
		'%j is refused with the reason, wherever it is looked for',
		async (words) => {
			const forms = [
				{ operation: 'search', phrase: words },
				{ operation: 'search', searchBy: 'fields', searchFields: { NAME: words } },
				{ operation: 'getAll', filters: { nameSearch: words } },
			];
			for (const form of forms) {
				const run = await runOn(portal, form);
				expect(`${run.error?.message}`).toMatch(/cannot be looked for|stand for anything/);
			}
			expect(callsOf(portal, 'user.search').concat(callsOf(portal, 'user.get'))).toEqual([]);
		},
	);
});
