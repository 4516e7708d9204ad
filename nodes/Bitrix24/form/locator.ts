/** Resource locators: one thing of the portal, chosen from its list or named otherwise. */
import { isRecord } from '../transport/types';
import type { Item, Ref } from '../plan/types';
import { InputError, naming } from '../values/errors';
import { isEmpty, text, visible } from '../values/text';
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
): { mode: string; value: string; chosen: Pick<Ref, 'shown'> } {
	const raw = item.param(name, '');
	const { mode, value } = isRecord(raw) ? raw : { mode: 'list', value: raw };
	if (isEmpty(value)) {
		throw new InputError(
			`The parameter "${label}" is empty`,
			'Choose one from the list, or check the expression: the item may lack the value it reads.',
		);
	}
	return {
		mode: String(mode),
		chosen: shownName(raw),
		value: naming(`Parameter "${label}"`, () => visible(text(value))),
	};
}
