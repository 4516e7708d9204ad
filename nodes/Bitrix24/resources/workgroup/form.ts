/** Parameters of the operations on workgroups. */
import type { INodeProperties } from 'n8n-workflow';

import { locatorOf } from '../../form/locator';
import type { Item, Ref } from '../../plan/types';
import { choice } from '../../values/choice';
import { naming } from '../../values/errors';
import { positiveId } from '../../values/numbers';
import { WORKGROUP } from './groups';

export const workgroupLocator: INodeProperties = {
	displayName: 'Workgroup',
	name: 'workgroup',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The workgroup or project in the portal',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a workgroup…',
			typeOptions: { searchListMethod: 'searchWorkgroups', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 5',
			hint: 'The number in the link to the workgroup',
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. Newcomers',
			hint: 'The whole name; upper and lower case make no difference',
		},
	],
};

/**
 * The workgroup the form means.
 *
 * @throws {InputError} when it names nothing
 */
export function readWorkgroup(item: Item): Ref {
	const { mode, value, chosen } = locatorOf(item, 'workgroup', 'Workgroup', ['list', 'id', 'name']);
	if (mode === 'name') return { of: WORKGROUP, by: 'name', value };
	const id = naming('Parameter "Workgroup"', () =>
		positiveId(
			value,
			'workgroup',
			'The link to the workgroup holds it. For a name choose By Name.',
		),
	);
	return { of: WORKGROUP, by: 'id', value: String(id), ...chosen };
}

export const roleProperty: INodeProperties = {
	displayName: 'Role',
	name: 'role',
	type: 'options',
	options: [
		{ name: 'Member', value: 'member', description: 'Takes part' },
		{ name: 'Moderator', value: 'moderator', description: 'May manage the workgroup as well' },
	],
	default: 'member',
	description: 'What the person is in the workgroup afterwards. Owners are made with Set Owner.',
};

/** @throws {InputError} for anything but the two roles: a blank cell takes nobody's role away */
export function readRole(item: Item): 'member' | 'moderator' {
	return naming('Parameter "Role"', () => choice(item.param('role', ''), ['member', 'moderator']));
}
