import { output, readView } from './form/output';
import type { Operation } from '../../plan/types';

export const getCurrent: Operation = {
	value: 'getCurrent',
	name: 'Get Current',
	action: 'Get current user',
	description: 'Get the person the credential belongs to',
	changes: false,
	properties: [...output],
	prepare: (item) => ({ kind: 'call', method: 'user.current', view: readView(item) }),
};
