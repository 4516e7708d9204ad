import { optionsCollection, previewOption } from '../../form/options';
import { person } from '../../form/person';
import type { HintTopic } from '../../plan/types';
import { InputError } from '../../values/errors';
import type { Encounter } from './encounter';
import { workgroupLocator } from './form';
import { membershipOperation, type Move } from './membership';
import { isOwner, isScrumMaster } from './rules';

const SCRUM_MASTER_FIRST =
	'Portals keep the scrum master of a project. Choose another one in the portal first, then remove the person.';

const INVISIBLE: HintTopic = {
	say: (people) =>
		`The portal does not show dismissed people in workgroups, so whether these were in theirs only shows when they are removed: ${people}`,
};

export const removeMember = membershipOperation(
	{
		value: 'removeMember',
		name: 'Remove Member',
		action: 'Remove member from workgroup',
		description: 'Take a person out of a workgroup, or take an invitation to it back',
		properties: [workgroupLocator, ...person, optionsCollection([previewOption])],
	},
	decide,
);

/** Sent also for people who are not shown: dismissed ones stay members, and the invited are none yet. */
function decide(encounter: Encounter): Move | undefined {
	const { item, group, person, role, isDismissed, isPreview } = encounter;
	if (isOwner(encounter)) {
		throw new InputError(
			`${person.label} owns the ${group.label}`,
			'The portal leaves owners in without a word. Pass the ownership on first with Set Owner, then remove the person.',
		);
	}
	if (isScrumMaster(encounter)) {
		throw new InputError(
			`${person.label} is the scrum master of the ${group.label}`,
			SCRUM_MASTER_FIRST,
		);
	}
	if (isDismissed) item.hint(INVISIBLE, `${person.label}, ${group.label}`);
	if (isPreview && !role && !isDismissed) return undefined;
	return {
		method: 'sonet_group.user.delete',
		params: { GROUP_ID: group.id, USER_ID: person.id },
		isDone: (now) => now === undefined,
		leftOut: SCRUM_MASTER_FIRST,
	};
}
