/** What a portal has of departments: the old methods of the company structure (b24restdocs `api-reference/departments/`). */
import type { Resource } from '../../plan/types';
import { addMember } from './addMember';
import { choices } from './choices';
import { create } from './create';
import { remove } from './delete';
import { finder } from './finder';
import { get } from './get';
import { getAll } from './getAll';
import { getMembers } from './getMembers';
import { moveMember } from './moveMember';
import { refusals } from './refusals';
import { removeMember } from './removeMember';
import { update } from './update';

export const department: Resource = {
	value: 'department',
	name: 'Department',
	initial: getAll.value,
	operations: [
		addMember,
		create,
		remove,
		get,
		getAll,
		getMembers,
		moveMember,
		removeMember,
		update,
	],
	choices,
	finder,
	refusals,
};
