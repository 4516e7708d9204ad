/** user.get, user.search and user.current of the emulator. (docs: user/) */
import { batch, caller, query } from './server/caller';
import type { Call } from './server/caller';
import { CAST, startPortal } from '.';
import type { Portal } from './types';

let portal: Portal;
let call: Call;

beforeAll(async () => {
	portal = await startPortal({ people: 150, extraCustomFields: 45 });
	call = caller(portal.webhook());
});

afterAll(() => portal.stop());

const only = async (filter: unknown, more: object = {}) =>
	(await call('user.get', { FILTER: filter, start: -1, ...more })).ids;

describe('pages', () => {
	it('has 50 rows, total, and next while there is more', async () => {
		const first = await call('user.get', { start: 0 });
		expect(first.rows).toHaveLength(50);
		expect(first.next).toBe(50);
		const last = await call('user.get', { start: 150 });
		expect(last.total).toBe(first.total);
		expect(last.next).toBeUndefined();
		expect(last.rows).toHaveLength((first.total ?? 0) - 150);
	});

	it('start=-1: total is 0, never a next, 50 rows from the top', async () => {
		const answer = await call('user.get', { start: -1 });
		expect(answer.rows).toHaveLength(50);
		expect([answer.total, answer.next]).toEqual([0, undefined]);
	});

	it('walks on with >ID until fewer than 50 rows come', async () => {
		const seen: number[] = [];
		for (;;) {
			const filter = { '>ID': seen.at(-1) ?? 0 };
			const page = await only(filter, { sort: 'ID', order: 'ASC' });
			seen.push(...page);
			if (page.length < 50) break;
		}
		const { total } = await call('user.get', {});
		expect(seen).toHaveLength(total ?? 0);
		expect(new Set(seen).size).toBe(seen.length);
	});

	it('has no total when nothing matches', async () => {
		const answer = await call('user.get', { FILTER: { '=EMAIL': 'nobody@nowhere' } });
		expect(answer.result).toEqual([]);
		expect(answer.text).not.toContain('"total"');
	});

	it('honours sort and order only when both are given', async () => {
		expect((await call('user.get', { sort: 'ID' })).ids[0]).toBe(1);
		expect((await call('user.get', { order: 'DESC' })).ids[0]).toBe(1);
		expect((await call('user.get', { SORT: 'ID', ORDER: 'DESC' })).ids[0]).toBeGreaterThan(200);
		const names = (await call('user.get', { sort: 'LAST_NAME', order: 'ASC', start: -1 })).rows;
		expect(names[0]).not.toHaveProperty('LAST_NAME');
	});
});

describe('parameters', () => {
	it('with FILTER, other top-level keys no longer filter; without it they do', async () => {
		expect((await call('user.get', { ID: 3 })).ids).toEqual([3]);
		expect((await call('user.get', { filter: { ID: 3 }, NAME: 'x' })).ids).toEqual([3]);
		expect((await call('user.get', { FILTER: [], ID: 3 })).ids).toHaveLength(50);
	});

	it('selects by names and masks, skipping the unknown silently', async () => {
		const row = async (select: unknown) =>
			Object.keys((await call('user.get', { ID: CAST.complete, select })).rows[0] ?? {});
		expect(await row(['NAME', 'ID', 'NONSENSE'])).toEqual(['ID', 'NAME']);
		expect(await row(['NAME'])).toEqual(['NAME']);
		expect((await row(['UF_*'])).every((name) => name.startsWith('UF_'))).toBe(true);
		expect((await row(['*'])).length).toBeGreaterThan(40);
	});

	it('resizes photos', async () => {
		const photo = async (size?: string) =>
			(await call('user.get', { ID: CAST.complete, IMAGE_RESIZE: size })).rows[0].PERSONAL_PHOTO;
		expect(await photo()).toBe(`${portal.url}/upload/main/1001/portrait.png`);
		expect(await photo('small')).toContain('150_150');
		const image = await fetch(String(await photo('large')));
		expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png']);
	});
});

describe('filters', () => {
	it.each<[string, unknown, number[]]>([
		['explicit =', { '=EMAIL': 'MIXED.case@example.com' }, [CAST.mixedCase]],
		['IN', { ID: [3, 4, 999] }, [3, 4]],
		['@', { '@ID': ['4', '5'] }, [4, 5]],
		['% anywhere', { '%LAST_NAME': "'bri" }, [CAST.apostrophe]],
		['=% with a pattern', { '=%LAST_NAME': 'noWH%' }, [CAST.noDepartment]],
		['%= with a pattern', { '%=LAST_NAME': '%where' }, [CAST.noDepartment]],
		['Cyrillic regardless of case', { LAST_NAME: 'петрова-елкина' }, [CAST.cyrillic]],
		['no accents', { NAME: 'siobhan' }, [CAST.apostrophe]],
		['a plain key reads wildcards', { LAST_NAME: 'O_Brien' }, [CAST.apostrophe]],
		['= does not', { '=LAST_NAME': 'O_Brien' }, []],
		['ranges', { '>=ID': 3, '<ID': 5 }, [3, 4]],
		['dismissed', { ACTIVE: 'N', '<ID': 100 }, [CAST.dismissed]],
		['an unreadable date matches nothing', { '>DATE_REGISTER': 'yesterday' }, []],
		['a readable one does', { '=PERSONAL_BIRTHDAY': '1988-02-29' }, [CAST.complete]],
		['custom integers', { UF_USR_BADGE: 42 }, [CAST.complete]],
		['many values', { UF_USR_LANGUAGES: [32], '<ID': 100 }, [CAST.complete]],
		['>, text', { '>LAST_NAME': 'unicorm', '<=LAST_NAME': 'unicorn', '<ID': 100 }, [CAST.emoji]],
		// Both notations: docs `user/user-get.md`, "in ISO 8601 format … or in the date format of your Bitrix24".
		['moments in ISO', { '<TIMESTAMP_X': '2024-01-20T00:00:00+02:00', '<ID': 9 }, [1]],
		['moments as the site writes them', { '<TIMESTAMP_X': '01/20/2024 00:00:00', '<ID': 9 }, [1]],
		['NAME_SEARCH', { NAME_SEARCH: 'carl comp' }, [CAST.complete]],
		['two departments', { UF_DEPARTMENT: [20], '<ID': 100 }, [CAST.cyrillic]],
	])('%s', async (_, filter, expected) => {
		expect(await only(filter)).toEqual(expected);
	});

	it.each([
		['!=%LAST_NAME', 'O%'],
		['!%=LAST_NAME', 'O%'],
		['NONSENSE', 'x'],
		['UF_USR_NOT_THERE', 1],
		['><ID', [1, 2]],
	])('%s is dropped silently and everybody comes back', async (key, value) => {
		expect(await only({ [key]: value })).toEqual(await only({}));
	});

	it('!% works', async () => {
		const ids = await only({ '!%LAST_NAME': 'brien', '<ID': 7 });
		expect(ids).toEqual([1, 2, 3, 5, 6]);
	});

	it('ACTIVE: anything truthy except "N" means active', async () => {
		for (const value of ['Y', true, 1, 'false', 'x']) {
			expect(await only({ ACTIVE: value, '<ID': 8 })).toEqual([1, 2, 3, 4, 5, 6]);
		}
		for (const value of ['N', false, 0, '0']) {
			expect(await only({ ACTIVE: value, '<ID': 8 })).toEqual([CAST.dismissed]);
		}
	});

	it('false means empty, !false not empty', async () => {
		expect(await only({ WORK_POSITION: false, '=ID': CAST.nulls })).toEqual([CAST.nulls]);
		expect(await only({ UF_DEPARTMENT: false, '<ID': 100 })).toEqual([CAST.noDepartment]);
		const some = await only({ '!UF_DEPARTMENT': false, '<ID': 13 });
		expect(some).not.toContain(CAST.noDepartment);
		expect(await only({ HAS_DEPARTAMENT: 'Y', '<ID': 13 })).toEqual(some);
	});

	it('cannot ask for false inside a batch', async () => {
		const { result } = await batch(call, {
			a: `user.get?${query({ 'FILTER[UF_DEPARTMENT]': 'false', start: '-1' })}`,
		});
		expect(result.a).toEqual([]);
	});

	it('knows IS_ONLINE and USER_TYPE', async () => {
		const online = (await call('user.get', { FILTER: { IS_ONLINE: 'Y' } })).rows;
		expect(online.length).toBeGreaterThan(0);
		expect(online.every(({ IS_ONLINE }) => IS_ONLINE === 'Y')).toBe(true);
		const extranet = await call('user.get', { FILTER: { USER_TYPE: 'extranet' }, ADMIN_MODE: 1 });
		expect(extranet.ids).toContain(CAST.extranetAlone);
		expect(await only({ USER_TYPE: 'email' }, { ADMIN_MODE: 'Y' })).toEqual([]);
	});
});

describe('user.search', () => {
	const search = async (filter: object) => (await call('user.search', { FILTER: filter })).ids;

	it('FIND looks at names, position and department name, words from their beginning', async () => {
		expect(await search({ FIND: 'nor nowh' })).toEqual([CAST.noDepartment]);
		expect(await search({ FIND: 'orthwind' })).toEqual([]);
		expect(await search({ FIND: 'northw' })).toContain(1);
		expect(await search({ FIND: 'please' })).toEqual([CAST.sqlText]);
	});

	it('FIND stands alone', async () => {
		expect(await search({ FIND: 'ivan', NAME: 'Nora' })).toEqual([11, 12]);
	});

	it('or any of the fields', async () => {
		expect(await search({ NAME: 'iv', LAST_NAME: 'ivanov' })).toEqual([11, 12]);
		expect(await search({ UF_DEPARTMENT_NAME: 'logist' })).toContain(CAST.cyrillic);
	});
});

describe('who is hidden', () => {
	it('extranet people are hidden from a plain list', async () => {
		const ids = await only({ '<ID': 100 });
		expect(ids).not.toContain(CAST.extranet);
		expect(ids).not.toContain(CAST.extranetAlone);
	});

	it('an administrator sees them with ADMIN_MODE', async () => {
		expect(await only({ '<ID': 10 }, { ADMIN_MODE: true })).toContain(CAST.extranet);
	});

	it('or by the plain key ID, but not by =ID, @ID, >ID', async () => {
		expect(await only({ ID: CAST.extranet })).toEqual([CAST.extranet]);
		expect(await only({ ID: [CAST.extranet, 1] })).toEqual([1, CAST.extranet]);
		expect(await only({ '=ID': CAST.extranet })).toEqual([]);
		expect(await only({ '@ID': [CAST.extranet] })).toEqual([]);
		expect(await only({ '>ID': 7, '<ID': 10 })).toEqual([]);
	});

	it('others see them in a shared workgroup only', async () => {
		const john = caller(portal.webhook({ userId: CAST.employee }));
		const { ids } = await john('user.get', { FILTER: { ID: [8, 9] }, ADMIN_MODE: true });
		expect(ids).toEqual([CAST.extranet]);
		const erik = caller(portal.webhook({ userId: CAST.extranet }));
		expect((await erik('user.get', { start: -1, FILTER: { '<ID': 100 } })).ids).toEqual([
			CAST.employee,
			CAST.extranet,
			CAST.extranetDismissed,
		]);
	});

	it('bots, e-mail users, replicas, open channels and integrators never come', async () => {
		const { bot, emailUser, networkReplica, openChannel, integrator } = CAST;
		const ids = [bot, emailUser, networkReplica, openChannel, integrator];
		expect(await only({ ID: ids }, { ADMIN_MODE: true })).toEqual([]);
	});
});

describe('values', () => {
	const row = async (ID: number) => (await call('user.get', { ID })).rows[0];

	it('ID is a string, ACTIVE boolean, UF_DEPARTMENT numbers', async () => {
		expect(await row(CAST.complete)).toMatchObject({
			ID: '22',
			ACTIVE: true,
			UF_DEPARTMENT: [1, 3],
			PERSONAL_BIRTHDAY: '1988-02-29T02:00:00+02:00',
			UF_USR_ALIASES: ['cc', 'Carlita'],
			UF_USR_LANGUAGES: [30, 32],
			UF_USR_DRIVER: '1',
			UF_USR_SALARY: '4200.50|EUR',
			UF_PHONE_INNER: '0042',
		});
	});

	it('UF_DEPARTMENT is false or absent for extranet people', async () => {
		expect((await row(CAST.extranet)).UF_DEPARTMENT).toBe(false);
		expect(await row(CAST.extranetAlone)).not.toHaveProperty('UF_DEPARTMENT');
	});

	it('NULL is missing, empty text is ""', async () => {
		const nulls = await row(CAST.nulls);
		expect(nulls).not.toHaveProperty('NAME');
		expect(await row(CAST.employee)).toMatchObject({ SECOND_NAME: '', WORK_POSITION: '' });
		expect(nulls.UF_USR_ALIASES).toBe(false);
	});

	it('TIMESTAMP_X and LAST_ACTIVITY_DATE are {} or a string', async () => {
		const [one, two, three] = await Promise.all([row(1), row(2), row(3)]);
		expect([one.TIMESTAMP_X, two.TIMESTAMP_X, three.TIMESTAMP_X]).toEqual([
			expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			expect.stringMatching(/^\d\d\/\d\d\/\d{4} /),
			{},
		]);
		expect(two.LAST_ACTIVITY_DATE).toEqual({});
	});
});

describe('scopes', () => {
	it('user_brief has no contacts, user_basic has, custom values need user.userfield', async () => {
		const keys = async (...scopes: Array<'user_brief' | 'user_basic' | 'user.userfield'>) => {
			const limited = caller(portal.webhook({ scopes }));
			return Object.keys((await limited('user.get', { ID: CAST.complete })).rows[0]);
		};
		const brief = await keys('user_brief');
		expect(brief).not.toContain('EMAIL');
		expect(brief).not.toContain('LAST_LOGIN');
		expect(await keys('user_basic')).toContain('EMAIL');
		expect(await keys('user_basic')).not.toContain('UF_USR_BADGE');
		expect(await keys('user_basic', 'user.userfield')).toContain('UF_USR_BADGE');
	});

	it('a filter on a field outside the scope is ignored', async () => {
		const brief = caller(portal.webhook({ scopes: ['user_brief'] }));
		const { ids } = await brief('user.get', { FILTER: { '=EMAIL': 'zoe@example.com' } });
		expect(ids).toHaveLength(50);
	});
});

describe('user.fields', () => {
	it('has labels only: repeated, empty, or equal to the code', async () => {
		const labels = Object((await call('user.fields')).result);
		expect(labels).toMatchObject({
			IS_ONLINE: 'IS_ONLINE',
			WORK_NOTES: '',
			PERSONAL_CITY: 'City',
			WORK_CITY: 'City',
			UF_USR_SALARY: '',
			UF_USR_1724228142162: 'T-shirt size',
		});
	});
});

describe('related calls', () => {
	it('department.get: SORT filters, sort sorts, a page past the end is the first again', async () => {
		const first = await call('department.get', { sort: 'NAME', order: 'DESC' });
		expect(first.total).toBe(portal.departments.length);
		expect(first.next).toBe(50);
		expect((await call('department.get', { SORT: 100 })).total).toBe(28);
		const past = await call('department.get', { start: 500 });
		expect(past.ids).toEqual((await call('department.get')).ids);
		expect((await call('department.get', { ID: 1 })).rows).toEqual([
			{ ID: '1', NAME: 'Northwind & Sons', SORT: 500, UF_HEAD: '1' },
		]);
	});

	it('sonet_group.get: newest first, secret groups for members or IS_ADMIN', async () => {
		const groups = await call('sonet_group.get', {});
		expect(groups.next).toBe(50);
		expect(groups.ids[0]).toBe(71);
		expect((await call('sonet_group.get', { FILTER: { ID: 5 } })).ids).toEqual([]);
		expect((await call('sonet_group.get', { GROUP_ID: 5, IS_ADMIN: 'Y' })).ids).toEqual([5]);
		const extranet = await call('sonet_group.get', { FILTER: { IS_EXTRANET: 'Y', ACTIVE: 'Y' } });
		expect(extranet.ids.length).toBe(
			portal.workgroups.filter((g) => g.EXTRANET && g.ACTIVE).length,
		);
	});

	it('user.userfield.list: administrators only, types, LIST, everything in one answer', async () => {
		const page = await call('user.userfield.list');
		expect([page.rows.length, page.next, page.total]).toEqual([59, undefined, 59]);
		const size = await call('user.userfield.list', {
			filter: { FIELD_NAME: 'UF_USR_1724228142162' },
		});
		expect(size.rows[0]).toMatchObject({ USER_TYPE_ID: 'enumeration', MULTIPLE: 'N' });
		const john = caller(portal.webhook({ userId: CAST.employee }));
		expect(await john('user.userfield.list')).toMatchObject({ status: 400, error: '' });
	});

	it.each<[object, (id: number) => boolean]>([
		[{ '>=ID': 3, '<ID': 5 }, (id) => id === 3 || id === 4],
		[{ '<=ID': 2, '>ID': 1 }, (id) => id === 2],
		[{ '!ID': 1, '<ID': 4 }, (id) => id === 2 || id === 3],
		[{ '%NAME': 'audit' }, (id) => id === 3],
		[{ '!%NAME': 'project', ACTIVE: 'Y' }, (id) => id === 2 || id === 3],
	])('sonet_group.get filters: %j', async (filter, expected) => {
		const { ids } = await call('sonet_group.get', { FILTER: filter, ORDER: { ID: 'ASC' } });
		expect(ids).toEqual(portal.workgroups.map(({ ID }) => ID).filter(expected));
	});

	it('profile and scope need no scope', async () => {
		const none = caller(portal.webhook({ scopes: [], userId: CAST.employee }));
		expect((await none('profile')).result).toMatchObject({ ID: '3', ADMIN: false, NAME: 'John' });
		expect((await none('scope')).result).toEqual([]);
		expect((await none('server.time')).result).toMatch(/\+02:00$/);
		expect((await call('user.current')).result).toMatchObject({ ID: '1' });
	});
});
