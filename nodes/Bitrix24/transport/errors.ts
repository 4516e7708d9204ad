/** Failed requests: reading what the portal said, and saying it so that a person can act on it. */
import { EMAIL_EXISTS, errorHints, type FailureKind, type Hint, machineWords } from './refusals';
import { isRecord, type Safety } from './types';

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
			/** An earlier try of the request was lost: it may have been carried out, whatever the last one came to. */
			doubtful?: boolean;
			/** Bitrix24's error code, or a network code. */
			code?: string;
			httpStatus?: number;
			method?: string;
			/** The field the portal objects to. */
			argument?: string;
			/** What code may recognise the refusal by; its words may change. */
			reason?: string;
		} = {},
	) {
		super(message);
	}

	/** The same failure in other words, or with more known of it. */
	with({
		message = this.message,
		remedy = this.remedy,
		details,
	}: Partial<Pick<PortalError, 'message' | 'remedy' | 'details'>>): PortalError {
		return new PortalError(this.kind, message, remedy, { ...this.details, ...details });
	}
}

/** The same failure, knowing what kind of request it belongs to. */
export function forSafety(error: PortalError, safety: Safety): PortalError {
	return error.with({ details: { safety } });
}

/** The same failure of a request of which an earlier try was lost. */
export function inDoubt(error: PortalError): PortalError {
	if (error.kind === 'unknown') return error;
	if (error.kind === 'notSent') return LOST;
	return error.with({ details: { doubtful: true } });
}

const LOST = new PortalError('unknown', 'The answer of the portal was lost', 'Try again.');

/** Whether a request may have been carried out in spite of this failure. */
export function isLost(error: Error): boolean {
	return (
		error instanceof PortalError && (error.kind === 'unknown' || error.details.doubtful === true)
	);
}

/** What becomes of requests behind one that failed. */
export const NOT_SENT = new PortalError(
	'notSent',
	'Not sent, because an item before it did not go through',
	'Mend that item first, or set "On Error" to continue.',
);

/** What the portal said, as far as it can be read. */
export interface Refusal {
	code: string;
	/** One plain line without markup or secrets. */
	text: string;
	argument?: string;
}

/** Reads `{error, error_description, argument}`; undefined when `body` is no refusal. */
export function readRefusal(body: unknown, clean: (text: string) => string): Refusal | undefined {
	if (!isRecord(body) || !('error' in body)) return undefined;
	return {
		code: typeof body.error === 'string' ? clean(body.error) : '',
		text: typeof body.error_description === 'string' ? clean(body.error_description) : '',
		argument: typeof body.argument === 'string' ? clean(body.argument) || undefined : undefined,
	};
}

const NO_REASON = 'The portal declined without giving a reason';

/** Whether a refusal leaves open what it is about: all the server says of a person who does not exist (user.update). */
export function isUnexplained({ message }: PortalError): boolean {
	return message === NO_REASON || message === machineWords.access_denied.message;
}

/** Turns a refusal into an error that says what happened and what to do. */
export function refusalError(refusal: Refusal, method: string, httpStatus?: number): PortalError {
	const hint = findHint(refusal);
	const details = { code: refusal.code, httpStatus, method, argument: refusal.argument };
	if (!hint) {
		const kind = httpStatus !== undefined && httpStatus >= 500 ? 'unknown' : 'refused';
		return new PortalError(
			kind,
			refusal.text === '' ? NO_REASON : refusal.text,
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
		hint === EMAIL_EXISTS ? { ...details, reason: 'emailTaken' } : details,
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

/** The refusal of an invitation to somebody who is there. */
export function emailTaken(): PortalError {
	return new PortalError('refused', EMAIL_EXISTS.message, EMAIL_EXISTS.remedy, {
		method: 'user.add',
	});
}

/** Whether a failure is that refusal. */
export function isEmailTaken(error: Error): boolean {
	return error instanceof PortalError && error.message.startsWith(EMAIL_EXISTS.message);
}

/** An answer that is none of what the method promises. */
export function unexpectedForm(method: string): PortalError {
	return new PortalError(
		'unknown',
		'The answer of the portal has an unexpected form',
		'Try again. If it stays, ask the administrator of the portal.',
		{ method },
	);
}

/** Whether a refusal is about the credential or the portal as a whole, whatever was asked. */
export function isAboutCredential({ kind, details: { code } }: PortalError): boolean {
	return kind === 'refused' && code !== undefined && Object.hasOwn(errorHints, code);
}
