/**
 * What the portal says about workgroups. Their errors have a text and no code.
 * Source: b24restdocs `api-reference/sonet-group/` and `api-reference/sonet-group/members/`.
 */
import type { Refusal } from '../../transport/types';

const NOT_SEEN =
	'Check the ID. Secret workgroups are visible to administrators and to their members only.';

const ADMINISTRATOR =
	'Adding, removing and promoting members takes an administrator’s webhook or account. With the option "Invite", owners and moderators can invite people to their own workgroups.';

export const refusals: readonly Refusal[] = [
	{
		reason: 'noWorkgroup',
		method: 'sonet_group.',
		says: /^(?:Wrong group ID|Wrong socialnetwork group ID|Invalid workgroup\/project ID)\.?$/i,
		message: 'The portal knows no workgroup with this ID',
		remedy: NOT_SEEN,
	},
	{
		reason: 'workgroupNotFound',
		method: 'sonet_group.',
		says: /^Socialnetwork group not found\.?$/i,
		message: 'The portal has no such workgroup, or does not show it to this credential',
		remedy: NOT_SEEN,
	},
	{
		reason: 'mayNotAddMembers',
		method: 'sonet_group.',
		says: /^No permissions to add users\.?$/i,
		message: 'The account behind the credential may not add people to workgroups',
		remedy: ADMINISTRATOR,
	},
	{
		reason: 'mayNotInviteMembers',
		method: 'sonet_group.',
		says: /^No permissions to invite users\.?$/i,
		message: 'The account behind the credential may not invite people to this workgroup',
		remedy:
			'Inviting takes an administrator, or an owner or moderator of the workgroup. Use the credential of one of them.',
	},
	{
		// The portal says the same of a removal.
		reason: 'mayNotChangeMembers',
		method: 'sonet_group.',
		says: /^No permissions to update users role\.?$/i,
		message: 'The account behind the credential may not change or remove members of workgroups',
		remedy: ADMINISTRATOR,
	},
	{
		reason: 'noMember',
		method: 'sonet_group.',
		says: /^(?:Wrong user IDs|Invalid user ID)\.?$/i,
		message: 'The portal knows nobody with this ID',
		remedy: 'Check the parameter "User".',
	},
	{
		reason: 'noRole',
		method: 'sonet_group.',
		says: /^Incorrect role code\.?$/i,
		message: 'The portal does not know this role',
		remedy: 'Use Member or Moderator. Owners are made with Set Owner.',
	},
	{
		reason: 'mayNotSetOwner',
		method: 'sonet_group.',
		says: /^(?:Insufficient permissions to complete the operation|User has no permissions to set owner)\.?$/i,
		message: 'The account behind the credential may not pass on this workgroup',
		remedy: 'That takes its owner or an administrator. Use the credential of one of them.',
	},
	{
		reason: 'ownerNotSet',
		method: 'sonet_group.',
		says: /^Cannot complete operation\.?$/i,
		message: 'The portal could not pass the workgroup on to this person',
		remedy:
			'Owners are active people of the company. Check that the person is not dismissed, and that the workgroup is not archived.',
	},
	{
		reason: 'mayNotJoin',
		method: 'sonet_group.',
		says: /^Cannot request to join group\.?$/i,
		message: 'The portal does not take this person into the workgroup',
		remedy: 'Ask its owner to invite them.',
	},
];
