/**
 * Types of Bitrix24's own user fields. `user.fields` gives labels only, so these have to be known here.
 * Source: b24restdocs `api-reference/user/user-add.md`, `user-fields.md`, `user-scope.md`.
 */
import type { FieldType, UserField } from '../../../values/types';

/** Bitrix24's own fields that hold plain text. */
const TEXT_CODES = `XML_ID NAME LAST_NAME SECOND_NAME TITLE TIME_ZONE
	PERSONAL_PROFESSION PERSONAL_WWW PERSONAL_ICQ PERSONAL_PHONE PERSONAL_FAX PERSONAL_MOBILE PERSONAL_PAGER
	PERSONAL_STREET PERSONAL_MAILBOX PERSONAL_CITY PERSONAL_STATE PERSONAL_ZIP PERSONAL_COUNTRY PERSONAL_NOTES
	WORK_COMPANY WORK_DEPARTMENT WORK_POSITION WORK_WWW WORK_PHONE WORK_FAX WORK_PAGER WORK_STREET WORK_MAILBOX
	WORK_CITY WORK_STATE WORK_ZIP WORK_COUNTRY WORK_PROFILE WORK_NOTES
	UF_DISTRICT UF_SKYPE UF_SKYPE_LINK UF_ZOOM UF_TWITTER UF_FACEBOOK UF_LINKEDIN UF_XING UF_WEB_SITES UF_PHONE_INNER
	UF_TIMEMAN UF_SKILLS UF_INTERESTS`.split(/\s+/);

type Standard = Partial<Pick<UserField, 'type' | 'multiple' | 'writable' | 'options' | 'words'>>;

const readOnly = (type: FieldType): Standard => ({ type, writable: false });

/** As staff files of many countries have them. */
const GENDER_WORDS: ReadonlyMap<string, string> = new Map([
	...`m м муж муж. мужской мужчина erkek e ер еркек männlich m. mann homme masculin hombre masculino maschio man mężczyzna
	чоловік чол чоловіча`
		.split(/\s+/u)
		.map((word): [string, string] => [word, 'M']),
	...`f ж жен жен. женский женщина kadın kadin k әйел weiblich w frau femme féminin mujer femenino femmina femminile woman
	kobieta жінка жін жіноча`
		.split(/\s+/u)
		.map((word): [string, string] => [word, 'F']),
]);

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
		words: GENDER_WORDS,
	},
	UF_DEPARTMENT: { type: 'departments', multiple: true },
	PERSONAL_PHOTO: { type: 'photo' },
	// The server refuses an array here and saves nothing else (user.add), so there is no way to write it.
	WORK_LOGO: readOnly('photo'),
};

/** One of Bitrix24's own fields; one that is not known yet counts as a writable text. */
export function standardField(code: string, label: string): UserField {
	const known = Object.hasOwn(standardFields, code) ? standardFields[code] : {};
	return {
		code,
		label,
		type: 'text',
		multiple: false,
		mandatory: false,
		custom: false,
		writable: true,
		...known,
	};
}

/** All of them, without the portal's labels. */
export const standardCatalogue: ReadonlyMap<string, UserField> = new Map(
	[...TEXT_CODES, ...Object.keys(standardFields)].map((code) => [code, standardField(code, code)]),
);

/** Codes of the fields whose values are moments in time, which the portal sometimes answers as `{}`. */
export const momentCodes: ReadonlySet<string> = new Set(
	Object.entries(standardFields)
		.filter(([, { type }]) => type === 'dateTime' || type === 'date')
		.map(([code]) => code),
);
