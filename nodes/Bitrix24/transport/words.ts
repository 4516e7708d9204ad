/** Looking for words in foreign text in one pass: `a[\\s\\S]*b` as a regular expression takes time that grows with the square. */

/**
 * Whether the words stand in the text in this order, with anything between them. Taking the first place of each word
 * leaves the most room for those behind it, so no place has to be looked at twice.
 *
 * @param text in lower case
 */
export function holdsInOrder(text: string, words: readonly string[]): boolean {
	let from = 0;
	for (const word of words) {
		const at = text.indexOf(word, from);
		if (at === -1) return false;
		from = at + word.length;
	}
	return true;
}
