/** Workgroups of the portal, found while one types. */
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Asker } from '../plan/types';
import { groupList } from '../resources/workgroup/groups';
import { isRecord, type RestRequest, type Params } from '../transport/types';
import { asId } from '../values/numbers';
import { answered, ask } from './ask';
import { explained } from './missingScope';
import { tokenOf, typed } from './pages';

const PAGE_SIZE = 50;

/** Workgroups whose name has the words typed, or that have the ID; everything when nothing is typed. */
export async function searchWorkgroups(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { words, start } = typed(filter, paginationToken);
	return await ask(this, async (_, asker) => {
		const found = await answered(async () => await page(asker, words, start));
		return explained(found, 'sonet_group', 'workgroups', 'By ID');
	});
}

async function page(asker: Asker, words: string, start: number): Promise<INodeListSearchResult> {
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
	const next = start + PAGE_SIZE;
	return {
		results: [...rows].map(([value, name]) => ({ name, value })),
		paginationToken: next < total ? tokenOf(words, next) : undefined,
	};
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
