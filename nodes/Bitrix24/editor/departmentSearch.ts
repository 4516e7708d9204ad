/** Departments of the portal, found while one types. */
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { departmentTree, wordsOf } from '../form/tree';
import { succeeded } from '../transport/types';
import { folded } from '../values/text';
import { answered, ask } from './ask';
import { explained } from './missingScope';
import { tokenOf, typed } from './pages';

const PAGE_SIZE = 50;

/**
 * The tree as paths, those whose path has all words typed; everything when nothing is typed. The company's structure is
 * read at once, so pages are cut here.
 */
export async function searchDepartments(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { words, start } = typed(filter, paginationToken);
	return await ask(this, async (_, asker) => {
		const tree = await answered(() => asker.ask(departmentTree));
		if (!tree.ok) return explained(tree, 'department', 'departments', 'By ID');
		const found = tree.value.all.filter(({ id, path }) => has(path, words) || String(id) === words);
		const next = start + PAGE_SIZE;
		return succeeded({
			results: found.slice(start, next).map(({ id, path }) => ({ name: path, value: String(id) })),
			paginationToken: next < found.length ? tokenOf(words, next) : undefined,
		});
	});
}

function has(path: string, words: string): boolean {
	const own = wordsOf(path);
	return wordsOf(words)
		.split('/')
		.flatMap((part) => folded(part).split(' '))
		.every((word) => own.includes(word));
}
