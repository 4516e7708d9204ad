/**
 * user.userfield.*: definitions of people's custom fields, for administrators only. There is no get,
 * no types and no fields here, unlike in CRM. (docs: api-reference/user/userfields/)
 */
import type { Context, Method } from '../server/context';
import { isFieldType, settingsOf } from '../domain/userFieldSettings';
import { forgetValues, mergedList } from '../domain/userFieldValues';
import { coreError, RestError } from '../protocol/errors';
import type { Params, Php } from '../protocol/php';
import { entriesOf, toInt, toText, upperKeys } from '../protocol/php';
import { matchesRow, sortRows } from '../protocol/rowFilter';
import type { CustomField } from '../types';

/** (docs: user-userfield-list.md) */
const OPERATORS = [
	...['', '=', '!', '!=', '@', '!@', '>', '>=', '<', '<='],
	...['%', '!%', '=%', '%=', '!=%', '!%='],
];

/** A table's column limit. (server behaviour) */
const MOST_FIELDS = 1016;

const PREFIX = 'UF_USR_';

const refusal = (text: string): RestError => new RestError(400, '', text);

const flag = (value: boolean): string => (value ? 'Y' : 'N');

/** A row of the list: texts, no labels. Labels are to be had from user.fields. */
function row(field: CustomField) {
	return {
		ID: String(field.ID),
		ENTITY_ID: 'USER',
		FIELD_NAME: field.FIELD_NAME,
		USER_TYPE_ID: field.USER_TYPE_ID,
		XML_ID: field.XML_ID ?? null,
		SORT: String(field.SORT ?? 100),
		MULTIPLE: flag(field.MULTIPLE),
		MANDATORY: flag(field.MANDATORY),
		SHOW_FILTER: field.SHOW_FILTER ?? 'N',
		SHOW_IN_LIST: flag(field.SHOW_IN_LIST !== false),
		EDIT_IN_LIST: flag(field.EDIT_IN_LIST !== false),
		IS_SEARCHABLE: flag(field.IS_SEARCHABLE === true),
		SETTINGS: field.SETTINGS ?? settingsOf(field.USER_TYPE_ID, undefined),
		LIST: field.LIST?.map(({ ID, VALUE, SORT, DEF, XML_ID }, index) => ({
			ID: String(ID),
			SORT: String(SORT ?? index * 100),
			VALUE,
			DEF: flag(DEF === true),
			XML_ID: XML_ID ?? `xml-${ID}`,
		})),
	};
}

function demandAdministrator({ caller }: Context): void {
	if (!caller.isAdmin) throw refusal('Access denied.');
}

/** One answer however many there are, with a total; only UF_USR_* fields. */
const list: Method = {
	scopes: ['user.userfield'],
	run(params, context) {
		demandAdministrator(context);
		const query = upperKeys(params);
		const filter = upperKeys(query.FILTER);
		const order = entriesOf(upperKeys(query.ORDER)) ?? [];
		const fields = context.state.customFields
			.filter(({ FIELD_NAME }) => FIELD_NAME.startsWith(PREFIX))
			.filter((field) => matchesRow(row(field), filter, OPERATORS));
		const sorted = sortRows(fields, row, order.length > 0 ? order : [['ID', 'ASC']]);
		return { result: sorted.map(row), total: sorted.length };
	},
};

/** `X` and `UF_X` become `UF_USR_X`; the answer of add does not tell. (docs: user-userfield-add.md) */
function codeOf(name: string): string {
	const upper = name.toUpperCase();
	return upper.startsWith(PREFIX) ? upper : PREFIX + upper.replace(/^UF_/, '');
}

function checkCreation(fields: Params, { state }: Context): { code: string; type: string } {
	const missing = ['FIELD_NAME', 'USER_TYPE_ID'].filter((key) => toText(fields[key]) === '');
	if (missing.length > 0) {
		throw refusal(missing.map((key) => `The '${key}' field is not found.`).join('\n'));
	}
	const code = codeOf(toText(fields.FIELD_NAME));
	const type = toText(fields.USER_TYPE_ID);
	if (state.customFields.some(({ FIELD_NAME }) => FIELD_NAME === code)) {
		throw coreError(`Field ${code} for USER object already exists`);
	}
	if (!isFieldType(type) || !/^[A-Z0-9_]{1,50}$/.test(code) || code === PREFIX) {
		throw coreError('Fail to create new user field');
	}
	if (state.customFields.length >= MOST_FIELDS) {
		throw new RestError(500, 'INTERNAL_SERVER_ERROR', 'Internal server error');
	}
	return { code, type };
}

/** Y is stored as E, and employees are always looked up exactly. (server behaviour) */
function showFilterOf(value: Php | undefined, type: string): string {
	const wanted = toText(value);
	if (!['Y', 'I', 'E', 'S'].includes(wanted)) return 'N';
	if (type === 'employee') return 'I';
	return wanted === 'Y' ? 'E' : wanted;
}

/** One text for all languages, or one per language. */
function textIn(language: string, value: Php | undefined): string | undefined {
	if (value === undefined) return undefined;
	const parts: Params | undefined = entriesOf(value) && Object.fromEntries(entriesOf(value) ?? []);
	const text = parts ? parts[language] : value;
	return text === undefined ? undefined : toText(text);
}

/** What add and update treat alike: flags, texts, sorting. */
function applyPlain(field: CustomField, fields: Params, context: Context): void {
	const { state } = context;
	if (fields.XML_ID !== undefined) field.XML_ID = toText(fields.XML_ID);
	if (fields.SORT !== undefined) field.SORT = toInt(fields.SORT);
	if (fields.SHOW_FILTER !== undefined) {
		field.SHOW_FILTER = showFilterOf(fields.SHOW_FILTER, field.USER_TYPE_ID);
	}
	const label = textIn(state.language, fields.EDIT_FORM_LABEL);
	if (label !== undefined) field.LABEL = label;
}

function applyFlags(field: CustomField, fields: Params): void {
	if (fields.MANDATORY !== undefined) field.MANDATORY = fields.MANDATORY === 'Y';
	if (fields.SHOW_IN_LIST !== undefined) field.SHOW_IN_LIST = fields.SHOW_IN_LIST !== 'N';
	if (fields.EDIT_IN_LIST !== undefined) field.EDIT_IN_LIST = fields.EDIT_IN_LIST !== 'N';
	if (fields.IS_SEARCHABLE !== undefined) field.IS_SEARCHABLE = fields.IS_SEARCHABLE === 'Y';
}

/** Names of parameters may be written in any case, keys inside `fields` in upper case only. */
const fieldsOf = (params: Params): Params =>
	Object.fromEntries(entriesOf(upperKeys(params).FIELDS) ?? []);

const add: Method = {
	scopes: ['user.userfield'],
	run(params, context) {
		demandAdministrator(context);
		const { state } = context;
		const fields = fieldsOf(params);
		const { code, type } = checkCreation(fields, context);
		const field: CustomField = {
			ID: Math.max(0, ...state.customFields.map(({ ID }) => ID)) + 1,
			FIELD_NAME: code,
			USER_TYPE_ID: type,
			MULTIPLE: type !== 'boolean' && fields.MULTIPLE === 'Y',
			MANDATORY: false,
			LABEL: textIn(state.language, fields.LABEL) ?? code,
			XML_ID: '',
			SETTINGS: settingsOf(type, fields.SETTINGS),
		};
		applyPlain(field, fields, context);
		if (!state.options.quirks?.userFieldFlagsDropped) applyFlags(field, fields);
		if (type === 'enumeration') field.LIST = mergedList(field, fields.LIST, state, true);
		state.customFields.push(field);
		return { result: field.ID };
	},
};

/** Unknown fields and fields of others are refused like people without the right. */
function existing(params: Params, context: Context): CustomField {
	const id = toInt(upperKeys(params).ID);
	if (id <= 0) throw refusal('ID is not defined or invalid');
	demandAdministrator(context);
	const field = context.state.customFields.find(({ ID }) => ID === id);
	if (!field?.FIELD_NAME.startsWith(PREFIX)) throw refusal('Access denied.');
	return field;
}

/** Code, type and multiplicity stay what they are. (docs: user-userfield-update.md) */
const update: Method = {
	scopes: ['user.userfield'],
	run(params, context) {
		const field = existing(params, context);
		const fields = fieldsOf(params);
		if (field.USER_TYPE_ID === 'enumeration' && fields.LIST !== undefined) {
			const merged = mergedList(field, fields.LIST, context.state, false);
			field.LIST = merged;
			forgetValues(field, merged, context.state);
		}
		if (fields.SETTINGS !== undefined) {
			field.SETTINGS = settingsOf(field.USER_TYPE_ID, fields.SETTINGS, field.SETTINGS);
		}
		applyPlain(field, fields, context);
		applyFlags(field, fields);
		return { result: true };
	},
};

/** The column goes, and everybody's value with it. (docs: user-userfield-delete.md) */
const remove: Method = {
	scopes: ['user.userfield'],
	run(params, context) {
		const field = existing(params, context);
		const { customFields, people } = context.state;
		customFields.splice(customFields.indexOf(field), 1);
		for (const person of people.values()) delete person[field.FIELD_NAME];
		return { result: true };
	},
};

export const userFieldMethods: Record<string, Method> = {
	'user.userfield.list': list,
	'user.userfield.add': add,
	'user.userfield.update': update,
	'user.userfield.delete': remove,
};
