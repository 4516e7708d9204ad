/** Parameters filled from the company structure and the workgroups. */
import type { INodeProperties } from 'n8n-workflow';

import { positiveId, valuesOf } from '../values/encode';
import { naming } from '../values/errors';

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
 * @throws {InputError} naming the parameter when one of them is no ID
 */
export function readIds(value: unknown, what: 'department' | 'workgroup'): number[] {
	if (value === undefined || value === null) return [];
	const parameter = what === 'department' ? 'Departments' : 'Workgroups';
	const ids = valuesOf(value)
		.filter((id) => typeof id !== 'string' || id.trim() !== '')
		.map((id) => naming(`Parameter "${parameter}"`, () => positiveId(id, what)));
	return [...new Set(ids)];
}
