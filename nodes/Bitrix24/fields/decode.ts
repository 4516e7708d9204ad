/** Values of the portal's answers, where they need a hand. */
import { momentCodes } from './standard';

/** Fields of the simplified output, at most ten as n8n's guidelines ask. */
export const SIMPLIFIED_CODES: readonly string[] = [
	'ID',
	'ACTIVE',
	'NAME',
	'LAST_NAME',
	'EMAIL',
	'WORK_POSITION',
	'WORK_PHONE',
	'PERSONAL_MOBILE',
	'UF_DEPARTMENT',
	'USER_TYPE',
];

/**
 * A row as a tidy user: `{}` of an empty date becomes null, `false` of an extranet person's departments an empty list.
 *
 * @param codes fields to keep, in this order; those the portal did not answer stay out
 */
export function tidyUser(row: Record<string, unknown>, codes: readonly string[]) {
	const present = codes.filter((code) => Object.hasOwn(row, code));
	// Defined, not assigned: a field named __proto__ stays a field.
	return Object.fromEntries(present.map((code) => [code, tidyValue(code, row[code])]));
}

function tidyValue(code: string, value: unknown): unknown {
	if (code === 'UF_DEPARTMENT' && !Array.isArray(value)) return [];
	const isEmptyObject =
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		Object.keys(value).length === 0;
	return isEmptyObject && momentCodes.has(code) ? null : value;
}
