/** Operation Search (`search`): `searchBy` phrase and fields, and what it shares with Get Many. */
import { CAST, startPortal, type Portal, type StoredPerson } from '../../portal';
import { employees, everybody, idsOf, textOf } from '../../support/people';
import { BOTH_CREDENTIALS, callsOf, pluck, requestsOf, runOn, stored } from '../../support/portal';

let portal: Portal;
let large: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 130 });
	large = await startPortal({ people: 2_700 });
	for (const person of large.people.values()) person.SECOND_NAME = 'Common';
});
beforeEach(() => {
	portal.forget();
	large.forget();
});
afterAll(() => Promise.all([portal.stop(), large.stop()]));

const search = (more: Record<string, unknown>) => ({
	operation: 'search',
	returnAll: true,
	...more,
});

const phrase = (text: unknown, more: Record<string, unknown> = {}) =>
	search({ searchBy: 'phrase', phrase: text as string, ...more });

const byFields = (searchFields: Record<string, unknown>, more: Record<string, unknown> = {}) =>
	search({ searchBy: 'fields', searchFields: searchFields as never, ...more });

const wordsOf = (person: StoredPerson, ...fields: string[]): string[] =>
	fields.flatMap((field) => textOf(person, field).toLowerCase().split(' '));

const begins =
	(start: string, ...fields: string[]) =>
	(person: StoredPerson) =>
		wordsOf(person, ...fields).some((word) => word.startsWith(start));

describe.each(BOTH_CREDENTIALS)('Search with $name', (access) => {
	it('phrase looks in name, position and department at once', async () => {
		const run = await runOn(portal, phrase('lee eng'), {}, access);
		const expected = employees(
			portal,
			(person) => begins('lee', 'LAST_NAME')(person) && begins('eng', 'WORK_POSITION')(person),
		);
		expect(idsOf(run.items)).toEqual(expected);
		expect(expected.length).toBeGreaterThan(0);
		expect(callsOf(portal, 'user.search')[0].params.FILTER).toEqual({ FIND: 'lee eng' });
	});

	it('pairs the outputs of two items with their item, in one request', async () => {
		const items = [
			{ words: 'ivan', row: 'a' },
			{ words: 'nobody has this name', row: 'b' },
			{ words: 'lee', row: 'c' },
		];
		const run = await runOn(portal, phrase('={{ $json.words }}'), { items }, access);
		const lee = employees(portal, begins('lee', 'LAST_NAME'));
		expect(idsOf(run.items)).toEqual([CAST.sameNameA, CAST.sameNameB, ...lee]);
		expect(pluck(run.next, 'row')).toEqual(['a', 'a', ...lee.map(() => 'c')]);
		expect(requestsOf(portal)[0]).toBe('batch(3 user.search)');
	});
});

describe('searchBy', () => {
	it('is phrase unless set', async () => {
		const run = await runOn(portal, search({ phrase: 'uni' }));
		expect(idsOf(run.items)).toEqual([CAST.emoji]);
	});

	it.each<[string, number[]]>([
		['Ольга', [CAST.cyrillic]],
		['  петр   ', [CAST.cyrillic, CAST.dismissed]],
		["O'Brien", [CAST.apostrophe]],
		['$result', [CAST.placeholder]],
		['$result[0]', [CAST.placeholder]],
		['select from the list', [CAST.sqlText]],
	])('phrase %j', async (words, expected) => {
		const run = await runOn(portal, phrase(words));
		expect(run.error).toBeUndefined();
		expect(idsOf(run.items)).toEqual(expected);
	});

	it('phrase finds the people of a department', async () => {
		const run = await runOn(portal, phrase('Legal'));
		const legal = portal.departments.find(({ NAME }) => NAME === 'Legal')?.ID ?? 0;
		const expected = employees(portal, ({ UF_DEPARTMENT }) => UF_DEPARTMENT.includes(legal));
		expect(idsOf(run.items)).toEqual(expected);
		expect(expected.length).toBeGreaterThan(0);
	});

	it.each<[string, (person: StoredPerson) => boolean]>([
		['NAME', begins('mar', 'NAME')],
		['LAST_NAME', begins('mar', 'LAST_NAME')],
		['SECOND_NAME', begins('mar', 'SECOND_NAME')],
		['WORK_POSITION', begins('mar', 'WORK_POSITION')],
	])('fields: searchFields %s looks there only', async (field, test) => {
		const own = await startPortal({ people: 130 });
		for (const person of own.people.values()) {
			if (person.ID % 30 === 0) Object.assign(person, { [field]: 'Marlowe' });
		}
		const run = await runOn(own, byFields({ [field]: 'mar' }));
		expect(run.error).toBeUndefined();
		expect(idsOf(run.items)).toEqual(employees(own, test));
		expect(employees(own, test).length).toBeGreaterThan(0);
		expect(callsOf(own, 'user.search')[0].params.FILTER).toEqual({ [field]: 'mar' });
		await own.stop();
	});

	it('fields: searchFields UF_DEPARTMENT_NAME looks in department names', async () => {
		const run = await runOn(portal, byFields({ UF_DEPARTMENT_NAME: 'Plan' }));
		const planning = portal.departments.filter(({ NAME }) => NAME.startsWith('Plan'));
		const expected = employees(portal, ({ UF_DEPARTMENT }) =>
			planning.some(({ ID }) => UF_DEPARTMENT.includes(ID)),
		);
		expect(idsOf(run.items)).toEqual(expected);
		expect(expected.length).toBeGreaterThan(0);
	});

	it('fields: all of them must match, empty ones do not count', async () => {
		const run = await runOn(portal, byFields({ NAME: 'ivan', LAST_NAME: 'iva', SECOND_NAME: ' ' }));
		expect(idsOf(run.items)).toEqual([CAST.sameNameA, CAST.sameNameB]);
	});

	it.each([
		['an empty phrase', phrase('={{ "  " }}'), 'The parameter "Phrase" is empty'],
		['no phrase at all', phrase('={{ $json.nothing }}'), 'The parameter "Phrase" is empty'],
		['no search field', byFields({}), 'The parameter "Search Fields" is empty'],
		['empty search fields', byFields({ NAME: '' }), 'The parameter "Search Fields" is empty'],
	])('refuses %s before anything is asked', async (_what, parameters, message) => {
		const run = await runOn(portal, parameters);
		expect(run.error?.message).toBe(message);
		expect(run.error?.description).toBeTruthy();
		expect(portal.requests).toEqual([]);
	});
});

describe('paging', () => {
	it('returnAll hands on more than 2,500 people, once each', async () => {
		const run = await runOn(large, byFields({ SECOND_NAME: 'common' }));
		expect(idsOf(run.items).sort((a, b) => a - b)).toEqual(employees(large));
		expect(run.items.length).toBeGreaterThan(2_500);
		expect(large.requests.length).toBeLessThanOrEqual(3);
	});

	it.each([7, 50, 60, 230])('limit %d', async (limit) => {
		const parameters = byFields({ SECOND_NAME: 'common' }, { returnAll: false, limit });
		const run = await runOn(large, parameters);
		expect(idsOf(run.items)).toEqual(employees(large).slice(0, limit));
	});

	it('limit larger than what is found', async () => {
		const run = await runOn(portal, phrase('ivan', { returnAll: false, limit: 500 }));
		expect(idsOf(run.items)).toEqual([CAST.sameNameA, CAST.sameNameB]);
	});
});

describe('filters and options', () => {
	const guests = (test: (person: StoredPerson) => boolean, on: Portal = portal) =>
		everybody(on, (person) => person.USER_TYPE === 'extranet' && test(person));

	it('userType with searchFields', async () => {
		const more = { filters: { userType: ['extranet'] }, options: { adminMode: true } };
		const run = await runOn(portal, byFields({ NAME: 'eri' }, more));
		expect(idsOf(run.items)).toEqual(guests(begins('eri', 'NAME')));
		expect(idsOf(run.items)).toContain(CAST.extranet);
	});

	// With FIND the server drops every other key (reference, "Lists"): the filter must not get lost.
	describe('userType with a phrase', () => {
		const more = (limit?: number) => ({
			filters: { userType: ['extranet'] },
			options: { adminMode: true },
			...(limit !== undefined && { returnAll: false, limit }),
		});
		const found = (on: Portal) => guests(begins('common', 'SECOND_NAME'), on);

		it('finds these kinds only, and shows the fields chosen only', async () => {
			const run = await runOn(portal, phrase('eri', more()));
			const test = begins('eri', 'NAME', 'LAST_NAME', 'SECOND_NAME', 'WORK_POSITION');
			expect(idsOf(run.items)).toEqual(guests(test));
			const outputFields = { output: 'selectedFields', outputFields: ['NAME'] };
			const chosen = await runOn(portal, phrase('erik', { ...more(), ...outputFields }));
			expect(chosen.items.map(({ json }) => json)).toEqual([{ ID: '8', NAME: 'Erik' }]);
		});

		it.each([1, 3, 60, 500])('limit %d counts them only, wherever they stand', async (limit) => {
			const run = await runOn(large, phrase('common', more(limit)));
			expect(idsOf(run.items)).toEqual(found(large).slice(0, limit));
			expect(found(large).length).toBeGreaterThan(60);
		});

		it('is no silent empty list when the scope hides the kind of a user', async () => {
			const filters = { userType: ['employee'] };
			const run = await runOn(portal, phrase('ivan', { filters }), {
				account: { scopes: ['user_basic'] },
			});
			if (run.error) expect(run.error.message).toMatch(/User Type|USER_TYPE/);
			else expect(idsOf(run.items)).toEqual([CAST.sameNameA, CAST.sameNameB]);
		});
	});

	it('adminMode shows guests', async () => {
		const plain = await runOn(portal, phrase('claudia'));
		expect(plain.items).toEqual([]);
		const seen = await runOn(portal, phrase('claudia', { options: { adminMode: true } }));
		expect(idsOf(seen.items)).toEqual([CAST.extranetAlone]);
	});

	it('imageSize is the size the photo links lead to', async () => {
		const more = { output: 'raw', options: { imageSize: 'small' } };
		const run = await runOn(portal, phrase('carla', more));
		expect(run.items[0].json.PERSONAL_PHOTO).toContain('150_150');
	});

	it.each([
		['LAST_NAME', 'ASC'],
		['LAST_NAME', 'DESC'],
	])('sortField %s %s', async (sortField, sortDirection) => {
		const more = { sort: { field: sortField, direction: sortDirection } };
		const run = await runOn(portal, phrase('eng', more));
		const expected = employees(portal, begins('eng', 'WORK_POSITION'));
		const names = expected.map((id) => textOf(stored(portal, id), 'LAST_NAME').toLowerCase());
		names.sort();
		if (sortDirection === 'DESC') names.reverse();
		expect(pluck(run.items, 'LAST_NAME').map((name) => String(name).toLowerCase())).toEqual(names);
		expect(idsOf(run.items).sort((a, b) => a - b)).toEqual(expected);
	});

	it.each([{ field: 'ID', direction: 'DESC' }, { direction: 'DESC' }])(
		'%j turns the order of IDs round',
		async (sort) => {
			const run = await runOn(portal, phrase('eng', { sort }));
			const expected = employees(portal, begins('eng', 'WORK_POSITION'));
			expect(idsOf(run.items)).toEqual(expected.reverse());
		},
	);

	it.each([
		['raw', undefined, 20],
		['selectedFields', ['UF_USR_BADGE'], 2],
		['simplified', undefined, 10],
	])('output %s', async (output, outputFields, count) => {
		const run = await runOn(portal, phrase('carla', { output, outputFields }));
		const keys = Object.keys(run.items[0].json);
		if (output === 'raw') expect(keys.length).toBeGreaterThan(count);
		else expect(keys.length).toBeLessThanOrEqual(Math.max(count, 2));
		const { select } = callsOf(portal, 'user.search')[0].params;
		expect(select === undefined).toBe(output === 'raw');
	});
});

describe('failures', () => {
	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s an empty phrase fails its own item only',
		async (continueOnFail) => {
			const items = [
				{ words: 'ivan', row: 'a' },
				{ words: '', row: 'b' },
			];
			const run = await runOn(portal, phrase('={{ $json.words }}'), { items, continueOnFail });
			const failed = [...run.items, ...run.errorItems].filter(({ json }) => json.error);
			expect(pluck(failed, 'error')).toEqual(['The parameter "Phrase" is empty']);
			const linked = [...pluck(run.next, 'row'), ...pluck(run.nextOnError, 'row')];
			expect(linked).toEqual(['a', 'a', 'b']);
		},
	);

	it('a scope that hides fields is told in a hint', async () => {
		const run = await runOn(portal, phrase('ivan'), { account: { scopes: ['user_brief'] } });
		expect(idsOf(run.items)).toEqual([CAST.sameNameA, CAST.sameNameB]);
		expect(run.hints[0].message).toContain('EMAIL, WORK_PHONE, PERSONAL_MOBILE, USER_TYPE');
	});
});
