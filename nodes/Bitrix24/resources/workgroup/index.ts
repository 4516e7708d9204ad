/** Workgroups and projects, and who is in them. */
import type { Resource } from '../../plan/types';
import { addMember } from './addMember';
import { changeRole } from './changeRole';
import { choices } from './choices';
import { get } from './get';
import { getAll } from './getAll';
import { getMembers } from './getMembers';
import { getUserGroups } from './getUserGroups';
import { finder, WORKGROUP } from './groups';
import { refusals } from './refusals';
import { removeMember } from './removeMember';
import { setOwner } from './setOwner';

export const workgroup: Resource = {
	value: WORKGROUP,
	name: 'Workgroup',
	initial: 'getMembers',
	// In the order of the dropdown, which n8n wants alphabetical.
	operations: [
		addMember,
		changeRole,
		get,
		getAll,
		getMembers,
		getUserGroups,
		removeMember,
		setOwner,
	],
	choices,
	finder,
	refusals,
};
