/** Departments to choose from while one types. */
import { departmentTree, wordsOf } from '../../form/tree';
import type { Choices } from '../../plan/types';
import { PAGE_SIZE } from '../../transport/types';
import { folded } from '../../values/text';

/**
 * The tree as paths, those whose path has all words typed. The company's structure is read at once, so pages are cut here.
 */
export const choices: Choices = {
	method: 'searchDepartments',
	needs: { scope: 'department', what: 'departments', instead: 'By ID' },
	async page(asker, words, start) {
		const tree = await asker.ask(departmentTree);
		const found = tree.all.filter(({ id, path }) => has(path, words) || String(id) === words);
		const shown = found.slice(start, start + PAGE_SIZE);
		return {
			results: shown.map(({ id, path }) => ({ name: path, value: String(id) })),
			total: found.length,
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
