import { optionsCollection } from '../../form/options';
import { person, readPerson } from '../../form/person';
import { find } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';
import { output, readView } from './form/output';

export const get: ItemOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get user',
	description: 'Get one person by ID, e-mail or profile link',
	writes: false,
	properties: [...person, ...output, optionsCollection([])],
	prepare: (item) => find(readPerson(item), readView(item)),
};
