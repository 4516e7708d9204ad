/** Departments to choose from while one types. */
import { departmentTree, wordsOf } from '../../form/tree';
import type { Choices } from '../../plan/types';
import { folded } from '../../values/text';

const PAGE_SIZE = 50;

/**
 * The tree as paths, those whose path has all words typed. The company's structure is read at once, so pages are cut here.
 */
export const choices: Choices = {
	method: 'searchDepartments',
	needs: { scope: 'department', what: 'departments', instead: 'By ID' },
	async page(asker, words, start) {
		const tree = await asker.ask(departmentTree);
		const found = tree.all.filter(({ id, path }) => has(path, words) || String(id) === words);
		const next = start + PAGE_SIZE;
		return {
			results: found.slice(start, next).map(({ id, path }) => ({ name: path, value: String(id) })),
			next: next < found.length ? next : undefined,
		};
	},
};

function has(path: string, words: string): boolean {
	const own = wordsOf(path);
	return wordsOf(words)
		.split('/')
		.flatMap((part) => folded(part).split(' '))
		.every((word) => own.includes(word));
}
