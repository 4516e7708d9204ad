/**
 * Types of Bitrix24's own user fields. `user.fields` gives labels only, so these have to be known here.
 * Source: b24restdocs `api-reference/user/user-add.md`, `user-fields.md`, `user-scope.md`.
 */
import type { FieldType, UserField } from './types';

type Standard = Partial<Pick<UserField, 'type' | 'multiple' | 'writable' | 'options'>>;

const readOnly = (type: FieldType): Standard => ({ type, writable: false });

/** Whatever is not listed is a writable text. */
const standardFields: Readonly<Record<string, Standard>> = {
	ID: readOnly('integer'),
	LAST_LOGIN: readOnly('dateTime'),
	DATE_REGISTER: readOnly('dateTime'),
	TIMESTAMP_X: readOnly('dateTime'),
	LAST_ACTIVITY_DATE: readOnly('dateTime'),
	IS_ONLINE: readOnly('boolean'),
	USER_TYPE: {
		...readOnly('list'),
		options: [
			{ value: 'employee', label: 'Employee' },
			{ value: 'extranet', label: 'Extranet' },
			{ value: 'email', label: 'Email' },
		],
	},
	ACTIVE: { type: 'boolean' },
	EMAIL: { type: 'email' },
	PERSONAL_BIRTHDAY: { type: 'date' },
	UF_EMPLOYMENT_DATE: { type: 'date' },
	PERSONAL_GENDER: {
		type: 'list',
		options: [
			{ value: 'M', label: 'Male' },
			{ value: 'F', label: 'Female' },
		],
	},
	UF_DEPARTMENT: { type: 'departments', multiple: true },
	PERSONAL_PHOTO: { type: 'photo' },
	// The server refuses an array here and saves nothing else (user.add), so there is no way to write it.
	WORK_LOGO: readOnly('photo'),
};

/** The type of one of Bitrix24's own fields. */
export function standardField(code: string): Required<Omit<Standard, 'options'>> & Standard {
	const known = Object.hasOwn(standardFields, code) ? standardFields[code] : {};
	return { type: 'text', multiple: false, writable: true, ...known };
}

/** Codes of the fields whose values are moments in time, which the portal sometimes answers as `{}`. */
export const momentCodes: ReadonlySet<string> = new Set(
	Object.entries(standardFields)
		.filter(([, { type }]) => type === 'dateTime' || type === 'date')
		.map(([code]) => code),
);
