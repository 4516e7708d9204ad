/**
 * Form values into values Bitrix24 takes, by the type of the field.
 * Source: b24restdocs `api-reference/user/user-add.md`: every PERSONAL_* and WORK_* value must be a string.
 */
import { moment, plainDate } from './date';
import { email } from './email';
import { InputError, quoted, refused } from './errors';
import { valuesOf } from './lists';
import { asMoney, integer, money, number, positiveId } from './numbers';
import { isOption, listOption } from './options';
import { isEmpty, phone, text, visible } from './text';
import type { FieldType, UserField } from './types';
import { asYesNo, yesNo } from './yesNo';

/** What an encoded value consists of. */
export type EncodedValue = string | number | string[] | number[];

type Encoder = (value: unknown, field: UserField, timezone: string) => string | number;

/** Bitrix24's own fields for telephone numbers. */
const PHONE = /^(?:PERSONAL|WORK|UF)_(?:PHONE|MOBILE|FAX|PAGER)/u;

const encoders: Readonly<Record<FieldType, Encoder>> = {
	text: (value, { code }) => (PHONE.test(code) ? phone(value) : text(value)),
	url: text,
	address: text,
	email,
	integer,
	number,
	boolean: (value, { custom }) => (custom ? (yesNo(value) ? '1' : '0') : yesNo(value) ? 'Y' : 'N'),
	date: (value, _field, timezone) => plainDate(value, timezone),
	dateTime: (value, _field, timezone) => moment(value, timezone),
	list: (value, field) => listOption(field, value),
	departments: (value) => positiveId(value, 'department'),
	user: (value) => positiveId(value, 'person'),
	money,
	file: notHere,
	photo: notHere,
	reference: text,
	unknown: untyped,
};

/**
 * Encodes one value.
 *
 * @param timezone of the workflow, for date objects
 * @returns undefined for an empty value, which says nothing; see `clearing` for what empties a field
 * @throws {InputError} when the value does not fit the field
 */
export function encodeValue(
	field: UserField,
	value: unknown,
	timezone = 'UTC',
): EncodedValue | undefined {
	if (isNothing(field, value)) return undefined;
	const isUntypedList = field.type === 'unknown' && Array.isArray(value);
	if (!field.multiple && !isUntypedList) {
		if (Array.isArray(value) && value.length === 1) return encodeValue(field, value[0], timezone);
		return encoders[field.type](value, field, timezone);
	}
	const items = valuesOf(value, (whole) => isOneOf(field, whole));
	const encoded = items.map((item) => encoders[field.type](item, field, timezone));
	return encoded.every((item) => typeof item === 'number') ? encoded : encoded.map(String);
}

/** Whether a value of a field says nothing; `false` is what the portal answers for several values of which there are none. */
export function isNothing(field: Pick<UserField, 'type' | 'multiple'>, value: unknown): boolean {
	return isEmpty(value) || (value === false && (field.multiple || field.type === 'file'));
}

/** Whether a text with commas is one value all the same. */
function isOneOf(field: UserField, whole: string): boolean {
	if (field.type === 'list') return isOption(field, whole);
	return field.type === 'money' && asMoney(whole) !== undefined;
}

/** Why a field of a type cannot be emptied. */
const KEPT: Partial<Record<FieldType, string>> = {
	boolean: 'A yes or no cannot be empty: the portal would take it for no',
	departments:
		'Nobody can be taken out of all departments: the person would be in no list of the company',
	email: 'Nobody can be without an address: the person signs in with it',
};

/**
 * What empties a field.
 *
 * @throws {InputError} for a field that no empty value may touch
 */
export function clearing({ type, multiple }: Pick<UserField, 'type' | 'multiple'>): EncodedValue {
	const reason = KEPT[type];
	if (reason !== undefined) {
		throw new InputError(reason, 'Leave the field out, or enter the value it shall have.');
	}
	return multiple ? [] : '';
}

/** Whether an empty value may empty a field of this type. */
export function isClearable({ type }: Pick<UserField, 'type'>): boolean {
	return KEPT[type] === undefined && type !== 'photo';
}

/** A comma in it makes a number of a text, and dots a date; only the definition of the field would tell. */
const LOCAL_NUMBER = /^[+-]?\d{1,20},\d{1,20}$/u;
const LOCAL_DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?: .*)?$/u;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}/u;

/** What would be stored as something else: by a yes/no as yes, by a number as 0, by a date not at all. */
export function isAmbiguous(value: unknown): boolean {
	if (typeof value !== 'string' || value.length > 60) return false;
	const said = visible(value);
	if (said === '1' || said === '0') return false;
	return (
		asYesNo(said) !== undefined ||
		LOCAL_NUMBER.test(said) ||
		(LOCAL_DATE.test(said) && !ISO_DATE.test(said))
	);
}

/** A value of a custom field whose type the credential may not read: only what is the same for all types. */
function untyped(value: unknown): string {
	if (typeof value === 'boolean') return value ? '1' : '0';
	if (value instanceof Date || isAmbiguous(value)) {
		throw refused(
			value,
			'means something else in a text than in a yes/no, a number or a date, and the type of this field is not known: the credential lacks the scope "user.userfield", or is not an administrator’s',
			'Add the scope to the webhook or application. Without it write yes/no as 1 or 0, numbers with a point, dates as 2026-03-31, and values of lists by ID.',
		);
	}
	return text(value);
}

function notHere(value: unknown): never {
	throw new InputError(
		`${quoted(value)}: a file cannot be mapped as a value`,
		'Send the photo with the option "Photo Input Binary Field".',
	);
}
