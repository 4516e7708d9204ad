/**
 * Every way a portal refuses, as a plain sentence and a remedy.
 * Sources: b24restdocs `settings/how-to-call-rest-api/limits.md`, `error-codes.md`, `api-reference/user/user-add.md`,
 * `user-update.md`, and the server's own machine words.
 */

/** What a failure means for the requests that follow it. */
export type FailureKind =
	/** Request rate too high; nothing was executed. */
	| 'rateLimit'
	/** The server time of this method is used up for a while; nothing was executed. */
	| 'timeLimit'
	/** The access token has expired; nothing was executed. */
	| 'expiredToken'
	/** No connection was made; nothing was executed. */
	| 'unreachable'
	/** Trouble on the way or on the server: it may or may not have happened. */
	| 'unknown'
	/** The portal understood and declined. Asking again would change nothing. */
	| 'refused'
	/** The execution was stopped by the user. */
	| 'cancelled'
	/** Never sent, because something before it failed. */
	| 'notSent';

/** A refusal in words. */
export interface Hint {
	kind?: FailureKind;
	message: string;
	remedy: string;
}

/** By `error` code. */
export const errorHints: Readonly<Record<string, Hint>> = {
	QUERY_LIMIT_EXCEEDED: {
		kind: 'rateLimit',
		message: 'The portal gets too many requests from this address',
		remedy:
			'Bitrix24 allows about two requests a second, shared by all integrations behind one IP address. Run fewer workflows at the same time, or run this one again in a minute.',
	},
	OPERATION_TIME_LIMIT: {
		kind: 'timeLimit',
		message: 'The server time Bitrix24 allows for this method is used up for the moment',
		remedy:
			'Bitrix24 sums up the time a method takes over ten minutes. Run the workflow again later, with fewer items at once.',
	},
	OVERLOAD_LIMIT: {
		message: 'Bitrix24 has blocked REST for this portal because of overload',
		remedy: 'Only Bitrix24 support can lift this block. Contact them, and do not retry until then.',
	},
	expired_token: {
		kind: 'expiredToken',
		message: 'The access to the portal has expired and could not be renewed',
		remedy: 'Open the OAuth2 credential in n8n and connect the account again.',
	},
	invalid_token: {
		message: 'The portal does not accept the access token of this credential',
		remedy: 'Open the OAuth2 credential in n8n and connect the account again.',
	},
	invalid_grant: {
		message: 'The connection to the portal is no longer valid',
		remedy: 'Open the OAuth2 credential in n8n and connect the account again.',
	},
	invalid_client: {
		message: 'The authorization server does not know this application or its secret',
		remedy:
			'Open the OAuth2 credential in n8n and compare client ID and secret with the application in the portal.',
	},
	NO_AUTH_FOUND: {
		message: 'The portal does not know this webhook or token',
		remedy:
			'Open the credential in n8n and enter a valid inbound webhook URL, or connect the OAuth2 account again.',
	},
	INVALID_CREDENTIALS: {
		message: 'The portal does not accept this webhook: its code is wrong or it was deleted',
		remedy:
			'Open the credential in n8n and enter a valid inbound webhook URL: the portal shows it under Developer resources → Integrations.',
	},
	insufficient_scope: {
		message: 'The credential lacks a permission (scope) this needs',
		remedy:
			'In the portal, open the inbound webhook or the application and tick the missing scope, then try again.',
	},
	ACCESS_DENIED: {
		message: 'The portal does not allow REST requests',
		remedy: 'Bitrix24 offers REST on its commercial plans only. Check the plan of the portal.',
	},
	user_access_error: {
		message: 'The person behind this credential may not use the application',
		remedy: 'In the portal, open the access settings of the application and allow this person.',
	},
	authorization_error: {
		message: 'The person behind this credential may not sign in to the portal',
		remedy: 'Check that the account is active, or use the credential of another person.',
	},
	ERROR_METHOD_NOT_FOUND: {
		message: 'The portal does not know this method',
		remedy:
			'A self-hosted portal may lack the module or be too old: update it. In the cloud, check that the URL belongs to a Bitrix24 portal.',
	},
	INVALID_REQUEST: {
		message: 'The portal answers over https only',
		remedy: 'Change the address in the credential to https://.',
	},
	WRONG_AUTH_TYPE: {
		message: 'The portal does not offer this to inbound webhooks',
		remedy: 'Use the OAuth2 credential.',
	},
	PORTAL_DELETED: {
		message: 'The portal has been closed',
		remedy: 'Enter the address of the current portal in the credential.',
	},
	PAYMENT_REQUIRED: {
		message: 'The subscription of the portal has expired',
		remedy: 'Ask the owner of the portal to renew it.',
	},
	INTERNAL_SERVER_ERROR: {
		kind: 'unknown',
		message: 'The portal ran into trouble of its own',
		remedy: 'Try again. If it stays, ask the administrator of the portal.',
	},
	ERROR_UNEXPECTED_ANSWER: {
		kind: 'unknown',
		message: 'The portal ran into trouble of its own',
		remedy: 'Try again. If it stays, ask the administrator of the portal.',
	},
};

/** By machine word in `error_description` of `ERROR_ARGUMENT` and `ERROR_CORE`. */
export const machineWords: Readonly<Record<string, Hint>> = {
	wrong_email: {
		message: 'The portal does not accept this e-mail address',
		remedy: 'Check the parameter "Email".',
	},
	user_count_exceeded: {
		message: 'The plan of the portal allows no more users',
		remedy: 'Dismiss people who have left, or extend the plan, then try again.',
	},
	no_extranet_field: {
		message: 'An employee needs a department',
		remedy: 'Choose at least one in "Departments", or invite an extranet user.',
	},
	no_sonet_group_for_extranet: {
		message: 'An extranet user needs a workgroup that exists and admits extranet users',
		remedy:
			'Choose one in "Workgroups". The account may have been created already: look it up before inviting again.',
	},
	invalid_type_field: {
		message: 'The portal does not accept the type of a value',
		remedy: 'Enter text in this field.',
	},
	'Group is specified incorrectly': {
		message: 'An extranet user needs a workgroup that exists and admits extranet users',
		remedy:
			'Choose one in "Workgroups". The account may have been created already: look it up before inviting again.',
	},
	access_denied: {
		message: 'The portal refused access',
		remedy:
			'Check that the person exists and that the account behind the credential may do this: changing other people takes an administrator, inviting takes the right to invite.',
	},
};

export const EMAIL_EXISTS: Hint = {
	message: 'A person with this e-mail address is already in the portal',
	remedy:
		'Use the operation "Update" or "Invite or Update", or "Reinstate" if the person was dismissed.',
};
