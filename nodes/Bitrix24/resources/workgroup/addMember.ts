import {
	optionsCollection,
	optionsOf,
	previewOption,
	readPlainly,
	readSwitch,
} from '../../form/options';
import { person } from '../../form/person';
import type { HintTopic } from '../../plan/types';
import type { Encounter } from './encounter';
import { workgroupLocator } from './form';
import { membershipOperation, type Move } from './membership';
import { isOutsider, refuseDismissed, refuseOutsider } from './rules';

const MADE_EXTERNAL: HintTopic = {
	say: (groups) =>
		`An extranet user makes a workgroup external, and it stays so when they leave. Internal until now: ${groups}`,
};

const NOT_INVITED: HintTopic = {
	say: (people) =>
		`The portal left these people out of the invitation: they have been invited or have asked already, are kept out, or are the credential’s own person: ${people}`,
};

export const addMember = membershipOperation(
	{
		value: 'addMember',
		name: 'Add Member',
		action: 'Add member to workgroup',
		description: 'Let a person take part in a workgroup, at once or by invitation',
		properties: [
			workgroupLocator,
			...person,
			optionsCollection([
				{
					displayName: 'Allow External',
					name: 'allowExternal',
					type: 'boolean',
					default: true,
					description:
						'Whether an extranet user may be added to an internal workgroup, which makes it external for good',
				},
				{
					displayName: 'Invite',
					name: 'invite',
					type: 'boolean',
					default: true,
					description:
						'Whether to invite the person, who then decides, instead of adding them at once',
				},
				previewOption,
			]),
		],
	},
	decide,
);

function decide(encounter: Encounter): Move | undefined {
	const { item, group, person, role, isPreview } = encounter;
	const options = optionsOf(item);
	// Nothing must not add at once whom the item meant to ask.
	const isInvitation = readPlainly(options, 'invite', 'Invite');
	const isExternalAllowed = readSwitch(options.allowExternal, 'Allow External');
	if (role) return undefined;
	refuseDismissed(encounter, 'Workgroups take active people only. Reinstate the person first.');
	if (!isExternalAllowed) {
		refuseOutsider(
			encounter,
			'Adding them would make the workgroup external for good. If that is meant, turn on the option "Allow External".',
		);
	}
	const opensUp = isOutsider(encounter);
	if (opensUp && isPreview) item.hint(MADE_EXTERNAL, group.label);
	return {
		method: isInvitation ? 'sonet_group.user.invite' : 'sonet_group.user.add',
		params: { GROUP_ID: group.id, USER_ID: person.id },
		...(isInvitation
			? { leftOut: '' }
			: {
					role: 'member',
					isDone: (now) => now !== undefined,
					leftOut:
						'The portal leaves out whom workgroups do not take, for example bots and e-mail users. Look at the person in the portal.',
				}),
		tell(isChanged) {
			if (isChanged && opensUp) item.hint(MADE_EXTERNAL, group.label);
			if (!isChanged && isInvitation) item.hint(NOT_INVITED, person.label);
		},
	};
}
