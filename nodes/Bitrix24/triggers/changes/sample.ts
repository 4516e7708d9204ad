/** What the button in the editor shows: the latest few people, so that the nodes behind have something to work on. */
import { peopleList } from '../../form/peopleList';
import { listAll, type ListRequest, type Row } from '../../transport/list';
import type { Portal } from '../../transport/portal';
import { type Outcome, type Params, succeeded } from '../../transport/types';
import { departmentIdsOf } from './fieldMemory';
import type { Occurrence, ChangeKind } from './detect';
import type { ChangesForm } from './form';

/** People shown of each change. */
const SAMPLE_SIZE = 3;

/** Who would stand for a change, the latest first. The portal keeps no history, so these are likely cases, not past changes. */
const likely: Readonly<Record<ChangeKind, { filter: Params; sort: string }>> = {
	added: { filter: {}, sort: 'ID' },
	updated: { filter: { ACTIVE: 'Y' }, sort: 'TIMESTAMP_X' },
	dismissed: { filter: { ACTIVE: 'N' }, sort: 'TIMESTAMP_X' },
	reinstated: { filter: { ACTIVE: 'Y' }, sort: 'TIMESTAMP_X' },
	moved: { filter: { ACTIVE: 'Y', HAS_DEPARTAMENT: 'Y' }, sort: 'TIMESTAMP_X' },
	firstSignIn: { filter: { ACTIVE: 'Y' }, sort: 'LAST_LOGIN' },
};

/** The latest few people of each chosen change, each person once. */
export async function sample(portal: Portal, form: ChangesForm): Promise<Outcome<Occurrence[]>> {
	const kinds = [...form.kinds].filter((kind) => isPossible(kind, form.filter));
	const lists = await listAll(
		portal,
		kinds.map((kind) => latest(kind, form.filter)),
	);
	const taken = new Set<unknown>();
	const changes: Occurrence[] = [];
	for (const [index, list] of lists.entries()) {
		if (!list.ok) return list;
		for (const row of list.value) {
			if (taken.has(row.ID)) continue;
			taken.add(row.ID);
			changes.push(example(kinds[index], row, form.watch));
		}
	}
	return succeeded(changes);
}

/** With every key a real change has, so that the nodes behind can be built on it. */
function example(kind: ChangeKind, row: Row, watch: string[]): Occurrence {
	if (kind === 'moved') return { kind, row, from: [], to: departmentIdsOf(row) };
	if (kind === 'updated' && watch.length > 0) return { kind, row, changedFields: watch };
	return { kind, row };
}

function isPossible(kind: ChangeKind, { ACTIVE }: Params): boolean {
	const wanted = likely[kind].filter.ACTIVE;
	return ACTIVE === undefined || wanted === undefined || ACTIVE === wanted;
}

function latest(kind: ChangeKind, filter: Params): ListRequest {
	const { filter: own, sort } = likely[kind];
	return peopleList(
		{ ...filter, ...own },
		{ limit: SAMPLE_SIZE, paging: { by: 'offset', sort: { sort, order: 'DESC' } } },
	);
}
