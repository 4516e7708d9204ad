/** What has to be known of people before they are dismissed or reinstated. */
import type { Asker, HintTopic } from '../../plan/types';
import type { ListRequest, Row } from '../../transport/list';
import { isRecord } from '../../transport/types';
import { userFields } from './fields/question';
import { hasNeverSignedIn } from './people';

export const LOSES_HEAD: HintTopic = {
	say: (details) =>
		`These people lead departments and lose that with the dismissal; reinstating does not bring it back: ${details}`,
};

export interface Circumstances {
	/** The person behind the credential. */
	ownId?: number;
	/** Invited, and not accepted yet. */
	pending: ReadonlySet<number>;
	/** Names of the departments a person leads. */
	led: ReadonlyMap<number, string[]>;
}

/**
 * @param rows the people meant
 * @param withHeads whether it matters who leads a department
 */
export async function circumstancesOf(
	asker: Asker,
	rows: readonly Row[],
	withHeads: boolean,
): Promise<Circumstances> {
	const newcomers = rows.filter(hasNeverSignedIn).map(({ ID }) => Number(ID));
	const departments = withHeads && rows.length > 0 ? [DEPARTMENTS] : [];
	const lists = [...departments, ...pendingLists(newcomers)];
	const { lists: read } = await asker.read({ lists });
	const [heads] = departments.length > 0 ? read : [];
	const [invited, accepted] = read.slice(departments.length);
	return {
		ownId: asker.ownId ?? (await asker.ask(userFields)).account.id,
		pending: pendingOf(newcomers, idsOf(invited), idsOf(accepted)),
		led: ledBy(heads?.ok ? heads.value : []),
	};
}

const DEPARTMENTS: ListRequest = {
	method: 'department.get',
	params: {},
	limit: Infinity,
	paging: { by: 'offset', sort: { sort: 'ID', order: 'ASC' } },
};

/** Both sides of the question, so that a portal that ignores it is recognised. */
function pendingLists(ids: readonly number[]): ListRequest[] {
	if (ids.length === 0) return [];
	return ['!CONFIRM_CODE', 'CONFIRM_CODE'].map((key) => ({
		// Only user.search knows the key, and takes the text "0" for empty (server behaviour, not documented).
		method: 'user.search',
		params: { select: ['ID'], FILTER: { ID: [...ids], [key]: '0' }, ADMIN_MODE: 'Y' },
		limit: ids.length,
		paging: { by: 'keyset', descending: false },
	}));
}

function idsOf(list: { ok: boolean; value?: Row[] } | undefined): ReadonlySet<number> {
	return new Set(list?.ok ? list.value?.filter(isRecord).map(({ ID }) => Number(ID)) : []);
}

/** Who is on both sides, or on none, is not told by the portal: somebody who never signed in may be waiting. */
function pendingOf(
	newcomers: readonly number[],
	invited: ReadonlySet<number>,
	accepted: ReadonlySet<number>,
): ReadonlySet<number> {
	return new Set(newcomers.filter((id) => invited.has(id) || !accepted.has(id)));
}

function ledBy(departments: readonly Row[]): Map<number, string[]> {
	const led = new Map<number, string[]>();
	for (const { UF_HEAD: head, NAME: name } of departments) {
		const id = Number(head);
		if (id > 0) led.set(id, [...(led.get(id) ?? []), String(name)]);
	}
	return led;
}
