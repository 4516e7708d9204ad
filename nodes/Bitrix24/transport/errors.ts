/** Failed requests: reading what the portal said, and saying it so that a person can act on it. */
import { errorHints, type FailureKind, type Hint, textHints } from './refusals';
import { scopesOf } from './scopes';
import { isRecord, type Refusal, type Safety } from './types';

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
			isLost?: boolean;
			/** What the portal objects to, for code to recognise: `accessDenied`, `insufficientScope`, `noReason`… */
			reason?: string;
			/** The clock has said what it knows of a time limit. */
			isExplained?: boolean;
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
export function asLost(error: PortalError): PortalError {
	if (error.kind === 'lost') return error;
	if (error.kind === 'notSent') return LOST;
	return error.with({ details: { isLost: true } });
}

const LOST = new PortalError('lost', 'The answer of the portal was lost', 'Try again.');

/** Whether a request may have been carried out in spite of this failure. */
export function isLost(error: Error): boolean {
	return error instanceof PortalError && (error.kind === 'lost' || error.details.isLost === true);
}

/** What becomes of requests behind one that failed. */
export const NOT_SENT = new PortalError(
	'notSent',
	'Not sent, because an item before it did not go through',
	'Mend that item first, or set "On Error" to continue.',
);

/** What the portal said, as far as it can be read. */
export interface Said {
	code: string;
	/** One plain line without markup or secrets. */
	text: string;
	argument?: string;
}

/**
 * Reads `{error, error_description, argument}`, and `{error: {code, message, validation}}` of the newer interface (b24restdocs
 * `api-reference/rest-v3/`); undefined when `body` is no refusal.
 */
export function readRefusal(body: unknown, clean: (text: string) => string): Said | undefined {
	if (!isRecord(body) || !('error' in body)) return undefined;
	const { error } = body;
	const read = (value: unknown) => (typeof value === 'string' ? clean(value) : '');
	if (isRecord(error)) return { code: read(error.code), text: read(error.message) };
	return {
		code: read(error),
		text: read(body.error_description),
		argument: read(body.argument) || undefined,
	};
}

/** All the server says of something that does not exist, often: no code of meaning, no text. */
const NO_REASON = {
	reason: 'noReason',
	message: 'The portal declined without giving a reason',
	remedy:
		'Most often what was asked for does not exist or the account behind the credential lacks the right. Check both.',
};

/** Whether a refusal leaves open what it is about. */
export function isUnexplained({ details }: PortalError): boolean {
	return details.reason === 'noReason' || details.reason === 'accessDenied';
}

/** Whether the portal refused for this reason. */
export function isRefused(error: Error, reason: string): boolean {
	return error instanceof PortalError && error.details.reason === reason;
}

/**
 * Turns what the portal said into an error that says what happened and what to do.
 *
 * @param own refusals of the resources asked, which go before the general ones
 */
export function refusalError(
	said: Said,
	method: string,
	httpStatus?: number,
	own: readonly Refusal[] = [],
): PortalError {
	const details = { code: said.code, httpStatus, method, argument: said.argument };
	const hint = findHint(said, method, own);
	if (!hint) {
		const kind = httpStatus !== undefined && httpStatus >= 500 ? 'lost' : 'refused';
		const code = said.code === '' ? '' : ` (${said.code})`;
		return new PortalError(
			kind,
			said.text,
			`This is the portal's own text${code}. Check the values of the item and the rights of the account.`,
			details,
		);
	}
	const field = said.argument === undefined ? '' : ` (field ${said.argument})`;
	return new PortalError(
		hint.kind ?? (hint === NO_REASON && (httpStatus ?? 0) >= 500 ? 'lost' : 'refused'),
		`${hint.message}${field}`,
		`${hint.remedy}${scopeHint(hint.reason, method)}${ownText(said, hint)}`,
		{ ...details, reason: hint.reason },
	);
}

/** The portal's own words, where they add anything: machine words and what is the message already do not. */
function ownText({ text }: Said, { message }: Hint): string {
	return text === '' || text === message || /^[a-z]+(?:_[a-z]+)+$/.test(text)
		? ''
		: ` Portal: ${text}`;
}

function findHint(said: Said, method: string, own: readonly Refusal[]): Hint | undefined {
	const { code, text } = said;
	const subject = text === '' ? code : text;
	const special = own.find(
		(refusal) => method.startsWith(refusal.method ?? '') && refusal.says.test(subject),
	);
	if (special) return special;
	if (Object.hasOwn(errorHints, code)) return errorHints[code];
	if (text === '') return NO_REASON;
	const general = textHints.find(({ says }) => says.test(text));
	return general && { ...general, message: general.message ?? text };
}

/** Names the scope a method needs. */
function scopeHint(reason: string, method: string): string {
	const scopes = reason === 'insufficientScope' ? scopesOf(method) : undefined;
	return scopes === undefined ? '' : ` Needed for ${method}: ${scopes}.`;
}

/** An answer that is none of what the method promises. */
export function unexpectedForm(method: string): PortalError {
	return new PortalError(
		'lost',
		'The answer of the portal has an unexpected form',
		'Try again. If it stays, ask the administrator of the portal.',
		{ method },
	);
}

/** Whether a refusal is about the credential or the portal as a whole, whatever was asked. */
export function isAboutCredential({ kind, details: { code, reason } }: PortalError): boolean {
	const isKnown = kind === 'refused' && code !== undefined && Object.hasOwn(errorHints, code);
	// A resource may know better what a code means for its methods.
	return isKnown && errorHints[code].reason === reason;
}
