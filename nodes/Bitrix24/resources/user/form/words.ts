/** Words to search people by. What the server cannot use it drops, and everybody comes back. */
import { InputError, quoted, refused } from '../../../values/errors';
import { isEmpty, text, visible } from '../../../values/text';

/** Portals with a full-text index look at no shorter words (server behaviour of `Bitrix\\Main\\Search\\Content`). */
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
	if (words.split(/\s+/u).every((word) => word.length < SHORT)) {
		throw refused(
			value,
			`is too short to be looked for: portals with a full-text index leave out words of fewer than ${SHORT} letters and send everybody`,
			`Enter a word of ${SHORT} letters or more, or use a condition with "Starts With" on the field.`,
		);
	}
	return words;
}
