/** What kind of value a field holds, and how the database compares it. */
import type { PortalState } from '../domain/state';

export type Kind = 'number' | 'text' | 'day' | 'moment' | 'flag';

const KINDS: Record<string, Kind> = {
	ID: 'number',
	ACTIVE: 'flag',
	UF_DEPARTMENT: 'number',
	PERSONAL_PHOTO: 'number',
	WORK_LOGO: 'number',
	TIMESTAMP_X: 'moment',
	DATE_REGISTER: 'moment',
	LAST_LOGIN: 'moment',
	LAST_ACTIVITY_DATE: 'moment',
	PERSONAL_BIRTHDAY: 'day',
	UF_EMPLOYMENT_DATE: 'day',
};

const CUSTOM_KINDS: Record<string, Kind> = {
	integer: 'number',
	double: 'number',
	boolean: 'number',
	enumeration: 'number',
	employee: 'number',
	file: 'number',
	date: 'day',
	datetime: 'moment',
};

export function kindOf(field: string, state: PortalState): Kind {
	const standard = KINDS[field];
	if (standard) return standard;
	const custom = state.customFields.find(({ FIELD_NAME }) => FIELD_NAME === field);
	return (custom && CUSTOM_KINDS[custom.USER_TYPE_ID]) ?? 'text';
}

const ASCII = /^\p{ASCII}*$/u;

/**
 * Text as MySQL's `utf8mb4_unicode_ci` compares it: case and accents do not count (й stays a letter
 * of its own), blanks at the end neither. (server behaviour)
 */
export function fold(text: string): string {
	const lower = text.toLowerCase().replace(/ +$/, '');
	if (ASCII.test(lower)) return lower;
	return lower
		.normalize('NFD')
		.replace(/(?<!и)[\u0300-\u036f]/g, '')
		.normalize('NFC');
}

/** A stored value as a list of comparable ones; empty when it is NULL. */
export function comparable(value: unknown, kind: Kind): Array<string | number> {
	const list: unknown[] = Array.isArray(value) ? value : [value];
	return (
		list
			.filter((item) => item !== null && item !== undefined)
			// A DATE column holds NULL where no date is known; NULL compares with nothing.
			.filter((item) => item !== '' || (kind !== 'day' && kind !== 'moment'))
			.map((item) => {
				if (kind === 'number') return Number(item);
				if (kind === 'flag') return item === true || item === 'Y' ? 'y' : 'n';
				if (kind === 'moment') return Math.floor(Date.parse(String(item)) / 1000);
				return kind === 'day' ? String(item) : fold(String(item));
			})
	);
}
