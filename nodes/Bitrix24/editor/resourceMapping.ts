/** The fields that the "Fields" parameter offers. */
import type {
	FieldType as MapperType,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { userFields } from '../resources/user/fields/question';
import { distinctLabels } from '../resources/user/fields/catalogue';
import type { FieldType, UserField } from '../values/types';
import { isMappable } from '../resources/user/form/mapper';
import { isRecord } from '../transport/types';
import { ask } from './ask';

/** How n8n's mapper edits a type. What several values or a text can say is edited as text. */
const mapperTypes: Readonly<Record<FieldType, MapperType>> = {
	text: 'string',
	email: 'string',
	url: 'string',
	address: 'string',
	money: 'string',
	reference: 'string',
	unknown: 'string',
	file: 'string',
	photo: 'string',
	departments: 'string',
	integer: 'number',
	number: 'number',
	user: 'number',
	// A switch would have a value by itself: n8n stores "false" for each that is shown.
	boolean: 'options',
	date: 'dateTime',
	dateTime: 'dateTime',
	list: 'options',
};

const YES_NO: INodePropertyOptions[] = [
	{ name: 'Yes', value: 'Y' },
	{ name: 'No', value: 'N' },
];

/** Offered from the start; the rest is added with "Add field". */
const FIRST = new Set(['NAME', 'LAST_NAME', 'WORK_POSITION']);

/** Asked for most often; they stand before the portal's custom fields, and those before the rest. */
const FREQUENT =
	`NAME LAST_NAME SECOND_NAME EMAIL WORK_POSITION UF_DEPARTMENT PERSONAL_MOBILE WORK_PHONE UF_PHONE_INNER
	UF_EMPLOYMENT_DATE PERSONAL_BIRTHDAY PERSONAL_GENDER XML_ID`.split(/\s+/);

function rankOf({ code, custom }: UserField): number {
	const frequent = FREQUENT.indexOf(code);
	if (frequent !== -1) return frequent;
	return custom ? FREQUENT.length : FREQUENT.length + 1;
}

/** Fields for somebody new. */
export async function getInviteFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await mapperFields(this, 'invite');
}

/** Fields of somebody who is in the portal. */
export async function getUpdateFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await mapperFields(this, 'update');
}

async function mapperFields(
	context: ILoadOptionsFunctions,
	purpose: 'invite' | 'update',
): Promise<ResourceMapperFields> {
	const { fields } = await ask(context, async (asker) => await asker.ask(userFields));
	const mappable = fields
		.filter((field) => isMappable(field, purpose))
		.sort((a, b) => rankOf(a) - rankOf(b));
	const labels = distinctLabels(mappable);
	const mapped = mappedCodes(context);
	const shown = (field: UserField) => FIRST.has(field.code) || mapped.has(field.code);
	return {
		fields: mappable.map((field) =>
			mapperField(field, labels.get(field.code) ?? field.code, purpose, shown(field)),
		),
	};
}

/** What an imported node maps without a list of fields beside it. */
function mappedCodes(context: ILoadOptionsFunctions): ReadonlySet<string> {
	const fields: unknown = context.getCurrentNodeParameter('fields');
	return new Set(isRecord(fields) && isRecord(fields.value) ? Object.keys(fields.value) : []);
}

function mapperField(
	field: UserField,
	displayName: string,
	purpose: 'invite' | 'update',
	isShown: boolean,
): ResourceMapperField {
	const required = purpose === 'invite' && field.mandatory;
	const choices = choicesOf(field);
	const type =
		field.multiple || (mapperTypes[field.type] === 'options' && !choices)
			? 'string'
			: mapperTypes[field.type];
	return {
		id: field.code,
		// The label is all the editor shows of a field, so it has to say why this one is no date, list or number.
		displayName:
			field.type === 'unknown' ? `${displayName} (as text: no scope user.userfield)` : displayName,
		type,
		required,
		// Refreshing a list leaves hidden what was hidden (ResourceMapper.vue), except for these.
		defaultMatch: required,
		canBeUsedToMatch: false,
		display: true,
		removed: !isShown && !required,
		...(choices && { options: choices }),
	};
}

/** What a field is chosen from; undefined where it is written. */
function choicesOf({ type, multiple, options }: UserField): INodePropertyOptions[] | undefined {
	if (multiple) return undefined;
	if (type === 'boolean') return YES_NO;
	return type === 'list' ? options?.map(({ value, label }) => ({ name: label, value })) : undefined;
}
