/** What the portal has, found while one types: one method for each resource. */
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Choices, Resource } from '../plan/types';
import { PAGE_SIZE, succeeded } from '../transport/types';
import { answered, ask } from './ask';
import { explained } from './missingScope';
import { tokenOf, typed } from './pages';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** By the names that the forms know them by. */
export function listSearches(resources: readonly Resource[]): Record<string, ListSearch> {
	return Object.fromEntries(resources.map(({ choices }) => [choices.method, listSearch(choices)]));
}

/** The pagination token says where the next page begins, and of which words. */
function listSearch({ needs, page }: Choices): ListSearch {
	return async function (filter, paginationToken) {
		const { words, start } = typed(filter, paginationToken);
		return await ask(this, async (_, asker) => {
			const found = await answered(async () => await page(asker, words, start));
			if (!found.ok) return explained(found, needs);
			const { results, total = 0 } = found.value;
			const next = start + PAGE_SIZE;
			return succeeded({
				results,
				paginationToken: next < total ? tokenOf(words, next) : undefined,
			});
		});
	};
}
