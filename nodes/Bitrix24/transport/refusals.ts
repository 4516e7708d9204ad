/**
 * The ways any portal refuses any method, as a plain sentence and a remedy. What it says about one resource only stands with
 * that resource and is handed to `Portal.connect`.
 * Sources: b24restdocs `settings/how-to-call-rest-api/limits.md`, `error-codes.md`, the pages of the methods, and the server's
 * own machine words.
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
	| 'lost'
	/** The portal understood and declined. Asking again would change nothing. */
	| 'refused'
	/** The execution was stopped by the user. */
	| 'cancelled'
	/** Never sent, because something before it failed. */
	| 'notSent';

/** A refusal in words. */
export interface Hint {
	/** Recognised in code by this, never by the sentences. */
	reason: string;
	kind?: FailureKind;
	message: string;
	remedy: string;
}

/** By `error` code. */
export const errorHints: Readonly<Record<string, Hint>> = {
	QUERY_LIMIT_EXCEEDED: {
		reason: 'rateLimit',
		kind: 'rateLimit',
		message: 'The portal gets too many requests from this address',
		remedy:
			'Bitrix24 allows about two requests a second, shared by all integrations behind one IP address. Run fewer workflows at the same time, or run this one again in a minute.',
	},
	OPERATION_TIME_LIMIT: {
		reason: 'timeLimit',
		kind: 'timeLimit',
		message: 'The server time Bitrix24 allows for this method is used up for the moment',
		remedy:
			'Bitrix24 sums up the time a method takes over ten minutes. Run the workflow again later, with fewer items at once.',
	},
	OVERLOAD_LIMIT: {
		reason: 'overload',
		message: 'Bitrix24 has blocked REST for this portal because of overload',
		remedy: 'Only Bitrix24 support can lift this block. Contact them, and do not retry until then.',
	},
	expired_token: {
		reason: 'expiredToken',
		kind: 'expiredToken',
		message: 'The access to the portal has expired and could not be renewed',
		remedy: 'Open the OAuth2 credential in n8n and connect the account again.',
	},
	invalid_token: {
		reason: 'invalidToken',
		message: 'The portal does not accept the access token of this credential',
		remedy: 'Open the OAuth2 credential in n8n and connect the account again.',
	},
	invalid_grant: {
		reason: 'invalidGrant',
		message: 'The access to the portal has expired and could not be renewed',
		remedy: 'Open the OAuth2 credential in n8n and connect the account again.',
	},
	invalid_client: {
		reason: 'invalidClient',
		message: 'The authorization server does not know this application or its secret',
		remedy:
			'Open the OAuth2 credential in n8n and compare client ID and secret with the application in the portal.',
	},
	NO_AUTH_FOUND: {
		reason: 'unknownCredential',
		message: 'The portal does not know this webhook or token',
		remedy:
			'Open the credential in n8n and enter a valid inbound webhook URL, or connect the OAuth2 account again.',
	},
	INVALID_CREDENTIALS: {
		reason: 'unknownCredential',
		message: 'The portal does not accept this webhook: its code is wrong or it was deleted',
		remedy:
			'Open the credential in n8n and enter a valid inbound webhook URL: the portal shows it under Developer resources → Integrations.',
	},
	insufficient_scope: {
		reason: 'insufficientScope',
		message: 'The credential lacks a permission (scope) this needs',
		remedy:
			'In the portal, open the inbound webhook or the application and tick the missing scope, then try again.',
	},
	ACCESS_DENIED: {
		reason: 'restNotAllowed',
		message: 'The portal does not allow REST requests',
		remedy: 'Bitrix24 offers REST on its commercial plans only. Check the plan of the portal.',
	},
	user_access_error: {
		reason: 'applicationNotAllowed',
		message: 'The person behind this credential may not use the application',
		remedy: 'In the portal, open the access settings of the application and allow this person.',
	},
	authorization_error: {
		reason: 'signInNotAllowed',
		message: 'The person behind this credential may not sign in to the portal',
		remedy: 'Check that the account is active, or use the credential of another person.',
	},
	ERROR_METHOD_NOT_FOUND: {
		reason: 'unknownMethod',
		message: 'The portal does not know this method',
		remedy:
			'A self-hosted portal may lack the module or be too old: update it. In the cloud, check that the URL belongs to a Bitrix24 portal.',
	},
	INVALID_REQUEST: {
		reason: 'httpsOnly',
		message: 'The portal answers over https only',
		remedy: 'Change the address in the credential to https://.',
	},
	WRONG_AUTH_TYPE: {
		reason: 'wrongAuthType',
		message: 'The portal does not offer this to inbound webhooks',
		remedy: 'Use the OAuth2 credential.',
	},
	PORTAL_DELETED: {
		reason: 'portalDeleted',
		message: 'The portal has been closed',
		remedy: 'Enter the address of the current portal in the credential.',
	},
	PAYMENT_REQUIRED: {
		reason: 'paymentRequired',
		message: 'The subscription of the portal has expired',
		remedy: 'Ask the owner of the portal to renew it.',
	},
	INTERNAL_SERVER_ERROR: {
		reason: 'serverTrouble',
		kind: 'lost',
		message: 'The portal ran into trouble of its own',
		remedy: 'Try again. If it stays, ask the administrator of the portal.',
	},
	ERROR_UNEXPECTED_ANSWER: {
		reason: 'serverTrouble',
		kind: 'lost',
		message: 'The portal ran into trouble of its own',
		remedy: 'Try again. If it stays, ask the administrator of the portal.',
	},
	ERROR_EVENT_NOT_FOUND: {
		reason: 'unknownEvent',
		message: 'The portal does not know this event, or the credential lacks its scope',
		remedy: 'In the portal, open the application and tick the scope the event belongs to.',
	},
	ERROR_PLACEMENT_NOT_FOUND: {
		reason: 'unknownPlacement',
		message: 'The portal does not know this place, or the credential lacks its scope',
		remedy: 'In the portal, open the application and tick the scope the place belongs to.',
	},
	ERROR_PLACEMENT_MAX_COUNT: {
		reason: 'tooManyHandlers',
		message: 'The portal takes no more handlers for this place',
		remedy: 'Remove handlers of the application that are no longer used.',
	},
	ERROR_WRONG_HANDLER_URL: {
		reason: 'wrongHandler',
		message: 'The portal does not accept the address of the handler',
		remedy: 'It has to be reachable from the portal by a full host name: check the address of n8n.',
	},
	ERROR_UNSUPPORTED_PROTOCOL: {
		reason: 'wrongHandler',
		message: 'The portal does not accept the address of the handler',
		remedy: 'It has to be reachable from the portal by http or https: check the address of n8n.',
	},
};

/** A refusal told by the text. Without a message of its own it is the portal's text that is shown. */
export interface TextHint extends Omit<Hint, 'message'> {
	says: RegExp;
	message?: string;
}

/**
 * By the text of answers that carry a code of no meaning (`ERROR_CORE`, `ERROR_ARGUMENT`, none at all). Sources: the server's
 * machine words, b24restdocs `api-reference/departments/`, `api-reference/sonet-group/`, `api-reference/user/userfields/`,
 * `api-reference/events/event-bind.md`.
 */
export const textHints: readonly TextHint[] = [
	{
		says: /^(?:access[_ ]denied[.!]?|insufficient permissions\b.*)$/i,
		reason: 'accessDenied',
		message: 'The portal refused access',
		remedy:
			'Check that the ID exists and that the account behind the credential may do this: most changes take an administrator.',
	},
	{
		says: /^invalid_type_field$/,
		reason: 'invalidType',
		message: 'The portal does not accept the type of a value',
		remedy: 'Enter text in this field.',
	},
	{
		says: /\balready bin?de?d?\b|\balready bound\b/i,
		reason: 'alreadyBound',
		message: 'The portal has this handler already',
		remedy: 'Nothing has to be done, unless another workflow is meant to receive the events.',
	},
	{
		says: /\balready exists?\b/i,
		reason: 'alreadyExists',
		remedy: 'Use what is there, or choose another name.',
	},
	{
		says: /\bnot found\b|\bdoes not exist\b|\binvalid [\w/ ]{1,40} ID\b|\bwrong [\w ]{1,40} ID\b/i,
		reason: 'notFound',
		remedy:
			'Check that the ID exists in the portal and that the account behind the credential may see it.',
	},
	{
		says: /\bis null or empty\b|\bnot provided\b|\bis not specified\b|\bis required\b/i,
		reason: 'missingValue',
		remedy: 'Fill in the value the portal asks for.',
	},
];
