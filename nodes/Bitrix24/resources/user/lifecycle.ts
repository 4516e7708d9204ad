/** What has to be known of people before they are dismissed or reinstated. */
import type { Asker, HintTopic } from '../../plan/types';
import type { ListRequest, Row } from '../../transport/list';
import { userFields } from './fields/question';
import { pendingLists, pendingOf } from './pending';
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
	const { lists } = await asker.read({ lists: [...departments, ...pendingLists(newcomers)] });
	const [heads] = departments.length > 0 ? lists : [];
	const told = pendingOf(newcomers, lists.slice(departments.length));
	return {
		ownId: asker.ownId ?? (await asker.ask(userFields)).account.id,
		// Of whom the portal does not tell: somebody who never signed in may be waiting.
		pending: new Set(newcomers.filter((id) => told.get(id) !== false)),
		led: ledBy(heads?.ok ? heads.value : []),
	};
}

const DEPARTMENTS: ListRequest = {
	method: 'department.get',
	params: {},
	limit: Infinity,
	paging: { by: 'offset', sort: { sort: 'ID', order: 'ASC' } },
};

function ledBy(departments: readonly Row[]): Map<number, string[]> {
	const led = new Map<number, string[]>();
	for (const { UF_HEAD: head, NAME: name } of departments) {
		const id = Number(head);
		if (id > 0) led.set(id, [...(led.get(id) ?? []), String(name)]);
	}
	return led;
}
