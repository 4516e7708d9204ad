import { call } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';
import { output, readView } from './form/output';

export const getCurrent: ItemOperation = {
	value: 'getCurrent',
	name: 'Get Current',
	action: 'Get current user',
	description: 'Get the person the credential belongs to',
	writes: false,
	properties: [...output],
	prepare: (item) => call({ method: 'user.current', params: {}, safety: 'read' }, readView(item)),
};
