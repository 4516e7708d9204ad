/** Words to search people by. What the server cannot use it drops, and everybody comes back. */
import { InputError, quoted, refused } from '../../../values/errors';
import { isEmpty, text, visible } from '../../../values/text';

/** Portals with a full-text index leave out words of fewer letters (server behaviour of `Bitrix\\Main\\Search\\Content`). */
const SHORT = 3;

/** Longer than any name. */
const MAX_LENGTH = 500;

/**
 * Words as the server takes them; undefined when there are none.
 *
 * @throws {InputError} for words that the portal would leave out of the search
 */
export function searchWords(value: unknown): string | undefined {
	if (isEmpty(value)) return undefined;
	const said = text(value);
	if (said.length > MAX_LENGTH) {
		throw new InputError(
			`${quoted(value)} is too long to be looked for`,
			`Enter at most ${MAX_LENGTH} characters.`,
		);
	}
	const words = visible(said);
	if (!/[\p{L}\p{N}]/u.test(words) || words === '0') {
		throw refused(
			value,
			'cannot be looked for: the portal would leave it out and send everybody',
			'Enter letters of a name. Signs such as % and _ stand for anything in the portal.',
		);
	}
	if (/[%_]/u.test(words)) {
		throw refused(
			value,
			'holds % or _, which stand for anything in the portal',
			'Leave them out, or use a condition with "Contains", which takes them literally.',
		);
	}
	return words;
}

/**
 * The same where nobody looks at the rows afterwards: short words alone would bring everybody.
 *
 * @throws {InputError} also for words that are all short
 */
export function longWords(value: unknown): string | undefined {
	const words = searchWords(value);
	if (words === undefined || words.split(/\s+/u).length > shortWords(words).length) return words;
	throw refused(
		value,
		`is too short to be looked for: portals with a full-text index leave out words of fewer than ${SHORT} letters and send everybody`,
		`Enter a word of ${SHORT} letters or more, use a condition with "Starts With" on the field, or the operation "Search".`,
	);
}

/** Words that some portals would leave out, in small letters. */
export function shortWords(words: string): string[] {
	return words
		.normalize('NFC')
		.toLowerCase()
		.split(/\s+/u)
		.filter((word) => [...word].length < SHORT && /[\p{L}\p{N}]/u.test(word))
		.map((word) => word.replace(/[^\p{L}\p{N}]+/gu, ''));
}
