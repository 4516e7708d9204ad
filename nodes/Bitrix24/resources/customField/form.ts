/** Parameters of the operations on custom fields. */
import type { INodeProperties } from 'n8n-workflow';

import { locatorOf } from '../../form/locator';
import type { Item, Ref } from '../../plan/types';
import { isRecord, type Params, type ParamValue } from '../../transport/types';
import { InputError, naming, refused } from '../../values/errors';
import { newName } from '../../values/names';
import { positiveId } from '../../values/numbers';
import { isEmpty, visible } from '../../values/text';
import { yesNo } from '../../values/yesNo';
import { readCode } from './code';
import { CUSTOM_FIELD } from './definitions';

export const fieldLocator: INodeProperties = {
	displayName: 'Field',
	name: 'field',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The custom field of people',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a field…',
			typeOptions: { searchListMethod: 'searchCustomFields', searchable: true },
		},
		{
			displayName: 'By Code',
			name: 'code',
			type: 'string',
			placeholder: 'e.g. UF_USR_COST_CENTER',
			hint: 'With or without the prefix UF_USR_',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 176',
			hint: 'The "id" in the output of Get Many',
		},
	],
};

/**
 * The custom field the form means.
 *
 * @throws {InputError} when it names nothing
 */
export function readField(item: Item): Ref {
	const { mode, value, chosen } = locatorOf(item, 'field', 'Field', ['list', 'code', 'id']);
	const isCode = mode === 'code' || /^UF_/iu.test(visible(value));
	if (isCode) return { of: CUSTOM_FIELD, by: 'code', value: readCode(value, 'Field') };
	const id = naming('Parameter "Field"', () =>
		positiveId(value, 'custom field', 'For a code choose By Code.'),
	);
	return { of: CUSTOM_FIELD, by: 'id', value: String(id), ...chosen };
}

/**
 * A label, as people see it.
 *
 * @throws {InputError} for nothing and for what is no text
 */
export function readLabel(value: unknown): string {
	if (!isEmpty(value)) return naming('Parameter "Label"', () => newName(value));
	throw new InputError(
		'The parameter "Label" is empty',
		'Enter what people are to see as the name of the field.',
	);
}

/**
 * A yes/no of a field, as the portal writes it. It was added to the form, so that nothing at all is no answer.
 *
 * @param label as the form calls it
 * @throws {InputError} when it is neither
 */
export function flag(label: string, value: unknown): 'Y' | 'N' {
	return naming(`Parameter "${label}"`, () => (yesNo(value) ? 'Y' : 'N'));
}

/**
 * Settings of a field's type: an object, or JSON text of one.
 *
 * @throws {InputError} for anything else
 */
export function readSettings(value: unknown): Params {
	return naming('Parameter "Settings"', () => {
		const given = typeof value === 'string' ? parsed(value) : value;
		if (isParams(given)) return given;
		throw refused(
			value,
			'is no object',
			'Enter JSON such as {"ROWS": 3}. The keys of each type are in Bitrix24’s documentation of user.userfield.add.',
		);
	});
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

function isParams(value: unknown): value is Params {
	return isRecord(value) && Object.values(value).every(isParamValue);
}

function isParamValue(value: unknown): value is ParamValue {
	if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
	return Array.isArray(value) ? value.every(isParamValue) : isParams(value);
}
