/** Where a list that is searched as one types goes on. */

/** Says where the next page begins, and of which words. */
export function pageToken(words: string, start: number): string {
	return `${start}:${words}`;
}

/**
 * What was typed, and where its next page begins.
 *
 * It is the first page for a token of other words: when somebody types while the list before is still on its way, n8n 1 asks
 * for the new words with the token of the old ones. What it then shows lacks the rows on the pages it leaves out.
 */
export function typed(filter = '', token = ''): { words: string; start: number } {
	const words = filter.trim();
	const start = Number.parseInt(token, 10);
	return { words, start: token === pageToken(words, start) ? start : 0 };
}
