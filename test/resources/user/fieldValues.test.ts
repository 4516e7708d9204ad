/** Values on their way into the portal, converted by the type of their field. */
import { AUTOMATIC, callsOf, columns, runOn, stored, userBy } from '../../support/portal';
import { CAST, startPortal, type Portal } from '../../portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const ID = CAST.employee;

/** Maps one column of one person, with an expression, as people do. */
const set = (field: string, value: unknown) =>
	runOn(
		portal,
		{
			operation: 'update',
			user: userBy('id', ID),
			fields: columns({ [field]: '={{ $json.value }}' }),
		},
		{ items: [{ value } as Record<string, string>] },
	);

describe('a value of every type arrives as the portal stores it', () => {
	const rows: Array<[type: string, field: string, value: unknown, expected: unknown]> = [
		['a phone number given as a number', 'WORK_PHONE', 4930123456, '4930123456'],
		['a postcode given as a number', 'PERSONAL_ZIP', 1067, '1067'],
		['a yes given for a text', 'PERSONAL_NOTES', true, 'true'],
		['a text with leading zeros', 'UF_PHONE_INNER', '0042', '0042'],
		['blanks around a text', 'PERSONAL_CITY', '  York ', '  York '],
		['gender by value', 'PERSONAL_GENDER', 'F', 'F'],
		['gender by label', 'PERSONAL_GENDER', 'female', 'F'],
		['an array of one for a single text', 'PERSONAL_CITY', ['York'], 'York'],
		['string', 'UF_USR_COST_CENTER', 'CC-7', 'CC-7'],
		['string given as a number', 'UF_USR_COST_CENTER', 7, '7'],
		['string multiple, array', 'UF_USR_ALIASES', ['one', 'two'], ['one', 'two']],
		['string multiple, commas', 'UF_USR_ALIASES', 'one, two', ['one', 'two']],
		['string multiple, a comma kept in an array', 'UF_USR_ALIASES', ['Doe, J.'], ['Doe, J.']],
		['integer', 'UF_USR_BADGE', 42, 42],
		['integer as text', 'UF_USR_BADGE', ' 42 ', 42],
		['double', 'UF_USR_RATE', 0.5, 0.5],
		['double with a decimal comma', 'UF_USR_RATE', '0,5', 0.5],
		['boolean true', 'UF_USR_DRIVER', true, 1],
		['boolean false', 'UF_USR_DRIVER', false, 0],
		['boolean as the text "false"', 'UF_USR_DRIVER', 'false', 0],
		['boolean as N', 'UF_USR_DRIVER', 'N', 0],
		['boolean as yes', 'UF_USR_DRIVER', 'Yes', 1],
		['boolean as 0', 'UF_USR_DRIVER', 0, 0],
		['list by ID', 'UF_USR_1724228142162', 27, 27],
		['list by label', 'UF_USR_1724228142162', 'xl', 29],
		['list multiple by ID', 'UF_USR_LANGUAGES', [30, '32'], [30, 32]],
		['list multiple by label', 'UF_USR_LANGUAGES', 'Русский, Deutsch', [31, 32]],
		[
			'url multiple',
			'UF_USR_BLOG',
			['https://a.example/?b=1&c=2#d'],
			['https://a.example/?b=1&c=2#d'],
		],
		['address', 'UF_USR_HOME', 'High St 1, Leeds|53.8;-1.5', 'High St 1, Leeds|53.8;-1.5'],
		['money', 'UF_USR_SALARY', '4200.50|EUR', '4200.50|EUR'],
		['money as people write it', 'UF_USR_SALARY', '4200,50 eur', '4200.50|EUR'],
		['money as an object', 'UF_USR_SALARY', { amount: 10, currency: 'USD' }, '10|USD'],
		['employee', 'UF_USR_MENTOR', '2', 2],
		['departments', 'UF_DEPARTMENT', '3, 5', [3, 5]],
		['a department as a number', 'UF_DEPARTMENT', 5, [5]],
		['a department by its name', 'UF_DEPARTMENT', 'Sales', [17]],
	];

	it.each(rows)('%s (%s)', async (_type, field, value, expected) => {
		const run = await set(field, value);
		expect(run.error).toBeUndefined();
		expect(stored(portal, ID)[field]).toEqual(expected);
	});
});

describe('a value that does not fit is refused before sending, naming the field', () => {
	const rows: Array<[what: string, field: string, value: unknown, message: string]> = [
		[
			'letters for a number',
			'UF_USR_BADGE',
			'many',
			'"Badge" (UF_USR_BADGE): "many" is not a whole number',
		],
		['a fraction for an integer', 'UF_USR_BADGE', 1.5, '"1.5" is not a whole number'],
		['a thousands separator', 'UF_USR_RATE', '1,234.5', '"1,234.5" is not a number'],
		['perhaps for a boolean', 'UF_USR_DRIVER', 'perhaps', '"perhaps" is neither yes nor no'],
		[
			'a value the list lacks',
			'UF_USR_1724228142162',
			'XXS',
			'"XXS" is none of the values of this list in the portal',
		],
		['an amount without currency', 'UF_USR_SALARY', '100', '"100" is not an amount of money'],
		['a name for an employee', 'UF_USR_MENTOR', 'Olga', '"Olga" is not the ID of a person'],
		['a department nobody knows', 'UF_DEPARTMENT', 'Nowhere', 'There is no department "Nowhere"'],
		['an object for a text', 'WORK_POSITION', { a: 1 }, 'An object is no text'],
		['a list for a text', 'WORK_POSITION', ['a', 'b'], 'A list is no text'],
		['a wrong e-mail', 'EMAIL', 'nobody', '"nobody" is not an e-mail address'],
	];

	it.each(rows)('%s', async (_what, field, value, message) => {
		const run = await set(field, value);
		expect(run.error?.message).toContain(message);
		expect(run.error?.message).toContain(field);
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('a wrong list value tells which there are', async () => {
		const run = await set('UF_USR_1724228142162', 'XXS');
		expect(run.error?.description).toContain('Use one of: S, M, L, XL.');
	});

	it.each(['ID', 'LAST_LOGIN', 'TIMESTAMP_X', 'WORK_LOGO'])(
		'read-only %s is never sent',
		async (field) => {
			const run = await set(field, '2020-01-01');
			expect(run.items).toEqual([]);
			expect(run.error?.message).toMatch(/cannot be written|nothing to change/);
			expect(callsOf(portal, 'user.update')).toEqual([]);
		},
	);
});

describe('dates arrive as plain dates and never shift by a time zone', () => {
	const rows: Array<[shape: string, value: string]> = [
		['YYYY-MM-DD', '1990-05-10'],
		['dotted', '10.05.1990'],
		['dotted without zeros', '10.5.1990'],
		['midnight in Greenwich', '1990-05-10T00:00:00.000Z'],
		['one minute before midnight', '1990-05-10T23:59:00-11:00'],
		['as the portal answers it', '1990-05-10T03:00:00+03:00'],
		['midnight far in the east', '1990-05-10T00:00:00+14:00'],
		['as a database writes it', '1990-05-10 00:00:00'],
	];

	it.each(rows)('%s', async (_shape, value) => {
		for (const field of ['PERSONAL_BIRTHDAY', 'UF_EMPLOYMENT_DATE', 'UF_USR_VISA_UNTIL']) {
			const run = await set(field, value);
			expect(run.error).toBeUndefined();
			expect(stored(portal, ID)[field]).toBe('1990-05-10');
			// Without a time of day there is nothing a portal in another zone could shift.
			expect(callsOf(portal, 'user.update').at(-1)?.params[field]).toBe('1990-05-10');
		}
	});

	it.each([
		['DateTime', "={{ DateTime.fromISO('1990-05-10T00:30:00', { zone: 'Asia/Tokyo' }) }}"],
		[
			'DateTime late in the day',
			"={{ DateTime.fromISO('1990-05-10T23:30:00-09:00', { setZone: true }) }}",
		],
		['Date', "={{ new Date('1990-05-10T00:00:00Z') }}"],
	])('an expression that gives a %s', async (_shape, expression) => {
		const run = await runOn(portal, {
			operation: 'update',
			user: userBy('id', ID),
			fields: columns({ PERSONAL_BIRTHDAY: expression }),
		});
		expect(run.error).toBeUndefined();
		expect(stored(portal, ID).PERSONAL_BIRTHDAY).toBe('1990-05-10');
	});

	it('29 February stays', async () => {
		await set('PERSONAL_BIRTHDAY', '2024-02-29');
		expect(stored(portal, ID).PERSONAL_BIRTHDAY).toBe('2024-02-29');
	});

	it.each([
		['one that can be read in two ways', '03/04/2026'],
		['a day that does not exist', '2023-02-29'],
		['words', 'next Monday'],
		['a number', 45000],
	])('%s is refused, because the portal would empty the field', async (_what, value) => {
		const run = await set('PERSONAL_BIRTHDAY', value);
		expect(run.error?.message).toContain('(PERSONAL_BIRTHDAY): ');
		expect(run.error?.description).toContain('YYYY-MM-DD');
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it.each([
		['with a zone', '2026-03-31T09:00:00+02:00'],
		['in Greenwich', '2026-03-31T07:00:00Z'],
		['with milliseconds', '2026-03-31T07:00:00.000Z'],
	])('a moment %s stays the same moment', async (_shape, value) => {
		const run = await set('UF_USR_CHECKED_AT', value);
		expect(run.error).toBeUndefined();
		expect(Date.parse(String(stored(portal, ID).UF_USR_CHECKED_AT))).toBe(
			Date.parse('2026-03-31T07:00:00Z'),
		);
	});
});

describe('an empty value is left alone, and clears the field where the option says so', () => {
	it.each([
		['text', 'TITLE', ''],
		['phone', 'WORK_PHONE', ''],
		['date', 'PERSONAL_BIRTHDAY', ''],
		['multiple text', 'UF_USR_ALIASES', []],
		['integer', 'UF_USR_BADGE', null],
		['list', 'UF_USR_1724228142162', null],
		['multiple list', 'UF_USR_LANGUAGES', []],
		['money', 'UF_USR_SALARY', null],
		['employee', 'UF_USR_MENTOR', null],
		['file', 'UF_USR_CONTRACT', null],
	])('%s (%s)', async (_type, field, cleared) => {
		const fields = columns({ [field]: '={{ $json.value }}' });
		const update = { operation: 'update', user: userBy('id', CAST.complete), fields };
		const before = structuredClone(stored(portal, CAST.complete));
		const items = [{ value: null }, { value: '' }, { value: [] }];
		const kept = await runOn(portal, update, { items });
		expect(kept.error).toBeUndefined();
		expect(kept.items.map(({ json }) => json.updated)).toEqual([false, false, false]);
		expect(stored(portal, CAST.complete)).toEqual(before);
		expect(callsOf(portal, 'user.update')).toEqual([]);

		const options = { emptyValues: 'clear' };
		const run = await runOn(portal, { ...update, options }, { items: [{ value: '' }] });
		expect(run.error).toBeUndefined();
		expect(stored(portal, CAST.complete)).toEqual({
			...before,
			[field]: cleared,
			TIMESTAMP_X: expect.any(String),
		});
	});

	it.each([
		['boolean', 'UF_USR_DRIVER'],
		['departments', 'UF_DEPARTMENT'],
	])(
		'%s (%s) is never cleared: nobody says no or leaves all departments by a gap',
		async (_type, field) => {
			const before = structuredClone(stored(portal, CAST.complete));
			const run = await runOn(
				portal,
				{
					operation: 'update',
					user: userBy('id', CAST.complete),
					fields: columns({ [field]: '={{ $json.value }}' }),
					options: { emptyValues: 'clear' },
				},
				{ items: [{ value: null }, { value: '' }, { value: [] }] },
			);
			expect(run.error).toBeUndefined();
			expect(stored(portal, CAST.complete)).toEqual(before);
			expect(callsOf(portal, 'user.update')).toEqual([]);
		},
	);

	it('an empty list clears a multiple field', async () => {
		await runOn(portal, {
			operation: 'update',
			user: userBy('id', CAST.complete),
			fields: columns({ UF_USR_ALIASES: '={{ [] }}' }),
			options: { emptyValues: 'clear' },
		});
		expect(stored(portal, CAST.complete).UF_USR_ALIASES).toEqual([]);
	});

	it.each([
		['Map Each Column Manually', columns({ TITLE: '={{ $json.TITLE }}', NAME: 'New' })],
		['Map Automatically', AUTOMATIC],
	])('%s: null beside a value is left alone', async (_mode, fields) => {
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('id', CAST.complete), fields },
			{ items: [{ TITLE: null, NAME: 'New' }] },
		);
		expect(run.error).toBeUndefined();
		expect(stored(portal, CAST.complete)).toMatchObject({ TITLE: 'Dr.', NAME: 'New' });
		expect(callsOf(portal, 'user.update')[0].params).not.toHaveProperty('TITLE');
	});

	it('a mandatory field: the portal’s own reason, without its markup', async () => {
		const run = await runOn(portal, {
			operation: 'update',
			user: userBy('id', ID),
			fields: columns({ UF_USR_COST_CENTER: '={{ "" }}' }),
			options: { emptyValues: 'clear' },
		});
		expect(run.error?.message).toBe('The field "Cost center" is required. (person with ID 3)');
	});
});

describe('custom fields without their definitions (no scope user.userfield)', () => {
	it.each([
		['text', 'UF_USR_COST_CENTER', 'CC-9', 'CC-9'],
		['number', 'UF_USR_BADGE', 7, 7],
		['several', 'UF_USR_ALIASES', ['a', 'b'], ['a', 'b']],
	])('%s works all the same', async (_type, field, value, expected) => {
		const run = await runOn(
			portal,
			{
				operation: 'update',
				user: userBy('id', ID),
				fields: columns({ [field]: '={{ $json.value }}' }),
			},
			{ items: [{ value }], account: { scopes: ['user'] } },
		);
		expect(run.error).toBeUndefined();
		expect(stored(portal, ID)[field]).toEqual(expected);
	});
});
