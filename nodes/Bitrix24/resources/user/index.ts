/** The registry of operations, and the node's properties made from it. */
import type { INodeProperties } from 'n8n-workflow';

import { dismiss } from './dismiss';
import { get } from './get';
import { getAll } from './getAll';
import { getCurrent } from './getCurrent';
import { getFields } from './getFields';
import { invite } from './invite';
import { reinstate } from './reinstate';
import { search } from './search';
import type { Operation } from '../../plan/types';
import { update } from './update';
import { upsert } from './upsert';

/** In the order of the dropdown, which n8n wants alphabetical. */
export const operations: readonly Operation[] = [
	dismiss,
	get,
	getCurrent,
	getFields,
	getAll,
	invite,
	upsert,
	reinstate,
	search,
	update,
];

/** The forms of all operations, each shown for its own operation only. */
export const operationProperties: INodeProperties[] = operations.flatMap(({ value, properties }) =>
	properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { resource: ['user'], operation: [value], ...property.displayOptions?.show },
		},
	})),
);
