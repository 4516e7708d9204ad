/** Who has not accepted the invitation yet. No field tells it, only a filter of user.search. */
import type { Asker } from '../../plan/types';
import { peopleList, USER_SEARCH } from '../../form/peopleList';
import { chunks, type ListRequest, PAGE_SIZE, type Row } from '../../transport/list';
import type { Outcome, Params } from '../../transport/types';

/** The filter; user.search reads the text "0" as empty (server behaviour, not documented). */
export const PENDING: Params = { '!CONFIRM_CODE': '0' };
export const ACCEPTED: Params = { CONFIRM_CODE: '0' };

/**
 * @param ids people of whom it is not known otherwise
 * @returns whether somebody has not accepted yet; undefined where the portal does not tell
 * @throws {PortalError} later, when the portal could not be asked
 */
export async function pendingAmong(
	asker: Pick<Asker, 'read'>,
	ids: readonly number[],
): Promise<(id: number) => boolean | undefined> {
	const lists = pendingLists(ids);
	return pendingOf(ids, lists.length > 0 ? (await asker.read({ lists })).lists : []);
}

/** Both sides of the question, so that a portal that ignores it is recognised. */
export function pendingLists(ids: readonly number[]): ListRequest[] {
	return chunks([...new Set(ids)]).flatMap((some) => [
		listOf(some, PENDING),
		listOf(some, ACCEPTED),
	]);
}

/**
 * @param read what came of the lists for these people
 * @returns whether somebody has not accepted yet; undefined where the portal does not tell. Throws when it was not asked.
 */
export function pendingOf(
	ids: readonly number[],
	read: ReadonlyArray<Outcome<Row[]>>,
): (id: number) => boolean | undefined {
	const asked = new Set(ids);
	const failure = read.find((list) => !list.ok);
	const pending = idsOf(read.filter((_, at) => at % 2 === 0));
	const accepted = idsOf(read.filter((_, at) => at % 2 === 1));
	return (id) => {
		if (!asked.has(id)) return undefined;
		if (failure && !failure.ok) throw failure.error;
		return pending.has(id) === accepted.has(id) ? undefined : pending.has(id);
	};
}

function listOf(ids: readonly number[], side: Params): ListRequest {
	return peopleList(
		{ ID: [...ids], ...side },
		{ method: USER_SEARCH, select: ['ID'], limit: PAGE_SIZE, uncounted: true },
	);
}

function idsOf(lists: ReadonlyArray<Outcome<Row[]>>): ReadonlySet<number> {
	return new Set(lists.flatMap((list) => (list.ok ? list.value.map(({ ID }) => Number(ID)) : [])));
}
