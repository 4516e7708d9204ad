/** user.userfield.* as documented in b24restdocs `api-reference/user/userfields/`, and what is not documented. */
import { caller } from './server/caller';
import type { Call, Row } from './server/caller';
import { CAST, startPortal } from '.';
import type { Portal, PortalOptions } from './types';

let portal: Portal;
let call: Call;

async function open(options: PortalOptions = {}): Promise<void> {
	portal = await startPortal({ people: 0, ...options });
	call = caller(portal.webhook());
}

afterEach(() => portal.stop());

const SIZE = 'UF_USR_1724228142162';

async function defined(filter: object): Promise<Row> {
	return (await call('user.userfield.list', { filter })).rows[0];
}

const idOf = (code: string): number =>
	portal.customFields.find(({ FIELD_NAME }) => FIELD_NAME === code)?.ID ?? 0;

async function values(code: string): Promise<Row[]> {
	const { LIST } = await defined({ FIELD_NAME: code });
	return Array.isArray(LIST) ? LIST : [];
}

const add = (fields: object) => call('user.userfield.add', { fields });
const update = (id: number, fields: object) => call('user.userfield.update', { id, fields });

describe('user.userfield.list', () => {
	it('gives everything in one answer with a total (user-userfield-list.md; no paging is server behaviour)', async () => {
		await open({ extraCustomFields: 100 });
		const answer = await call('user.userfield.list', { start: 50 });
		expect(answer.rows).toHaveLength(portal.customFields.length);
		expect([answer.total, answer.next]).toEqual([portal.customFields.length, undefined]);
	});

	it('rows are texts without labels; user.fields has the labels (server behaviour)', async () => {
		await open();
		const row = await defined({ id: idOf('UF_USR_BADGE') });
		expect(row).toEqual({
			ID: '178',
			ENTITY_ID: 'USER',
			FIELD_NAME: 'UF_USR_BADGE',
			USER_TYPE_ID: 'integer',
			XML_ID: null,
			SORT: '100',
			MULTIPLE: 'N',
			MANDATORY: 'N',
			SHOW_FILTER: 'N',
			SHOW_IN_LIST: 'Y',
			EDIT_IN_LIST: 'Y',
			IS_SEARCHABLE: 'N',
			SETTINGS: { DEFAULT_VALUE: '' },
		});
		expect((await call('user.fields')).result).toMatchObject({ UF_USR_BADGE: 'Badge' });
	});

	it.each<[object, object, string[]]>([
		[{ USER_TYPE_ID: 'enumeration', MULTIPLE: 'Y' }, {}, ['UF_USR_LANGUAGES']],
		[
			{ '%FIELD_NAME': 'S', '@USER_TYPE_ID': ['url', 'money'] },
			{},
			['UF_USR_BLOG', 'UF_USR_SALARY'],
		],
		[
			{ '!=USER_TYPE_ID': 'x', '<=ID': 177 },
			{ id: 'desc' },
			['UF_USR_ALIASES', 'UF_USR_COST_CENTER'],
		],
	])('filter %j order %j (user-userfield-list.md)', async (filter, order, expected) => {
		await open();
		const { rows } = await call('user.userfield.list', { filter, order });
		const codes = rows.map(({ FIELD_NAME }) => FIELD_NAME);
		expect(codes.filter((code) => expected.includes(String(code)))).toEqual(expected);
	});
});

describe('user.userfield.add', () => {
	beforeEach(() => open());

	it.each([
		['deals', 'UF_USR_DEALS'],
		['UF_DEALS', 'UF_USR_DEALS'],
		['UF_USER_DEALS', 'UF_USR_USER_DEALS'],
		['uf_usr_deals', 'UF_USR_DEALS'],
	])(
		'%s becomes %s, and the answer is a number that does not tell (user-userfield-add.md)',
		async (name, code) => {
			const { result } = await add({ FIELD_NAME: name, USER_TYPE_ID: 'string' });
			expect(typeof result).toBe('number');
			expect(await defined({ ID: result })).toMatchObject({ FIELD_NAME: code, XML_ID: '' });
		},
	);

	it('the new field is written and read on people at once', async () => {
		await add({ FIELD_NAME: 'SHOE', USER_TYPE_ID: 'integer', LABEL: 'Shoe size' });
		expect((await call('user.fields')).result).toMatchObject({ UF_USR_SHOE: 'Shoe size' });
		await call('user.update', { ID: 3, UF_USR_SHOE: '43' });
		const { rows } = await call('user.get', { ID: 3, select: ['UF_USR_SHOE'] });
		expect(rows[0]).toMatchObject({ UF_USR_SHOE: '43' });
	});

	it('takes flags, and stores SHOW_FILTER Y as E, or I for employees (server behaviour)', async () => {
		const flags = { MANDATORY: 'Y', SHOW_IN_LIST: 'N', IS_SEARCHABLE: 'Y', SHOW_FILTER: 'Y' };
		await add({ FIELD_NAME: 'A', USER_TYPE_ID: 'string', SORT: '7', ...flags });
		expect(await defined({ FIELD_NAME: 'UF_USR_A' })).toMatchObject({
			...flags,
			SORT: '7',
			SHOW_FILTER: 'E',
		});
		await add({ FIELD_NAME: 'B', USER_TYPE_ID: 'employee', ...flags });
		expect(await defined({ FIELD_NAME: 'UF_USR_B' })).toMatchObject({ SHOW_FILTER: 'I' });
		await add({ FIELD_NAME: 'C', USER_TYPE_ID: 'boolean', MULTIPLE: 'Y' });
		expect(await defined({ FIELD_NAME: 'UF_USR_C' })).toMatchObject({ MULTIPLE: 'N' });
	});

	it.each<[string, object, object]>([
		['string', { ROWS: 99, NONSENSE: 1 }, { DEFAULT_VALUE: '', ROWS: 99 }],
		['double', { PRECISION: -3 }, { DEFAULT_VALUE: '', PRECISION: 0 }],
		['boolean', { DISPLAY: 'SWITCH' }, { DEFAULT_VALUE: 0, DISPLAY: 'CHECKBOX' }],
		['date', { DEFAULT_VALUE: 'tomorrow' }, { DEFAULT_VALUE: { TYPE: 'NONE', VALUE: 'tomorrow' } }],
		['datetime', { DEFAULT_VALUE: { TYPE: 'NOW' } }, { DEFAULT_VALUE: { TYPE: 'NOW', VALUE: '' } }],
		['enumeration', { DISPLAY: 'UI' }, { DISPLAY: 'UI', LIST_HEIGHT: 1 }],
		['crm', {}, { LEAD: 'Y', CONTACT: 'N', COMPANY: 'N', DEAL: 'N' }],
		['crm_status', { ENTITY_TYPE: 'DEAL_STAGE' }, { ENTITY_TYPE: 'DEAL_STAGE' }],
		['url', { ROWS: 1 }, []],
		['rest_app1_rating', { ROWS: 1 }, []],
	])(
		'%s keeps its own settings of %j (user-userfield-add.md; server behaviour)',
		async (type, SETTINGS, kept) => {
			await add({ FIELD_NAME: 'X', USER_TYPE_ID: type, SETTINGS });
			expect(await defined({ FIELD_NAME: 'UF_USR_X' })).toMatchObject({ SETTINGS: kept });
		},
	);

	it('creates list values with ids of their own, sorted as asked (server behaviour, not documented)', async () => {
		const LIST = [
			{ VALUE: ' Remote ', SORT: 10, XML_ID: 'mine' },
			{ VALUE: '' },
			{ VALUE: 'Office', DEF: 'Y', SORT: 0 },
			{ VALUE: 'Both', DEF: 'Y', SORT: 'x' },
		];
		await add({ FIELD_NAME: 'PLACE', USER_TYPE_ID: 'enumeration', LIST });
		expect(await values('UF_USR_PLACE')).toMatchObject([
			{ VALUE: 'Remote', SORT: '10', DEF: 'N', XML_ID: expect.stringMatching(/^[0-9a-f]{32}$/) },
			{ VALUE: 'Office', SORT: '500', DEF: 'Y' },
			{ VALUE: 'Both', SORT: '500', DEF: 'N' },
		]);
	});

	it.each<[object, string, string]>([
		[{ USER_TYPE_ID: 'string' }, '', "The 'FIELD_NAME' field is not found."],
		[{ FIELD_NAME: 'X' }, '', "The 'USER_TYPE_ID' field is not found."],
		[
			{ field_name: 'X' },
			'',
			"The 'FIELD_NAME' field is not found.\nThe 'USER_TYPE_ID' field is not found.",
		],
		[
			{ FIELD_NAME: 'badge', USER_TYPE_ID: 'string' },
			'ERROR_CORE',
			'Field UF_USR_BADGE for USER object already exists',
		],
		[{ FIELD_NAME: 'X', USER_TYPE_ID: 'colour' }, 'ERROR_CORE', 'Fail to create new user field'],
		[
			{ FIELD_NAME: 'Größe', USER_TYPE_ID: 'string' },
			'ERROR_CORE',
			'Fail to create new user field',
		],
		[
			{ FIELD_NAME: 'X'.repeat(44), USER_TYPE_ID: 'string' },
			'ERROR_CORE',
			'Fail to create new user field',
		],
	])('%j: %s "%s" (user-userfield-add.md)', async (fields, error, text) => {
		const before = portal.customFields.length;
		expect(await add(fields)).toMatchObject({ status: 400, error, error_description: text });
		expect(portal.customFields).toHaveLength(before);
	});

	it('is for administrators (user-userfield-add.md)', async () => {
		const john = caller(portal.webhook({ userId: CAST.employee }));
		for (const method of ['add', 'list']) {
			expect(await john(`user.userfield.${method}`, {})).toMatchObject({
				status: 400,
				error: '',
				error_description: 'Access denied.',
			});
		}
		const narrow = caller(portal.webhook({ scopes: ['user'] }));
		expect((await narrow('user.userfield.add')).error).toBe('insufficient_scope');
	});
});

it('some servers drop the flags of a new field without a word (server behaviour)', async () => {
	await open({ quirks: { userFieldFlagsDropped: true } });
	await add({
		FIELD_NAME: 'A',
		USER_TYPE_ID: 'string',
		MANDATORY: 'Y',
		IS_SEARCHABLE: 'Y',
		SORT: 5,
	});
	expect(await defined({ FIELD_NAME: 'UF_USR_A' })).toMatchObject({
		MANDATORY: 'N',
		IS_SEARCHABLE: 'N',
		SORT: '5',
	});
});

it('a table holds no more than 1016 custom fields (server behaviour)', async () => {
	await open({ extraCustomFields: 1100 });
	const answer = await add({ FIELD_NAME: 'A', USER_TYPE_ID: 'string' });
	expect(answer).toMatchObject({ status: 500, error: 'INTERNAL_SERVER_ERROR' });
});

describe('user.userfield.update', () => {
	beforeEach(() => open());

	it('adds, renames, removes and keeps values of a list: it merges (server behaviour, not documented)', async () => {
		const answer = await update(idOf(SIZE), {
			LIST: [
				{ VALUE: 'XXL', SORT: 30 },
				{ ID: 26, VALUE: 'Small', SORT: 5 },
				{ ID: 27, DEL: 'Y' },
			],
		});
		expect(answer.result).toBe(true);
		expect(await values(SIZE)).toMatchObject([
			{ ID: '26', VALUE: 'Small', SORT: '5' },
			{ ID: '28', VALUE: 'L', XML_ID: 'xml-28' },
			{ ID: '29', VALUE: 'XL' },
			{ VALUE: 'XXL', SORT: '30' },
		]);
	});

	it.each([
		{ ID: 27, DEL: 'Y' },
		{ ID: 27, VALUE: ' ' },
		{ ID: 27, SORT: 5 },
	])('%j takes the value away from people who had it (server behaviour)', async (item) => {
		await call('user.update', { ID: 3, [SIZE]: 26 });
		await update(idOf(SIZE), { LIST: [item] });
		expect(portal.people.get(CAST.complete)?.[SIZE]).toBeNull();
		expect(portal.people.get(CAST.employee)?.[SIZE]).toBe(26);
		await update(idOf('UF_USR_LANGUAGES'), { LIST: [{ ID: 30, DEL: 'Y' }] });
		expect(portal.people.get(CAST.complete)?.UF_USR_LANGUAGES).toEqual([32]);
	});

	it('a value that changes gets a fresh XML_ID unless one is sent; twins are refused (server behaviour)', async () => {
		const LIST = [
			{ ID: 26, VALUE: 'Small' },
			{ ID: 28, VALUE: 'Large', XML_ID: 'l' },
		];
		await update(idOf(SIZE), { LIST });
		const [small, , large, extra] = await values(SIZE);
		expect(small.XML_ID).toMatch(/^[0-9a-f]{32}$/);
		expect([large.XML_ID, extra.XML_ID]).toEqual(['l', 'xml-29']);
		const twins = await update(idOf(SIZE), { LIST: [{ VALUE: 'Other', XML_ID: 'l' }] });
		expect(twins).toMatchObject({ error: 'ERROR_CORE' });
		expect(twins.error_description).toContain("'l'");
		expect(await values(SIZE)).toHaveLength(4);
	});

	it('one value may be the default, in a field with many values several (server behaviour)', async () => {
		const both = (a: number, b: number) => [
			{ ID: a, VALUE: 'a', DEF: 'Y' },
			{ ID: b, VALUE: 'b', DEF: 'Y' },
		];
		await update(idOf(SIZE), { LIST: both(27, 28) });
		expect(await values(SIZE)).toMatchObject([
			{ DEF: 'N' },
			{ DEF: 'Y' },
			{ DEF: 'N' },
			{ DEF: 'N' },
		]);
		await update(idOf(SIZE), { LIST: [{ ID: 29, VALUE: 'XL', DEF: 'Y' }] });
		expect(await values(SIZE)).toMatchObject([
			{ DEF: 'N' },
			{ DEF: 'N' },
			{ DEF: 'N' },
			{ DEF: 'Y' },
		]);
		await update(idOf('UF_USR_LANGUAGES'), { LIST: both(30, 31) });
		expect(await values('UF_USR_LANGUAGES')).toMatchObject([{ DEF: 'Y' }, { DEF: 'Y' }, {}, {}]);
	});

	it('keeps code, type and multiplicity, whatever is sent (user-userfield-update.md)', async () => {
		const fields = { FIELD_NAME: 'OTHER', USER_TYPE_ID: 'string', MULTIPLE: 'Y', MANDATORY: 'Y' };
		expect((await update(idOf('UF_USR_BADGE'), fields)).result).toBe(true);
		expect(await defined({ FIELD_NAME: 'UF_USR_BADGE' })).toMatchObject({
			USER_TYPE_ID: 'integer',
			MULTIPLE: 'N',
			MANDATORY: 'Y',
		});
	});

	it('changes the label in the portal’s language and leaves texts that are not sent', async () => {
		const id = idOf('UF_USR_BADGE');
		await update(id, { EDIT_FORM_LABEL: { en: 'Pass', de: 'Karte' } });
		expect((await call('user.fields')).result).toMatchObject({ UF_USR_BADGE: 'Pass' });
		await update(id, { EDIT_FORM_LABEL: { de: 'Karte' }, SORT: 3 });
		expect((await call('user.fields')).result).toMatchObject({ UF_USR_BADGE: 'Pass' });
	});

	it('holds the rows of a text between 1 and 50, which add does not (server behaviour)', async () => {
		const { result } = await add({ FIELD_NAME: 'T', USER_TYPE_ID: 'string' });
		await update(Number(result), { SETTINGS: { ROWS: 99 } });
		expect(await defined({ ID: result })).toMatchObject({ SETTINGS: { ROWS: 50 } });
	});

	it('changes the default of a datetime and not of a date (server behaviour)', async () => {
		const SETTINGS = { DEFAULT_VALUE: { TYPE: 'FIXED', VALUE: '2026-01-01' } };
		for (const type of ['date', 'datetime']) {
			const { result } = await add({ FIELD_NAME: type, USER_TYPE_ID: type });
			await update(Number(result), { SETTINGS });
		}
		expect(await defined({ FIELD_NAME: 'UF_USR_DATE' })).toMatchObject({
			SETTINGS: { DEFAULT_VALUE: { TYPE: 'NONE' } },
		});
		expect(await defined({ FIELD_NAME: 'UF_USR_DATETIME' })).toMatchObject({ SETTINGS });
	});
});

describe('user.userfield.delete', () => {
	beforeEach(() => open());

	it('takes the column and everybody’s value away (user-userfield-delete.md)', async () => {
		expect((await call('user.userfield.delete', { id: String(idOf('UF_USR_BADGE')) })).result).toBe(
			true,
		);
		expect(portal.people.get(CAST.complete)).not.toHaveProperty('UF_USR_BADGE');
		const { rows } = await call('user.get', { ID: CAST.complete });
		expect(rows[0]).not.toHaveProperty('UF_USR_BADGE');
		expect((await call('user.fields')).result).not.toHaveProperty('UF_USR_BADGE');
	});

	it.each<[unknown, string]>([
		[undefined, 'ID is not defined or invalid'],
		[0, 'ID is not defined or invalid'],
		['x', 'ID is not defined or invalid'],
		[99999, 'Access denied.'],
	])('id %j: "%s", an unknown field being no exception (server behaviour)', async (id, text) => {
		for (const method of ['delete', 'update']) {
			expect(await call(`user.userfield.${method}`, { id, fields: { SORT: 1 } })).toMatchObject({
				status: 400,
				error: '',
				error_description: text,
			});
		}
	});

	it.each(['get', 'types', 'fields', 'settings.fields', 'enumeration.fields'])(
		'user.userfield.%s does not exist, though CRM has it (server behaviour)',
		async (name) => {
			expect(await call(`user.userfield.${name}`)).toMatchObject({
				status: 404,
				error: 'ERROR_METHOD_NOT_FOUND',
			});
		},
	);
});
