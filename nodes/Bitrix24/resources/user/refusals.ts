/**
 * What a portal says about people only. Sources: b24restdocs `api-reference/user/user-add.md`, `user-update.md`, and the server's
 * own machine words.
 */
import type { Refusal } from '../../transport/types';

const EMAIL_TAKEN = {
	reason: 'emailTaken',
	message: 'A person with this e-mail address is already in the portal',
	remedy:
		'Use the operation "Update" or "Invite or Update", or "Reinstate" if the person was dismissed.',
} as const;

const GROUP_NEEDED = {
	reason: 'workgroupNeeded',
	message: 'An extranet user needs a workgroup that exists and admits extranet users',
	remedy:
		'Choose one in "Workgroups". The account may have been created already: look it up before inviting again.',
} as const;

export const refusals: readonly Refusal[] = [
	{ says: /email already exists|such a login|уже существует/i, method: 'user.', ...EMAIL_TAKEN },
	{ says: /^no_sonet_group_for_extranet$/, ...GROUP_NEEDED },
	{ says: /^Group is specified incorrectly$/, method: 'user.', ...GROUP_NEEDED },
	{
		says: /^wrong_email$/,
		reason: 'wrongEmail',
		message: 'The portal does not accept this e-mail address',
		remedy: 'Check the parameter "Email".',
	},
	{
		says: /^user_count_exceeded$/,
		reason: 'planFull',
		message: 'The plan of the portal allows no more users',
		remedy: 'Dismiss people who have left, or extend the plan, then try again.',
	},
	{
		says: /^no_extranet_field$/,
		reason: 'departmentNeeded',
		message: 'An employee needs a department',
		remedy: 'Choose at least one in "Departments", or invite an extranet user.',
	},
	{
		says: /^access_denied$/,
		method: 'user.',
		reason: 'accessDenied',
		message: 'The portal refused access',
		remedy:
			'Check that the person exists and that the account behind the credential may do this: changing other people takes an administrator, inviting takes the right to invite.',
	},
	{
		// "ACCESS_DENIED" without the text of a portal that allows no REST at all (`api-reference/crm/universal/`).
		says: /^access denied\.?$/i,
		method: 'crm.',
		reason: 'crmDenied',
		message: 'The account behind the credential may not see or change this in the CRM',
		remedy: 'Use the credential of an administrator of the CRM.',
	},
	{
		// All the server says of a person who does not exist (user.update).
		says: /^(?:ERROR_CORE)?$/,
		method: 'user.',
		reason: 'noReason',
		message: 'The portal declined without giving a reason',
		remedy:
			'Most often the person does not exist or the account behind the credential lacks the right. Check both.',
	},
];
