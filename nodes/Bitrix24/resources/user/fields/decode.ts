/** Values of the portal's answers, where they need a hand. */
import type { Cell } from '../../../transport/types';
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

/** A value as people read it: `{}` of an empty date becomes null, `false` of an extranet person's departments an empty list. */
export function tidyValue(code: string, value: Cell): Cell {
	if (code === 'UF_DEPARTMENT' && !Array.isArray(value)) return [];
	const isEmptyObject =
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		Object.keys(value).length === 0;
	return isEmptyObject && momentCodes.has(code) ? null : value;
}
