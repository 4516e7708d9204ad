/** People, as far as departments need them. */
import { isActive, peopleList } from '../../form/peopleList';
import { chunks, type ListRequest, type Row } from '../../transport/list';
import type { Params } from '../../transport/types';
import { InputError } from '../../values/errors';

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

/** Everybody whose departments are among these, dismissed and invited people too. */
export function peopleIn(departments: readonly number[]): ListRequest[] {
	return listsOf(departments, (ids) => ({ UF_DEPARTMENT: ids }));
}

export function peopleById(ids: readonly number[]): ListRequest[] {
	return listsOf(ids, (some) => ({ ID: some }));
}

/** The filter of one command stays short. */
function listsOf(ids: readonly number[], filter: (some: number[]) => Params): ListRequest[] {
	return chunks(ids).map((some) => peopleList(filter(some), { select: PERSON_FIELDS }));
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
		isActive: isActive(row),
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
