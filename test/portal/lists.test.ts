/** Lists as awkward portals answer them; what has a switch (quirks.ts) is shown both ways. */
import { caller } from './server/caller';
import type { Call } from './server/caller';
import { CAST, startPortal } from '.';
import type { Portal, PortalOptions } from './types';

const portals: Portal[] = [];

async function open(
	quirks: PortalOptions['quirks'] = {},
	options: PortalOptions = {},
): Promise<{ portal: Portal; call: Call }> {
	const portal = await startPortal({ people: 0, ...options, quirks });
	portals.push(portal);
	return { portal, call: caller(portal.webhook()) };
}

afterEach(async () => {
	await Promise.all(portals.splice(0).map((portal) => portal.stop()));
});

async function pages(call: Call, params: object, size: number): Promise<number[]> {
	const ids: number[] = [];
	for (let start = 0; start < size; start += 50) {
		ids.push(...(await call('user.get', { ...params, start })).ids);
	}
	return ids;
}

describe('pages of a list sorted by equal values', () => {
	const BY_GENDER = { sort: 'PERSONAL_GENDER', order: 'ASC' };

	it('overlap, so that people fall between them', async () => {
		const { call } = await open({}, { people: 200 });
		const total = (await call('user.get', BY_GENDER)).total ?? 0;
		const ids = await pages(call, BY_GENDER, total);
		expect(ids).toHaveLength(total);
		expect(new Set(ids).size).toBeLessThan(total);
		expect(await pages(call, BY_GENDER, total)).toEqual(ids);
		const byId = await pages(call, { sort: 'ID', order: 'DESC' }, total);
		expect(new Set(byId).size).toBe(total);
	});

	it('on other portals do not', async () => {
		const { call } = await open({ unstableTies: false }, { people: 200 });
		const total = (await call('user.get', BY_GENDER)).total ?? 0;
		expect(new Set(await pages(call, BY_GENDER, total)).size).toBe(total);
	});
});

it('some portals ignore start: every page is the first', async () => {
	const { call } = await open({ ignoresStart: true }, { people: 200 });
	const [first, third] = [await call('user.get'), await call('user.get', { start: 100 })];
	expect(third.ids).toEqual(first.ids);
	expect(third.total).toBe(first.total);
	const { ids } = await call('user.get', { FILTER: { '>ID': first.ids.at(-1) } });
	expect(ids.some((id) => first.ids.includes(id))).toBe(false);
});

describe('phrases the server cannot use', () => {
	const everybody = async (call: Call) => (await call('user.get', { start: -1 })).ids;

	it.each<[string, string, unknown]>([
		['user.search', 'FIND', '%'],
		['user.search', 'FIND', '_'],
		['user.search', 'FIND', '0'],
		['user.search', 'FIND', ''],
		['user.search', 'LAST_NAME', '%_'],
		['user.search', 'UF_DEPARTMENT_NAME', ' '],
		['user.get', 'NAME_SEARCH', '%'],
		['user.get', 'NAME_SEARCH', ''],
	])('%s by %s %j finds everybody', async (method, key, phrase) => {
		const { call } = await open();
		const ask = { FILTER: { [key]: phrase }, start: -1 };
		expect((await call(method, ask)).ids).toEqual(await everybody(call));
		const other = await open({ emptyPhrase: 'findsNobody' });
		expect((await other.call(method, ask)).ids).toEqual([]);
	});

	it.each<[string, string]>([
		['user.search', 'FIND'],
		['user.search', 'LAST_NAME'],
		['user.get', 'NAME_SEARCH'],
	])('with a full-text index %s by %s drops words under three letters', async (method, key) => {
		const { call } = await open({ fullTextSearch: true });
		const find = async (phrase: string) =>
			(await call(method, { FILTER: { [key]: phrase }, start: -1 })).ids;
		expect(await find('No')).toEqual(await everybody(call));
		expect(await find('No Iva')).toEqual([CAST.sameNameA, CAST.sameNameB]);
		const plain = await open();
		const { ids } = await plain.call(method, { FILTER: { [key]: 'No' }, start: -1 });
		expect(ids).toContain(CAST.noDepartment);
		expect(ids.length).toBeLessThan(25 - 5);
	});
});

describe('XML_ID', () => {
	it('is written and filtered, one or several', async () => {
		const { call } = await open();
		await call('user.update', { ID: 3, XML_ID: 'HR-0003' });
		const { result } = await call('user.add', {
			EMAIL: 'n@example.com',
			UF_DEPARTMENT: [1],
			XML_ID: 'HR-0100',
			TITLE: 'Dr.',
			TIME_ZONE: 'Europe/Berlin',
		});
		const find = async (XML_ID: unknown) => (await call('user.get', { FILTER: { XML_ID } })).ids;
		expect(await find('HR-0003')).toEqual([3]);
		expect(await find(['HR-0003', 'HR-0022', 'HR-0100', 'HR-9'])).toEqual([
			3,
			CAST.complete,
			result,
		]);
		const [row] = (await call('user.get', { ID: result })).rows;
		expect(row).toMatchObject({ TITLE: 'Dr.', TIME_ZONE: 'Europe/Berlin' });
	});
});

describe('dates', () => {
	const row = async (call: Call, ID: number) => (await call('user.get', { ID })).rows[0];

	// docs `user/user-get.md`: a portal in Greenwich; `settings/how-to-call-rest-api/batch.md`: one at +03:00.
	it.each([
		[0, 'T00:00:00+00:00', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/],
		[180, 'T03:00:00+03:00', /\+03:00$/],
	])(
		'at %d minutes the registration and the birthday are days, the last sign-in a moment',
		async (zone, end, moment) => {
			const { portal, call } = await open({}, { zone });
			portal.edit(3, {
				DATE_REGISTER: '2024-07-15T13:06:54+00:00',
				PERSONAL_BIRTHDAY: '2018-07-14',
				LAST_LOGIN: `2024-07-25T13:06:54+0${zone / 60}:00`,
			});
			const person = await row(call, 3);
			expect(person.DATE_REGISTER).toBe(`2024-07-15${end}`);
			expect(person.PERSONAL_BIRTHDAY).toBe(`2018-07-14${end}`);
			expect(person.LAST_LOGIN).toMatch(moment);
			expect(person.LAST_LOGIN).toContain('T13:06:54');
		},
	);

	it('on other portals days are told in Greenwich', async () => {
		const { call } = await open({ days: 'greenwich' });
		expect((await row(call, CAST.complete)).PERSONAL_BIRTHDAY).toBe('1988-02-29T00:00:00+00:00');
	});

	it('somebody invited just now is registered at midnight', async () => {
		const { call } = await open({}, { zone: 0 });
		const { result } = await call('user.add', { EMAIL: 'n@example.com', UF_DEPARTMENT: [1] });
		expect((await row(call, Number(result))).DATE_REGISTER).toMatch(/T00:00:00\+00:00$/);
	});

	describe('TIMESTAMP_X', () => {
		const CHANGED = '2024-07-15T15:00:00+02:00';
		const found = async (quirks: PortalOptions['quirks'], from: string) => {
			const { portal, call } = await open({ ...quirks, timestamps: 'iso' });
			Object.assign(portal.people.get(3) ?? {}, { TIMESTAMP_X: CHANGED });
			expect((await row(call, 3)).TIMESTAMP_X).toBe(CHANGED);
			const { ids } = await call('user.get', { FILTER: { '>=TIMESTAMP_X': from } });
			return ids.includes(3);
		};

		it('is compared to the second', async () => {
			expect(await found({}, '2024-07-15T15:00:00+02:00')).toBe(true);
			expect(await found({}, '2024-07-15T13:00:01Z')).toBe(false);
		});

		it('or to the day', async () => {
			expect(await found({ timestampFilter: 'days' }, '2024-07-15T23:59:00+02:00')).toBe(true);
			expect(await found({ timestampFilter: 'days' }, '2024-07-16T00:00:00+02:00')).toBe(false);
		});

		it('or hours off', async () => {
			expect(await found({ timestampHoursOff: -3 }, '2024-07-15T17:59:00+02:00')).toBe(true);
			expect(await found({ timestampHoursOff: 3 }, '2024-07-15T12:01:00+02:00')).toBe(false);
		});
	});
});

// docs `user/user-current.md`
it('user.current sends no USER_TYPE, and the last activity as the database has it', async () => {
	const { call } = await open();
	const { result } = await call('user.current');
	expect(result).not.toHaveProperty('USER_TYPE');
	expect(result).toMatchObject({
		LAST_ACTIVITY_DATE: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
	});
});

it.each<['en' | 'ru' | 'de', string, string]>([
	['en', 'First Name', 'Job Title'],
	['ru', 'Имя', 'Должность'],
	['de', 'Vorname', 'Position'],
])('user.fields has labels in the portal’s language: %s', async (language, NAME, WORK_POSITION) => {
	const { call } = await open({}, { language });
	expect((await call('user.fields')).result).toMatchObject({ NAME, WORK_POSITION, ID: 'ID' });
});
