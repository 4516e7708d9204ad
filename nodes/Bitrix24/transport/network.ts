/**
 * Connections that failed, and what that means for the request. n8n 2 hands on the whole chain of causes; n8n 1 cuts it off:
 * there the network code stands in `httpCode` and the first words, which name the system call, in `messages`.
 */
import { PortalError } from './errors';
import type { FailureKind } from './refusals';
import { isRecord } from './types';

/** An error and its causes, outermost first. */
export function* chain(error: unknown): Generator<Record<string, unknown>> {
	let current = error;
	for (let depth = 0; depth < 8 && isRecord(current); depth++) {
		yield current;
		current = current.cause;
	}
}

/** What an error tells of itself, wherever the engine has put it. */
interface Symptoms {
	/** The code closest to the source, '' when there is none. */
	code: string;
	/** What Node was about to do: `connect`, `getaddrinfo`, `read`, `write`; '' when not told. */
	syscall: string;
	/** Names and messages of the whole chain. */
	words: string;
}

/** Longest part of a message that is looked at. */
const READ = 300;

/** Node begins the messages of system errors with the call: `connect ETIMEDOUT 10.0.0.1:443`. */
const SYSCALL = /^(connect|getaddrinfo|read|write|shutdown) E[A-Z]/;

function symptomsOf(error: unknown): Symptoms {
	const found: Symptoms = { code: '', syscall: '', words: '' };
	for (const part of chain(error)) {
		for (const code of [part.httpCode, part.code]) {
			// HTTP statuses stand there too.
			if (typeof code === 'string' && !/^\d/.test(code)) found.code = code;
		}
		const messages = Array.isArray(part.messages) ? part.messages.slice(0, 4) : [];
		const texts = [part.name, part.message, ...messages].filter((text) => typeof text === 'string');
		for (const text of texts) {
			const words = text.slice(0, READ);
			found.syscall ||= SYSCALL.exec(words)?.[1] ?? '';
			found.words += ` ${words}`;
		}
		if (typeof part.syscall === 'string') found.syscall = part.syscall;
		if (isRefusedByAll(part.errors)) found.syscall = 'connect';
	}
	return found;
}

/** Where a name has several addresses, Node gathers the failures of all of them. */
function isRefusedByAll(errors: unknown): boolean {
	return (
		Array.isArray(errors) &&
		errors.length > 0 &&
		errors.every((error) => isRecord(error) && error.syscall === 'connect')
	);
}

interface Failure {
	/** Code, and further down the call or the words, by which the failure is told. */
	code: RegExp;
	syscall?: RegExp;
	words?: RegExp;
	kind: FailureKind;
	message: string;
	remedy: string;
}

const CANNOT_CONNECT = 'Check the address in the credential, and that this n8n may connect to it.';
const BROKEN =
	'Try again. If it stays, run fewer items at once and check the network between n8n and the portal.';
const NOT_TRUSTED = {
	kind: 'refused',
	message: 'The TLS certificate of the portal is not trusted',
	remedy:
		'Check the address in the credential. For a self-hosted portal with a certificate of its own, make n8n trust it (NODE_EXTRA_CA_CERTS).',
} as const;
const NOT_CONNECTED = {
	kind: 'unreachable',
	message: 'The portal cannot be reached from this n8n',
	remedy: CANNOT_CONNECT,
} as const;

/**
 * The first row that applies counts. Only what happens before a connection stands proves that nothing was sent: looking up
 * the name, `connect`, the TLS handshake. The same codes of `read` and `write`, or of a call nobody told, prove nothing.
 * Codes: Node `errors.html`, axios `lib/core/AxiosError.js`.
 */
const FAILURES: readonly Failure[] = [
	{
		code: /^(?:ERR_CANCELED|ABORT_ERR)$/,
		kind: 'cancelled',
		message: 'The execution was canceled',
		remedy: 'Run it again.',
	},
	{
		code: /^/,
		words: /AbortError|CanceledError|Cancelled/,
		kind: 'cancelled',
		message: 'The execution was canceled',
		remedy: 'Run it again.',
	},
	{
		code: /CERT|SELF_SIGNED|^UNABLE_TO_|^ERR_TLS_(?!HANDSHAKE)|^INVALID_(?:CA|PURPOSE)$|HOSTNAME_MISMATCH/,
		...NOT_TRUSTED,
	},
	{
		code: /^(?:EPROTO|ERR_SSL_)/,
		words: /wrong.version.number|WRONG_VERSION|unsupported.protocol|handshake|unknown.protocol/i,
		kind: 'refused',
		message: 'The server at this address does not speak https',
		remedy: 'Check the address and the port in the credential.',
	},
	{ code: /^ERR_TLS_HANDSHAKE/, ...NOT_CONNECTED },
	{
		code: /^/,
		words: /before secure TLS connection was established/,
		...NOT_CONNECTED,
	},
	{
		code: /^ENOTFOUND$/,
		kind: 'unreachable',
		message: 'The host name of the portal is not known',
		remedy: CANNOT_CONNECT,
	},
	{
		code: /^EAI_/,
		kind: 'unreachable',
		message: 'The host name of the portal could not be looked up',
		remedy: CANNOT_CONNECT,
	},
	{
		code: /^ECONNREFUSED$/,
		kind: 'unreachable',
		message: 'No server answers at the address of the portal',
		remedy: CANNOT_CONNECT,
	},
	{ code: /^(?:UND_ERR_CONNECT_TIMEOUT|ERR_SOCKET_CONNECTION_TIMEOUT)$/, ...NOT_CONNECTED },
	{ code: /^E/, syscall: /^(?:connect|getaddrinfo)$/, ...NOT_CONNECTED },
	{
		code: /ETIMEDOUT|ECONNABORTED|TIMEOUT/,
		kind: 'lost',
		message: 'The portal did not answer in time',
		remedy: BROKEN,
	},
	{
		code: /^(?:E(?:CONN|PIPE|HOST|NET|ADDR|PROTO|SOCKET)|ERR_(?!INVALID_|FR_)|UND_|HPE_)/,
		kind: 'lost',
		message: 'The connection to the portal broke off before the answer came',
		remedy: BROKEN,
	},
	{
		code: /^$/,
		words: /socket|aborted|timeout|network|stream/i,
		kind: 'lost',
		message: 'The connection to the portal broke off before the answer came',
		remedy: BROKEN,
	},
	{
		code: /^/,
		kind: 'refused',
		message: 'The connection with this credential could not be used',
		remedy: 'Open the credential in n8n, check it and connect the account again.',
	},
];

/**
 * Turns an error without an HTTP answer into one that tells what it means for the request.
 *
 * @param error as `httpRequest` or `httpRequestWithAuthentication` of n8n 1 or 2 throws it
 */
export function networkError(error: unknown, method: string): PortalError {
	const { code, syscall, words } = symptomsOf(error);
	const failure =
		FAILURES.find(
			(row) =>
				row.code.test(code) &&
				(row.syscall?.test(syscall) ?? true) &&
				(row.words?.test(words) ?? true),
		) ?? FAILURES[FAILURES.length - 1];
	// The code stays out of the message: n8n replaces messages that hold one.
	return new PortalError(failure.kind, failure.message, failure.remedy, { code, method });
}
