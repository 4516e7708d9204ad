/** Workgroups to choose from while one types. */
import { groupList } from '../../form/groupList';
import type { Asker, Choices, Chosen } from '../../plan/types';
import { isRecord, PAGE_SIZE, type Params, type RestRequest } from '../../transport/types';
import { asId } from '../../values/numbers';

/** Those whose name has the words typed, or that have the ID. */
export const choices: Choices = {
	method: 'searchWorkgroups',
	needs: { scope: 'sonet_group', what: 'workgroups', instead: 'By ID' },
	page,
};

async function page(asker: Asker, words: string, start: number): Promise<Chosen> {
	const id = start === 0 ? asId(words) : undefined;
	const byName = requestFor(words === '' ? undefined : { '%NAME': words }, start);
	const { requests } = await asker.read({
		requests: id === undefined ? [byName] : [byName, requestFor({ ID: id }, 0)],
	});
	const rows = new Map<string, string>();
	let total = 0;
	for (const answer of requests) {
		if (!answer.ok) throw answer.error;
		const { result } = answer.value;
		total = Math.max(total, answer.value.total ?? 0);
		for (const row of Array.isArray(result) ? result.filter(isRecord) : []) {
			rows.set(String(row.ID), nameOf(row));
		}
	}
	return { results: [...rows].map(([value, name]) => ({ name, value })), total };
}

function requestFor(filter: Params | undefined, start: number): RestRequest {
	const { method, params } = groupList(PAGE_SIZE, filter);
	return {
		method,
		params: { ...params, ORDER: { NAME: 'ASC', ID: 'ASC' }, start },
		safety: 'read',
	};
}

function nameOf({ ID, NAME, CLOSED, IS_EXTRANET }: Record<string, unknown>): string {
	const name = typeof NAME === 'string' && NAME !== '' ? NAME : `Workgroup ${String(ID)}`;
	return [
		name,
		...(CLOSED === 'Y' ? ['archived'] : []),
		...(IS_EXTRANET === 'Y' ? ['external'] : []),
	].join(', ');
}
