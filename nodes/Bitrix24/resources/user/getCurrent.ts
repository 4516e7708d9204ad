import { optionsCollection } from '../../form/options';
import { call } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';
import { includeOption } from './form/include';
import { output, readView } from './form/output';

export const getCurrent: ItemOperation = {
	value: 'getCurrent',
	name: 'Get Current',
	action: 'Get current user',
	description: 'Get the person the credential belongs to',
	writes: false,
	properties: [...output, optionsCollection([includeOption])],
	prepare: (item) => call({ method: 'user.current', params: {}, safety: 'read' }, readView(item)),
};
