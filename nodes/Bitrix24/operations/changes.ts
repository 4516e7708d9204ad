/** What Update and Invite or Update send for a person who is in the portal. */
import { FieldError } from '../fields/types';
import { flag } from '../fields/encode';
import { RAW_VIEW } from '../form/output';
import type { readWriteOptions } from '../form/writeOptions';
import type { Row } from '../transport/list';
import type { Params } from '../transport/types';
import type { Item, View } from './types';

type WriteOptions = ReturnType<typeof readWriteOptions>;

/**
 * @param fields values from the "Fields" parameter
 * @throws {FieldError} when the photo is to be both set and removed
 */
export function changes(
	fields: Params,
	{ photo, removePhoto }: Pick<WriteOptions, 'photo' | 'removePhoto'>,
): Params {
	if (!removePhoto) return { ...fields };
	if (photo !== '') {
		throw new FieldError(
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

/** Tells of values that did not arrive. */
export function hintDropped(item: Item, params: Params, user: Row | undefined): void {
	if (!user) return;
	const { ACTIVE: active, UF_DEPARTMENT: departments } = params;
	const person = `person ${String(user.ID)}`;
	if (typeof active === 'string' && 'ACTIVE' in user && flag(user.ACTIVE) !== flag(active)) {
		item.hint('notApplied', `ACTIVE of ${person}`);
	}
	if (Array.isArray(departments) && Array.isArray(user.UF_DEPARTMENT)) {
		const there = new Set(user.UF_DEPARTMENT.map(Number));
		const same =
			departments.length === there.size && departments.every((id) => there.has(Number(id)));
		if (!same) item.hint('notApplied', `UF_DEPARTMENT of ${person}`);
	}
}
