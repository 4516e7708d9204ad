/** A person as an answer shows them, value by value as awkward as the server. */
import { readDay, showDay, siteDate } from '../protocol/dates';
import type { Answer } from '../protocol/json';
import { PhpObject } from '../protocol/json';
import type { Php } from '../protocol/php';
import { showFile } from './files';
import { seesCustomFields, standardFields } from './scopes';
import type { PortalState } from './state';
import type { CustomField, Scope, StoredPerson } from '../types';

/** Fields these scopes see, standard ones first. */
export function visibleFields(scopes: ReadonlySet<Scope>, state: PortalState): string[] {
	const custom = seesCustomFields(scopes)
		? state.customFields.map(({ FIELD_NAME }) => FIELD_NAME)
		: [];
	return [...standardFields(scopes), ...custom];
}

/** Applies `select`: names or the masks `*` and `UF_*`; what is not there is skipped silently. */
export function selected(fields: string[], select: Php | undefined): string[] {
	if (typeof select !== 'object' || select === null) return fields;
	const names = new Set(Object.values(select));
	if (names.size === 0 || names.has('*')) return fields;
	return fields.filter(
		(field) => names.has(field) || (names.has('UF_*') && field.startsWith('UF_')),
	);
}

const SIZES: Record<string, string> = {
	small: '150_150_1',
	medium: '300_300_1',
	large: '1000_1000_1',
};

function fileUrl(id: unknown, state: PortalState, resize: Php | undefined): Answer | undefined {
	const file = state.files.get(Number(id));
	if (!file) return '';
	const size = typeof resize === 'string' ? SIZES[resize] : undefined;
	const folder = size ? `resize_cache/${String(id)}/${size}` : `main/${String(id)}`;
	return `${state.baseUrl}/upload/${folder}/${encodeURIComponent(file.name)}`;
}

/** The server forgets to convert these two dates on some rows: an object, or its own notation. */
function carelessDate(value: unknown, form: number, state: PortalState): Answer {
	const moment = Date.parse(String(value));
	if (form === 0) return new PhpObject();
	return form === 1 ? String(value) : siteDate(moment, state.calendar);
}

/** A day as it is shown: of a stored moment, like that of the registration, the hour is lost. */
function dayOf(value: unknown, { calendar, quirks }: PortalState): string {
	const day = readDay(String(value), calendar) ?? '';
	return quirks.days === 'greenwich' ? `${day}T00:00:00+00:00` : showDay(day, calendar);
}

function customValue(
	field: CustomField,
	person: StoredPerson,
	state: PortalState,
): Answer | undefined {
	const value = person[field.FIELD_NAME];
	const isFile = field.USER_TYPE_ID === 'file';
	if (field.MULTIPLE) {
		if (!Array.isArray(value) || value.length === 0) return false;
		if (isFile) {
			const all = value.map(Number);
			return all.map((id) => showFile(field, id, { ID: person.ID, all }, state));
		}
		return value.map((item): Answer => (typeof item === 'number' ? item : String(item)));
	}
	if (value === null || value === undefined) return undefined;
	if (isFile) return showFile(field, Number(value), { ID: person.ID, all: [] }, state);
	if (field.USER_TYPE_ID === 'date' && value !== '') return dayOf(value, state);
	return String(value);
}

function standardValue(
	person: StoredPerson,
	field: string,
	state: PortalState,
	resize: Php | undefined,
): Answer | undefined {
	const value = person[field];
	switch (field) {
		case 'ACTIVE':
			return person.ACTIVE;
		case 'UF_DEPARTMENT':
			if (person.UF_DEPARTMENT.length > 0) return person.UF_DEPARTMENT;
			// Extranet people: false on some rows, absent on others.
			return person.USER_TYPE === 'extranet' && person.ID % 2 === 1 ? undefined : false;
		default:
	}
	if (value === null || value === undefined) return undefined;
	switch (field) {
		case 'PERSONAL_PHOTO':
		case 'WORK_LOGO':
			return fileUrl(value, state, resize);
		case 'PERSONAL_BIRTHDAY':
		case 'UF_EMPLOYMENT_DATE':
		case 'DATE_REGISTER':
			return value === '' ? '' : dayOf(value, state);
		case 'TIMESTAMP_X':
			return carelessDate(value, state.quirks.timestamps === 'iso' ? 1 : person.ID % 3, state);
		case 'LAST_ACTIVITY_DATE':
			return carelessDate(value, person.ID % 2, state);
		default:
			return String(value);
	}
}

/** One row of user.get. */
export function rowOf(
	person: StoredPerson,
	fields: string[],
	state: PortalState,
	resize?: Php,
): { [field: string]: Answer | undefined } {
	const row: { [field: string]: Answer | undefined } = {};
	for (const field of fields) {
		const custom = field.startsWith('UF_USR_')
			? state.customFields.find(({ FIELD_NAME }) => FIELD_NAME === field)
			: undefined;
		row[field] = custom
			? customValue(custom, person, state)
			: standardValue(person, field, state, resize);
	}
	return row;
}
