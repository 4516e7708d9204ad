/** Bad input: which ones? Limits, conditions, output fields, searches. */
import { FROM_ITEM, many, where } from './forms';
import type { BadInput } from './row';

const LIMIT_ADVICE = 'Enter a number such as 50.';

const limits: Array<[enters: string, value: unknown, repeated: string]> = [
	['0', 0, '"0"'],
	['-1', -1, '"-1"'],
	['"abc"', 'abc', '"abc"'],
	['1.5', 1.5, '"1.5"'],
	['an object', { n: 5 }, 'An object'],
	['an empty object', {}, 'An object'],
	['an empty list', [], 'A list'],
];

const condition = (
	enters: string,
	[field, operator, value]: [field: string, operator: string, value: unknown],
	sees: string,
	advice: string,
): BadInput => ({
	enters: `Get Many: a condition ${enters}`,
	form: where(field, operator, FROM_ITEM),
	items: [{ value }],
	sees,
	advice,
});

const NO_VALUE_ADVICE = 'Enter one, or use "Is Empty" to find people without a value.';

export const lists: BadInput[] = [
	...limits.map(
		([enters, value, repeated]): BadInput => ({
			enters: `Get Many: Limit ${enters}`,
			form: many({ limit: FROM_ITEM }),
			items: [{ value }],
			sees: `Parameter "Limit": ${repeated} is not a positive whole number`,
			advice: LIMIT_ADVICE,
		}),
	),
	condition(
		'on a field the portal does not have',
		['UF_USR_GONE', 'eq', 'x'],
		'The portal has no field UF_USR_GONE',
		'Choose the field from the list, or give the credential a scope that shows it. Nothing was asked: the portal would ignore the condition and return everybody.',
	),
	condition(
		'on a field in lower case',
		['name', 'eq', 'John'],
		'The portal has no field name',
		'Choose the field from the list, or give the credential a scope that shows it.',
	),
	condition(
		'without a field',
		['', 'eq', 'x'],
		'A condition has no field',
		'Choose the field, or remove the condition.',
	),
	condition(
		'without a value',
		['NAME', 'eq', ''],
		'The condition on "First Name" (Equals) has no value',
		NO_VALUE_ADVICE,
	),
	condition(
		'with a value the item lacks',
		['NAME', 'contains', undefined],
		'The condition on "First Name" (Contains) has no value',
		NO_VALUE_ADVICE,
	),
	condition(
		'with an empty list for Is One Of',
		['LAST_NAME', 'in', []],
		'The condition on "Last Name" (Is One Of) has no value',
		NO_VALUE_ADVICE,
	),
	condition(
		'with commas alone for Is Not One Of',
		['LAST_NAME', 'notIn', ' , ,'],
		'The condition on "Last Name" (Is Not One Of) has no value',
		NO_VALUE_ADVICE,
	),
	condition(
		'with an operator that does not exist',
		['NAME', 'like', 'x'],
		'Operator of the condition on "First Name": "like" is none of the values there are',
		'Use one of: contains, ',
	),
	condition(
		'on a date that can be read in two ways',
		['PERSONAL_BIRTHDAY', 'lt', '03/04/2026'],
		'Condition on "Date of Birth": "03/04/2026" can be read as 2026-04-03 and as 2026-03-04',
		'Enter the date as YYYY-MM-DD, e.g. 2026-03-31.',
	),
	condition(
		'on an ID with letters',
		['ID', 'gt', '12abc'],
		'Condition on "ID": "12abc" is not a whole number',
		'Enter digits only, e.g. 12.',
	),
	condition(
		'on a list value that does not exist',
		['UF_USR_1724228142162', 'eq', 'XXL'],
		'Condition on "T-shirt size": "XXL" is none of the values of this list in the portal',
		'Use one of: S, M, L, XL.',
	),
	condition(
		'on activity with a word that is no yes and no no',
		['ACTIVE', 'eq', 'perhaps'],
		'Condition on "Activity": "perhaps" is neither yes nor no',
		'Enter yes or no, true or false',
	),
	{
		enters: 'Get Many: two conditions of the same kind on one field',
		form: many({
			conditions: {
				condition: [
					{ field: 'NAME', operator: 'eq', value: 'John' },
					{ field: 'NAME', operator: 'eq', value: 'Ivan' },
				],
			},
		}),
		sees: 'Two conditions compare "First Name" in the same way (Equals)',
		advice: 'The portal takes one of each kind.',
	},
	{
		enters: 'Get Many: a filter on a department that does not exist',
		form: many({ filters: { departments: [4711] } }),
		sees: 'Filter "Departments": There is no department with ID 4711',
		advice: '',
	},
	{
		enters: 'Get Many: a filter on departments with a name in it that nobody knows',
		form: many({ filters: { departments: ['Sales', 'Nowhere'] } }),
		sees: 'Filter "Departments": There is no department "Nowhere"',
		advice: 'Enter the name or the path of a department',
	},
	{
		enters: 'Get Many: Selected Fields without a field',
		form: many({ output: 'selectedFields', outputFields: FROM_ITEM }),
		items: [{ value: [] }],
		sees: 'The parameter "Output Fields" is empty',
		advice: 'Choose at least one field, or another "Output".',
	},
	{
		enters: 'Search: a phrase the item lacks',
		form: { operation: 'search', phrase: FROM_ITEM },
		sees: 'The parameter "Phrase" is empty',
		advice: 'Enter words to look for. To list everybody, use the operation "Get Many".',
	},
	{
		enters: 'Search: by fields, none of them filled',
		form: { operation: 'search', searchBy: 'fields', searchFields: { NAME: ' ' } },
		sees: 'The parameter "Search Fields" is empty',
		advice: 'Add a field and enter words to look for.',
	},
];
