/** Names: those people give to something new, and those by which they mean what is there. */
import { InputError, quoted, refused } from './errors';
import { distance, folded, prose, visible } from './text';

/** What the portal's tables hold of the name of a department, the label of a field and a value of a list. */
const MAX_LENGTH = 255;

/** Cells without a value. `NA` and `Unknown` may be names. */
const NO_NAMES = new Set('0 n/a nil none null nan true false'.split(' '));

/**
 * What something new is to be called, blanks put in order.
 *
 * @throws {InputError} for what stands for no value, and for what is too long
 */
export function newName(value: unknown): string {
	const name = visible(prose(value)).replace(/[\s\p{Cc}]+/gu, ' ');
	if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(name) && !NO_NAMES.has(folded(name))) {
		return fitting(name);
	}
	throw refused(
		value,
		'stands for no value, and nothing is called that',
		'Enter a name, or leave the row out.',
	);
}

/** @throws {InputError} for a name that the portal would cut */
export function fitting(name: string): string {
	if (name.length <= MAX_LENGTH) return name;
	throw new InputError(
		`${quoted(name)} has ${name.length} characters`,
		`The portal keeps ${MAX_LENGTH} at the most.`,
	);
}

/** Whether a name may be meant: one holds the other, or a letter or two make the difference. */
export function comesNear(name: string, wanted: string): boolean {
	const [own, said] = [folded(name), folded(wanted)];
	if (said.length < 2) return false;
	if (own.includes(said) || (own.length > 2 && said.includes(own))) return true;
	return own.length >= 4 && own.length <= 100 && distance(own, said) <= 2;
}
