/** What the portal refuses with, as servers answer it, and what a person is told about each. */
import type { FailureKind } from '../../../nodes/Bitrix24/transport/refusals';

/** Refusals by their code, with the answers as servers give them. */
export const CODES: Array<
	[status: number, code: string, kind: FailureKind, message: string, remedy: string]
> = [
	[
		503,
		'QUERY_LIMIT_EXCEEDED',
		'rateLimit',
		'The portal gets too many requests from this address',
		'Bitrix24 allows about two requests a second, shared by all integrations behind one IP address. Run fewer workflows at the same time, or run this one again in a minute.',
	],
	[
		429,
		'OPERATION_TIME_LIMIT',
		'timeLimit',
		'The server time Bitrix24 allows for this method is used up for the moment',
		'Bitrix24 sums up the time a method takes over ten minutes. Run the workflow again later, with fewer items at once.',
	],
	[
		503,
		'OVERLOAD_LIMIT',
		'refused',
		'Bitrix24 has blocked REST for this portal because of overload',
		'Only Bitrix24 support can lift this block. Contact them, and do not retry until then.',
	],
	[
		401,
		'expired_token',
		'expiredToken',
		'The access to the portal has expired and could not be renewed',
		'Open the OAuth2 credential in n8n and connect the account again.',
	],
	[
		401,
		'NO_AUTH_FOUND',
		'refused',
		'The portal does not know this webhook or token',
		'Open the credential in n8n and enter a valid inbound webhook URL, or connect the OAuth2 account again.',
	],
	[
		401,
		'INVALID_CREDENTIALS',
		'refused',
		'The portal does not accept this webhook: its code is wrong or it was deleted',
		'Open the credential in n8n and enter a valid inbound webhook URL: the portal shows it under Developer resources → Integrations.',
	],
	[
		401,
		'invalid_token',
		'refused',
		'The portal does not accept the access token of this credential',
		'Open the OAuth2 credential in n8n and connect the account again.',
	],
	[
		403,
		'insufficient_scope',
		'refused',
		'The credential lacks a permission (scope) this needs',
		'In the portal, open the inbound webhook or the application and tick the missing scope, then try again. Needed for user.get: user, user_basic or user_brief.',
	],
	[
		403,
		'ACCESS_DENIED',
		'refused',
		'The portal does not allow REST requests',
		'Bitrix24 offers REST on its commercial plans only. Check the plan of the portal.',
	],
	[
		403,
		'user_access_error',
		'refused',
		'The person behind this credential may not use the application',
		'In the portal, open the access settings of the application and allow this person.',
	],
	[
		403,
		'authorization_error',
		'refused',
		'The person behind this credential may not sign in to the portal',
		'Check that the account is active, or use the credential of another person.',
	],
	[
		404,
		'ERROR_METHOD_NOT_FOUND',
		'refused',
		'The portal does not know this method',
		'A self-hosted portal may lack the module or be too old: update it. In the cloud, check that the URL belongs to a Bitrix24 portal.',
	],
	[
		400,
		'INVALID_REQUEST',
		'refused',
		'The portal answers over https only',
		'Change the address in the credential to https://.',
	],
	[
		500,
		'INTERNAL_SERVER_ERROR',
		'lost',
		'The portal ran into trouble of its own',
		'Try again. If it stays, ask the administrator of the portal.',
	],
	[
		500,
		'ERROR_UNEXPECTED_ANSWER',
		'lost',
		'The portal ran into trouble of its own',
		'Try again. If it stays, ask the administrator of the portal.',
	],
	[
		403,
		'PORTAL_DELETED',
		'refused',
		'The portal has been closed',
		'Enter the address of the current portal in the credential.',
	],
	[
		402,
		'PAYMENT_REQUIRED',
		'refused',
		'The subscription of the portal has expired',
		'Ask the owner of the portal to renew it.',
	],
	[
		403,
		'WRONG_AUTH_TYPE',
		'refused',
		'The portal does not offer this to inbound webhooks',
		'Use the OAuth2 credential.',
	],
];

/** Refusals known by their text alone, and texts that come in `error_description`. */
export const WORDS: Array<[code: string, word: string, message: string, remedy: string]> = [
	[
		'ERROR_ARGUMENT',
		'wrong_email',
		'The portal does not accept this e-mail address',
		'Check the parameter "Email".',
	],
	[
		'ERROR_ARGUMENT',
		'user_count_exceeded',
		'The plan of the portal allows no more users',
		'Dismiss people who have left, or extend the plan, then try again.',
	],
	[
		'ERROR_ARGUMENT',
		'no_extranet_field',
		'An employee needs a department',
		'Choose at least one in "Departments", or invite an extranet user.',
	],
	[
		'ERROR_ARGUMENT',
		'no_sonet_group_for_extranet',
		'An extranet user needs a workgroup that exists and admits extranet users',
		'Choose one in "Workgroups". The account may have been created already: look it up before inviting again.',
	],
	[
		'ERROR_ARGUMENT',
		'invalid_type_field',
		'The portal does not accept the type of a value',
		'Enter text in this field.',
	],
	[
		'ERROR_CORE',
		'access_denied',
		'The portal refused access',
		'Check that the person exists and that the account behind the credential may do this: changing other people takes an administrator, inviting takes the right to invite.',
	],
	[
		'ERROR_ARGUMENT',
		'A user with this email already exists',
		'A person with this e-mail address is already in the portal',
		'Use the operation "Update" or "Invite or Update", or "Reinstate" if the person was dismissed. Portal: A user with this email already exists',
	],
];
