/** Bad input: what to change? Fields, dates, lists, money, files. */
import { AUTOMATIC } from '../portal';
import { FROM_ITEM, update } from './forms';
import type { BadInput } from './row';

const DATE = '"Date of Birth" (PERSONAL_BIRTHDAY)';
const DATE_ADVICE = 'Enter the date as YYYY-MM-DD, e.g. 2026-03-31.';

const dates: Array<[enters: string, value: unknown, says: string]> = [
	[
		'03/04/2026 (March or April?)',
		'03/04/2026',
		'"03/04/2026" can be read as 2026-04-03 and as 2026-03-04',
	],
	['31.02.2026', '31.02.2026', '"31.02.2026" is no day of the calendar'],
	['2026-02-30', '2026-02-30', '"2026-02-30" is no day of the calendar'],
	[
		'31 March 2026',
		'31 March 2026',
		'"31 March 2026" is not a date that can be read without doubt',
	],
	[
		'the serial of a spreadsheet, 46112',
		46112,
		'"46112" is a number and not a date: it may count days or seconds (2026-03-31 if it comes from a spreadsheet)',
	],
	[
		'a timestamp, 1774915200000',
		1774915200000,
		'"1774915200000" is a number and not a date: it may count days or seconds',
	],
	[
		'a timestamp as a text',
		'1774915200',
		'"1774915200" is not a date that can be read without doubt',
	],
	['true', true, '"true" is not a date'],
	['an object', { day: 31 }, 'An object is not a date'],
];

/** One column of an update that does not fit its field. */
const column = (
	enters: string,
	code: string,
	value: unknown,
	sees: string,
	advice: string,
): BadInput => ({
	enters: `Update: ${enters}`,
	form: update({ [code]: FROM_ITEM }),
	items: [{ value }],
	sees,
	advice,
});

const columnsThatDoNotFit: BadInput[] = [
	...dates.map(([enters, value, says]) =>
		column(`a birthday ${enters}`, 'PERSONAL_BIRTHDAY', value, `${DATE}: ${says}`, DATE_ADVICE),
	),
	column(
		'a moment without a time zone mark that makes sense',
		'UF_USR_CHECKED_AT',
		'2026-03-31 9 am',
		'"Checked at" (UF_USR_CHECKED_AT): "2026-03-31 9 am" is not a date that can be read without doubt',
		'Enter date and time as in 2026-03-31T09:00:00+02:00.',
	),
	column(
		'letters in a whole number',
		'UF_USR_BADGE',
		'12abc',
		'"Badge" (UF_USR_BADGE): "12abc" is not a whole number',
		'Enter digits only, e.g. 12.',
	),
	column(
		'a fraction in a whole number',
		'UF_USR_BADGE',
		1.5,
		'"Badge" (UF_USR_BADGE): "1.5" is not a whole number',
		'Enter digits only, e.g. 12.',
	),
	column(
		'words in a number',
		'UF_USR_RATE',
		'a lot',
		'"Rate" (UF_USR_RATE): "a lot" is not a number',
		'Enter digits, e.g. 12.5.',
	),
	column(
		'"maybe" in a yes-or-no field',
		'UF_USR_DRIVER',
		'maybe',
		'"Drives" (UF_USR_DRIVER): "maybe" is neither yes nor no',
		'Enter yes or no, true or false',
	),
	column(
		'a value the list does not have',
		'UF_USR_1724228142162',
		'XXL',
		'"T-shirt size" (UF_USR_1724228142162): "XXL" is none of the values of this list in the portal',
		'Use one of: S, M, L, XL.',
	),
	column(
		'one unknown language among several',
		'UF_USR_LANGUAGES',
		['English', 'Klingon'],
		'"Languages" (UF_USR_LANGUAGES): "Klingon" is none of the values of this list in the portal',
		'Use one of: English, Русский, Deutsch, O‘zbekcha.',
	),
	column(
		'a word that is no gender',
		'PERSONAL_GENDER',
		'unknown',
		'"Gender" (PERSONAL_GENDER): "unknown" is none of the values of this list in the portal',
		'Use one of: Male, Female.',
	),
	column(
		'money without a currency',
		'UF_USR_SALARY',
		'4200',
		'UF_USR_SALARY: "4200" is not an amount of money',
		'Enter amount and currency, e.g. 100|USD.',
	),
	column(
		'money as a plain number',
		'UF_USR_SALARY',
		4200,
		'UF_USR_SALARY: "4200" is not an amount of money',
		'Enter amount and currency, e.g. 100|USD.',
	),
	column(
		'the name of a mentor instead of the ID',
		'UF_USR_MENTOR',
		'Ольга',
		'"Mentor" (UF_USR_MENTOR): "Ольга" is not the ID of a person',
		'Enter a positive whole number, e.g. 12.',
	),
	column(
		'a department nobody knows',
		'UF_DEPARTMENT',
		'Nowhere',
		'"Units" (UF_DEPARTMENT): There is no department "Nowhere"',
		'Enter the name or the path of a department',
	),
	column(
		'an object for a text',
		'NAME',
		{ first: 'John' },
		'"First Name" (NAME): An object is no text',
		'Enter a text,',
	),
	column(
		'a list for a text',
		'WORK_PHONE',
		['1', '2'],
		'"Company Phone" (WORK_PHONE): A list is no text',
		'Enter a text,',
	),
	column(
		'a malformed e-mail address',
		'EMAIL',
		'john.smith@example',
		'"E-Mail" (EMAIL): "john.smith@example" is not an e-mail address: its domain cannot exist',
		'Enter one address, e.g. nathan@example.com.',
	),
	column(
		'the name of a binary field that the item lacks',
		'UF_USR_CONTRACT',
		'contract',
		'"Contract" (UF_USR_CONTRACT): The input item has no binary field "contract"',
		'Check its name in the "Binary" tab of the node before this one.',
	),
	column(
		'a number for a file',
		'UF_USR_CONTRACT',
		1002,
		'"Contract" (UF_USR_CONTRACT): "1002" is not the name of a binary field of this item',
		'Enter the name alone, e.g. data, without an expression.',
	),
];

const NO_FIELD_ADVICE = 'Refresh the list of fields in the parameter "Fields" and remove this one.';

const formsThatSayNothing: BadInput[] = [
	{
		enters: 'Update: an empty form',
		form: update({}),
		sees: 'There is nothing to change',
		advice: 'Map at least one field that has a value, or add an option.',
	},
	{
		enters: 'Update: automatic mapping of columns that are no fields',
		form: { ...update({}), fields: AUTOMATIC },
		items: [{ forename: 'John', ID: 4 }],
		sees: 'There is nothing to change',
		advice:
			'No column is the code or the label of a field that can be written: forename. Name the columns like the fields, or map each of them.',
	},
	{
		enters: 'Update: a field that is no longer in the portal',
		form: update({ NAME: 'John', UF_USR_GONE: 'x' }),
		sees: 'The portal has no field UF_USR_GONE',
		advice: NO_FIELD_ADVICE,
	},
	{
		enters: 'Update: a field the portal writes itself',
		form: update({ LAST_LOGIN: '2026-03-31T09:00:00Z' }),
		sees: 'The field LAST_LOGIN cannot be written',
		advice: NO_FIELD_ADVICE,
	},
	{
		enters: 'Update: the company logo',
		form: update({ WORK_LOGO: 'data' }),
		sees: 'The field WORK_LOGO cannot be written',
		advice: NO_FIELD_ADVICE,
	},
	{
		enters: 'Update: a photo from a binary field that the item lacks',
		form: update({}, { photoBinaryProperty: 'photo' }),
		sees: 'Parameter "Photo Input Binary Field": The input item has no binary field "photo"',
		advice: 'Check its name in the "Binary" tab of the node before this one.',
	},
	{
		enters: 'Update: a photo to be set and removed',
		form: update({}, { photoBinaryProperty: 'photo', removePhoto: true }),
		sees: 'The options set and remove the photo at the same time',
		advice: 'Keep one of "Photo Input Binary Field" and "Remove Photo".',
	},
	{
		enters: 'Update: the e-mail address of somebody else',
		form: update({ EMAIL: 'zoe@example.com' }),
		sees: 'Another user already has the e-mail address zoe@example.com. (person with ID 3)',
		advice: "This is the portal's own text (ERROR_CORE).",
		writes: 1,
	},
	{
		enters: 'Update: the second of two items has a date that does not exist',
		form: update({ PERSONAL_BIRTHDAY: FROM_ITEM }),
		items: [{ value: '2000-01-01' }, { value: '2000-02-30' }],
		sees: `${DATE}: "2000-02-30" is no day of the calendar`,
		advice: `${DATE_ADVICE} Nothing was changed in the portal.`,
		item: 1,
	},
	{
		enters: 'Update: an operation that does not exist',
		form: { ...update({ NAME: 'x' }), operation: 'delete' },
		sees: 'There is no operation "delete"',
		advice: 'Choose one from the list: ',
	},
];

export const values: BadInput[] = [...columnsThatDoNotFit, ...formsThatSayNothing];
