/** What came back over the wire, whatever form n8n hands it on in. */
import { PortalError } from './errors';
import { chain } from './network';
import { plainText } from './redact';
import { isRecord } from './types';

export { networkError } from './network';

/** An HTTP answer, read as JSON where it is JSON. */
export class Reply {
	constructor(
		readonly status: number,
		/** Parsed JSON, or the text as it came. */
		readonly body: unknown,
		/** Target of a redirect. */
		readonly location: string | undefined,
		/** The address asked. Holds the secret of a webhook: for comparing, never for showing. */
		readonly url: string,
		/** Whether the authorization server gave it, when n8n asked for a new token. */
		readonly isRenewal = false,
	) {}

	/** Where a redirect leads: the host alone, as the rest may hold secrets; '' when it is no other host. */
	private get target(): string {
		if (this.location === undefined || !URL.canParse(this.location, this.url)) return '';
		const { host } = new URL(this.location, this.url);
		return host === new URL(this.url).host ? '' : host;
	}

	/**
	 * Says what is wrong with an answer that is neither a result nor a refusal.
	 *
	 * @param clean takes secrets out of foreign text
	 */
	explain(method: string, clean: (text: string) => string = plainText): PortalError {
		const details = { httpStatus: this.status, method, code: String(this.status) };
		if (this.status >= 300 && this.status < 400) {
			return new PortalError(
				'refused',
				`The portal sent the request on to another address${this.target && ` (${clean(this.target)})`}`,
				'If the portal was renamed, enter its new address in the credential. Otherwise check the address: it may belong to a proxy or a sign-in page.',
				details,
			);
		}
		if (this.status === 413) {
			return new PortalError(
				'refused',
				'The request is too large for the portal',
				'Send a smaller photo or file, or shorter texts.',
				details,
			);
		}
		if (this.status >= 500 || this.status === 408 || this.status === 429) {
			return new PortalError(
				'lost',
				`The portal is out of order for the moment (HTTP status ${this.status})`,
				'Try again in a few minutes. If it stays, ask the administrator of the portal.',
				details,
			);
		}
		if (this.status === 401 || this.status === 403 || this.status === 407) {
			return new PortalError(
				'refused',
				`The server at this address refused access (HTTP status ${this.status})`,
				'Check the address and the secret in the credential, and any proxy or firewall before the portal.',
				details,
			);
		}
		const empty = this.body === '' || this.body === undefined || this.body === null;
		return new PortalError(
			'lost',
			empty
				? 'The portal answered nothing'
				: typeof this.body === 'string'
					? 'A web page came back instead of data'
					: 'The answer of the portal has an unexpected form',
			'Check that the address in the credential is that of a Bitrix24 portal. If it is, the portal may be under maintenance: try again later.',
			details,
		);
	}
}

/**
 * Reads an n8n full response, or an error thrown by n8n's helpers that holds an HTTP answer.
 * Undefined when there was no answer at all.
 */
export function replyOf(value: unknown, url: string): Reply | undefined {
	return fullReply(value, url) ?? renewalRefused(value, url) ?? remnant(value, url);
}

/** The answer itself, wherever in the chain of causes it stands. */
function fullReply(value: unknown, url: string): Reply | undefined {
	for (const part of chain(value)) {
		const response = isRecord(part.response) ? part.response : part;
		const status = response.statusCode ?? response.status;
		if (typeof status !== 'number') continue;
		const headers = isRecord(response.headers) ? response.headers : {};
		const location = headers.location;
		return new Reply(
			status,
			parse(response.body ?? response.data),
			typeof location === 'string' && status >= 300 && status < 400 ? location : undefined,
			url,
		);
	}
	return undefined;
}

/** n8n's OAuth client puts a refusal of the authorization server into these words and, in n8n 1, keeps nothing else. */
const RENEWAL_REFUSALS: Array<[words: string, error: string]> = [
	['The provided authorization grant', 'invalid_grant'],
	['Client authentication failed', 'invalid_client'],
];

/** A token request that was refused: n8n's OAuth client tells it apart by this code. */
function renewalRefused(value: unknown, url: string): Reply | undefined {
	for (const part of chain(value)) {
		if (part.code !== 'EAUTH' && part.httpCode !== 'EAUTH') continue;
		const { message } = part;
		const known = RENEWAL_REFUSALS.find(
			([words]) => typeof message === 'string' && message.startsWith(words),
		);
		const body = isRecord(part.body) ? part.body : causeBody(part);
		return new Reply(401, body ?? { error: known?.[1] ?? 'invalid_grant' }, undefined, url, true);
	}
	return undefined;
}

function causeBody({ cause }: Record<string, unknown>): unknown {
	return isRecord(cause) && isRecord(cause.body) ? cause.body : undefined;
}

/** What n8n 1 leaves of an answer: the status as text, and the body if it was JSON. */
function remnant(value: unknown, url: string): Reply | undefined {
	for (const part of chain(value)) {
		const { httpCode, context } = part;
		if (typeof httpCode !== 'string' || !/^[1-5]\d\d$/.test(httpCode)) continue;
		return new Reply(
			Number(httpCode),
			parse(isRecord(context) ? context.data : undefined),
			undefined,
			url,
		);
	}
	return undefined;
}

function parse(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}
