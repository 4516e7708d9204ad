/** How people are found: by ID, e-mail address, external code or a field of their own; 50 to a command. */
import { NAMES_OF_PEOPLE } from '../../plan/chosen';
import type { Finder, Ref, Search } from '../../plan/types';
import { peopleList } from '../../form/peopleList';
import { chunks, type ListRequest, PAGE_SIZE, type Row } from '../../transport/list';
import { InputError } from '../../values/errors';
import { hidden } from './hidden';
import { searchesByName } from './named';

/** One fewer than a page holds: as many names that give a full page tell that some belong to several people. */
const NAMES_PER_COMMAND = PAGE_SIZE - 1;

/** Rows read for one command of names at the most: a portal that ignored the filter would send everybody. */
const MAX_ROWS = 200;

/** What tells people apart, and what is told of them in messages. */
export const IDENTITY = ['ID', 'EMAIL', 'NAME', 'LAST_NAME', 'ACTIVE', 'USER_TYPE', 'LAST_LOGIN'];

export function personById(id: number | string): Ref {
	return { of: 'user', by: 'id', value: String(id) };
}

export function personByEmail(email: string): Ref {
	return { of: 'user', by: 'email', value: email };
}

/** The field that a ref compares, by its `by`; a field of their own is named by its code. */
function fieldOf(by: string): string {
	return { id: 'ID', email: 'EMAIL', xmlId: 'XML_ID' }[by] ?? by;
}

export const people: Finder = {
	searches(all, select) {
		const refs = all.filter(({ by }) => by !== 'words');
		const named = all.filter(({ by }) => by === 'words');
		const groups = new Map<string, Ref[]>();
		for (const ref of refs) {
			const own = groups.get(fieldOf(ref.by)) ?? [];
			own.push(ref);
			groups.set(fieldOf(ref.by), own);
		}
		return [
			...searchesByName(named, select),
			...[...groups].flatMap(([field, own]) => searchesBy(field, own, select)),
		];
	},
	created: (_ref, id, params) => ({
		NAME: '',
		LAST_NAME: '',
		...params,
		ID: String(id),
		ACTIVE: true,
	}),
	missing(ref) {
		return ref.by === 'id'
			? new InputError(
					`There is no person with ID ${ref.value} that this credential can see`,
					'Check the ID. Extranet users are visible to administrators and to members of their workgroups; bots and e-mail users never are.',
				)
			: new InputError(
					`There is no person with ${wordsOf(ref)} that this credential can see`,
					'Check it for mistakes. Extranet users are found with the credential of an administrator only.',
				);
	},
};

function wordsOf({ by, value }: Ref): string {
	const name =
		{ email: 'the e-mail address', xmlId: 'the external code', words: 'the name' }[by] ??
		`the ${by}`;
	return `${name} ${value}`;
}

function searchesBy(
	field: string,
	refs: readonly Ref[],
	select: readonly string[] | undefined,
): Search[] {
	const shown = refs.some((ref) => ref.shown !== undefined) ? NAMES_OF_PEOPLE : [];
	const fields = select && [...new Set(['ID', field, ...shown, ...select])];
	const perCommand = field === 'ID' ? PAGE_SIZE : NAMES_PER_COMMAND;
	return chunks(byKey(field, refs), perCommand).map((chunk) => ({
		refs: chunk.flatMap(([, same]) => same),
		list: listOf(
			field,
			chunk.map(([value]) => value),
			fields,
		),
		match: (rows, ref) => (field === 'ID' ? byId(rows, ref) : byName(field, rows, ref)),
	}));
}

/** Refs of the same value together; codes are asked for as they are written. */
function byKey(field: string, refs: readonly Ref[]): Array<[string, Ref[]]> {
	const groups = new Map<string, Ref[]>();
	for (const ref of refs) {
		const key = field === 'EMAIL' ? keyOf(ref.value) : ref.value.trim();
		groups.set(key, [...(groups.get(key) ?? []), ref]);
	}
	return [...groups];
}

/**
 * The same for values that name the same person: an address, a code or a number. Letters do not matter, since for the
 * portal they do not either: `user.get` finds `HR-7` by `hr-7` (server behaviour: the collation of its database). Two people
 * whose codes differ by letters alone have one key, and whoever is found by it has to be named another way.
 */
export function keyOf(value: unknown): string {
	return String(value ?? '')
		.trim()
		.toLowerCase();
}

function listOf(field: string, values: string[], select: string[] | undefined): ListRequest {
	return field === 'ID'
		? peopleList({ ID: values.map(Number) }, { select, limit: PAGE_SIZE })
		: peopleList({ [`@${field}`]: values }, { select, limit: MAX_ROWS, uncounted: true });
}

function byId(rows: readonly Row[], { value }: Ref): Row | undefined {
	return rows.find((row) => Number(row.ID) === Number(value));
}

/** Exactly one person with this name, however it is written. */
function byName(field: string, rows: readonly Row[], ref: Ref): Row | undefined {
	if (rows.length > 0 && rows.every((row) => row[field] === undefined)) {
		throw hidden(
			field,
			'Give the webhook or application the scope "user" or "user_basic", or name the person by ID.',
		);
	}
	const wanted = keyOf(ref.value);
	const matches = rows.filter((row) => keyOf(row[field]) === wanted);
	if (matches.length > 1) {
		throw new InputError(
			`Several people have ${wordsOf(ref)}`,
			`Name the person by ID instead. The IDs are ${matches.map((row) => String(row.ID)).join(', ')}.`,
		);
	}
	return matches[0];
}

/** A person as messages speak of them: `Ann Smith (ID 12)`. */
export function personLabel({
	ID: id,
	NAME: name,
	LAST_NAME: lastName,
	EMAIL: email,
}: Row): string {
	const words = [name, lastName].filter((part) => typeof part === 'string' && part !== '');
	const called = words.length > 0 ? words.join(' ') : String(email ?? 'somebody');
	return `${called} (ID ${String(id)})`;
}
