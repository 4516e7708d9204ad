/** The head of a department: a person, named as everywhere. */
import type { INodeProperties } from 'n8n-workflow';

import { userLocator } from '../../form/person';

/** Inside a collection: no head is wanted where it is left out. */
export const headLocator: INodeProperties = {
	...userLocator,
	displayName: 'Head',
	name: 'head',
	required: false,
	displayOptions: undefined,
	description: 'Who leads the department',
};
