/** What came back over the wire, whatever form n8n hands it on in. */
import { PortalError } from './errors';
import { isRecord } from './types';

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
	) {}

	/** Says what is wrong with an answer that is neither a result nor a refusal. */
	explain(method: string): PortalError {
		const details = { httpStatus: this.status, method, code: String(this.status) };
		if (this.status >= 300 && this.status < 400) {
			return new PortalError(
				'refused',
				'The portal sent the request on to another address',
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
				'unknown',
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
			'unknown',
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
	for (const part of chain(value)) {
		const response = isRecord(part.response) ? part.response : part;
		// n8n's OAuth client tells a refused token request apart by this code and hands on the answer's body alone.
		const status =
			response.statusCode ?? response.status ?? (part.code === 'EAUTH' ? 401 : undefined);
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

function parse(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}

/** An error and its causes, outermost first. */
function* chain(error: unknown): Generator<Record<string, unknown>> {
	let current = error;
	for (let depth = 0; depth < 8 && isRecord(current); depth++) {
		yield current;
		current = current.cause;
	}
}

/** Codes of Node and axios for connections that broke. */
const NETWORK_CODE = /^(?:E(?:CONN|TIMEDOUT|PIPE|AI_|HOST|NET|ADDR|PROTO|SOCKET)|ERR_|UND_|HPE_)/;

/** Network codes that mean no request was delivered. */
const NEVER_SENT: Readonly<Record<string, string>> = {
	ENOTFOUND: 'The host name of the portal is not known',
	EAI_AGAIN: 'The host name of the portal could not be looked up',
	ECONNREFUSED: 'No server answers at the address of the portal',
	EHOSTUNREACH: 'The portal cannot be reached from this n8n',
	ENETUNREACH: 'The portal cannot be reached from this n8n',
};

/** Turns an error without an HTTP answer into one that tells what it means for the request. */
export function networkError(error: unknown, method: string): PortalError {
	let code = '';
	let cancelled = false;
	let certificate = false;
	for (const part of chain(error)) {
		if (typeof part.code === 'string') code = part.code;
		const name = `${String(part.name ?? '')} ${code}`;
		cancelled ||= /ERR_CANCELED|AbortError|CanceledError|Cancelled/.test(name);
		certificate ||= /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code);
	}
	// The code stays out of the message: n8n replaces messages that hold one.
	const details = { code, method };
	if (cancelled) {
		return new PortalError('cancelled', 'The execution was canceled', 'Run it again.', details);
	}
	if (certificate) {
		return new PortalError(
			'refused',
			'The TLS certificate of the portal is not trusted',
			'Check the address in the credential. For a self-hosted portal with a certificate of its own, make n8n trust it (NODE_EXTRA_CA_CERTS).',
			details,
		);
	}
	if (Object.hasOwn(NEVER_SENT, code)) {
		return new PortalError(
			'unreachable',
			NEVER_SENT[code],
			'Check the address in the credential, and that this n8n may connect to it.',
			details,
		);
	}
	if (!(code === '' ? hasNetworkWords(error) : NETWORK_CODE.test(code))) {
		return new PortalError(
			'refused',
			'The connection with this credential could not be used',
			'Open the credential in n8n, check it and connect the account again.',
			details,
		);
	}
	return new PortalError(
		'unknown',
		/ETIMEDOUT|ECONNABORTED|TIMEOUT/.test(code)
			? 'The portal did not answer in time'
			: 'The connection to the portal broke off before the answer came',
		'Try again. If it stays, run fewer items at once and check the network between n8n and the portal.',
		details,
	);
}

/** Broken connections that carry no code of their own ("socket hang up", "aborted"). */
function hasNetworkWords(error: unknown): boolean {
	for (const part of chain(error)) {
		if (
			typeof part.message === 'string' &&
			/socket|aborted|timeout|network|stream/i.test(part.message)
		) {
			return true;
		}
	}
	return false;
}
