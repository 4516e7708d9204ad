/** Connections that failed, from the error objects that n8n 1 and n8n 2 really throw (captured, see the fixture). */
import { networkError, replyOf } from '../../nodes/Bitrix24/transport/reply';
import type { FailureKind } from '../../nodes/Bitrix24/transport/refusals';
import captured from './support/networkErrors.json';

type Case = [
	name: keyof typeof captured.n8n1 & keyof typeof captured.n8n2,
	kind: FailureKind,
	message: string,
];

const BROKE_OFF = 'The connection to the portal broke off before the answer came';
const LATE = 'The portal did not answer in time';
const UNREACHABLE = 'The portal cannot be reached from this n8n';
const UNTRUSTED = 'The TLS certificate of the portal is not trusted';

const CASES: Case[] = [
	['reset', 'lost', BROKE_OFF],
	['hangUp', 'lost', BROKE_OFF],
	['closedAtOnce', 'lost', BROKE_OFF],
	['refused', 'unreachable', 'No server answers at the address of the portal'],
	['refusedTwoFamilies', 'unreachable', 'No server answers at the address of the portal'],
	['timeout', 'lost', LATE],
	['readTimeout', 'lost', LATE],
	['connectTimeout', 'unreachable', UNREACHABLE],
	['dns', 'unreachable', 'The host name of the portal is not known'],
	['dnsAgain', 'unreachable', 'The host name of the portal could not be looked up'],
	// The request was delivered: the same code does not prove what it proves of `connect`.
	['readUnreachable', 'lost', BROKE_OFF],
	['connectUnreachable', 'unreachable', UNREACHABLE],
	['netUnreachable', 'unreachable', UNREACHABLE],
	['connectReset', 'unreachable', UNREACHABLE],
	['tlsBeforeSecure', 'unreachable', UNREACHABLE],
	['selfSigned', 'refused', UNTRUSTED],
	['certExpired', 'refused', UNTRUSTED],
	['notTls', 'refused', 'The server at this address does not speak https'],
	['cancelled', 'cancelled', 'The execution was canceled'],
];

describe.each(['n8n1', 'n8n2'] as const)('as %s throws it', (engine) => {
	it.each(CASES)('%s is %s: %s', (name, kind, message) => {
		const thrown = captured[engine][name];
		expect(replyOf(thrown, 'https://p.example/rest/user.add')).toBeUndefined();
		const error = networkError(thrown, 'user.add');
		expect([error.kind, error.message]).toEqual([kind, message]);
		// n8n replaces a message in which it finds a network code.
		expect(`${error.message} ${error.remedy}`).not.toMatch(/\bE[A-Z]{4,}|ERR_/);
	});

	it.each([
		['http400', 400],
		['http503', 503],
	] as const)('%s holds the answer', (name, status) => {
		const reply = replyOf(captured[engine][name], 'https://p.example/rest/user.add');
		expect(reply).toMatchObject({
			status,
			body: { error: 'ERROR_CORE', error_description: 'Nope' },
			isRenewal: false,
		});
	});

	it('an answer cut off is no answer', () => {
		const reply = replyOf(captured[engine].truncated, 'https://p.example/rest/user.add');
		expect(reply?.explain('user.add').kind).toBe('lost');
	});
});

describe('renewing a token, as n8n 1 throws it', () => {
	it.each([
		['oauthGrantRefused', 401, { error: 'invalid_grant' }, true],
		['oauthClientRefused', 401, { error: 'invalid_client' }, true],
		['oauthSecondRefused', 400, { error: 'ERROR_CORE', error_description: 'Nope' }, false],
		['oauthSecond401', 401, { error: 'expired_token' }, false],
		['oauthServer500', 500, undefined, false],
		['oauthServerPage', 502, undefined, false],
	] as const)('%s', (name, status, body, isRenewal) => {
		const reply = replyOf(captured.n8n1[name], 'https://p.example/rest/user.add');
		expect([reply?.status, reply?.body, reply?.isRenewal]).toEqual([status, body, isRenewal]);
	});

	it('a second call that broke off leaves open what came of it', () => {
		expect(replyOf(captured.n8n1.oauthSecondReset, '')).toBeUndefined();
		expect(networkError(captured.n8n1.oauthSecondReset, 'user.add').kind).toBe('lost');
	});
});

describe('when nobody tells the system call', () => {
	it.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET', 'EPIPE', 'ENETDOWN'])(
		'%s leaves open whether the request was delivered',
		(code) => {
			expect(networkError({ code }, 'user.add').kind).toBe('lost');
			expect(networkError({ message: 'x', httpCode: code }, 'user.add').kind).toBe('lost');
		},
	);

	it('several addresses that could not be connected to are one that was not', () => {
		const errors = [{ syscall: 'connect' }, { syscall: 'connect' }];
		expect(networkError({ code: 'ETIMEDOUT', errors }, 'user.add').kind).toBe('unreachable');
		const mixed = [{ syscall: 'connect' }, { syscall: 'read' }];
		expect(networkError({ code: 'ETIMEDOUT', errors: mixed }, 'user.add').kind).toBe('lost');
	});

	it.each(['ERR_INVALID_URL', 'ERR_INVALID_CHAR'])(
		'%s never got as far as a connection',
		(code) => {
			expect(networkError({ code }, 'user.add').kind).toBe('refused');
		},
	);
});
