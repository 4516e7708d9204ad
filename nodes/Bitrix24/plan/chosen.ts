/** Whether what was chosen from a list is still what the portal has under its ID. */
import type { Ref } from './types';
import type { Row } from '../transport/list';
import { isRecord } from '../transport/types';
import { InputError, quoted } from '../values/errors';
import { folded } from '../values/text';

/** What rows are called by: people, departments and workgroups, custom fields. */
const NAMES = ['NAME', 'LAST_NAME', 'EMAIL', 'FIELD_NAME'];

/** Those of people, to be asked for. */
export const NAMES_OF_PEOPLE = NAMES.slice(0, 3);

/** The name a locator shows for the entry chosen from its list; n8n keeps it beside the value. */
export function shownName(locator: unknown): Pick<Ref, 'shown'> {
	if (!isRecord(locator) || locator.mode !== 'list') return {};
	const { cachedResultName: shown } = locator;
	return typeof shown === 'string' && shown !== '' ? { shown } : {};
}

/**
 * The form goes on showing a name after the credential of another portal was chosen, where the ID is somebody else's. One
 * word in common will do: people marry, departments are moved.
 *
 * @throws {InputError} when the portal has something else under this ID
 */
export function checkShown({ shown }: Ref, row: Row): void {
	if (shown === undefined) return;
	const id = String(row.ID);
	const called = NAMES.map((code) => row[code]).filter(
		(name) => typeof name === 'string' && name !== '',
	);
	const words = new Set(wordsOf(shown));
	// What has no name is listed by its ID.
	const isSame = [...called, id].some((name) =>
		wordsOf(String(name)).some((one) => words.has(one)),
	);
	if (isSame || called.length === 0) return;
	throw new InputError(
		`${quoted(shown)} was chosen, but ID ${id} is ${quoted(called.join(' '))} in the portal of the credential`,
		'Choose again from the list: the credential may be that of another portal, or the name was changed since.',
	);
}

/** Addresses and codes are one word. */
function wordsOf(name: string): string[] {
	return folded(name)
		.split(/[^\p{L}\p{M}\p{N}@._+-]+/u)
		.filter((word) => word !== '');
}
