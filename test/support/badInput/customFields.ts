/** Bad input: custom fields. */
import { fieldBy, form, storedField } from '../customFields';
import type { BadInput } from './row';

const FROM_ITEM = '={{ $json.value }}';

const SIZE = 'UF_USR_1724228142162';

const create = (more: Record<string, unknown> = {}) =>
	form('create', { code: 'LOCKER', label: 'Locker', type: 'string', ...more });

const on = (operation: string, code: unknown, more: Record<string, unknown> = {}) =>
	form(operation, { field: fieldBy('code', code), ...more });

const update = (updateFields: unknown, code = 'BADGE') => on('update', code, { updateFields });

const CODE_ADVICE =
	'Use Latin letters, digits and _, at most 50 of them with the portal’s prefix UF_USR_';

const LONG = 'L'.repeat(60);

const noCodes: Array<[enters: string, value: unknown, quoted: string]> = [
	['letters of another alphabet', 'ГОРОД', '"ГОРОД"'],
	['blanks inside', 'COST CENTER', '"COST CENTER"'],
	['a hyphen', 'COST-CENTER', '"COST-CENTER"'],
	['the prefix alone', 'UF_USR_', '"UF_USR_"'],
	['more than 50 characters', LONG, `"${'L'.repeat(40)}…"`],
];

const NO_FIELD_ADVICE = 'Choose it from the list, or look its code up with Get Many.';

export const customFields: BadInput[] = [
	...noCodes.map(
		([enters, value, quoted]): BadInput => ({
			enters: `Create: a code with ${enters}`,
			form: create({ code: FROM_ITEM }),
			items: [{ value }],
			sees: `Parameter "Code": ${quoted} cannot be the code of a custom field`,
			advice: CODE_ADVICE,
		}),
	),
	{
		enters: 'Create: no code',
		form: create({ code: FROM_ITEM }),
		items: [{ value: ' ' }],
		sees: 'The parameter "Code" is empty',
		advice: 'Enter a code such as COST_CENTER',
	},
	{
		enters: 'Create: an object for a code',
		form: create({ code: FROM_ITEM }),
		items: [{ value: { code: 'X' } }],
		sees: 'Parameter "Code": An object is no text',
		advice: 'Enter a text',
	},
	{
		enters: 'Create: a code that is taken, in small letters',
		form: create({ code: 'badge' }),
		sees: 'There is a custom field with the code UF_USR_BADGE already',
		advice: 'Use another code, or change the field with Update or Sync Values.',
	},
	{
		enters: 'Create: no label',
		form: create({ label: FROM_ITEM }),
		items: [{ value: null }],
		sees: 'The parameter "Label" is empty',
		advice: 'Enter what people are to see as the name of the field.',
	},
	{
		enters: 'Create: an expression for a label in a field that stands at Fixed',
		form: create({ label: '{{ $json.label }}' }),
		sees: 'Parameter "Label": "{{ $json.label }}" is an expression that was not carried out',
		advice: 'Switch the field from Fixed to Expression.',
	},
	{
		enters: 'Create: a type there is none of',
		form: create({ type: '={{ "colour" }}' }),
		sees: 'Parameter "Type": "colour" is none of the types there are',
		advice: 'Use one of: address, crm, crm_status, date, datetime, employee',
	},
	{
		enters: 'Create: a list without values',
		form: create({ type: 'enumeration' }),
		sees: 'A list needs values',
		advice: 'Add the option "Values", with one value in a line.',
	},
	{
		enters: 'Create: values for a field that is no list',
		form: create({ options: { values: 'S; M' } }),
		sees: 'Option "Values": only a list has values of its own',
		advice: 'Choose the type "List", or remove the option.',
	},
	{
		enters: 'Create: one value written in two ways',
		form: create({ type: 'enumeration', options: { values: 'Remote; Office;  remote ' } }),
		sees: 'Parameter "Values": "Remote" and "remote" are one value written in two ways',
		advice: 'Keep one of them.',
	},
	{
		enters: 'Create: settings that are no JSON',
		form: create({ options: { settings: '={{ "three rows" }}' } }),
		sees: 'Parameter "Settings": "three rows" is no object',
		advice: 'Enter JSON such as {"ROWS": 3}.',
	},
	{
		enters: 'Create: settings that are a list',
		form: create({ options: { settings: '={{ "[1]" }}' } }),
		sees: 'Parameter "Settings": "[1]" is no object',
		advice: 'Enter JSON such as {"ROWS": 3}.',
	},
	...[
		['Mandatory', 'mandatory'],
		['Multiple', 'multiple'],
	].map(
		([label, name]): BadInput => ({
			enters: `Create: ${label} "often"`,
			form: create({ options: { [name]: '={{ "often" }}' } }),
			sees: `Parameter "${label}": "often" is neither yes nor no`,
			advice: 'Enter yes or no, true or false.',
		}),
	),
	...['update', 'delete', 'syncValues'].map(
		(operation): BadInput => ({
			enters: `${operation}: a code that no field has`,
			form: on(operation, 'nowhere', { updateFields: { label: 'X' }, values: 'a' }),
			sees: 'There is no custom field with the code UF_USR_NOWHERE',
			advice: NO_FIELD_ADVICE,
		}),
	),
	{
		enters: 'Delete: an ID that no field has, of which the portal would say "Access denied."',
		form: on('delete', '', { field: fieldBy('id', 9999), options: { confirm: 'X' } }),
		sees: 'There is no custom field with ID 9999',
		advice: NO_FIELD_ADVICE,
	},
	{
		enters: 'Delete: one of Bitrix24’s own fields',
		form: on('delete', 'UF_DEPARTMENT', { options: { confirm: 'UF_DEPARTMENT' } }),
		sees: 'There is no custom field with the code UF_USR_DEPARTMENT',
		advice: `${NO_FIELD_ADVICE} Bitrix24’s own fields, such as UF_DEPARTMENT, are none.`,
	},
	{
		enters: 'Delete from the list: nothing chosen',
		form: on('delete', '', { field: fieldBy('list', FROM_ITEM) }),
		items: [{ value: '' }],
		sees: 'The parameter "Field" is empty',
		advice: 'Choose one from the list',
	},
	{
		enters: 'Update by ID: a label',
		form: on('update', '', { field: fieldBy('id', 'Badge'), updateFields: { label: 'X' } }),
		sees: 'Parameter "Field": "Badge" is not the ID of a custom field',
		advice: 'Enter a positive whole number, e.g. 12.',
	},
	{
		enters: 'Update: nothing to change',
		form: update({}),
		sees: 'There is nothing to change',
		advice: 'Add what is to change to "Update Fields"',
	},
	{
		enters: 'Update: an empty label',
		form: update({ label: '' }),
		sees: 'The parameter "Label" is empty',
		advice: 'Enter what people are to see',
	},
	{
		enters: 'Update: an empty yes/no',
		form: update({ mandatory: '={{ "" }}' }),
		sees: 'Parameter "Mandatory": "" is neither yes nor no',
		advice: 'Enter yes or no, true or false.',
	},
	{
		enters: 'Update: a sort that is no number',
		form: update({ sort: '={{ "first" }}' }),
		sees: 'Parameter "Sort": "first" is not a positive whole number',
		advice: 'Enter a number such as 50.',
	},
	{
		enters: 'Delete: not confirmed',
		form: on('delete', 'BADGE'),
		sees: 'The deletion of UF_USR_BADGE is not confirmed: 1 person has a value in it',
		advice:
			'Deleting a field deletes its values and cannot be undone. If that is meant, enter UF_USR_BADGE in the option "Confirm".',
	},
	{
		enters: 'Delete: confirmed with "yes"',
		form: on('delete', 'ALIASES', { options: { confirm: 'yes' } }),
		sees: '"yes" in the option "Confirm" is not the code of the field, UF_USR_ALIASES: 1 person has a value in it',
		advice: 'Deleting a field deletes its values and cannot be undone.',
	},
	{
		enters: 'Sync Values: no values, which would empty the list',
		form: on('syncValues', SIZE, { values: FROM_ITEM, options: { removeMissing: true } }),
		items: [{ value: [] }],
		sees: 'The parameter "Values" is empty',
		advice: 'Enter the values of the list, one in a line, or check the expression.',
	},
	{
		enters: 'Sync Values: separators alone',
		form: on('syncValues', SIZE, { values: ' ; \n ;' }),
		sees: 'The parameter "Values" is empty',
		advice: 'Enter the values of the list',
	},
	{
		enters: 'Sync Values: an object among the values',
		form: on('syncValues', SIZE, { values: FROM_ITEM }),
		items: [{ value: ['S', { size: 'M' }] }],
		sees: 'Parameter "Values": An object is no text',
		advice: 'Enter a text',
	},
	{
		enters: 'Sync Values: of a field that is no list',
		form: on('syncValues', 'BADGE', { values: 'S' }),
		sees: 'UF_USR_BADGE is no list: its type is integer',
		advice: 'Choose a field of the type "List".',
	},
	{
		enters: 'Sync Values: a value that the portal has twice',
		form: on('syncValues', SIZE, { values: 's' }),
		before: (portal) => {
			storedField(portal, SIZE)?.LIST?.push({ ID: 900, VALUE: 'S ' });
		},
		sees: 'The list has several values that "s" may mean: "S" (ID 26), "S " (ID 900)',
		advice: 'Rename or remove one of them in the portal first.',
	},
	{
		enters: 'Sync Values: Remove Missing "maybe"',
		form: on('syncValues', SIZE, { values: 'S', options: { removeMissing: '={{ "maybe" }}' } }),
		sees: 'Parameter "Remove Missing": "maybe" is neither yes nor no',
		advice: 'Enter yes or no, true or false.',
	},
];
