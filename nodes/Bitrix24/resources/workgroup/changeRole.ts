import { optionsCollection, previewOption } from '../../form/options';
import { person } from '../../form/person';
import { InputError } from '../../values/errors';
import type { Encounter } from './encounter';
import { readRole, roleProperty, workgroupLocator } from './form';
import { roleCodes } from './members';
import { membershipOperation, type Move } from './membership';
import { isOwner, refuseDismissed } from './rules';

export const changeRole = membershipOperation(
	{
		value: 'changeRole',
		name: 'Change Role',
		action: 'Change role in workgroup',
		description: 'Make a member a moderator, or a moderator a plain member',
		properties: [workgroupLocator, ...person, roleProperty, optionsCollection([previewOption])],
	},
	decide,
);

function decide(encounter: Encounter): Move | undefined {
	const { item, group, person, role } = encounter;
	const wanted = readRole(item);
	if (isOwner(encounter)) {
		throw new InputError(
			`${person.label} owns the ${group.label}`,
			'The portal leaves the role of owners alone without a word. Pass the ownership on first with Set Owner.',
		);
	}
	refuseDismissed(
		encounter,
		'The portal does not show dismissed people in workgroups. Reinstate the person first.',
	);
	if (!role) {
		throw new InputError(
			`${person.label} is not in the ${group.label}`,
			'Add the person first with Add Member. Somebody who is only invited has no role yet.',
		);
	}
	if (role === wanted) return undefined;
	return {
		method: 'sonet_group.user.update',
		params: { GROUP_ID: group.id, USER_ID: person.id, ROLE: roleCodes[wanted] },
		role: wanted,
		isDone: (now) => now === wanted,
		leftOut: 'Look at the workgroup in the portal: somebody else may have changed it meanwhile.',
	};
}
