/** What the portal has, found while one types: one method for each resource. */
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Choices, Resource } from '../plan/types';
import { attemptAsync, PAGE_SIZE } from '../transport/types';
import { ask } from './ask';
import { missingScope } from './missingScope';
import { pageToken, typed } from './pages';

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
		return await ask(this, async (asker) => {
			const found = await attemptAsync(async () => await page(asker, words, start));
			if (!found.ok) return { results: [explained(found.error, needs)] };
			const { results, total = 0 } = found.value;
			const next = start + PAGE_SIZE;
			return { results, paginationToken: next < total ? pageToken(words, next) : undefined };
		});
	};
}

/** @throws {PortalError} the error itself when it is not about a scope */
function explained(error: Error, needs: Choices['needs']) {
	if (!needs) throw error;
	const { name, value } = missingScope(error, needs.scope, needs.what);
	return { name: `${name}: choose "${needs.instead}"`, value };
}
