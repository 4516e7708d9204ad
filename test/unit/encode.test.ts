import { encodeValue, type EncodedValue } from '../../nodes/Bitrix24/values/encode';
import { InputError } from '../../nodes/Bitrix24/values/errors';
import type { FieldType, UserField } from '../../nodes/Bitrix24/values/types';

function field(type: FieldType, more: Partial<UserField> = {}): UserField {
	return {
		code: 'FIELD',
		label: 'Field',
		type,
		multiple: false,
		mandatory: false,
		custom: false,
		writable: true,
		...more,
	};
}

const gender: Partial<UserField> = {
	options: [
		{ value: 'M', label: 'Male' },
		{ value: 'F', label: 'Female' },
	],
};

/** "Message. Remedy" of a refusal. */
function refusal(action: () => unknown): string {
	try {
		return `accepted as ${JSON.stringify(action())}`;
	} catch (error) {
		if (error instanceof InputError) return `${error.message}. ${error.remedy}`;
		throw error;
	}
}

const NO_TEXT = 'A text is needed here, not an object or a list. Enter a text.';
const NO_NUMBER = 'This is not a number. Enter digits, e.g. 12.5.';
const NO_INTEGER = 'This is not a whole number. Enter digits only, e.g. 12.';
const NO_FLAG = 'This is neither yes nor no. Enter true or false.';
const NO_MONEY = 'This is not an amount of money. Enter amount and currency, e.g. 100|USD.';
const NO_FILE =
	'A file cannot be mapped as a value. Send the photo with the option "Photo Input Binary Field".';
const NO_OPTION = 'The list in the portal has no such value. Use one of: Male, Female.';
const NO_DEPARTMENT = 'This is not the ID of a department. Enter a positive whole number, e.g. 12.';
const NO_USER = 'This is not the ID of a user. Enter a positive whole number, e.g. 12.';

const ALL_TYPES: FieldType[] = [
	'text',
	'email',
	'integer',
	'number',
	'boolean',
	'date',
	'dateTime',
	'list',
	'departments',
	'user',
	'money',
	'url',
	'address',
	'file',
	'photo',
	'reference',
	'unknown',
];

describe('clearing and leaving alone', () => {
	it.each(ALL_TYPES)('a %s field: null and undefined mean "leave it alone"', (type) => {
		expect(encodeValue(field(type), null)).toBeUndefined();
		expect(encodeValue(field(type), undefined)).toBeUndefined();
		expect(encodeValue(field(type, { multiple: true }), null)).toBeUndefined();
	});

	it.each(ALL_TYPES)('a %s field: an empty text clears it', (type) => {
		expect(encodeValue(field(type), '')).toBe('');
		expect(encodeValue(field(type), '  ')).toBe('');
		expect(encodeValue(field(type, { multiple: true }), '')).toEqual([]);
	});

	it.each(ALL_TYPES)('a multiple %s field: an empty list clears it', (type) => {
		expect(encodeValue(field(type, { multiple: true }), [])).toEqual([]);
		expect(encodeValue(field(type, { multiple: true }), ['', null, ' '])).toEqual([]);
	});
});

describe('one value, by type', () => {
	it.each<[type: FieldType, value: unknown, encoded: EncodedValue, more?: Partial<UserField>]>([
		['text', 'Zoë 🦄 👩‍🚀', 'Zoë 🦄 👩‍🚀'],
		['text', ' kept as it is ', ' kept as it is '],
		['text', '$result[0]', '$result[0]'],
		['text', 'Line one\nLine two', 'Line one\nLine two'],
		// user.add refuses a PERSONAL_* or WORK_* value that is not a string.
		['text', 49301234567, '49301234567'],
		['text', 0, '0'],
		['text', -1.5, '-1.5'],
		['text', true, 'true'],
		['text', false, 'false'],
		['text', ['one'], 'one'],
		['text', 'half \ud83d of a pair', 'half \ufffd of a pair'],
		['text', '\udc4d\ud83d', '\ufffd\ufffd'],
		['text', 'x'.repeat(10_000), 'x'.repeat(10_000)],
		['url', 'https://example.com/?a=1&b=2', 'https://example.com/?a=1&b=2'],
		['address', 'Main St 1|52.5;13.4', 'Main St 1|52.5;13.4'],
		['reference', 'D_12', 'D_12'],
		['reference', 12, '12'],
		['unknown', '12', '12'],
		['unknown', 12, '12'],
		['email', '  Nathan@Example.com ', 'Nathan@Example.com'],
		['integer', 12, 12],
		['integer', ' 12 ', 12],
		['integer', '-3', -3],
		['integer', '+3', 3],
		['integer', 9007199254740991, 9007199254740991],
		['integer', 0, 0],
		['number', 0.75, 0.75],
		['number', '0.75', 0.75],
		['number', '0,75', 0.75],
		['number', '-12,5', -12.5],
		['boolean', true, 'Y'],
		['boolean', false, 'N'],
		['boolean', 'yes', '1', { custom: true }],
		['boolean', 'No', '0', { custom: true }],
		['date', '31.12.2026', '2026-12-31'],
		['dateTime', '2026-12-31 09:00', '2026-12-31T09:00'],
		['list', 'F', 'F', gender],
		['list', 'female', 'F', gender],
		['list', ' MALE ', 'M', gender],
		['list', 27, '27', { options: [{ value: '27', label: '28' }] }],
		['departments', '5', 5],
		['user', 7, 7],
		['money', '100|USD', '100|USD'],
		['money', '100 usd', '100|USD'],
		['money', ' 99,90 EUR ', '99.90|EUR'],
		['money', '-5|EUR', '-5|EUR'],
		['money', { amount: 4200.5, currency: 'EUR' }, '4200.5|EUR'],
		['money', { amount: '7', currency: 'usd' }, '7|USD'],
	])('%s %p becomes %p', (type, value, encoded, more = {}) => {
		expect(encodeValue(field(type, more), value)).toBe(encoded);
	});

	it('writes out a number too large for a JSON number', () => {
		const account = BigInt('12345678901234567890');
		expect(encodeValue(field('text'), account)).toBe('12345678901234567890');
	});

	it('a value of a list wins over an equal label of another one', () => {
		const options = [
			{ value: '1', label: '2' },
			{ value: '2', label: '1' },
		];
		expect(encodeValue(field('list', { options }), '2')).toBe('2');
	});

	it.each<[type: FieldType, value: unknown, text: string, more?: Partial<UserField>]>([
		['text', {}, NO_TEXT],
		['text', { name: 'x' }, NO_TEXT],
		['text', ['a', 'b'], NO_TEXT],
		['text', Symbol('x'), NO_TEXT],
		['unknown', { a: 1 }, NO_TEXT],
		['integer', '12abc', NO_NUMBER],
		['integer', 'twelve', NO_NUMBER],
		['integer', 1.5, NO_INTEGER],
		['integer', '1,5', NO_INTEGER],
		['integer', '9007199254740993', NO_INTEGER],
		['integer', 1e21, NO_INTEGER],
		['integer', '1e3', NO_NUMBER],
		['integer', '0x10', NO_NUMBER],
		['integer', {}, NO_TEXT],
		['number', 'a lot', NO_NUMBER],
		['number', '1 000', NO_NUMBER],
		['number', '1,234.5', NO_NUMBER],
		['number', '1.234,5', NO_NUMBER],
		// 1.234 to some, 1234 to others.
		['number', '1,234', NO_NUMBER],
		['number', NaN, NO_NUMBER],
		['number', Infinity, NO_NUMBER],
		['number', '0b11', NO_NUMBER],
		['boolean', 'maybe', NO_FLAG],
		['boolean', 2, NO_FLAG],
		['boolean', {}, NO_FLAG],
		['boolean', 'ja', NO_FLAG],
		['list', 'X', NO_OPTION, gender],
		['list', 'Mal', NO_OPTION, gender],
		['list', {}, NO_TEXT, gender],
		['departments', 'Sales', NO_DEPARTMENT],
		['departments', 0, NO_DEPARTMENT],
		['user', '3,4', NO_USER],
		['user', -1, NO_USER],
		['user', 1.5, NO_USER],
		['money', '100', NO_MONEY],
		['money', 100, NO_MONEY],
		['money', '100 $', NO_MONEY],
		['money', 'USD 100', NO_MONEY],
		['money', '1,000.00 USD', NO_MONEY],
		// A thousand, or one?
		['money', '1,000 USD', NO_MONEY],
		['money', { amount: 1 }, NO_TEXT],
		['money', { amount: 'x', currency: 'USD' }, NO_MONEY],
		['file', 'contract', NO_FILE],
		['photo', 'iVBORw0KGgo=', NO_FILE],
	])('%s refuses %p', (type, value, text, more = {}) => {
		expect(refusal(() => encodeValue(field(type, more), value))).toBe(text);
	});

	// `{{ Number($json.phone) }}` of something that is no number: "NaN" is nobody's telephone.
	it.each([NaN, Infinity])('does not write %p as a text', (value) => {
		expect(() => encodeValue(field('text'), value)).toThrow(InputError);
	});

	it('names at most twenty values of a long list', () => {
		const options = Array.from({ length: 30 }, (_, index) => ({
			value: String(index),
			label: `L${index}`,
		}));
		const text = refusal(() => encodeValue(field('list', { options }), 'none'));
		expect(text).toMatch(/Use one of: L0, .*, L19, …\.$/);
		expect(text).not.toContain('L20');
	});

	it('refuses any value of a list whose values are not known', () => {
		expect(refusal(() => encodeValue(field('list'), 'x'))).toContain('has no such value');
	});
});

describe('several values', () => {
	const many = (type: FieldType, more: Partial<UserField> = {}) =>
		field(type, { multiple: true, ...more });

	it.each<[name: string, target: UserField, value: unknown, encoded: EncodedValue]>([
		['an array', many('text'), ['a', 'b'], ['a', 'b']],
		['one text', many('text'), 'a', ['a']],
		['a comma list', many('text'), 'a, b ,c', ['a', 'b', 'c']],
		['commas inside an array stay', many('text'), ['Doe, John'], ['Doe, John']],
		['empty places', many('text'), 'a,,b,', ['a', 'b']],
		['numbers among texts', many('text'), ['a', 1], ['a', '1']],
		['departments', many('departments'), '1, 5', [1, 5]],
		['departments as texts', many('departments'), ['1', 5], [1, 5]],
		['integers', many('integer'), [1, '2'], [1, 2]],
		['labels and values of a list', many('list', gender), 'male, F', ['M', 'F']],
		['dates', many('date'), ['31.12.2026', '2027-01-01'], ['2026-12-31', '2027-01-01']],
		['money', many('money'), ['1 EUR', { amount: 2, currency: 'USD' }], ['1|EUR', '2|USD']],
		['an untyped field given a list', field('unknown'), ['a', 'b'], ['a', 'b']],
		['an untyped field given an empty list', field('unknown'), [], []],
		// What the portal itself answers for a multiple custom field without values.
		['the false of an answer', many('text'), false, []],
		['the false of an answer for departments', many('departments'), false, []],
		['the false of an answer for a list', many('list', gender), false, []],
	])('%s', (_name, target, value, encoded) => {
		expect(encodeValue(target, value)).toEqual(encoded);
	});

	it('keeps the comma of a text in a field of one value', () => {
		expect(encodeValue(field('unknown'), 'Doe, John')).toBe('Doe, John');
		expect(encodeValue(field('text'), 'Doe, John')).toBe('Doe, John');
	});

	it('refuses the whole value when one part of it does not fit', () => {
		expect(refusal(() => encodeValue(many('departments'), [1, 'Sales']))).toBe(NO_DEPARTMENT);
		expect(refusal(() => encodeValue(many('integer'), '1, two'))).toBe(NO_NUMBER);
	});
});
