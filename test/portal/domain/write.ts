/** How values sent by a client become stored ones: standard fields, photos, departments. */
import { encodeCustom } from './customValues';
import { readDay } from '../protocol/dates';
import { argumentError } from '../protocol/errors';
import type { Params, Php } from '../protocol/php';
import { toInt, toList, toText } from '../protocol/php';
import { STANDARD_FIELDS } from './scopes';
import type { PortalState } from './state';

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

/** `["name.jpg", "BASE64"]`: a damaged string is saved as a damaged file. (server behaviour) */
export function saveUpload(value: Php, state: PortalState): number | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const [name, content] = Object.values(value);
	if (typeof name !== 'string' || typeof content !== 'string') return undefined;
	return state.storeFile({ name, bytes: Buffer.from(content, 'base64') });
}

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

function standard(field: string, value: Php, state: PortalState): Changes {
	if (field === 'UF_DEPARTMENT') return { UF_DEPARTMENT: departmentsOf(value) };
	if (field === 'PERSONAL_PHOTO') {
		if (value === '') return { PERSONAL_PHOTO: null };
		const file = saveUpload(value, state);
		return file === undefined ? {} : { PERSONAL_PHOTO: file };
	}
	if (field === 'WORK_LOGO') return {};
	// An unreadable date empties the field. (server behaviour)
	if (DAYS.has(field)) return { [field]: readDay(value, state.calendar) ?? '' };
	return { [field]: toText(value) };
}

/** WORK_LOGO as an array is refused wherever it is sent. (server behaviour) */
export function refuseLogo(params: Params): void {
	if (typeof params.WORK_LOGO === 'object' && params.WORK_LOGO !== null) {
		throw argumentError('invalid_type_field', 'WORK_LOGO');
	}
}

/** Turns upper-case parameters into stored changes; names the portal does not know are skipped. */
export function encodeFields(params: Params, state: PortalState): Changes {
	const known = new Set(STANDARD_FIELDS);
	const changes: Changes = {};
	for (const [field, value] of Object.entries(params)) {
		if (READ_ONLY.has(field)) continue;
		const custom = state.customFields.find(({ FIELD_NAME }) => FIELD_NAME === field);
		if (custom) changes[field] = encodeCustom(custom, value, state);
		else if (known.has(field)) Object.assign(changes, standard(field, value, state));
	}
	return changes;
}
