/** What has to be known of people before they are dismissed or reinstated. */
import { hasSignedIn } from '../../form/peopleList';
import { allDepartments, type Tree } from '../../form/tree';
import type { Asker, HintTopic } from '../../plan/types';
import type { ListRequest, Row } from '../../transport/list';
import { isRecord, type Outcome, type RestAnswer, type RestRequest } from '../../transport/types';
import { pendingLists, pendingOf } from './pending';

export const LOSES_HEAD: HintTopic = {
	say: (details) =>
		`These people lead departments and lose that with the dismissal; reinstating does not bring it back: ${details}`,
};

export interface Circumstances {
	/** The person behind the credential. */
	ownId?: number;
	/**
	 * Whether somebody was invited and has not accepted yet.
	 *
	 * @throws {PortalError} when the portal could not be asked
	 */
	isPending(id: number): boolean;
	/** Names of the departments a person leads; none when the credential may not read departments. */
	ledBy(id: number): readonly string[];
}

/** People whose departments are asked for one by one, in one batch; for more of them all departments take fewer requests. */
const MAX_LEADERS = 40;

/** Tells the ID of the account; any credential may ask it (b24restdocs `api-reference/common/users/profile.md`). */
const PROFILE: RestRequest = { method: 'profile', params: {}, safety: 'read' };

/**
 * Asks for everything together. Somebody who has signed in has accepted, so most of the time there is little to ask.
 *
 * @param rows the people meant
 * @param leaving whether they are to be dismissed: only then it matters what they lead, and who asks
 * @param tree the structure, where the run has read it anyway: it tells the heads
 */
export async function circumstancesOf(
	asker: Asker,
	rows: readonly Row[],
	leaving: boolean,
	tree?: Tree,
): Promise<Circumstances> {
	const newcomers = [
		...new Set(rows.filter((row) => !hasSignedIn(row)).map(({ ID }) => Number(ID))),
	];
	const isLeaving = leaving && rows.length > 0;
	const heads = isLeaving && !tree ? headLists([...new Set(rows.map(({ ID }) => Number(ID)))]) : [];
	const sides = pendingLists(newcomers);
	const { lists, requests } = await asker.read({
		lists: [...sides, ...heads],
		requests: isLeaving && asker.ownId === undefined ? [PROFILE] : [],
	});
	const pending = pendingOf(newcomers, lists.slice(0, sides.length));
	const led = leadersOf(
		tree?.all.map(({ head, name }) => ({ UF_HEAD: head, NAME: name })) ??
			lists.slice(sides.length).flatMap((list) => (list.ok ? list.value : [])),
	);
	return {
		ownId: asker.ownId ?? accountOf(requests[0]),
		// Of whom the portal does not tell: somebody who never signed in may be waiting.
		isPending: (id) => newcomers.includes(id) && pending(id) !== false,
		ledBy: (id) => led.get(id) ?? [],
	};
}

/** What they lead, by the documented filter (b24restdocs `api-reference/departments/department-get.md`). */
function headLists(ids: readonly number[]): ListRequest[] {
	return ids.length > MAX_LEADERS
		? [allDepartments]
		: ids.map((id) => ({ ...allDepartments, params: { UF_HEAD: id } }));
}

function accountOf(answer: Outcome<RestAnswer> | undefined): number | undefined {
	if (!answer?.ok || !isRecord(answer.value.result)) return undefined;
	const id = Number(answer.value.result.ID);
	return id > 0 ? id : undefined;
}

function leadersOf(departments: readonly Row[]): Map<number, string[]> {
	const led = new Map<number, string[]>();
	for (const { UF_HEAD: head, NAME: name } of departments) {
		const id = Number(head);
		if (id > 0) led.set(id, [...(led.get(id) ?? []), String(name)]);
	}
	return led;
}
