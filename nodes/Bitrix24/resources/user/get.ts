import { optionsCollection } from '../../form/options';
import { output, readView } from './form/output';
import { readUser, userLocator } from '../../form/person';
import type { Operation } from '../../plan/types';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get user',
	description: 'Get one person by ID, e-mail or profile link',
	changes: false,
	properties: [userLocator, ...output, optionsCollection([])],
	prepare: (item) => ({ kind: 'find', person: readUser(item), view: readView(item) }),
};
