import {
	clearing,
	encodeValue,
	isClearable,
	type EncodedValue,
} from '../../nodes/Bitrix24/values/encode';
import { InputError } from '../../nodes/Bitrix24/values/errors';
import { standardCatalogue } from '../../nodes/Bitrix24/resources/user/fields/standard';
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
	words: new Map([
		['m', 'M'],
		['ж', 'F'],
	]),
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

const NO_TEXT = 'is no text. Enter a text';
const NO_NUMBER = 'is not a number. Enter digits, e.g. 12.5.';
const NO_INTEGER = 'is not a whole number. Enter digits only, e.g. 12.';
const NO_FLAG = 'is neither yes nor no. Enter yes or no, true or false.';
const NO_MONEY = 'is not an amount of money. Enter amount and currency, e.g. 100|USD.';
const NO_FILE =
	'a file cannot be mapped as a value. Send the photo with the option "Photo Input Binary Field".';
const NO_OPTION = 'is none of the values of this list in the portal. Use one of: Male, Female.';
const NO_DEPARTMENT = 'is not the ID of a department. Enter a positive whole number, e.g. 12.';
const NO_USER = 'is not the ID of a person. Enter a positive whole number, e.g. 12.';

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

describe('what is empty', () => {
	it.each(ALL_TYPES)(
		'a %s field: nothing, blanks, a lone = and lists of them say nothing',
		(type) => {
			for (const value of [null, undefined, '', '  ', '\u200B', '=', [], ['', null, ' '], {}]) {
				expect(encodeValue(field(type), value)).toBeUndefined();
				expect(encodeValue(field(type, { multiple: true }), value)).toBeUndefined();
			}
		},
	);

	it.each(ALL_TYPES)('a multiple %s field: the false of an answer says nothing', (type) => {
		expect(encodeValue(field(type, { multiple: true }), false)).toBeUndefined();
	});

	it('a blank can never dismiss, take out of all departments or stand for yes or no', () => {
		const kept: FieldType[] = ['boolean', 'departments', 'email'];
		for (const type of kept) {
			expect(isClearable(field(type))).toBe(false);
			expect(() => clearing(field(type, { multiple: type === 'departments' }))).toThrow(InputError);
		}
	});

	it('an empty text or list clears the others', () => {
		expect(clearing(field('text'))).toBe('');
		expect(clearing(field('date'))).toBe('');
		expect(clearing(field('list', { multiple: true }))).toEqual([]);
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
		['list', 'м', 'M', { ...gender, words: new Map([['м', 'M']]) }],
		['email', '\u200Bna\u00ADthan@example.com\u200E\u00A0', 'nathan@example.com'],
		['email', 'ivan@пример.рф', 'ivan@пример.рф'],
		['departments', '5', 5],
		['user', 7, 7],
		['user', '5.0', 5],
		['boolean', 'Да', 'Y'],
		['boolean', 'нет', 'N'],
		['boolean', 'EVET', 'Y'],
		['boolean', 'Hayır', 'N'],
		['boolean', 'Жоқ', 'N'],
		['boolean', ' OUI ', 'Y'],
		['boolean', 'nein', 'N'],
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

	describe('a list whose labels look like IDs', () => {
		const options = [
			{ value: '40', label: '39' },
			{ value: '41', label: '40' },
			{ value: '50', label: 'Twice' },
			{ value: '51', label: 'twice ' },
			{ value: '60', label: '60' },
		];
		const shoes = field('list', { options });

		it('takes a label before an ID', () => {
			expect(encodeValue(shoes, '39')).toBe('40');
			expect(encodeValue(shoes, 41)).toBe('41');
			expect(encodeValue(shoes, '60')).toBe('60');
		});

		it('refuses what is the label of one and the ID of another', () => {
			expect(refusal(() => encodeValue(shoes, '40'))).toBe(
				'"40" can mean several values of this list: "39" (ID 40), "40" (ID 41). Write the label of the value that is meant, or rename one of them in the portal.',
			);
		});

		it('refuses a label that several have', () => {
			expect(refusal(() => encodeValue(shoes, 'Twice'))).toBe(
				'"Twice" can mean several values of this list: "Twice" (ID 50), "twice " (ID 51). Write the ID of the value that is meant.',
			);
			expect(encodeValue(shoes, '51')).toBe('51');
		});

		it('tries the whole text before its parts', () => {
			const cities = field('list', {
				multiple: true,
				options: [
					{ value: '1', label: 'Sales, North' },
					{ value: '2', label: 'Sales' },
					{ value: '3', label: 'North' },
				],
			});
			expect(encodeValue(cities, 'Sales, North')).toEqual(['1']);
			expect(encodeValue(cities, 'Sales, North; North')).toEqual(['1', '3']);
			expect(encodeValue(cities, 'North, Sales')).toEqual(['3', '2']);
		});
	});

	it.each([
		['M', 'M'],
		['м', 'M'],
		['male', 'M'],
		['Мужской', 'M'],
		['Ж', 'F'],
		['женский', 'F'],
		['Kadın', 'F'],
		['әйел', 'F'],
		['weiblich', 'F'],
	])('reads the gender %s', (word, code) => {
		const known = standardCatalogue.get('PERSONAL_GENDER');
		expect(known && encodeValue(known, word)).toBe(code);
	});

	describe('a custom field whose type the credential may not read', () => {
		it('takes what is the same for every type', () => {
			expect(encodeValue(field('unknown'), true)).toBe('1');
			expect(encodeValue(field('unknown'), false)).toBe('0');
			expect(encodeValue(field('unknown'), [true, 7])).toEqual(['1', '7']);
			expect(encodeValue(field('unknown'), '1.5')).toBe('1.5');
			expect(encodeValue(field('unknown'), '2026-03-31')).toBe('2026-03-31');
			expect(encodeValue(field('unknown'), 'Engineer')).toBe('Engineer');
		});

		it.each(['no', 'Да', 'true', '1,5', '31.03.2026', '3/31/2026'])(
			'refuses %s, which some types would store as something else, and names the scope',
			(value) => {
				expect(refusal(() => encodeValue(field('unknown'), value))).toMatch(
					/"user\.userfield".* Add the scope/,
				);
			},
		);
	});

	it('refuses telephone numbers that a spreadsheet has rounded, and numbers with lost digits', () => {
		const mobile = field('text', { code: 'PERSONAL_MOBILE' });
		expect(encodeValue(mobile, 91500000000)).toBe('91500000000');
		expect(encodeValue(mobile, '+7 915 000-00-00')).toBe('+7 915 000-00-00');
		expect(refusal(() => encodeValue(mobile, '9.15E+10'))).toContain('a spreadsheet has rounded');
		expect(refusal(() => encodeValue(mobile, 7.915e20))).toContain('are lost');
	});

	it.each<[type: FieldType, value: unknown, text: string, more?: Partial<UserField>]>([
		['text', { a: 1 }, NO_TEXT],
		['text', { name: 'x' }, NO_TEXT],
		['text', ['a', 'b'], NO_TEXT],
		['text', Symbol('x'), NO_TEXT],
		['unknown', { a: 1 }, NO_TEXT],
		['integer', '12abc', NO_INTEGER],
		['integer', 'twelve', NO_INTEGER],
		['integer', 1.5, NO_INTEGER],
		['integer', '1,5', NO_INTEGER],
		['integer', '9007199254740993', NO_INTEGER],
		['integer', 1e21, NO_INTEGER],
		['integer', '1e3', NO_INTEGER],
		['integer', '0x10', NO_INTEGER],
		['integer', { a: 1 }, NO_TEXT],
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
		['boolean', { a: 1 }, NO_FLAG],
		['boolean', 'constructor', NO_FLAG],
		['list', 'constructor', NO_OPTION, gender],
		['boolean', 'jain', NO_FLAG],
		['email', 'a@under_score.com', 'no domain has an underscore'],
		['email', 'a@example.com.', 'its domain cannot exist'],
		['email', '.a@example.com', 'a dot stands in the wrong place'],
		['email', 'a..b@example.com', 'a dot stands in the wrong place'],
		['email', 'a@-example.com', 'its domain cannot exist'],
		['email', 'a@example', 'its domain cannot exist'],
		['email', 'a@1.2.3.4', 'its domain cannot exist'],
		['email', `${'a'.repeat(300)}@example.com`, 'too long'],
		['email', 'Ann <ann@example.com>', 'is not an e-mail address'],
		['list', 'X', `"X" ${NO_OPTION}`, gender],
		['list', 'Mal', NO_OPTION, gender],
		['list', { a: 1 }, NO_TEXT, gender],
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
		expect(refusal(() => encodeValue(field(type, more), value))).toContain(text);
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
		expect(refusal(() => encodeValue(field('list'), 'x'))).toContain('is none of the values');
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
		['semicolons', many('departments'), '5;7', [5, 7]],
		['lines', many('departments'), '5\n7\r\n', [5, 7]],
		['JSON', many('departments'), '[5,"7",5.0]', [5, 7, 5]],
		['money with commas', many('money'), '1,5 EUR', ['1.5|EUR']],
		['money with commas, several', many('money'), '1,5 EUR; 2 USD', ['1.5|EUR', '2|USD']],
	])('%s', (_name, target, value, encoded) => {
		expect(encodeValue(target, value)).toEqual(encoded);
	});

	it('keeps the comma of a text in a field of one value', () => {
		expect(encodeValue(field('unknown'), 'Doe, John')).toBe('Doe, John');
		expect(encodeValue(field('text'), 'Doe, John')).toBe('Doe, John');
	});

	it('refuses the whole value when one part of it does not fit', () => {
		expect(refusal(() => encodeValue(many('departments'), [1, 'Sales']))).toBe(
			`"Sales" ${NO_DEPARTMENT}`,
		);
		expect(refusal(() => encodeValue(many('integer'), '1, two'))).toBe(`"two" ${NO_INTEGER}`);
	});
});
