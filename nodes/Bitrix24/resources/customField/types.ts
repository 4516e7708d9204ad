/** Types that a new custom field can have. */
import type { INodePropertyOptions } from 'n8n-workflow';

import { listed, naming, refused } from '../../values/errors';
import { folded } from '../../values/text';

/** Values are the portal's own (b24restdocs `api-reference/user/userfields/user-userfield-add.md`). */
const types: INodePropertyOptions[] = [
	{ name: 'Address', value: 'address' },
	{ name: 'CRM Element', value: 'crm' },
	{ name: 'CRM Status', value: 'crm_status' },
	{ name: 'Date', value: 'date' },
	{ name: 'Date and Time', value: 'datetime' },
	{ name: 'Employee', value: 'employee' },
	{ name: 'File', value: 'file' },
	{ name: 'Information Block Element', value: 'iblock_element' },
	{ name: 'Information Block Section', value: 'iblock_section' },
	{ name: 'Link', value: 'url' },
	{ name: 'List', value: 'enumeration' },
	{ name: 'Money', value: 'money' },
	{ name: 'Number', value: 'double' },
	{ name: 'Text', value: 'string' },
	{ name: 'Whole Number', value: 'integer' },
	{ name: 'Yes or No', value: 'boolean' },
];

/** What Get Many calls them, so that the fields of one portal can be made in another. */
const aliases: ReadonlyMap<string, string> = new Map([
	['text', 'string'],
	['number', 'double'],
	['list', 'enumeration'],
	['user', 'employee'],
]);

/** Types of applications: `rest_<application>_<type>`. */
const OF_APPLICATION = /^rest_\w{1,60}$/u;

export const typeProperty = {
	displayName: 'Type',
	name: 'type',
	type: 'options' as const,
	options: types,
	default: 'string',
	description: 'What kind of value the field holds. It cannot be changed later.',
};

/** @throws {InputError} for a type there is none of */
export function readType(value: unknown): string {
	return naming('Parameter "Type"', () => {
		const said = typeof value === 'string' && value.length < 100 ? folded(value) : '';
		const type = aliases.get(said) ?? said;
		const named = types.find((one) => one.value === type || folded(one.name) === said);
		if (named) return String(named.value);
		if (OF_APPLICATION.test(type)) return type;
		throw refused(
			value,
			'is none of the types there are',
			`Use one of: ${listed(types.map((one) => String(one.value)))}.`,
		);
	});
}
