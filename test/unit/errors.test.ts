import { errorHints, type FailureKind } from '../../nodes/Bitrix24/transport/errorHints';
import {
	NOT_SENT,
	PortalError,
	readRefusal,
	refusalError,
	type Refusal,
} from '../../nodes/Bitrix24/transport/errors';
import { networkError, Reply, replyOf } from '../../nodes/Bitrix24/transport/reply';

/** Words that explain nothing (house.md, Style). */
const EMPTY_WORDS = /\b(?:error|problem|fail(?:ed|ure)?)\b/i;

const same = (text: string): string => text;

function explain(refusal: Partial<Refusal>, method = 'user.get', httpStatus = 400): PortalError {
	return refusalError({ code: '', text: '', ...refusal }, method, httpStatus);
}

/** The table of the reference, section 2, with the answers as servers give them. */
const CODES: Array<
	[status: number, code: string, kind: FailureKind, message: string, remedy: string]
> = [
	[
		503,
		'QUERY_LIMIT_EXCEEDED',
		'rateLimit',
		'The portal gets too many requests from this address',
		'Bitrix24 allows about two requests a second, shared by all integrations behind one IP address. Run fewer workflows at the same time, or run this one again in a minute.',
	],
	[
		429,
		'OPERATION_TIME_LIMIT',
		'timeLimit',
		'The server time Bitrix24 allows for this method is used up for the moment',
		'Bitrix24 sums up the time a method takes over ten minutes. Run the workflow again later, with fewer items at once.',
	],
	[
		503,
		'OVERLOAD_LIMIT',
		'refused',
		'Bitrix24 has blocked REST for this portal because of overload',
		'Only Bitrix24 support can lift this block. Contact them, and do not retry until then.',
	],
	[
		401,
		'expired_token',
		'expiredToken',
		'The access to the portal has expired and could not be renewed',
		'Open the OAuth2 credential in n8n and connect the account again.',
	],
	[
		401,
		'NO_AUTH_FOUND',
		'refused',
		'The portal does not know this webhook or token',
		'Open the credential in n8n and enter a valid inbound webhook URL, or connect the OAuth2 account again.',
	],
	[
		401,
		'INVALID_CREDENTIALS',
		'refused',
		'The portal does not accept this webhook: its code is wrong or it was deleted',
		'Open the credential in n8n and enter a valid inbound webhook URL, or connect the OAuth2 account again.',
	],
	[
		401,
		'invalid_token',
		'refused',
		'The portal does not accept the access token of this credential',
		'Open the OAuth2 credential in n8n and connect the account again.',
	],
	[
		403,
		'insufficient_scope',
		'refused',
		'The credential lacks a permission (scope) this needs',
		'In the portal, open the inbound webhook or the application and tick the missing scope, then try again. Needed for user.get: user, user_basic or user_brief.',
	],
	[
		403,
		'ACCESS_DENIED',
		'refused',
		'The portal does not allow REST requests',
		'Bitrix24 offers REST on its commercial plans only. Check the plan of the portal.',
	],
	[
		403,
		'user_access_error',
		'refused',
		'The person behind this credential may not use the application',
		'In the portal, open the access settings of the application and allow this person.',
	],
	[
		403,
		'authorization_error',
		'refused',
		'The person behind this credential may not sign in to the portal',
		'Check that the account is active, or use the credential of another person.',
	],
	[
		404,
		'ERROR_METHOD_NOT_FOUND',
		'refused',
		'The portal does not know this method',
		'A self-hosted portal may lack the module or be too old: update it. In the cloud, check that the URL belongs to a Bitrix24 portal.',
	],
	[
		400,
		'INVALID_REQUEST',
		'refused',
		'The portal answers over https only',
		'Change the address in the credential to https://.',
	],
	[
		500,
		'INTERNAL_SERVER_ERROR',
		'unknown',
		'The portal ran into trouble of its own',
		'Try again. If it stays, ask the administrator of the portal.',
	],
	[
		500,
		'ERROR_UNEXPECTED_ANSWER',
		'unknown',
		'The portal ran into trouble of its own',
		'Try again. If it stays, ask the administrator of the portal.',
	],
	[
		403,
		'PORTAL_DELETED',
		'refused',
		'The portal has been closed',
		'Enter the address of the current portal in the credential.',
	],
	[
		402,
		'PAYMENT_REQUIRED',
		'refused',
		'The subscription of the portal has expired',
		'Ask the owner of the portal to renew it.',
	],
	[
		403,
		'WRONG_AUTH_TYPE',
		'refused',
		'The portal does not offer this to inbound webhooks',
		'Use the OAuth2 credential.',
	],
];

/** Section 6, and the texts of section 2 that stand in `error_description`. */
const WORDS: Array<[code: string, word: string, message: string, remedy: string]> = [
	[
		'ERROR_ARGUMENT',
		'wrong_email',
		'The portal does not accept this e-mail address',
		'Check the parameter "Email".',
	],
	[
		'ERROR_ARGUMENT',
		'user_count_exceeded',
		'The plan of the portal allows no more users',
		'Dismiss people who have left, or extend the plan, then try again.',
	],
	[
		'ERROR_ARGUMENT',
		'no_extranet_field',
		'An employee needs a department',
		'Choose at least one in "Departments", or invite an extranet user.',
	],
	[
		'ERROR_ARGUMENT',
		'no_sonet_group_for_extranet',
		'An extranet user needs a workgroup that exists and admits extranet users',
		'Choose one in "Workgroups". The account may have been created already: look it up before inviting again.',
	],
	[
		'ERROR_ARGUMENT',
		'invalid_type_field',
		'The portal does not accept the type of a value',
		'Enter text in this field.',
	],
	[
		'ERROR_CORE',
		'access_denied',
		'The portal refused access',
		'Check that the person exists and that the account behind the credential may do this: changing other people takes an administrator, inviting takes the right to invite.',
	],
	[
		'ERROR_ARGUMENT',
		'A user with this email already exists',
		'A person with this e-mail address is already in the portal',
		'Use the operation "Update" or "Invite or Update", or "Reinstate" if the person was dismissed. Portal: A user with this email already exists',
	],
];

describe('refusals by code', () => {
	it.each(CODES)('HTTP %i %s is %s: %s', (httpStatus, code, kind, message, remedy) => {
		const error = explain({ code, text: '' }, 'user.get', httpStatus);
		expect(error.kind).toBe(kind);
		expect(error.message).toBe(message);
		expect(error.remedy).toBe(remedy);
		expect(error.details).toMatchObject({ code, httpStatus, method: 'user.get' });
	});

	it('says the same about INVALID_CREDENTIALS whether it comes with 401 or 403', () => {
		expect(explain({ code: 'INVALID_CREDENTIALS' }, 'user.get', 403).message).toBe(
			explain({ code: 'INVALID_CREDENTIALS' }, 'user.get', 401).message,
		);
	});

	it("adds the portal's own words where it gave some", () => {
		expect(explain({ code: 'ACCESS_DENIED', text: 'Upgrade your plan!' }).remedy).toBe(
			'Bitrix24 offers REST on its commercial plans only. Check the plan of the portal. Portal: Upgrade your plan!',
		);
	});

	it.each([
		['user.get', 'user, user_basic or user_brief'],
		['user.search', 'user, user_basic or user_brief'],
		['user.fields', 'user, user_basic or user_brief'],
		['user.current', 'user, user_basic or user_brief'],
		['user.add', 'user'],
		['user.update', 'user'],
		['user.userfield.list', 'user.userfield'],
		['department.get', 'department'],
		['sonet_group.get', 'sonet_group'],
	])('names the scope %s needs', (method, scopes) => {
		expect(explain({ code: 'insufficient_scope' }, method, 403).remedy).toMatch(
			new RegExp(`Needed for ${method}: ${scopes}\\.$`),
		);
	});

	it('names no scope for a method it does not know', () => {
		expect(explain({ code: 'insufficient_scope' }, 'crm.deal.list').remedy).not.toContain('Needed');
	});
});

describe('refusals by machine word', () => {
	it.each(WORDS)('%s %s: %s', (code, text, message, remedy) => {
		const error = explain({ code, text }, 'user.add');
		expect(error.kind).toBe('refused');
		expect(error.message).toBe(message);
		expect(error.remedy).toBe(remedy);
	});

	it('names the field the portal objects to', () => {
		const refusal = { code: 'ERROR_ARGUMENT', text: 'invalid_type_field', argument: 'WORK_PHONE' };
		const error = explain(refusal, 'user.add');
		expect(error.message).toBe('The portal does not accept the type of a value (field WORK_PHONE)');
		expect(error.details.argument).toBe('WORK_PHONE');
	});

	it.each([
		'A user with this email already exists',
		'User with such a login already exists.',
		'Пользователь с таким логином уже существует',
	])('recognises that somebody has the address: %s', (text) => {
		expect(explain({ code: 'ERROR_CORE', text }).message).toBe(
			'A person with this e-mail address is already in the portal',
		);
	});
});

describe('refusals nobody has described', () => {
	it.each<[name: string, refusal: Partial<Refusal>, message: string, remedy: string]>([
		[
			'no code and no text',
			{},
			'The portal declined without giving a reason',
			'Most often the person does not exist or the account behind the credential lacks the right. Check both.',
		],
		[
			'ERROR_CORE without a text, as for a person who does not exist',
			{ code: 'ERROR_CORE' },
			'The portal declined without giving a reason',
			'Most often the person does not exist or the account behind the credential lacks the right. Check both.',
		],
		[
			'a text without a code',
			{ text: 'The password is too short.' },
			'The password is too short.',
			"This is the portal's own text. Check the values of the item and the rights of the account.",
		],
		[
			'an unknown code with a text',
			{ code: 'ERROR_NEW', text: 'The moon is full' },
			'The moon is full',
			"This is the portal's own text (ERROR_NEW). Check the values of the item and the rights of the account.",
		],
		[
			'a code that is a name of Object.prototype',
			{ code: 'constructor', text: 'toString' },
			'toString',
			"This is the portal's own text (constructor). Check the values of the item and the rights of the account.",
		],
	])('%s', (_name, refusal, message, remedy) => {
		const error = explain(refusal);
		expect(error.kind).toBe('refused');
		expect(error.message).toBe(message);
		expect(error.remedy).toBe(remedy);
	});

	it('leaves the outcome open when the server itself had trouble', () => {
		expect(explain({ code: 'ERROR_NEW' }, 'user.add', 500).kind).toBe('unknown');
	});
});

describe('readRefusal', () => {
	it.each<[name: string, body: unknown, refusal: Partial<Refusal> | undefined]>([
		['a result', { result: true }, undefined],
		['an HTML page', '<html>error</html>', undefined],
		['nothing', null, undefined],
		['a list', [{ error: 'x' }], undefined],
		['a code and a text', { error: 'A', error_description: 'b' }, { code: 'A', text: 'b' }],
		['an empty code', { error: '', error_description: 'b' }, { code: '', text: 'b' }],
		['a code that is no text', { error: 404 }, { code: '', text: '' }],
		['a code without a text', { error: 'A' }, { code: 'A', text: '' }],
		['a field', { error: 'A', argument: 'EMAIL' }, { code: 'A', argument: 'EMAIL' }],
		['an empty field', { error: 'A', argument: '' }, { code: 'A', argument: undefined }],
		['HTTP 200 with both', { error: 'A', result: [] }, { code: 'A' }],
	])('reads %s', (_name, body, refusal) => {
		const read = readRefusal(body, same);
		if (refusal === undefined) expect(read).toBeUndefined();
		else expect(read).toMatchObject(refusal);
	});

	it('cleans every text it takes over', () => {
		const body = { error: 'SECRET', error_description: 'SECRET', argument: 'SECRET' };
		const clean = (text: string) => text.replace('SECRET', '***');
		expect(JSON.stringify(readRefusal(body, clean))).not.toContain('SECRET');
	});
});

describe('answers that are no answer', () => {
	const explained = (status: number, body: unknown) =>
		new Reply(status, body, undefined, 'https://portal.example/rest/user.get').explain('user.get');

	it.each<[status: number, body: unknown, kind: FailureKind, message: string]>([
		[200, '<html><body>Sign in</body></html>', 'unknown', 'A web page came back instead of data'],
		[200, '', 'unknown', 'The portal answered nothing'],
		[204, undefined, 'unknown', 'The portal answered nothing'],
		[200, null, 'unknown', 'The portal answered nothing'],
		[200, [], 'unknown', 'The answer of the portal has an unexpected form'],
		[200, 42, 'unknown', 'The answer of the portal has an unexpected form'],
		[302, '', 'refused', 'The portal sent the request on to another address'],
		[307, '<html></html>', 'refused', 'The portal sent the request on to another address'],
		[401, '<html></html>', 'refused', 'The server at this address refused access (HTTP status 401)'],
		[403, 'Forbidden', 'refused', 'The server at this address refused access (HTTP status 403)'],
		[407, '', 'refused', 'The server at this address refused access (HTTP status 407)'],
		[408, '', 'unknown', 'The portal is out of order for the moment (HTTP status 408)'],
		[413, '<html></html>', 'refused', 'The request is too large for the portal'],
		[429, '<html></html>', 'unknown', 'The portal is out of order for the moment (HTTP status 429)'],
		[500, '<html></html>', 'unknown', 'The portal is out of order for the moment (HTTP status 500)'],
		[502, '<html></html>', 'unknown', 'The portal is out of order for the moment (HTTP status 502)'],
		[504, '', 'unknown', 'The portal is out of order for the moment (HTTP status 504)'],
		[404, '<html>Not found</html>', 'unknown', 'A web page came back instead of data'],
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
		['an error of the HTTP client', { response: { status: 400, data: { error: 'A' } } }, 400, { error: 'A' }],
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
		['EHOSTUNREACH', 'unreachable', 'The portal cannot be reached from this n8n'],
		['ENETUNREACH', 'unreachable', 'The portal cannot be reached from this n8n'],
		['ECONNRESET', 'unknown', 'The connection to the portal broke off before the answer came'],
		['EPIPE', 'unknown', 'The connection to the portal broke off before the answer came'],
		['ETIMEDOUT', 'unknown', 'The portal did not answer in time'],
		['ECONNABORTED', 'unknown', 'The portal did not answer in time'],
		['CERT_HAS_EXPIRED', 'refused', 'The TLS certificate of the portal is not trusted'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'refused', 'The TLS certificate of the portal is not trusted'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'refused', 'The TLS certificate of the portal is not trusted'],
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
		expect(networkError(new Error('socket hang up'), 'user.add').kind).toBe('unknown');
	});

	it('takes anything else for a credential n8n could not use', () => {
		expect(networkError(new Error('Unable to sign without access token'), 'user.get').message).toBe(
			'The connection with this credential could not be used',
		);
	});
});

describe('wording', () => {
	const all: Array<[name: string, error: Pick<PortalError, 'message' | 'remedy'>]> = [
		...Object.entries(errorHints),
		...WORDS.map(([code, text]): [string, PortalError] => [text, explain({ code, text })]),
		['nothing said', explain({})],
		['not sent', NOT_SENT],
		...[200, 204, 302, 401, 413, 500].map((status): [string, PortalError] => [
			`HTTP ${status}`,
			new Reply(status, '', undefined, '').explain('user.get'),
		]),
		...['ENOTFOUND', 'ECONNRESET', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'ERR_CANCELED'].map(
			(code): [string, PortalError] => [code, networkError({ code }, 'user.get')],
		),
	];

	it.each(all)('%s: says what happened and what to do, in sentences', (_name, error) => {
		expect(error.message).not.toMatch(EMPTY_WORDS);
		// The name of n8n's setting "On Error" is not an explanation.
		expect(error.remedy.replace(/"[^"]*"/g, '')).not.toMatch(EMPTY_WORDS);
		expect(error.message).toMatch(/^[A-Z]/);
		expect(error.message).not.toMatch(/\.$/);
		expect(error.remedy).toMatch(/^[A-Z].*[.)\w]$/s);
	});
});
