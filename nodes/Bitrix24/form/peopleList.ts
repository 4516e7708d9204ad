/**
 * How the portal is asked for people: the methods are named here and nowhere else.
 *
 * Guests (extranet users) are hidden from a plain list, from administrators as well. Administrators are shown them with
 * ADMIN_MODE, which changes nothing for anybody else, or when they ask by the plain key `ID`, one or several; `=ID`, `@ID`
 * and `>ID` do not count (b24restdocs `api-reference/user/user-get.md` and the server's behaviour). Both are said here
 * wherever they can be. Bots and e-mail users are shown to nobody.
 */
import type { ListRequest, Row } from '../transport/list';
import { isRecord, type Params, type RestAnswer, type RestRequest } from '../transport/types';
import { asYesNo } from '../values/yesNo';

/** Those who meet a filter. */
export const USER_GET = 'user.get';

/** Those found by words, and by whether they have accepted the invitation, which the other one does not know. */
export const USER_SEARCH = 'user.search';

export const GUESTS_TOO: Params = { ADMIN_MODE: 'Y' };

interface PeopleList extends Partial<Omit<ListRequest, 'params'>> {
	/** Undefined for all fields. */
	select?: readonly string[];
	/** Beside filter and fields. Default: guests too. */
	params?: Params;
}

/**
 * People who meet a filter. Unless it says otherwise: all of them, by ID.
 *
 * @param filter empty for everybody
 */
export function peopleList(
	filter: Params,
	{ select, params = GUESTS_TOO, ...list }: PeopleList = {},
): ListRequest {
	return {
		method: USER_GET,
		params: {
			...params,
			...(select && { select: [...select] }),
			// An empty filter cannot be said in a batch.
			...(Object.keys(filter).length > 0 && { FILTER: filter }),
		},
		limit: Infinity,
		paging: { by: 'keyset', descending: false },
		...list,
	};
}

/**
 * A page of the same, as one request.
 *
 * @param start how many are passed over; -1 to have nobody counted
 */
export function peopleRequest(
	filter: Params,
	start: number,
	list: Pick<PeopleList, 'method' | 'select' | 'params'>,
): RestRequest {
	const { method, params } = peopleList(filter, list);
	return { method, params: { ...params, start }, safety: 'read' };
}

/** One person, whoever they are. */
export function personRequest(id: number | string, select?: readonly string[]): RestRequest {
	return peopleRequest({ ID: id }, -1, { select });
}

/** The row of the person asked for; undefined when the account behind the credential does not see them. */
export function personIn({ result }: RestAnswer, id: number | string): Row | undefined {
	const rows = Array.isArray(result) ? result.filter(isRecord) : [];
	return rows.find(({ ID }) => String(ID) === String(id));
}

/** Whether a row is that of somebody active; the server says it in several ways, and shows it to everybody. */
export function isActive({ ACTIVE: active }: Row): boolean {
	return active !== '' && asYesNo(active) !== false;
}

/** Whether a row shows a sign-in; empty moments come as `{}`, as an empty text or not at all. */
export function hasSignedIn({ LAST_LOGIN: moment }: Row): boolean {
	return typeof moment === 'string' && moment !== '';
}
