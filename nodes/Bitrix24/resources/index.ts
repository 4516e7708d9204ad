/** What a portal has, and the forms of its operations. */
import type { INodeProperties } from 'n8n-workflow';

import type { Resource } from '../plan/types';
import { customField } from './customField';
import { department } from './department';
import { user } from './user';
import { workgroup } from './workgroup';

/** In the order of the dropdown, which n8n wants alphabetical. */
export const resources: readonly Resource[] = [customField, department, user, workgroup];

export const resourceProperty: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: resources.map(({ name, value }) => ({ name, value })),
	default: 'user',
};

/** The "Operation" dropdown of each resource. */
export const operationProperties: INodeProperties[] = resources.map(
	({ value: resource, operations, initial }) => ({
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ value, name, action, description, builderHint }) => ({
			value,
			name,
			action,
			description,
			...(builderHint && { builderHint: { propertyHint: builderHint } }),
		})),
		default: initial,
	}),
);

/** The forms of all operations, each shown for its own operation only. */
export const formProperties: INodeProperties[] = resources.flatMap((resource) =>
	resource.operations.flatMap(({ value, properties }) =>
		properties.map((property) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				show: {
					resource: [resource.value],
					operation: [value],
					...property.displayOptions?.show,
				},
			},
		})),
	),
);
