import { errorHints } from '../../nodes/Bitrix24/transport/refusals';
import {
	NOT_SENT,
	PortalError,
	readRefusal,
	refusalError,
	type Said,
} from '../../nodes/Bitrix24/transport/errors';
import { refusals } from '../../nodes/Bitrix24/resources/user/refusals';
import { networkError, Reply } from '../../nodes/Bitrix24/transport/reply';
import { CODES, WORDS } from './support/errorTable';

/** Words that explain nothing. */
const EMPTY_WORDS = /\b(?:error|problem|fail(?:ed|ure)?)\b/i;

const same = (text: string): string => text;

function explain(refusal: Partial<Said>, method = 'user.get', httpStatus = 400): PortalError {
	return refusalError({ code: '', text: '', ...refusal }, method, httpStatus, refusals);
}

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
		expect(explain({ code: 'insufficient_scope' }, 'mystery.list').remedy).not.toContain('Needed');
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
	it.each<[name: string, refusal: Partial<Said>, message: string, remedy: string]>([
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
		expect(explain({ code: 'ERROR_NEW' }, 'user.add', 500).kind).toBe('lost');
	});
});

describe('readRefusal', () => {
	it.each<[name: string, body: unknown, refusal: Partial<Said> | undefined]>([
		['a result', { result: true }, undefined],
		['an HTML page', '<html>error</html>', undefined],
		['nothing', null, undefined],
		['a list', [{ error: 'x' }], undefined],
		['a code and a text', { error: 'A', error_description: 'b' }, { code: 'A', text: 'b' }],
		['an empty code', { error: '', error_description: 'b' }, { code: '', text: 'b' }],
		['a code that is no text', { error: 404 }, { code: '', text: '' }],
		['a code without a text', { error: 'A' }, { code: 'A', text: '' }],
		['a field', { error: 'A', argument: 'EMAIL' }, { code: 'A', argument: 'EMAIL' }],
		[
			'an error of the newer interface',
			{ error: { code: 'BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION', message: 'No' } },
			{ code: 'BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION', text: 'No' },
		],
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

describe('reasons, by which code recognises a refusal', () => {
	it.each<[method: string, code: string, text: string, reason: string | undefined]>([
		// b24restdocs: user-add.md, user-update.md
		['user.add', 'ERROR_ARGUMENT', 'A user with this email already exists', 'emailTaken'],
		['user.add', 'ERROR_CORE', 'Пользователь с таким логином уже существует', 'emailTaken'],
		['user.add', 'ERROR_ARGUMENT', 'user_count_exceeded', 'planFull'],
		['user.update', 'ERROR_CORE', 'access_denied', 'accessDenied'],
		['user.update', 'ERROR_CORE', '', 'noReason'],
		// departments/department-add.md and its neighbours
		['department.add', 'ERROR_CORE', 'Access denied!', 'accessDenied'],
		['department.update', 'ERROR_CORE', 'Department not found', 'notFound'],
		['department.add', 'ERROR_CORE', 'Department name not provided.', 'missingValue'],
		['department.add', 'ERROR_CORE', '', 'noReason'],
		// userfields/user-userfield-add.md
		[
			'user.userfield.add',
			'ERROR_CORE',
			'Field UF_USR_X for USER object already exists',
			'alreadyExists',
		],
		['user.userfield.update', '', 'Access denied.', 'accessDenied'],
		[
			'user.userfield.add',
			'ERROR_ARGUMENT',
			"Argument 'USER_TYPE_ID' is null or empty",
			'missingValue',
		],
		// sonet-group/
		['sonet_group.setowner', '', 'Invalid workgroup/project ID', 'notFound'],
		[
			'sonet_group.setowner',
			'',
			'Insufficient permissions to complete the operation.',
			'accessDenied',
		],
		// events/event-bind.md, placement/
		['event.bind', 'ERROR_CORE', 'Handler already binded', 'alreadyBound'],
		['placement.bind', 'ERROR_PLACEMENT_MAX_COUNT', '', 'tooManyHandlers'],
		['placement.bind', 'ERROR_PLACEMENT_NOT_FOUND', '', 'unknownPlacement'],
		[
			'department.get',
			'insufficient_scope',
			'The request requires higher privileges',
			'insufficientScope',
		],
		['crm.deal.list', 'ERROR_NEW', 'The moon is full', undefined],
	])('%s %s %s: %s', (method, code, text, reason) => {
		const error = explain({ code, text }, method);
		expect(error.details.reason).toBe(reason);
		expect(error.message).not.toBe('');
	});

	it('words about people are not used for other resources', () => {
		const error = explain({ code: 'ERROR_CORE' }, 'department.delete');
		expect(`${error.message} ${error.remedy}`).not.toMatch(/person|invit/i);
	});

	it('a name that exists shows the text of the portal', () => {
		const text = 'Field UF_USR_X for USER object already exists';
		expect(explain({ code: 'ERROR_CORE', text }, 'user.userfield.add').message).toBe(text);
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
