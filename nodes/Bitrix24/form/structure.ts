/** Parameters filled from the company structure and the workgroups. */
import type { INodeProperties } from 'n8n-workflow';

import { positiveId, valuesOf } from '../fields/encode';
import { FieldError } from '../fields/types';

export const departments: INodeProperties = {
	displayName: 'Department Names or IDs',
	name: 'departments',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getDepartments' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

export const workgroups: INodeProperties = {
	displayName: 'Workgroup Names or IDs',
	name: 'workgroups',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getWorkgroups' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/**
 * IDs from a multi-select, an array, a list separated by commas or a single number.
 *
 * @param what whose IDs, in a person's words
 * @throws {FieldError} naming the parameter when one of them is no ID
 */
export function readIds(value: unknown, what: 'department' | 'workgroup'): number[] {
	if (value === undefined || value === null || value === '') return [];
	const ids = valuesOf(value).map((id) => {
		if (typeof id === 'number' || typeof id === 'string') return positiveId(id, what);
		throw new FieldError(
			`"${what === 'department' ? 'Departments' : 'Workgroups'}" holds something other than IDs`,
			'Enter IDs, e.g. 1, 5.',
		);
	});
	return [...new Set(ids)];
}
