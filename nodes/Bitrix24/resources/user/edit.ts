/** What Update and Invite or Update send for a person who is in the portal. */
import { InputError } from '../../values/errors';
import { flag } from '../../values/encode';
import { RAW_VIEW } from './form/output';
import type { readWriteOptions } from '../../form/options';
import type { Params } from '../../transport/types';
import type { Item, View, WriteResult } from '../../plan/types';

type WriteOptions = ReturnType<typeof readWriteOptions>;

/**
 * @param fields values from the "Fields" parameter
 * @throws {InputError} when the photo is to be both set and removed
 */
export function changes(
	fields: Params,
	{ photo, removePhoto }: Pick<WriteOptions, 'photo' | 'removePhoto'>,
): Params {
	if (!removePhoto) return { ...fields };
	if (photo !== '') {
		throw new InputError(
			'The options set and remove the photo at the same time',
			'Keep one of "Photo Input Binary Field" and "Remove Photo".',
		);
	}
	// An empty text deletes the photo (b24restdocs `api-reference/files/how-to-update-files.md`).
	return { ...fields, PERSONAL_PHOTO: '' };
}

/** Fields the portal drops silently, with `true` for an answer, unless an administrator changes them (user.update). */
const ADMIN_ONLY = ['ACTIVE', 'UF_DEPARTMENT'] as const;

/** What to read back after a change: the user where that was asked for, else what might have been dropped. */
export async function readBackOf(
	item: Item,
	params: Params,
	{ returnUser }: Pick<WriteOptions, 'returnUser'>,
): Promise<View | undefined> {
	if (returnUser) return RAW_VIEW;
	const doubtful = ADMIN_ONLY.filter((code) => code in params);
	if (doubtful.length === 0 || (await item.isAdmin()) !== false) return undefined;
	return { select: ['ID', ...doubtful] };
}

/** Tells of values that did not arrive, and of people who were to be handed on and could not be read. */
export function hintReadBack(
	item: Item,
	params: Params,
	{ id, user }: WriteResult,
	{ returnUser }: Pick<WriteOptions, 'returnUser'>,
): void {
	if (!user) {
		if (returnUser) item.hint('notReadBack', id);
		return;
	}
	const { ACTIVE: active, UF_DEPARTMENT: departments } = params;
	if (typeof active === 'string' && 'ACTIVE' in user && flag(user.ACTIVE) !== flag(active)) {
		item.hint('notApplied', `ACTIVE of person ${id}`);
	}
	if (Array.isArray(departments) && Array.isArray(user.UF_DEPARTMENT)) {
		const there = new Set(user.UF_DEPARTMENT.map(Number));
		const isSame =
			departments.length === there.size && departments.every((one) => there.has(Number(one)));
		if (!isSame) item.hint('notApplied', `UF_DEPARTMENT of person ${id}`);
	}
}
