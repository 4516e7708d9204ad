/** user.add and user.update of the emulator. (docs: user/) */
import { batch, caller, query } from './server/caller';
import type { Call } from './server/caller';
import { CAST, startPortal } from '.';
import type { Portal, StoredPerson } from './types';

let portal: Portal;
let call: Call;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
	call = caller(portal.webhook());
});

afterEach(() => portal.stop());

const stored = (id: number): StoredPerson => {
	const person = portal.people.get(id);
	if (!person) throw new Error(`no ${id}`);
	return person;
};

const added = (email: string): StoredPerson | undefined =>
	[...portal.people.values()].find(({ EMAIL }) => EMAIL === email);

const employee = { EMAIL: 'new@example.com', UF_DEPARTMENT: [1] };

describe('user.add', () => {
	it('invites an employee; result is a number', async () => {
		const { result } = await call('user.add', { ...employee, NAME: 'New', MESSAGE_TEXT: 'Hi' });
		expect(typeof result).toBe('number');
		expect(stored(Number(result))).toMatchObject({ NAME: 'New', ACTIVE: true, LAST_LOGIN: null });
		expect(stored(Number(result)).invitations).toMatchObject([{ text: 'Hi' }]);
	});

	it.each<[string, object, string, string?]>([
		['no e-mail', { UF_DEPARTMENT: [1] }, 'wrong_email'],
		['a bad e-mail', { EMAIL: 'x@y', UF_DEPARTMENT: [1] }, 'wrong_email'],
		['no department', { EMAIL: 'n@example.com' }, 'no_extranet_field'],
		[
			'extranet without workgroup',
			{ EMAIL: 'n@example.com', EXTRANET: 'Y' },
			'no_sonet_group_for_extranet',
		],
		['a number', { ...employee, PERSONAL_ZIP: 1067 }, 'invalid_type_field', 'PERSONAL_ZIP'],
		['null', { ...employee, WORK_PHONE: null }, 'invalid_type_field', 'WORK_PHONE'],
		['a logo', { ...employee, WORK_LOGO: ['a', 'b'] }, 'invalid_type_field', 'WORK_LOGO'],
		[
			'a known e-mail',
			{ ...employee, EMAIL: 'mixed.case@example.com' },
			'A user with this email already exists',
		],
	])('refuses %s', async (_, params, word, argument = '') => {
		expect(await call('user.add', params)).toMatchObject({
			status: 400,
			error: 'ERROR_ARGUMENT',
			error_description: word,
			argument,
		});
		expect(portal.people.size).toBe(25);
	});

	it('refuses people without the right to invite', async () => {
		const john = caller(portal.webhook({ userId: CAST.employee }));
		expect(await john('user.add', employee)).toMatchObject({
			error: 'ERROR_CORE',
			error_description: 'access_denied',
		});
		stored(CAST.employee).mayInvite = true;
		expect((await john('user.add', employee)).status).toBe(200);
	});

	it('takes names of more than 25 letters; the column holds 50', async () => {
		const { result } = await call('user.add', { ...employee, NAME: 'x'.repeat(60) });
		expect(stored(Number(result)).NAME).toBe('x'.repeat(50));
	});

	// docs `api-reference/user/index.md` said so until 18 Aug 2026.
	it('on older portals refuses a long user name with a text that holds <br>', async () => {
		const old = await startPortal({ people: 0, quirks: { longNames: 'refusedAbove25' } });
		const name = { ...employee, NAME: 'x'.repeat(26) };
		const { error_description } = await caller(old.webhook())('user.add', name);
		await old.stop();
		expect(error_description).toMatch(/25.*<br>$/);
	});

	it('invites extranet people into workgroups and drops departments', async () => {
		const { result } = await call('user.add', {
			...employee,
			EXTRANET: 'Y',
			SONET_GROUP_ID: [2],
		});
		expect(stored(Number(result))).toMatchObject({
			USER_TYPE: 'extranet',
			UF_DEPARTMENT: [],
			workgroups: [2],
		});
	});

	it('with a wrong workgroup creates the account first and then answers an error', async () => {
		for (const SONET_GROUP_ID of [[1], [6], [999]]) {
			const EMAIL = `x${SONET_GROUP_ID[0]}@partner.example`;
			const answer = await call('user.add', { EMAIL, EXTRANET: 'Y', SONET_GROUP_ID });
			expect(answer).toMatchObject({ status: 400, error: 'ERROR_NO_GROUP' });
			expect(added(EMAIL)?.invitations).toEqual([]);
		}
	});

	it('refuses limited scopes inside an HTTP 200', async () => {
		for (const scope of ['user_basic', 'user_brief'] as const) {
			const limited = caller(portal.webhook({ scopes: [scope] }));
			const answer = await limited('user.add', employee);
			expect(answer).toMatchObject({ status: 200, error: 'insufficient_scope' });
			expect(answer.text).not.toContain('"result"');
			const { result_error, result } = await batch(limited, { a: 'user.update?ID=1' });
			expect(result_error.a.error).toBe('insufficient_scope');
			expect(result).toEqual([]);
		}
	});

	it('counts seats', async () => {
		const small = await startPortal({ people: 0, userLimit: 1 });
		const answer = await caller(small.webhook())('user.add', employee);
		expect(answer.error_description).toBe('user_count_exceeded');
		await small.stop();
	});

	it('saves a damaged photo as a damaged file', async () => {
		const add = async (EMAIL: string, content: string) => {
			const { result } = await call('user.add', {
				...employee,
				EMAIL,
				PERSONAL_PHOTO: ['me.jpg', content],
			});
			return portal.files.get(Number(stored(Number(result)).PERSONAL_PHOTO))?.bytes;
		};
		const good = Buffer.from('picture');
		expect(await add('a@example.com', good.toString('base64'))).toEqual(good);
		const damaged = await add('b@example.com', `data:image/png;base64,${good.toString('base64')}`);
		expect(damaged).not.toEqual(good);
	});

	it('inside a batch everything is a string', async () => {
		const { result } = await batch(call, {
			a: `user.add?${query({ EMAIL: 'b@example.com', 'UF_DEPARTMENT[0]': '3', PERSONAL_ZIP: '07' })}`,
		});
		expect(stored(Number(result.a))).toMatchObject({ UF_DEPARTMENT: [3], PERSONAL_ZIP: '07' });
	});
});

describe('user.update', () => {
	it('answers true and sets TIMESTAMP_X', async () => {
		const before = stored(3).TIMESTAMP_X;
		expect((await call('user.update', { ID: 3, NAME: 'Johnny' })).result).toBe(true);
		expect(stored(3).NAME).toBe('Johnny');
		expect(stored(3).TIMESTAMP_X).not.toBe(before);
	});

	it.each<[unknown, boolean]>([
		['N', false],
		['Y', true],
		[true, false],
		[false, false],
		['false', true],
		['1', true],
		[0, false],
	])('ACTIVE %j is stored as active: %s', async (ACTIVE, expected) => {
		await call('user.update', { ID: 3, ACTIVE });
		expect(stored(3).ACTIVE).toBe(expected);
	});

	it('in a batch ACTIVE=true is only a text, and active', async () => {
		await batch(call, { a: 'user.update?ID=7&ACTIVE=true' });
		expect(stored(CAST.dismissed).ACTIVE).toBe(true);
	});

	it.each<[object, string]>([
		[{ NAME: 'x' }, 'access_denied'],
		[{ ID: 'abc' }, 'access_denied'],
		[{ ID: 99999 }, ''],
	])('refuses %j', async (params, text) => {
		expect(await call('user.update', params)).toMatchObject({
			status: 400,
			error: 'ERROR_CORE',
			error_description: text,
		});
	});

	it('drops ACTIVE and UF_DEPARTMENT silently for people on their own profile', async () => {
		const john = caller(portal.webhook({ userId: CAST.employee }));
		const own = { ID: 3, ACTIVE: 'N', UF_DEPARTMENT: [3], PERSONAL_CITY: 'Bath' };
		expect((await john('user.update', own)).result).toBe(true);
		expect(stored(3)).toMatchObject({ ACTIVE: true, UF_DEPARTMENT: [1], PERSONAL_CITY: 'Bath' });
		expect((await john('user.update', { ID: 4, NAME: 'x' })).error_description).toBe(
			'access_denied',
		);
	});

	it('cannot write read-only and unknown fields', async () => {
		const before = { ...stored(3) };
		const tried = {
			LAST_LOGIN: 'x',
			DATE_REGISTER: 'x',
			IS_ONLINE: 'Y',
			NONSENSE: 1,
			UF_USR_NO: 1,
		};
		expect((await call('user.update', { ID: 3, ...tried })).result).toBe(true);
		expect({ ...stored(3), TIMESTAMP_X: before.TIMESTAMP_X }).toEqual(before);
	});

	it('checks a new e-mail, in the portal’s language, with <br>', async () => {
		const taken = await call('user.update', { ID: 3, EMAIL: 'zoe@example.com' });
		expect(taken).toMatchObject({ error: 'ERROR_CORE' });
		expect(taken.error_description).toMatch(/<br>$/);
		expect((await call('user.update', { ID: 3, EMAIL: 'nonsense' })).status).toBe(400);
		expect((await call('user.update', { ID: 3, EMAIL: 'John.Smith@example.com' })).result).toBe(
			true,
		);
	});

	it('an empty string deletes the photo', async () => {
		await call('user.update', { ID: CAST.complete, PERSONAL_PHOTO: '' });
		expect(stored(CAST.complete).PERSONAL_PHOTO).toBeNull();
	});

	it('writes custom fields by type', async () => {
		const written = {
			UF_USR_BADGE: '17',
			UF_USR_RATE: 1.5,
			UF_USR_DRIVER: '1',
			UF_USR_VISA_UNTIL: '2031-01-31',
			UF_USR_CHECKED_AT: '2025-01-01T10:00:00Z',
			UF_USR_1724228142162: 28,
			UF_USR_LANGUAGES: ['31', 33],
			UF_USR_BLOG: ['https://a.example'],
			UF_USR_SALARY: '100|USD',
			UF_USR_MENTOR: '4',
			UF_USR_CONTRACT: { fileData: ['c.pdf', Buffer.from('pdf').toString('base64')] },
		};
		expect((await call('user.update', { ID: 3, ...written })).result).toBe(true);
		expect(stored(3)).toMatchObject({
			UF_USR_BADGE: 17,
			UF_USR_RATE: 1.5,
			UF_USR_DRIVER: 1,
			UF_USR_VISA_UNTIL: '2031-01-31',
			UF_USR_CHECKED_AT: '2025-01-01T12:00:00+02:00',
			UF_USR_1724228142162: 28,
			UF_USR_LANGUAGES: [31, 33],
			UF_USR_MENTOR: 4,
		});
		expect(portal.files.get(Number(stored(3).UF_USR_CONTRACT))?.name).toBe('c.pdf');
		expect((await call('user.get', { ID: 3 })).rows[0].UF_USR_SALARY).toBe('100|USD');
	});

	it.each([
		{ UF_USR_1724228142162: 999 },
		{ UF_USR_VISA_UNTIL: 'soon' },
		{ UF_USR_SALARY: 100 },
		{ UF_USR_COST_CENTER: '' },
	])('refuses %j', async (params) => {
		expect(await call('user.update', { ID: 3, ...params })).toMatchObject({ error: 'ERROR_CORE' });
	});

	it('empties multiple fields with an empty list', async () => {
		await call('user.update', { ID: CAST.complete, UF_USR_ALIASES: [], UF_USR_LANGUAGES: '' });
		const { rows } = await call('user.get', { ID: CAST.complete });
		expect(rows[0]).toMatchObject({ UF_USR_ALIASES: false, UF_USR_LANGUAGES: false });
	});

	it('may be repeated', async () => {
		await call('user.update', { ID: 3, NAME: 'Twice' });
		expect((await call('user.update', { ID: 3, NAME: 'Twice' })).result).toBe(true);
	});
});
