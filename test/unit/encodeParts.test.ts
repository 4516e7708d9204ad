/** The readers that forms use as well: addresses, IDs, yes and no, lists. */
import { choice } from '../../nodes/Bitrix24/values/choice';
import { email } from '../../nodes/Bitrix24/values/email';
import { InputError, naming } from '../../nodes/Bitrix24/values/errors';
import { valuesOf } from '../../nodes/Bitrix24/values/lists';
import { count, positiveId } from '../../nodes/Bitrix24/values/numbers';
import { yesNo } from '../../nodes/Bitrix24/values/yesNo';

/** "Message. Remedy" of a refusal. */
function refusal(action: () => unknown): string {
	try {
		return `accepted as ${JSON.stringify(action())}`;
	} catch (error) {
		if (error instanceof InputError) return `${error.message}. ${error.remedy}`;
		throw error;
	}
}

const NO_FLAG = 'is neither yes nor no. Enter yes or no, true or false.';
const NO_EMAIL = 'Enter one address, e.g. nathan@example.com.';
const NO_USER = '"x" is not the ID of a user. Enter a positive whole number, e.g. 12.';

describe('email', () => {
	it.each([
		'nathan@example.com',
		"siobhan.o'brien@example.com",
		'first+tag@mail.example.co.uk',
		'имя@почта.рф',
		'a@b-c.museum',
	])('takes %s', (address) => {
		expect(email(address)).toBe(address);
	});

	it.each([
		'nathan',
		'nathan@',
		'@example.com',
		'nathan@example',
		'nathan@example.',
		'nathan@.com',
		'nathan@@example.com',
		'nathan smith@example.com',
		'nathan@exam ple.com',
		'a@example.com, b@example.com',
		'a@example.com;b@example.com',
		'Nathan <nathan@example.com>',
		'mailto:nathan@example.com',
		'nathan@example.c',
		'nathan@example.com.',
	])('refuses %s', (address) => {
		expect(refusal(() => email(address))).toMatch(/^"/);
		expect(refusal(() => email(address))).toContain(NO_EMAIL);
	});
});

describe('positiveId', () => {
	it.each<[unknown, number]>([
		[12, 12],
		['12', 12],
		[' 12 ', 12],
		['0012', 12],
		['5.0', 5],
		['12\u200B', 12],
		[999999999999999, 999999999999999],
	])('takes %j', (value, id) => {
		expect(positiveId(value, 'person')).toBe(id);
	});

	it.each<unknown>([
		'12abc',
		'1e3',
		1e21,
		-1,
		'-1',
		'+1',
		0,
		'0',
		'000',
		'',
		' ',
		1.5,
		'1.5',
		'1,5',
		'0x10',
		NaN,
		true,
		null,
		undefined,
		{},
		{ ID: 12 },
		[12],
		'1234567890123456',
		'１２',
	])('refuses %p', (value) => {
		expect(refusal(() => positiveId(value, 'person'))).toContain(
			'is not the ID of a person. Enter a positive whole number, e.g. 12.',
		);
	});
});

describe('yesNo', () => {
	it.each<unknown>([
		true,
		'true',
		'TRUE',
		' True ',
		'y',
		'Y',
		'yes',
		'1',
		1,
		'on',
		'oui',
		'ИСТИНА',
	])('reads %p as yes', (value) => expect(yesNo(value)).toBe(true));
	it.each<unknown>([false, 'false', 'n', 'N', 'no', '0', 0, 'off'])('reads %p as no', (value) =>
		expect(yesNo(value)).toBe(false),
	);
	it.each<unknown>(['', 'maybe', null, undefined, {}, 2, -1, 'constructor', [true]])(
		'refuses %p',
		(value) => expect(refusal(() => yesNo(value))).toContain(NO_FLAG),
	);
});

describe('valuesOf', () => {
	it.each<[unknown, unknown[]]>([
		['a, b', ['a', 'b']],
		['', []],
		['5;7', [5, 7].map(String)],
		['[5,7]', [5, 7]],
		['["a", null, ""]', ['a']],
		['[5,7', ['[5', '7']],
		['a\nb,c;d', ['a', 'b', 'c', 'd']],
		[false, [false]],
		[5, [5]],
		[
			[1, 2],
			[1, 2],
		],
		[{ a: 1 }, [{ a: 1 }]],
	])('splits %j', (value, values) => {
		expect(valuesOf(value)).toEqual(values);
	});
});

describe('choice', () => {
	const KINDS = ['employee', 'extranet'] as const;

	it.each(['extranet', 'Extranet', ' EXTRANET ', 'extranet\u00A0'])('reads %j', (value) => {
		expect(choice(value, KINDS)).toBe('extranet');
	});

	it.each<unknown>(['guest', '', 'constructor', null, undefined, 1, ['extranet']])(
		'refuses %j',
		(value) => {
			expect(refusal(() => choice(value, KINDS))).toMatch(
				/is none of the values there are\. Use one of: employee, extranet\.$/,
			);
		},
	);
});

describe('count', () => {
	it.each<[unknown, number]>([
		[50, 50],
		['50', 50],
		[' 7.0 ', 7],
	])('reads %j', (value, limit) => {
		expect(count(value)).toBe(limit);
	});

	it.each<unknown>([0, -1, 1.5, '', null, undefined, 'all', true, {}])('refuses %j', (value) => {
		expect(refusal(() => count(value))).toContain('is not a positive whole number');
	});
});

describe('naming', () => {
	it('says whose value was refused and keeps the remedy', () => {
		expect(refusal(() => naming('"Badge" (UF_USR_BADGE)', () => positiveId('x', 'user')))).toBe(
			`"Badge" (UF_USR_BADGE): ${NO_USER}`,
		);
	});

	it('leaves other trouble as it is', () => {
		const trouble = new RangeError('other');
		expect(() =>
			naming('Field', () => {
				throw trouble;
			}),
		).toThrow(trouble);
	});
});
