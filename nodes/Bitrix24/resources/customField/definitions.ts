/** The portal's own fields of people: how they are listed, found and shown. */
import type { IDataObject } from 'n8n-workflow';

import type { Finder, Question, Ref } from '../../plan/types';
import type { ListRequest, Row } from '../../transport/list';
import { isRecord } from '../../transport/types';
import { typeOfCustomField } from '../../values/customTypes';
import { InputError, listed } from '../../values/errors';
import { comesNear } from '../../values/names';
import { codeOf, PREFIX } from './code';

export const CUSTOM_FIELD = 'customField';

/** How the code of a field is looked up that is to be created. */
export const NEW_CODE = 'newCode';

/** Codes an error offers. */
const MAX_NEAR = 5;

const LOOK_UP =
	'Choose it from the list, or look its code up with Get Many. Bitrix24’s own fields, such as UF_DEPARTMENT, are none.';

/** All definitions, without labels. Source: b24restdocs `api-reference/user/userfields/user-userfield-list.md`. */
export const definitionList: ListRequest = {
	method: 'user.userfield.list',
	params: {},
	limit: Infinity,
	paging: { by: 'offset', sort: { order: { ID: 'ASC' } } },
};

/** A definition and the label people see. */
export interface CustomField {
	row: Row;
	label: string;
}

/** Every custom field. Labels are not among the definitions; `user.fields` has them. */
export const customFields: Question<CustomField[]> = {
	lists: [definitionList],
	requests: [{ method: 'user.fields', params: {}, safety: 'read' }],
	answer({ lists: [definitions], requests: [labels] }) {
		if (!definitions.ok) throw definitions.error;
		if (!labels.ok) throw labels.error;
		const { result } = labels.value;
		const byCode = isRecord(result) ? result : {};
		return definitions.value.map((row) => ({ row, label: labelIn(byCode, codeIn(row)) }));
	},
};

function labelIn(labels: Record<string, unknown>, code: string): string {
	const label = Object.hasOwn(labels, code) ? labels[code] : undefined;
	return typeof label === 'string' && label.trim() !== '' ? label.trim() : code;
}

export function codeIn({ FIELD_NAME }: Row): string {
	return String(FIELD_NAME);
}

/** A value of a list field, as the portal has it. */
export interface ListValue {
	id: string;
	label: string;
	row: Row;
}

/** The values of a list field; undefined for any other field. */
export function listValuesOf({ USER_TYPE_ID, LIST }: Row): ListValue[] | undefined {
	if (USER_TYPE_ID !== 'enumeration') return undefined;
	const rows = Array.isArray(LIST) ? LIST.filter(isRecord) : [];
	return rows.map((row) => ({ id: String(row.ID), label: String(row.VALUE), row }));
}

/** A field as it is handed on: as Get Fields of people does, with its ID. */
export function shown(row: Row, label: string): IDataObject {
	const options = listValuesOf(row)?.map(({ id, label: name }) => ({ value: id, label: name }));
	return {
		id: String(row.ID),
		code: codeIn(row),
		label,
		type: typeOfCustomField(row.USER_TYPE_ID),
		multiple: row.MULTIPLE === 'Y',
		custom: true,
		writable: true,
		...(options && { options }),
	};
}

export const finder: Finder = {
	// One answer holds all of them, and an unknown ID is refused as if a right were missing: so it is looked for here.
	searches: (refs) => [{ refs, list: definitionList, match }],
	keyOf: ({ by, value }) => (by === 'id' ? `id ${value}` : `code ${codeOf(value)}`),
	created: ({ value }, id, params) => ({
		...(isRecord(params.fields) && params.fields),
		ID: String(id),
		FIELD_NAME: codeOf(value),
	}),
	missing: ({ by, value }) =>
		by === 'id'
			? new InputError(`There is no custom field with ID ${value}`, LOOK_UP)
			: unknown(value, LOOK_UP),
};

function unknown(code: string, remedy: string): InputError {
	return new InputError(`There is no custom field with the code ${codeOf(code)}`, remedy);
}

function match(rows: readonly Row[], { by, value }: Ref): Row | undefined {
	if (by === 'id') return rows.find(({ ID }) => String(ID) === value);
	const found = rows.find((row) => codeIn(row) === codeOf(value));
	// A new field may be called much like another one.
	if (found || by === NEW_CODE) return found;
	const near = rows.map(codeIn).filter((code) => comesNear(bare(code), bare(codeOf(value))));
	if (near.length === 0) return undefined;
	throw unknown(value, `Codes that come near: ${listed(near.slice(0, MAX_NEAR))}. ${LOOK_UP}`);
}

/** Without what all codes begin with. */
function bare(code: string): string {
	return code.slice(PREFIX.length);
}
