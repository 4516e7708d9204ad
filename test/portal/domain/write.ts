/** How values sent by a client become stored ones: standard fields, photos, departments. */
import { encodeCustom } from './customValues';
import { readDay } from '../protocol/dates';
import { argumentError, coreError } from '../protocol/errors';
import type { Params, Php } from '../protocol/php';
import { toInt, toList, toText } from '../protocol/php';
import { savePhoto } from './files';
import { STANDARD_FIELDS } from './scopes';
import type { PortalState } from './state';
import { systemText } from '../protocol/texts';

/** Set by the server alone; written values are ignored. (docs and server behaviour) */
const READ_ONLY = new Set([
	'ID',
	'ACTIVE',
	'LAST_LOGIN',
	'DATE_REGISTER',
	'IS_ONLINE',
	'TIMESTAMP_X',
	'LAST_ACTIVITY_DATE',
	'USER_TYPE',
]);

const DAYS = new Set(['PERSONAL_BIRTHDAY', 'UF_EMPLOYMENT_DATE']);

/** Stored changes; a property that is null becomes NULL. */
export type Changes = Record<string, unknown>;

/** Department IDs of a list or a single value. */
export function departmentsOf(value: Php | undefined): number[] {
	return [
		...new Set(
			toList(value)
				.map(toInt)
				.filter((id) => id > 0),
		),
	];
}

/** IDs nobody has are stored without a word: the person is then in no department of the structure. (server behaviour) */
function checkDepartments(value: Php, state: PortalState): number[] {
	const ids = departmentsOf(value);
	const unknown = ids.find((id) => !state.departments.some(({ ID }) => ID === id));
	if (unknown !== undefined && state.quirks.unknownDepartments === 'refused') {
		throw coreError(systemText('unknownDepartment', state.language, String(unknown)));
	}
	return ids;
}

const NAMES = new Set(['NAME', 'LAST_NAME', 'LOGIN']);

/** What a column of 50 letters holds. */
function shorten(field: string, text: string): string {
	return NAMES.has(field) ? [...text].slice(0, 50).join('') : text;
}

function standard(field: string, value: Php, state: PortalState): Changes {
	if (field === 'UF_DEPARTMENT') return { UF_DEPARTMENT: checkDepartments(value, state) };
	if (field === 'PERSONAL_PHOTO') {
		if (value === '') return { PERSONAL_PHOTO: null };
		const file = savePhoto(value, state);
		return file === undefined ? {} : { PERSONAL_PHOTO: file };
	}
	if (field === 'WORK_LOGO') return {};
	// An unreadable date empties the field. (server behaviour)
	if (DAYS.has(field)) return { [field]: readDay(value, state.calendar) ?? '' };
	return { [field]: shorten(field, toText(value)) };
}

/** WORK_LOGO as an array is refused wherever it is sent. (server behaviour) */
export function refuseLogo(params: Params): void {
	if (typeof params.WORK_LOGO === 'object' && params.WORK_LOGO !== null) {
		throw argumentError('invalid_type_field', 'WORK_LOGO');
	}
}

/**
 * Turns upper-case parameters into stored changes; names the portal does not know are skipped. `current` is the
 * person as stored: files that are there stay.
 */
export function encodeFields(
	params: Params,
	state: PortalState,
	current: Record<string, unknown> = {},
): Changes {
	const known = new Set(STANDARD_FIELDS);
	const changes: Changes = {};
	for (const [field, value] of Object.entries(params)) {
		if (READ_ONLY.has(field)) continue;
		const custom = state.customFields.find(({ FIELD_NAME }) => FIELD_NAME === field);
		if (custom) changes[field] = encodeCustom(custom, value, state, current[field]);
		else if (known.has(field)) Object.assign(changes, standard(field, value, state));
	}
	return changes;
}
