/** What Update and Invite or Update send for a person who is in the portal. */
import type { Change, Done, HintTopic, Item, View } from '../../plan/types';
import type { RestRequest } from '../../transport/types';
import type { Params } from '../../transport/types';
import { yesNo } from '../../values/yesNo';
import { InputError } from '../../values/errors';
import { userFields } from './fields/question';
import type { readWriteOptions } from './form/writeOptions';
import { RAW_VIEW } from './form/output';

type WriteOptions = ReturnType<typeof readWriteOptions>;

const NOT_APPLIED: HintTopic = {
	say: (details) =>
		`The portal ignored a part of the change without saying so, because the account behind the credential is not an administrator: ${details}`,
};

export const NOT_READ_BACK: HintTopic = {
	say: (people) => `The change was made, but these people could not be read afterwards: ${people}`,
};

/**
 * @param fields values from the "Fields" parameter
 * @throws {InputError} when the photo is to be both set and removed
 */
export function withPhoto(
	fields: Params,
	{ photo, removePhoto }: Pick<WriteOptions, 'photo' | 'removePhoto'>,
): Params {
	if (!removePhoto) return { ...fields };
	if (photo !== undefined) {
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
export async function checkOf(
	item: Item,
	params: Params,
	{ returnUser }: Pick<WriteOptions, 'returnUser'>,
): Promise<View | undefined> {
	if (returnUser) return RAW_VIEW;
	const doubtful = ADMIN_ONLY.filter((code) => code in params);
	if (doubtful.length === 0) return undefined;
	const { account } = await item.ask(userFields);
	return account.isAdmin === false ? { select: ['ID', ...doubtful] } : undefined;
}

/**
 * The change of somebody who is there.
 *
 * @param about whom, in words
 * @param check what to read back
 * @param shown the output, from the person as read back where that was asked for
 */
export function updateOf(
	id: number,
	params: Params,
	how: {
		attach?: RestRequest['attach'];
		about: string;
		check: View | undefined;
		foresee: Change['foresee'];
		finish: Change['finish'];
	},
): Change {
	const { check, ...rest } = how;
	return {
		do: 'change',
		method: 'user.update',
		// The ID comes last, so that no mapped column can name another person.
		params: { ...params, ID: String(id) },
		safety: 'idempotent',
		id,
		check: check && { of: id, resource: 'user', select: check.select, decides: false },
		...rest,
	};
}

/** Tells of values that did not arrive, and of people who were to be handed on and could not be read. */
export function hintReadBack(
	item: Item,
	params: Params,
	{ id, row }: Done,
	{ returnUser }: Pick<WriteOptions, 'returnUser'>,
): void {
	if (!row) {
		if (returnUser) item.hint(NOT_READ_BACK, id);
		return;
	}
	const { ACTIVE: active, UF_DEPARTMENT: departments } = params;
	if (typeof active === 'string' && 'ACTIVE' in row && yesNo(row.ACTIVE) !== yesNo(active)) {
		item.hint(NOT_APPLIED, `ACTIVE of person ${id}`);
	}
	if (Array.isArray(departments) && Array.isArray(row.UF_DEPARTMENT)) {
		const there = new Set(row.UF_DEPARTMENT.map(Number));
		const wanted = new Set(departments.map(Number));
		const isSame = wanted.size === there.size && [...wanted].every((one) => there.has(one));
		if (!isSame) item.hint(NOT_APPLIED, `UF_DEPARTMENT of person ${id}`);
	}
}
