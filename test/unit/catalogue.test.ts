import {
	buildCatalogue,
	distinctLabels,
} from '../../nodes/Bitrix24/resources/user/fields/catalogue';
import { SentFields, tidied } from '../../nodes/Bitrix24/engine/shown';
import { SIMPLIFIED_CODES, tidyValue } from '../../nodes/Bitrix24/resources/user/fields/decode';
import type { Cell } from '../../nodes/Bitrix24/transport/types';

/** The one field of a catalogue made from one label. */
function only(label: unknown, code: string, definition?: Record<string, unknown>) {
	const [field] = buildCatalogue(
		{ [code]: label },
		definition && [{ FIELD_NAME: code, ...definition }],
	);
	return field;
}

describe('buildCatalogue', () => {
	it.each<[label: unknown, shown: string]>([
		['Vorname', 'Vorname'],
		['  Имя ', 'Имя'],
		['', 'NAME'],
		['   ', 'NAME'],
		[null, 'NAME'],
		[{}, 'NAME'],
		[false, 'NAME'],
	])('shows the label %j as %s', (label, shown) => {
		expect(only(label, 'NAME').label).toBe(shown);
	});

	it('keeps the order and the codes of the portal, names of Object.prototype included', () => {
		const codes = ['NAME', 'constructor', 'UF_NEW_ONE', '__proto__x', 'ID'];
		const labels = Object.fromEntries(codes.map((code) => [code, code]));
		expect(buildCatalogue(labels, undefined).map(({ code }) => code)).toEqual(codes);
		expect(buildCatalogue(labels, undefined)[1]).toMatchObject({ type: 'text', writable: true });
	});

	it.each<[code: string, expected: object]>([
		['ID', { type: 'integer', writable: false }],
		['LAST_LOGIN', { type: 'dateTime', writable: false }],
		['DATE_REGISTER', { type: 'dateTime', writable: false }],
		['TIMESTAMP_X', { type: 'dateTime', writable: false }],
		['LAST_ACTIVITY_DATE', { type: 'dateTime', writable: false }],
		['IS_ONLINE', { type: 'boolean', writable: false }],
		['USER_TYPE', { type: 'list', writable: false }],
		['WORK_LOGO', { type: 'photo', writable: false }],
		['PERSONAL_PHOTO', { type: 'photo', writable: true }],
		['ACTIVE', { type: 'boolean', writable: true }],
		['EMAIL', { type: 'email', writable: true }],
		['PERSONAL_BIRTHDAY', { type: 'date', writable: true }],
		['UF_EMPLOYMENT_DATE', { type: 'date', writable: true }],
		['UF_DEPARTMENT', { type: 'departments', multiple: true, writable: true }],
		['PERSONAL_MOBILE', { type: 'text', multiple: false, writable: true }],
		['A_FIELD_OF_TOMORROW', { type: 'text', multiple: false, writable: true }],
	])('knows the type of %s', (code, expected) => {
		expect(only('Label', code)).toMatchObject({ ...expected, custom: false, mandatory: false });
	});

	it.each<[typeId: string, type: string]>([
		['string', 'text'],
		['string_formatted', 'text'],
		['integer', 'integer'],
		['double', 'number'],
		['boolean', 'boolean'],
		['date', 'date'],
		['datetime', 'dateTime'],
		['enumeration', 'list'],
		['url', 'url'],
		['address', 'address'],
		['money', 'money'],
		['employee', 'user'],
		['file', 'file'],
		['crm', 'reference'],
		['crm_status', 'reference'],
		['iblock_element', 'reference'],
		['iblock_section', 'reference'],
		['video_from_a_later_version', 'reference'],
		['toString', 'reference'],
	])('turns the custom type %s into %s', (typeId, type) => {
		expect(only('Field', 'UF_USR_X', { USER_TYPE_ID: typeId }).type).toBe(type);
	});

	it('reads multiple, mandatory and the values of a list', () => {
		const definition = {
			USER_TYPE_ID: 'enumeration',
			MULTIPLE: 'Y',
			MANDATORY: 'Y',
			LIST: [
				{ ID: '26', VALUE: 'English' },
				{ ID: 27, VALUE: 'Русский' },
			],
		};
		expect(only('Languages', 'UF_USR_LANGUAGES', definition)).toEqual({
			code: 'UF_USR_LANGUAGES',
			label: 'Languages',
			type: 'list',
			multiple: true,
			mandatory: true,
			custom: true,
			writable: true,
			options: [
				{ value: '26', label: 'English' },
				{ value: '27', label: 'Русский' },
			],
		});
	});

	it('takes custom fields for untyped where the definitions may not be read', () => {
		expect(only('Badge', 'UF_USR_BADGE')).toEqual({
			code: 'UF_USR_BADGE',
			label: 'Badge',
			type: 'unknown',
			multiple: false,
			mandatory: false,
			custom: true,
			writable: true,
		});
		// One that was made after the definitions had been read.
		const [field] = buildCatalogue({ UF_USR_NEW: 'New' }, [{ FIELD_NAME: 'UF_USR_OLD' }]);
		expect(field.type).toBe('unknown');
	});
});

describe('distinctLabels', () => {
	it('adds the code to every label that occurs more than once', () => {
		const fields = buildCatalogue(
			{ NAME: 'Name', PERSONAL_CITY: 'City', WORK_CITY: ' City ', WORK_NOTES: '', UF_ZOOM: 'Zoom' },
			undefined,
		);
		expect([...distinctLabels(fields)]).toEqual([
			['NAME', 'Name'],
			['PERSONAL_CITY', 'City (PERSONAL_CITY)'],
			['WORK_CITY', 'City (WORK_CITY)'],
			['WORK_NOTES', 'WORK_NOTES'],
			['UF_ZOOM', 'Zoom'],
		]);
	});
});

describe('a user as it is handed on', () => {
	const codes = ['ID', 'NAME', 'EMAIL', 'UF_DEPARTMENT'];

	it('keeps the wanted fields in the wanted order and adds none', () => {
		const row = { EMAIL: 'a@example.com', SECRET: 'x', ID: '12' };
		const user = tidied(row, { codes, tidy: tidyValue }, new Set(Object.keys(row)));
		expect(Object.entries(user)).toEqual([
			['ID', '12'],
			['EMAIL', 'a@example.com'],
		]);
	});

	it('fills what the server left out of one row, and not what it left out of all', () => {
		const rows = [
			{ ID: '12', UF_DEPARTMENT: [1] },
			{ ID: '13', NAME: 'Ann' },
		];
		const sent = new SentFields();
		sent.look(rows, codes);
		expect(rows.map((row) => tidied(row, { codes, tidy: tidyValue }, sent))).toEqual([
			{ ID: '12', NAME: null, UF_DEPARTMENT: [1] },
			{ ID: '13', NAME: 'Ann', UF_DEPARTMENT: [] },
		]);
		expect(sent.missing()).toEqual(['EMAIL']);
	});

	it.each<[code: string, value: Cell, tidy: Cell]>([
		['TIMESTAMP_X', {}, null],
		['LAST_ACTIVITY_DATE', {}, null],
		['PERSONAL_BIRTHDAY', {}, null],
		['TIMESTAMP_X', '2024-01-15T11:30:00+02:00', '2024-01-15T11:30:00+02:00'],
		['UF_DEPARTMENT', false, []],
		['UF_DEPARTMENT', null, []],
		['UF_DEPARTMENT', [3, 20], [3, 20]],
		['ACTIVE', false, false],
		['NAME', '', ''],
		['UF_USR_ANYTHING', {}, {}],
		['UF_USR_LIST', false, false],
	])('hands on %s %j as %j', (code, value, tidy) => {
		const row = { [code]: value };
		expect(tidied(row, { codes: [code], tidy: tidyValue }, new Set([code]))).toEqual({
			[code]: tidy,
		});
	});

	it('offers at most ten fields as the simplified output', () => {
		expect(SIMPLIFIED_CODES.length).toBeLessThanOrEqual(10);
		expect(SIMPLIFIED_CODES[0]).toBe('ID');
	});
});
