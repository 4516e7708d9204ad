/** What comes back over the wire when it is no result and no refusal: pages, silence, broken connections. */
import type { FailureKind } from '../../nodes/Bitrix24/transport/refusals';
import { networkError, Reply, replyOf } from '../../nodes/Bitrix24/transport/reply';

describe('answers that are no answer', () => {
	const explained = (status: number, body: unknown) =>
		new Reply(status, body, undefined, 'https://portal.example/rest/user.get').explain('user.get');

	it.each<[status: number, body: unknown, kind: FailureKind, message: string]>([
		[200, '<html><body>Sign in</body></html>', 'lost', 'A web page came back instead of data'],
		[200, '', 'lost', 'The portal answered nothing'],
		[204, undefined, 'lost', 'The portal answered nothing'],
		[200, null, 'lost', 'The portal answered nothing'],
		[200, [], 'lost', 'The answer of the portal has an unexpected form'],
		[200, 42, 'lost', 'The answer of the portal has an unexpected form'],
		[302, '', 'refused', 'The portal sent the request on to another address'],
		[307, '<html></html>', 'refused', 'The portal sent the request on to another address'],
		[
			401,
			'<html></html>',
			'refused',
			'The server at this address refused access (HTTP status 401)',
		],
		[403, 'Forbidden', 'refused', 'The server at this address refused access (HTTP status 403)'],
		[407, '', 'refused', 'The server at this address refused access (HTTP status 407)'],
		[408, '', 'lost', 'The portal is out of order for the moment (HTTP status 408)'],
		[413, '<html></html>', 'refused', 'The request is too large for the portal'],
		[429, '<html></html>', 'lost', 'The portal is out of order for the moment (HTTP status 429)'],
		[500, '<html></html>', 'lost', 'The portal is out of order for the moment (HTTP status 500)'],
		[502, '<html></html>', 'lost', 'The portal is out of order for the moment (HTTP status 502)'],
		[504, '', 'lost', 'The portal is out of order for the moment (HTTP status 504)'],
		[404, '<html>Not found</html>', 'lost', 'A web page came back instead of data'],
	])('HTTP %i with %j', (status, body, kind, message) => {
		const error = explained(status, body);
		expect([error.kind, error.message]).toEqual([kind, message]);
		expect(error.remedy).not.toBe('');
		expect(error.details.httpStatus).toBe(status);
	});

	it.each<[name: string, raw: unknown, status: number, body: unknown]>([
		['a full response', { statusCode: 200, body: { result: 1 } }, 200, { result: 1 }],
		['JSON sent as text', { statusCode: 200, body: '{"result":1}' }, 200, { result: 1 }],
		['a page', { statusCode: 502, body: '<html>' }, 502, '<html>'],
		[
			'an error of the HTTP client',
			{ response: { status: 400, data: { error: 'A' } } },
			400,
			{ error: 'A' },
		],
		[
			'an error wrapped by n8n',
			{ message: 'x', cause: { cause: { response: { status: 401, data: { error: 'A' } } } } },
			401,
			{ error: 'A' },
		],
	])('finds the answer in %s', (_name, raw, status, body) => {
		const reply = replyOf(raw, 'https://portal.example/rest/user.get');
		expect([reply?.status, reply?.body]).toEqual([status, body]);
	});

	it('finds none in an error without an answer, however deep its causes go', () => {
		const circular: Record<string, unknown> = { message: 'x' };
		circular.cause = circular;
		expect(replyOf(circular, '')).toBeUndefined();
		expect(replyOf(undefined, '')).toBeUndefined();
	});

	it.each([
		['https://login.example/?code=abcdefgh12345678', ' (login.example)'],
		['//login.example:8443/x', ' (login.example:8443)'],
		['/rest/other', ''],
		['http://', ''],
	])('says where a redirect to %s leads: the host alone', (location, said) => {
		const reply = replyOf(
			{ statusCode: 302, headers: { location }, body: '' },
			'https://portal.example/rest/1/abcdefgh12345678/user.get',
		);
		expect(reply?.explain('user.get').message).toBe(
			`The portal sent the request on to another address${said}`,
		);
	});

	it('reads the target of a redirect, and of nothing else', () => {
		const headers = { location: 'https://other.example/' };
		expect(replyOf({ statusCode: 302, headers, body: '' }, '')?.location).toBe(headers.location);
		expect(replyOf({ statusCode: 201, headers, body: '' }, '')?.location).toBeUndefined();
	});
});

describe('no answer at all', () => {
	it.each<[code: string, kind: FailureKind, message: string]>([
		['ENOTFOUND', 'unreachable', 'The host name of the portal is not known'],
		['EAI_AGAIN', 'unreachable', 'The host name of the portal could not be looked up'],
		['ECONNREFUSED', 'unreachable', 'No server answers at the address of the portal'],
		['ECONNRESET', 'lost', 'The connection to the portal broke off before the answer came'],
		['EPIPE', 'lost', 'The connection to the portal broke off before the answer came'],
		['ETIMEDOUT', 'lost', 'The portal did not answer in time'],
		['ECONNABORTED', 'lost', 'The portal did not answer in time'],
		['CERT_HAS_EXPIRED', 'refused', 'The TLS certificate of the portal is not trusted'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'refused', 'The TLS certificate of the portal is not trusted'],
		[
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			'refused',
			'The TLS certificate of the portal is not trusted',
		],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'refused', 'The TLS certificate of the portal is not trusted'],
		['ERR_CANCELED', 'cancelled', 'The execution was canceled'],
	])('%s', (code, kind, message) => {
		for (const error of [{ code }, { message: 'wrapped', cause: { code } }]) {
			const explained = networkError(error, 'user.get');
			expect([explained.kind, explained.message]).toEqual([kind, message]);
			// n8n replaces a message in which it finds a network code.
			expect(`${explained.message} ${explained.remedy}`).not.toContain(code);
		}
	});

	it('takes a broken connection without a code for one', () => {
		expect(networkError(new Error('socket hang up'), 'user.add').kind).toBe('lost');
	});

	it('takes anything else for a credential n8n could not use', () => {
		expect(networkError(new Error('Unable to sign without access token'), 'user.get').message).toBe(
			'The connection with this credential could not be used',
		);
	});
});
