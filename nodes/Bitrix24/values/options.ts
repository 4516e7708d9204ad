/** Values of the portal's own lists, by their label or ID. */
import { InputError, listed, refused } from './errors';
import { folded, text, visible } from './text';
import type { UserField } from './types';

type Choices = Pick<UserField, 'options' | 'words'>;

/** No label is longer than this. */
const MAX_LABEL = 1_000;

/** Whether a text as a whole is the label or ID of an option. */
export function isOption(field: Choices, said: string): boolean {
	return said.length <= MAX_LABEL && matches(field, said).length > 0;
}

/**
 * The ID of an option. People know labels, so a label comes before an ID.
 *
 * @throws {InputError} when there is no such option, or the text may mean several
 */
export function listOption(field: Choices, value: unknown): string {
	const said = text(value);
	const found = said.length > MAX_LABEL ? [] : matches(field, said);
	if (found.length === 1) return found[0];
	if (found.length > 1) throw ambiguous(field, value, found);
	throw refused(
		value,
		'is none of the values of this list in the portal',
		`Use one of: ${listed((field.options ?? []).map(({ label }) => label))}.`,
	);
}

/** IDs of all options a text may mean. */
function matches({ options = [], words }: Choices, said: string): string[] {
	const wanted = folded(said);
	const id = visible(said);
	const found = options
		.filter(({ value, label }) => folded(label) === wanted || value === id)
		.map(({ value }) => value);
	const word = words?.get(wanted);
	return found.length === 0 && word !== undefined ? [word] : found;
}

function ambiguous({ options = [] }: Choices, value: unknown, found: string[]): InputError {
	const meant = options
		.filter((option) => found.includes(option.value))
		.map((option) => `"${option.label}" (ID ${option.value})`);
	const isById =
		meant.length > 1 && options.some((option) => option.value === visible(text(value)));
	return refused(
		value,
		`can mean several values of this list: ${listed(meant)}`,
		isById
			? 'Write the label of the value that is meant, or rename one of them in the portal.'
			: 'Write the ID of the value that is meant.',
	);
}
