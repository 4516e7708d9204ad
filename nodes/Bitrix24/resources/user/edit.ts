/** What Update and Invite or Update send for a person who is in the portal. */
import { departmentWords } from '../../form/departments';
import type { Asker, Change, Done, HintTopic, Item } from '../../plan/types';
import type { Row } from '../../transport/list';
import type { Params, ParamValue, RestRequest } from '../../transport/types';
import { InputError } from '../../values/errors';
import { isEmpty } from '../../values/text';
import { type Changes, differences, fileIds, isSame, type Legend } from './compare';
import { userFields } from './fields/question';
import { standardField } from './fields/standard';
import type { MappedFields } from './form/mapper';
import { RAW_VIEW } from './form/output';
import { propertyOf } from './form/photo';
import type { readWriteOptions } from './form/writeOptions';
import { IDENTITY } from './people';

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

/** What an item says of somebody who is in the portal. */
export interface Wanted {
	/** Values as they are sent. */
	params: Params;
	/** Codes of file fields to be emptied. */
	clearedFiles: readonly string[];
	/** Files to be sent, which are not compared: their names by code. */
	files: Readonly<Record<string, string[]>>;
	words: Legend;
}

/**
 * @param params what is to be sent of the mapped fields and the other parameters
 * @param photo name or description of the binary field with the photo; undefined for none
 */
export async function wantedOf(
	item: Item,
	mapped: MappedFields,
	params: Params,
	photo?: unknown,
): Promise<Wanted> {
	return {
		params,
		clearedFiles: mapped.clearedFiles,
		files: mapped.files.length === 0 && isEmpty(photo) ? NO_FILES : filesOf(item, mapped, photo),
		words: {
			fieldOf: mapped.fieldOf,
			departmentOf: 'UF_DEPARTMENT' in params ? await departmentWords(item) : asItIs,
		},
	};
}

// Shared by all rows of a list, of which there are as many as people in a company.
const NO_FILES: Wanted['files'] = {};
const asItIs = (id: number): number => id;

function filesOf(item: Item, mapped: MappedFields, photo: unknown): Wanted['files'] {
	const named = mapped.files.map(({ field, properties }) => [field.code, properties] as const);
	const picture = isEmpty(photo) ? [] : [['PERSONAL_PHOTO', [propertyOf(item, photo)]] as const];
	const fileName = (property: string) => item.binary(property).fileName ?? property;
	return Object.fromEntries(
		[...named, ...picture].map(([code, properties]) => [code, properties.map(fileName)]),
	);
}

/** The fields to read of somebody before it is known what differs. */
export function comparedCodes(wanted: Omit<Wanted, 'words'>): string[] {
	return [...new Set([...IDENTITY, ...namedCodes(wanted)])];
}

/** The fields an item says something of. */
export function namedCodes({ params, clearedFiles, files }: Omit<Wanted, 'words'>): string[] {
	return [...Object.keys(params), ...clearedFiles, ...Object.keys(files)];
}

/** What is sent, and what that changes. */
export interface Edit {
	params: Params;
	changes: Changes;
}

/**
 * What differs from the person in the portal. What items before this one in the same run say of the person may not have
 * arrived yet, so a value counts as different when it is so from theirs or from the portal's.
 *
 * @param before what those items say, in order
 */
export function editOf(wanted: Wanted, row: Row, before: readonly Params[] = []): Edit {
	const { params, words, clearedFiles, files } = wanted;
	const changes: Changes = differences(params, row, words);
	if (before.length > 0) {
		const then: Row = Object.assign({ ...row }, ...before);
		Object.assign(changes, differences(params, then, words));
	}
	const sent: Params = {};
	for (const code of Object.keys(changes)) sent[code] = params[code];
	for (const code of clearedFiles) {
		const ids = fileIds(row[code]);
		if (ids.length === 0) continue;
		const { multiple } = words.fieldOf(code);
		sent[code] = removalOf(ids, multiple);
		changes[code] = { from: multiple ? ids : ids[0], to: multiple ? [] : null };
	}
	for (const [code, names] of Object.entries(files)) {
		const { multiple, type } = words.fieldOf(code);
		const ids = fileIds(row[code]);
		const from = type === 'photo' ? (isEmpty(row[code]) ? null : row[code]) : (ids[0] ?? null);
		changes[code] = multiple ? { from: ids, to: names } : { from, to: names[0] };
	}
	return { params: sent, changes };
}

/** What takes files out of a field (b24restdocs `api-reference/files/how-to-update-files.md`). */
export function removalOf(ids: readonly number[], multiple: boolean): ParamValue {
	const all = ids.map((id): ParamValue => ({ id, remove: 'Y' }));
	return multiple ? all : all[0];
}

/** What the items of a run say of each person, in their order. */
export class Sayings {
	private readonly byPerson = new Map<string, Map<number, Params>>();

	/** @returns what items before this one say of the person */
	before(person: string, index: number): Params[] {
		return [...(this.byPerson.get(person) ?? [])]
			.filter(([other]) => other < index)
			.sort(([a], [b]) => a - b)
			.map(([, params]) => params);
	}

	note(person: string, index: number, params: Params): void {
		const own = this.byPerson.get(person) ?? new Map<number, Params>();
		this.byPerson.set(person, own.set(index, params));
	}
}

/** Fields the portal drops silently, with `true` for an answer, unless an administrator changes them (user.update). */
const ADMIN_ONLY = ['ACTIVE', 'UF_DEPARTMENT'] as const;

/** What to read back of a person. */
type Check = Pick<NonNullable<Change['check']>, 'select' | 'needed'>;

/**
 * What to read back after a change: the user where that was asked for, else what might have been dropped.
 *
 * @param params what is sent
 */
export function checkOf(
	params: Params,
	{ returnUser }: Pick<WriteOptions, 'returnUser'>,
): Check | undefined {
	if (returnUser) return RAW_VIEW;
	const adminOnly = ADMIN_ONLY.filter((code) => code in params);
	return adminOnly.length === 0 ? undefined : { select: ['ID', ...adminOnly], needed: isNoAdmin };
}

async function isNoAdmin(asker: Asker): Promise<boolean> {
	return (await asker.ask(userFields)).account.isAdmin === false;
}

/** What a change of a person says besides its fields. */
export interface Sent {
	attach?: RestRequest['attach'];
	/** What to read back. */
	check: Check | undefined;
	foresee: Change['foresee'];
	finish: Change['finish'];
}

/**
 * The change of somebody who is there.
 *
 * @param about whom, in words
 * @param check what to read back
 * @param shown the output, from the person as read back where that was asked for
 */
export function updateOf(id: number, params: Params, how: Sent & { about: string }): Change {
	const { check, ...rest } = how;
	return {
		do: 'change',
		method: 'user.update',
		// The ID comes last, so that no mapped column can name another person.
		params: { ...params, ID: String(id) },
		safety: 'idempotent',
		id,
		check: check && { ...check, of: id, resource: 'user', decides: false },
		...rest,
	};
}

/**
 * Tells of values that did not arrive, and of people who were to be handed on and could not be read.
 *
 * @returns codes of the fields that did not change
 */
export function hintReadBack(
	item: Item,
	params: Params,
	{ id, row }: Done,
	{ returnUser }: Pick<WriteOptions, 'returnUser'>,
): string[] {
	if (!row) {
		if (returnUser) item.hint(NOT_READ_BACK, id);
		return [];
	}
	const dropped = ADMIN_ONLY.filter(
		(code) =>
			params[code] !== undefined &&
			code in row &&
			!isSame(standardField(code, code), params[code], row[code]),
	);
	for (const code of dropped) item.hint(NOT_APPLIED, `${code} of person ${id}`);
	return dropped;
}

/** Of what was to change, what did. */
export function arrived(changes: Changes, dropped: readonly string[]): Changes {
	return Object.fromEntries(Object.entries(changes).filter(([code]) => !dropped.includes(code)));
}
