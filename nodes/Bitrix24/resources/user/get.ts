import { keepInputOption, optionsCollection, optionsOf, readSwitch } from '../../form/options';
import { person, readPerson } from '../../form/person';
import { find } from '../../plan/plans';
import type { HandOn, HintTopic, Item, ItemOperation } from '../../plan/types';
import { includeOption } from './form/include';
import { output, readView } from './form/output';

/** Where the person stands when the item keeps its own fields. */
const KEY = 'user';

const REPLACED: HintTopic = {
	say: () =>
		`The input items had a field "${KEY}" of their own. With "Keep Input" the person stands there instead.`,
};

export const get: ItemOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get user',
	description: 'Get one person by ID, e-mail, external code or profile link',
	writes: false,
	properties: [...person, ...output, optionsCollection([includeOption, keepInputOption])],
	prepare: (item) => find(readPerson(item), readView(item), keptInput(item)),
};

/** The item's own fields, where the form asks to keep them. */
function keptInput(item: Item): HandOn['under'] {
	if (!readSwitch(optionsOf(item).keepInput, 'Keep Input')) return undefined;
	if (Object.hasOwn(item.json, KEY)) item.hint(REPLACED);
	return { key: KEY, json: item.json };
}
