/** Operation Get Many (`getAll`) but for `conditions`, which have a file of their own. */
import type { IDataObject } from 'n8n-workflow';

import { CAST, startPortal, type Portal, type StoredPerson } from '../../portal';
import { employees, everybody, idsOf, textOf } from '../../support/people';
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
let large: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 130 });
	large = await startPortal({ people: 2_750 });
});
beforeEach(() => {
	portal.forget();
	large.forget();
});
afterAll(() => Promise.all([portal.stop(), large.stop()]));

const getAll = (more: Record<string, unknown> = {}) => ({
	operation: 'getAll',
	returnAll: true,
	...more,
});

/** `filters`, `options` and the like as plain objects. */
const list = async (more: Record<string, unknown>, on: Portal = portal) => {
	const run = await runOn(on, getAll(more));
	if (run.error) throw run.error;
	return run.items;
};

describe.each(BOTH_CREDENTIALS)('Get Many with $name', (access) => {
	it('returnAll hands on everybody beyond 100, once each, in two requests', async () => {
		const run = await runOn(portal, getAll(), {}, access);
		expect(idsOf(run.items)).toEqual(employees(portal));
		expect(run.items.length).toBeGreaterThan(100);
		expect(requestsOf(portal)).toEqual(['user.get', 'batch(2 user.get)']);
		expect(run.items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(
			true,
		);
	});

	it('pairs the outputs of two items, N each, with their item', async () => {
		const items = [
			{ department: [3], row: 'a' },
			{ department: [20], row: 'b' },
		];
		const filters = { departments: '={{ $json.department }}' };
		const run = await runOn(portal, getAll({ filters }), { items }, access);
		const of = (id: number) => employees(portal, (person) => person.UF_DEPARTMENT.includes(id));
		expect(idsOf(run.items)).toEqual([...of(3), ...of(20)]);
		expect(pluck(run.next, 'row')).toEqual([...of(3).map(() => 'a'), ...of(20).map(() => 'b')]);
		expect(requestsOf(portal).filter((one) => one !== 'department.get')).toEqual([
			'batch(2 user.get)',
		]);
	});
});

describe('paging', () => {
	it('returnAll reads more than 2,500 people, nobody twice and nobody missed', async () => {
		const items = await list({}, large);
		expect(idsOf(items)).toEqual(employees(large));
		expect(items.length).toBeGreaterThan(2_500);
		expect(requestsOf(large)).toEqual(['user.get', 'batch(50 user.get)', expect.any(String)]);
	});

	it('returnAll in another order reads more than 2,500 people as well', async () => {
		const items = await list({ sort: { field: 'LAST_NAME' } }, large);
		expect(idsOf(items).sort((a, b) => a - b)).toEqual(employees(large));
		// Three, and where pages overlap because equal values swap places, once more by ID.
		expect(large.requests.length).toBeLessThanOrEqual(5);
	});

	it('returnAll in another order takes three requests where equal values keep their order', async () => {
		const steady = await startPortal({ people: 2_750, quirks: { unstableTies: false } });
		const items = await list({ sort: { field: 'LAST_NAME' } }, steady);
		expect(idsOf(items).sort((a, b) => a - b)).toEqual(employees(steady));
		expect(steady.requests).toHaveLength(3);
		await steady.stop();
	});

	it('limit is 50 unless set', async () => {
		const items = await list({ returnAll: false });
		expect(idsOf(items)).toEqual(employees(portal).slice(0, 50));
	});

	it.each([
		[1, ['user.get']],
		[50, ['user.get']],
		[51, ['user.get', 'user.get']],
		[120, ['user.get', 'batch(2 user.get)']],
		[9_999, ['user.get', 'batch(2 user.get)']],
	])('limit %d hands on exactly that many, or all there are', async (limit, requests) => {
		const items = await list({ returnAll: false, limit });
		expect(idsOf(items)).toEqual(employees(portal).slice(0, limit));
		expect(requestsOf(portal)).toEqual(requests);
	});

	it('limit within one page needs no counting', async () => {
		await list({ returnAll: false, limit: 10 });
		expect(callsOf(portal, 'user.get').map(({ params }) => params.start)).toEqual([-1]);
	});

	it.each([0, -5, 1.5, 'many'])('limit %p is refused before anything is asked', async (limit) => {
		const run = await runOn(portal, getAll({ returnAll: false, limit }));
		expect(run.error?.message).toBe(`Parameter "Limit": "${limit}" is not a positive whole number`);
		expect(portal.requests).toEqual([]);
	});

	it('ends where exactly two pages are full', async () => {
		const own = await startPortal({ people: 100 });
		const all = employees(own);
		for (const id of all.slice(100)) own.people.delete(id);
		expect(idsOf(await list({}, own))).toEqual(all.slice(0, 100));
		await own.stop();
	});
});

describe('filters', () => {
	const online = (person: StoredPerson) => person.IS_ONLINE === 'Y';

	it.each<[string, Record<string, unknown>, (person: StoredPerson) => boolean]>([
		['status active', { status: 'active' }, ({ ACTIVE }) => ACTIVE],
		['status dismissed', { status: 'dismissed' }, ({ ACTIVE }) => !ACTIVE],
		['status any', { status: 'any' }, () => true],
		['departments', { departments: [3, 20] }, (p) => [3, 20].some((d) => includes(p, d))],
		['departments typed in', { departments: '3, 20' }, (p) => [3, 20].some((d) => includes(p, d))],
		['departments left empty', { departments: [] }, () => true],
		['userType employee', { userType: ['employee'] }, () => true],
		['userType of both kinds', { userType: ['employee', 'extranet'] }, () => true],
		['online on', { online: true }, online],
		['online off', { online: false }, (person) => !online(person)],
		['nameSearch', { nameSearch: 'gar' }, (p) => /^gar/i.test(textOf(p, 'LAST_NAME'))],
		['nameSearch of two words', { nameSearch: 'ivan ivanov' }, (p) => p.LAST_NAME === 'Ivanov'],
		['nameSearch in Cyrillic', { nameSearch: 'петров' }, ({ ID }) => ID === CAST.cyrillic],
		['nameSearch like a placeholder', { nameSearch: '$result' }, ({ ID }) => ID === 6],
		[
			'several at once',
			{ status: 'active', departments: [1], online: false },
			(person) => person.ACTIVE && includes(person, 1) && !online(person),
		],
	])('%s', async (_name, filters, test) => {
		expect(idsOf(await list({ filters }))).toEqual(employees(portal, test));
	});

	it('userType extranet, which takes administrator mode', async () => {
		const filters = { userType: ['extranet'] };
		const guests = everybody(portal, ({ USER_TYPE }) => USER_TYPE === 'extranet');
		expect(idsOf(await list({ filters, options: { adminMode: true } }))).toEqual(guests);
		expect(guests).toContain(CAST.extranetAlone);
		expect(idsOf(await list({ filters }))).toEqual([]);
	});

	it('refuse a department nobody knows, before people are asked for', async () => {
		const run = await runOn(portal, getAll({ filters: { departments: 'Nowhere' } }));
		expect(run.error?.message).toContain('There is no department "Nowhere"');
		expect(callsOf(portal, 'user.get')).toEqual([]);
	});

	// What is no value of a filter was dropped once, and everybody came.
	it.each<[filters: Record<string, unknown>, text: string]>([
		[{ status: 'inactive' }, 'Filter "Status": "inactive" is none of the values'],
		[{ status: 'N' }, 'active, dismissed, any'],
		[{ status: 'constructor' }, 'Filter "Status"'],
		[{ userType: ['staff'] }, 'email, employee, extranet'],
		[{ online: 'perhaps' }, 'neither yes nor no'],
		[{ nameSearch: '%' }, 'would leave it out'],
		[{ nameSearch: '_' }, 'would leave it out'],
		[{ nameSearch: 'Li' }, 'too short'],
		[{ neverSignedIn: 'x' }, 'neither yes nor no'],
		[{ lastSignInBefore: '03/04/2026' }, 'can be read as'],
	])('%j is refused, nobody is asked for', async (filters, text) => {
		const run = await runOn(portal, getAll({ filters: filters as IDataObject }));
		expect(`${run.error?.message} ${run.error?.description}`).toContain(text);
		expect(callsOf(portal, 'user.get')).toEqual([]);
	});

	it.each([['Dismissed'], [' dismissed '], ['DISMISSED']])('status %j is read', async (status) => {
		const items = await list({ filters: { status } });
		expect(items.length).toBeGreaterThan(0);
		expect(items.every(({ json }) => json.ACTIVE === false)).toBe(true);
	});

	it.each<unknown>(['true', 1, 'yes', 'Да'])('returnAll %j returns all', async (returnAll) => {
		const run = await runOn(portal, getAll({ returnAll: returnAll as string, limit: 1 }));
		expect(run.items.length).toBeGreaterThan(50);
	});

	it('sort direction "desc" is read, "down" is refused', async () => {
		const [first] = await list({ sort: { direction: 'desc' } });
		expect(Number(first.json.ID)).toBeGreaterThan(50);
		const run = await runOn(portal, getAll({ sort: { direction: 'down' } }));
		expect(run.error?.message).toContain('"down" is none of the values');
	});
});

describe('options', () => {
	const byLastName = (ids: number[]) =>
		ids
			.map((id) => ({ id, key: textOf(stored(portal, id), 'LAST_NAME').toLowerCase() }))
			.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id - b.id));

	// Where equal values swap places between pages, only the order of the names can be foretold.
	let steady: Portal;
	beforeAll(async () => {
		steady = await startPortal({ people: 130, quirks: { unstableTies: false } });
	});
	afterAll(() => steady.stop());

	it('sortField orders by last name, people without one first', async () => {
		const items = await list({ sort: { field: 'LAST_NAME' } }, steady);
		expect(idsOf(items)).toEqual(byLastName(employees(portal)).map(({ id }) => id));
	});

	it('sortDirection DESC turns the order of last names round', async () => {
		const items = await list({ sort: { field: 'LAST_NAME', direction: 'DESC' } });
		const keys = byLastName(employees(portal)).map(({ key }) => key);
		const shown = idsOf(items).map((id) => textOf(stored(portal, id), 'LAST_NAME').toLowerCase());
		expect(shown).toEqual(keys.reverse());
		expect(new Set(idsOf(items)).size).toBe(employees(portal).length);
	});

	it.each([{ field: 'ID', direction: 'DESC' }, { direction: 'DESC' }])(
		'%j walks down the IDs through all pages',
		async (sort) => {
			expect(idsOf(await list({ sort }))).toEqual(employees(portal).reverse());
			expect(idsOf(await list({ sort, returnAll: false, limit: 60 }))).toEqual(
				employees(portal).reverse().slice(0, 60),
			);
		},
	);

	it('the limit cuts the sorted list, not the list that is sorted', async () => {
		const sort = { field: 'LAST_NAME', direction: 'ASC' };
		const items = await list({ sort, returnAll: false, limit: 70 }, steady);
		const all = byLastName(employees(portal)).map(({ id }) => id);
		expect(idsOf(items)).toEqual(all.slice(0, 70));
	});

	it('adminMode shows guests to an administrator, and to nobody else', async () => {
		expect(idsOf(await list({ options: { adminMode: true } }))).toEqual(everybody(portal));
		expect(idsOf(await list({ options: { adminMode: false } }))).toEqual(employees(portal));
		const parameters = getAll({ options: { adminMode: true } });
		const run = await runOn(portal, parameters, { account: { userId: CAST.apostrophe } });
		expect(idsOf(run.items)).toEqual(employees(portal));
	});

	it('a plain list shows the guests of shared workgroups', async () => {
		const run = await runOn(portal, getAll(), { account: { userId: CAST.employee } });
		const seen = everybody(
			portal,
			(person) => person.USER_TYPE === 'employee' || person.workgroups.includes(2),
		);
		expect(idsOf(run.items)).toEqual(seen);
		expect(seen).toContain(CAST.extranet);
	});

	it.each([
		['original', '/upload/main/1001/'],
		['small', '150_150'],
		['medium', '300_300'],
		['large', '1000_1000'],
	])('imageSize %s is the size the photo links lead to', async (imageSize, part) => {
		const items = await list({
			options: { imageSize },
			output: 'selectedFields',
			outputFields: ['ID', 'PERSONAL_PHOTO'],
		});
		const photo = items.find(({ json }) => json.ID === '22')?.json.PERSONAL_PHOTO;
		expect(photo).toContain(part);
	});
});

describe('output', () => {
	it('simplified hands on at most ten fields of each', async () => {
		const items = await list({});
		const carla = items.find(({ json }) => json.ID === '22')?.json;
		expect(Object.keys(carla ?? {})).toHaveLength(10);
		expect(items.every(({ json }) => Object.keys(json).length <= 10)).toBe(true);
	});

	it('simplified hands on null for what a person has no value of, so that all have the same columns', async () => {
		const items = await list({});
		const nameless = items.find(({ json }) => json.ID === String(CAST.nulls))?.json;
		expect(nameless).toMatchObject({ LAST_NAME: null });
		expect(items.every(({ json }) => Object.keys(json).length === 10)).toBe(true);
	});

	it('raw keeps the fields of the portal, nulls missing', async () => {
		const items = await list({ output: 'raw' });
		const of = (id: number) => items.find(({ json }) => json.ID === String(id))?.json ?? {};
		expect(of(CAST.complete).UF_USR_COST_CENTER).toBe('CC-100');
		expect(of(CAST.nulls)).not.toHaveProperty('LAST_NAME');
		expect(of(CAST.placeholder).LAST_NAME).toBe('$result[0]');
	});

	it('selectedFields is asked for with select, and has the ID first', async () => {
		const items = await list({ output: 'selectedFields', outputFields: ['EMAIL'] });
		expect(items.map(({ json }) => json)).toEqual(
			employees(portal).map((id) => ({ ID: String(id), EMAIL: stored(portal, id).EMAIL })),
		);
		for (const { params } of callsOf(portal, 'user.get')) {
			expect(params.select).toEqual(['ID', 'EMAIL']);
		}
	});

	it('turns every {} of a careless date into null', async () => {
		const items = await list({
			output: 'selectedFields',
			outputFields: ['ID', 'TIMESTAMP_X', 'LAST_ACTIVITY_DATE'],
		});
		const empty = items.filter(({ json }) => JSON.stringify(json).includes('{}'));
		expect(empty).toEqual([]);
		const nulls = items.filter(({ json }) => json.TIMESTAMP_X === null);
		expect(idsOf(nulls)).toEqual(employees(portal).filter((id) => id % 3 === 0));
	});

	it('tells in a hint which chosen fields came for nobody', async () => {
		const parameters = getAll({ output: 'selectedFields', outputFields: ['ID', 'WORK_PAGER'] });
		const run = await runOn(portal, parameters);
		expect(hintsOf(run)).toEqual([
			expect.stringMatching(/sent nothing for these fields.*: WORK_PAGER$/),
		]);
	});

	it.each([
		['user_brief', 'EMAIL, WORK_PHONE, PERSONAL_MOBILE, USER_TYPE'],
		['user_basic', 'USER_TYPE'],
	] as const)('scope %s: hidden fields are told in one hint', async (scope, hidden) => {
		const run = await runOn(portal, getAll(), { account: { scopes: [scope] } });
		expect(idsOf(run.items)).toEqual(employees(portal));
		const hints = hintsOf(run);
		expect(hints.filter((hint) => hint.startsWith('The portal sent nothing'))).toEqual([
			expect.stringContaining(`hidden by the scopes of the credential: ${hidden}`),
		]);
	});

	it('hands items that ask the same their own copies', async () => {
		const run = await runOn(portal, getAll({ returnAll: false, limit: 3 }), {
			items: [{ row: 'a' }, { row: 'b' }],
		});
		expect(idsOf(run.items)).toEqual([1, 2, 3, 1, 2, 3]);
		expect(run.items[0].json).not.toBe(run.items[3].json);
		expect(pluck(run.next, 'row')).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
		expect(requestsOf(portal)).toEqual(['user.get']);
	});
});

function includes(person: StoredPerson, department: number): boolean {
	return person.UF_DEPARTMENT.includes(department);
}
