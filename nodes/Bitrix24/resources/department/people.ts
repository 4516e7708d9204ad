/** People, as far as departments need them. */
import type { ListRequest, Row } from '../../transport/list';
import { InputError } from '../../values/errors';
import { asYesNo } from '../../values/yesNo';

/** Somebody and the departments they are in. */
export interface Person {
	id: number;
	/** For messages: name and ID. */
	label: string;
	departments: readonly number[];
	isActive: boolean;
	/** `employee`, `extranet`, …; undefined when the portal does not say. */
	type?: string;
	row: Row;
}

export const PERSON_FIELDS = [
	'ID',
	'NAME',
	'LAST_NAME',
	'EMAIL',
	'WORK_POSITION',
	'ACTIVE',
	'USER_TYPE',
	'UF_DEPARTMENT',
] as const;

/** Departments to a command; the filter of one command stays short. */
const DEPARTMENTS_PER_LIST = 50;

/** Everybody whose departments are among these, dismissed and invited people too. */
export function peopleIn(departments: readonly number[]): ListRequest[] {
	return chunks(departments, DEPARTMENTS_PER_LIST).map((ids) => people({ UF_DEPARTMENT: ids }));
}

/** By the plain key: with a prefix, extranet people stay hidden from administrators (user.get). */
export function peopleById(ids: readonly number[]): ListRequest[] {
	return chunks(ids, DEPARTMENTS_PER_LIST).map((some) => people({ ID: some }));
}

function people(filter: Record<string, number[]>): ListRequest {
	return {
		method: 'user.get',
		params: { select: [...PERSON_FIELDS], FILTER: filter },
		limit: Infinity,
		paging: { by: 'keyset', descending: false },
	};
}

/**
 * @throws {InputError} when the credential may not see departments: taken for none, they would be lost with the next change
 */
export function personOf(row: Row): Person {
	const id = Number(row.ID);
	const name = [row.NAME, row.LAST_NAME].filter((part) => typeof part === 'string' && part !== '');
	return {
		id,
		label: name.length > 0 ? `${name.join(' ')} (ID ${id})` : `person with ID ${id}`,
		departments: departmentsOf(row.UF_DEPARTMENT),
		isActive: asYesNo(row.ACTIVE) !== false,
		type: typeof row.USER_TYPE === 'string' ? row.USER_TYPE : undefined,
		row,
	};
}

/** A person without departments has an empty list, or `false` for one (user.get). */
function departmentsOf(value: unknown): number[] {
	if (Array.isArray(value)) return value.map(Number);
	if (value === false || value === null) return [];
	throw new InputError(
		'The credential may not see which departments people are in',
		'Give the webhook or application the scope "user".',
	);
}

function chunks<T>(values: readonly T[], size: number): T[][] {
	const found: T[][] = [];
	for (let at = 0; at < values.length; at += size) found.push(values.slice(at, at + size));
	return found;
}
