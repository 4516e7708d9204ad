/** Finds people by ID and by e-mail, 50 to a command and 50 commands to a request. */
import { InputError } from '../../values/errors';
import type { PersonRef } from '../../plan/types';
import { listAll, type ListRequest, type Row } from '../../transport/list';
import type { Portal } from '../../transport/portal';
import { failed, type Outcome, type Params, succeeded } from '../../transport/types';

/** One page holds 50 rows, so 50 IDs never need a second one. */
const IDS_PER_COMMAND = 50;

/** One fewer: 49 addresses that give a full page tell that some of them belong to several people. */
const EMAILS_PER_COMMAND = 49;

/** Rows read for one command of addresses at the most: a portal that ignored the filter would send everybody. */
const MAX_ROWS = 200;

export function keyOf(person: PersonRef): string {
	return person.by === 'id' ? `id:${person.id}` : `email:${person.email.toLowerCase()}`;
}

/**
 * Looks people up.
 *
 * @param select fields to read; undefined for all. Must hold ID, and EMAIL when somebody is named by e-mail.
 * @returns by `keyOf` each of them: the row, undefined when there is nobody, or why it is not known
 */
export async function findPeople(
	portal: Portal,
	people: PersonRef[],
	select: string[] | undefined,
): Promise<Map<string, Outcome<Row | undefined>>> {
	const ids = new Set<number>();
	const emails = new Set<string>();
	for (const person of people) {
		if (person.by === 'id') ids.add(person.id);
		else emails.add(person.email.toLowerCase());
	}
	const base: Params = select ? { select } : {};
	const byId = chunk([...ids], IDS_PER_COMMAND);
	const byEmail = chunk([...emails], EMAILS_PER_COMMAND);
	const pages = await listAll(portal, [
		...byId.map((chunkOfIds) => peopleByIds(chunkOfIds, base)),
		...byEmail.map((addresses) => peopleByEmails(addresses, base)),
	]);

	const found = new Map<string, Outcome<Row | undefined>>();
	byId.forEach((chunkOfIds, index) => {
		const page = pages[index];
		for (const id of chunkOfIds) {
			const key = keyOf({ by: 'id', id });
			found.set(key, page.ok ? succeeded(page.value.find((row) => Number(row.ID) === id)) : page);
		}
	});
	byEmail.forEach((addresses, index) => {
		const page = pages[byId.length + index];
		for (const email of addresses) {
			found.set(keyOf({ by: 'email', email }), page.ok ? matchEmail(page.value, email) : page);
		}
	});
	return found;
}

/** The plain key: with any prefix, or without it, extranet people stay hidden from administrators (user.get). */
export function peopleByIds(ids: number[], params: Params): ListRequest {
	return {
		method: 'user.get',
		params: { ...params, FILTER: { ID: ids } },
		limit: IDS_PER_COMMAND,
		paging: { by: 'keyset', descending: false },
	};
}

function peopleByEmails(emails: string[], params: Params): ListRequest {
	return {
		method: 'user.get',
		params: { ...params, FILTER: { '@EMAIL': emails }, ADMIN_MODE: 'Y' },
		limit: MAX_ROWS,
		uncounted: true,
		paging: { by: 'keyset', descending: false },
	};
}

/** Exactly one person with this address, however it is written. */
function matchEmail(rows: Row[], email: string): Outcome<Row | undefined> {
	if (rows.length > 0 && rows.every((row) => row.EMAIL === undefined)) {
		return failed(
			new InputError(
				'The credential may not see e-mail addresses, so nobody can be found by theirs',
				'Give the webhook or application the scope "user" or "user_basic", or name the person by ID.',
			),
		);
	}
	const matches = rows.filter((row) => String(row.EMAIL).trim().toLowerCase() === email);
	if (matches.length > 1) {
		return failed(
			new InputError(
				`Several people have the e-mail address ${email}`,
				`Name the person by ID instead. The IDs are ${matches.map((row) => String(row.ID)).join(', ')}.`,
			),
		);
	}
	return succeeded(matches[0]);
}

/** Nobody there, in words. */
export function notFound(person: PersonRef): InputError {
	return person.by === 'id'
		? new InputError(
				`There is no person with ID ${person.id} that this credential can see`,
				'Check the ID. Extranet users are visible to administrators and to members of their workgroups; bots and e-mail users never are.',
			)
		: new InputError(
				`There is no person with the e-mail address ${person.email} that this credential can see`,
				'Check the address. Extranet users are found with the credential of an administrator only.',
			);
}

function chunk<T>(values: T[], size: number): T[][] {
	const chunks: T[][] = [];
	for (let at = 0; at < values.length; at += size) chunks.push(values.slice(at, at + size));
	return chunks;
}
