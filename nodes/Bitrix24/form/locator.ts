/** Resource locators: one thing of the portal, chosen from its list or named otherwise. */
import { choice } from '../values/choice';
import { isRecord } from '../transport/types';
import type { Item, Ref } from '../plan/types';
import { InputError, naming } from '../values/errors';
import { intact, isEmpty, text, visible } from '../values/text';
import { shownName } from '../plan/chosen';

/**
 * What a locator holds. An expression may give the value alone: then it counts as chosen from the list.
 *
 * @param label as the form calls the parameter
 * @throws {InputError} when it is empty, or holds no text
 */
export function locatorOf(
	item: Item,
	name: string,
	label: string,
	modes: readonly string[],
): { mode: string; value: string; chosen: Pick<Ref, 'shown'> } {
	const raw = item.param(name, '');
	const { mode, value } = isLocator(raw) ? raw : { mode: 'list', value: raw };
	if (isEmpty(value)) {
		throw new InputError(
			`The parameter "${label}" is empty`,
			'Choose one from the list, or check the expression: the item may lack the value it reads.',
		);
	}
	return naming(`Parameter "${label}"`, () => {
		intact(value);
		return {
			mode: modeOf(mode, modes, 'list'),
			value: visible(text(value)),
			chosen: shownName(raw),
		};
	});
}

/** What the form stores of a locator; an expression may put anything in its place. */
export function isLocator(value: unknown): value is { mode: unknown; value: unknown } {
	return isRecord(value) && 'mode' in value && 'value' in value;
}

/**
 * The mode of a locator. Workflows that were not made in the editor may hold any: what counts is not guessed, since digits
 * are an ID in one mode and a code in another.
 *
 * @throws {InputError} for one that the parameter does not have
 */
export function modeOf<T extends string>(mode: unknown, modes: readonly T[], initial: T): T {
	return isEmpty(mode) ? initial : naming('Mode', () => choice(mode, modes));
}
