/**
 * Every way a portal refuses, as a plain sentence and a remedy.
 * Sources: b24restdocs `settings/how-to-call-rest-api/limits.md`, `error-codes.md`, `api-reference/user/user-add.md`,
 * `user-update.md`, and the server's own machine words.
 */
import { isRecord, type Safety } from './types';

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

/** A failed request, in words a person can act on. Never holds a secret. */
export class PortalError extends Error {
	override readonly name = 'PortalError';

	constructor(
		readonly kind: FailureKind,
		message: string,
		/** What to do about it. */
		readonly remedy: string,
		readonly details: {
			/** What repeating the request would do; set when it is known. */
			safety?: Safety;
			/** Bitrix24's error code, or a network code. */
			code?: string;
			httpStatus?: number;
			method?: string;
			/** The field the portal objects to. */
			argument?: string;
		} = {},
	) {
		super(message);
	}
}

/** The same failure, knowing what kind of request it belongs to. */
export function forSafety(error: PortalError, safety: Safety): PortalError {
	return new PortalError(error.kind, error.message, error.remedy, { ...error.details, safety });
}

/** What becomes of requests behind one that failed. */
export const NOT_SENT = new PortalError(
	'notSent',
	'Not sent, because an item before it did not go through',
	'Mend that item first, or set "On Error" to continue.',
);

interface Hint {
	kind?: FailureKind;
	message: string;
	remedy: string;
}

const FIX_CREDENTIAL =
	'Open the credential in n8n and enter a valid inbound webhook URL, or connect the OAuth2 account again.';

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
		remedy: FIX_CREDENTIAL,
	},
	INVALID_CREDENTIALS: {
		message: 'The portal does not accept this webhook: its code is wrong or it was deleted',
		remedy: FIX_CREDENTIAL,
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
const machineWords: Readonly<Record<string, Hint>> = {
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

const EMAIL_EXISTS: Hint = {
	message: 'A person with this e-mail address is already in the portal',
	remedy:
		'Use the operation "Update" or "Invite or Update", or "Reinstate" if the person was dismissed.',
};

/** What the portal said, as far as it can be read. */
export interface Refusal {
	code: string;
	/** One plain line without markup or secrets. */
	text: string;
	argument?: string;
	/** Unix time in seconds when a used-up method is free again. */
	resetAt?: number;
}

/** Reads `{error, error_description, argument}`; undefined when `body` is no refusal. */
export function readRefusal(body: unknown, clean: (text: string) => string): Refusal | undefined {
	if (!isRecord(body) || !('error' in body)) return undefined;
	const time = isRecord(body.time) ? body.time : {};
	return {
		code: typeof body.error === 'string' ? clean(body.error) : '',
		text: typeof body.error_description === 'string' ? clean(body.error_description) : '',
		argument: typeof body.argument === 'string' ? clean(body.argument) || undefined : undefined,
		resetAt: typeof time.operating_reset_at === 'number' ? time.operating_reset_at : undefined,
	};
}

/** Turns a refusal into an error that says what happened and what to do. */
export function refusalError(refusal: Refusal, method: string, httpStatus?: number): PortalError {
	const hint = findHint(refusal);
	const details = { code: refusal.code, httpStatus, method, argument: refusal.argument };
	if (!hint) {
		const kind = httpStatus !== undefined && httpStatus >= 500 ? 'unknown' : 'refused';
		return new PortalError(
			kind,
			refusal.text === '' ? 'The portal declined without giving a reason' : refusal.text,
			refusal.text === ''
				? 'Most often the person does not exist or the account behind the credential lacks the right. Check both.'
				: `This is the portal's own text${refusal.code === '' ? '' : ` (${refusal.code})`}. Check the values of the item and the rights of the account.`,
			details,
		);
	}
	const field = refusal.argument === undefined ? '' : ` (field ${refusal.argument})`;
	const ownText =
		refusal.text === '' || refusal.text in machineWords ? '' : ` Portal: ${refusal.text}`;
	return new PortalError(
		hint.kind ?? 'refused',
		`${hint.message}${field}`,
		`${hint.remedy}${scopeHint(refusal.code, method)}${ownText}`,
		details,
	);
}

function findHint(refusal: Refusal): Hint | undefined {
	if (/email already exists|such a login|уже существует/i.test(refusal.text)) return EMAIL_EXISTS;
	if (Object.hasOwn(machineWords, refusal.text)) return machineWords[refusal.text];
	return Object.hasOwn(errorHints, refusal.code) ? errorHints[refusal.code] : undefined;
}

/** Scopes by the first part of a method's name (b24restdocs `api-reference/scopes/permissions.md`). */
const METHOD_SCOPES: ReadonlyArray<[prefix: string, scopes: string]> = [
	['user.userfield.', 'user.userfield'],
	['user.add', 'user'],
	['user.update', 'user'],
	['user.', 'user, user_basic or user_brief'],
	['department.', 'department'],
	['sonet_group.', 'sonet_group'],
];

/** Names the scope a method needs, for `insufficient_scope`. */
function scopeHint(code: string, method: string): string {
	if (code !== 'insufficient_scope') return '';
	const scopes = METHOD_SCOPES.find(([prefix]) => method.startsWith(prefix))?.[1];
	return scopes === undefined ? '' : ` Needed for ${method}: ${scopes}.`;
}
