/** Get: the parameter `user` in all its modes, `output`, items, failures. */
import { CAST, startPortal, type Portal } from '../../portal';
import { idsOf } from '../../support/people';
import {
	BOTH_CREDENTIALS,
	callsOf,
	pluck,
	requestsOf,
	runOn,
	stored,
	userBy,
} from '../../support/portal';

const SIMPLIFIED = [
	'ID',
	'ACTIVE',
	'NAME',
	'LAST_NAME',
	'EMAIL',
	'WORK_POSITION',
	'WORK_PHONE',
	'PERSONAL_MOBILE',
	'UF_DEPARTMENT',
	'USER_TYPE',
];

let portal: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 120 });
});
beforeEach(() => portal.forget());
afterAll(() => portal.stop());

const get = (user: unknown, more: Record<string, unknown> = {}) => ({
	operation: 'get',
	user: user as string,
	...more,
});

describe.each(BOTH_CREDENTIALS)('Get with $name', (access) => {
	const url = () => `${portal.url}/company/personal/user/${CAST.cyrillic}/`;

	it.each([
		['user mode list', () => userBy('list', String(CAST.cyrillic))],
		['user mode id, as a text', () => userBy('id', ` ${CAST.cyrillic} `)],
		['user mode id, as {{ $json.ID }}', () => userBy('id', '={{ $json.ID }}')],
		['user mode email, in other letters', () => userBy('email', 'OLGA.Petrova@example.COM ')],
		['user mode url', () => userBy('url', url())],
		['user mode url of a tab', () => userBy('url', `${url()}blog/?IFRAME=Y#top`)],
		['user mode url without a slash at the end', () => userBy('url', url().slice(0, -1))],
	])('finds the person by %s', async (_mode, user) => {
		const run = await runOn(
			portal,
			get(user()),
			{ items: [{ ID: CAST.cyrillic, row: 'one' }] },
			access,
		);
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => json)).toEqual([
			{
				ID: '2',
				ACTIVE: true,
				NAME: 'Ольга',
				LAST_NAME: 'Петрова-Ёлкина',
				EMAIL: 'olga.petrova@example.com',
				WORK_POSITION: 'Руководитель отдела',
				WORK_PHONE: '',
				PERSONAL_MOBILE: '',
				UF_DEPARTMENT: [3, 20],
				USER_TYPE: 'employee',
			},
		]);
		expect(pluck(run.next, 'row')).toEqual(['one']);
		expect(requestsOf(portal)).toHaveLength(1);
	});

	it('pairs many items with many people, in few requests, repeated people included', async () => {
		const ids = [...portal.people.values()]
			.filter(({ USER_TYPE, EXTERNAL_AUTH_ID }) => USER_TYPE === 'employee' && !EXTERNAL_AUTH_ID)
			.map(({ ID }) => ID)
			.reverse();
		const rows = [...ids, ids[0], ids[1]].map((id) => ({ id, row: `row of ${id}` }));
		const run = await runOn(portal, get(userBy('id', '={{ $json.id }}')), { items: rows }, access);
		expect(idsOf(run.items)).toEqual(rows.map(({ id }) => id));
		expect(pluck(run.next, 'row')).toEqual(rows.map(({ row }) => row));
		// 50 IDs to a command, all commands in one batch.
		expect(requestsOf(portal)).toEqual(['batch(3 user.get)']);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'keeps the link of good and bad items with %s',
		async (continueOnFail) => {
			const items = [
				{ id: 3, row: 'a' },
				{ id: 999_999, row: 'b' },
				{ id: 'twelve', row: 'c' },
				{ id: 4, row: 'd' },
			];
			const options = { items, continueOnFail };
			const run = await runOn(portal, get(userBy('id', '={{ $json.id }}')), options, access);
			const bad = continueOnFail === 'continueErrorOutput' ? run.errorItems : run.items.slice(1, 3);
			const good =
				continueOnFail === 'continueErrorOutput' ? run.items : [run.items[0], run.items[3]];
			expect(idsOf(good)).toEqual([3, 4]);
			expect(pluck(bad, 'error')).toEqual([
				'There is no person with ID 999999 that this credential can see',
				'Parameter "User": "twelve" is not the ID of a person',
			]);
			const rows = [...pluck(run.next, 'row'), ...pluck(run.nextOnError, 'row')];
			expect(rows).toEqual(
				continueOnFail === 'continueErrorOutput' ? ['a', 'd', 'b', 'c'] : ['a', 'b', 'c', 'd'],
			);
		},
	);
});

describe('output', () => {
	const complete = (more: Record<string, unknown>) =>
		runOn(portal, get(userBy('id', CAST.complete), more));

	it('simplified is the default: at most ten fields, asked for with select', async () => {
		const run = await complete({});
		expect(Object.keys(run.items[0].json)).toEqual(SIMPLIFIED);
		expect(SIMPLIFIED.length).toBeLessThanOrEqual(10);
		expect(callsOf(portal, 'user.get')[0].params.select).toEqual(SIMPLIFIED);
		expect(run.hints).toEqual([]);
	});

	it('raw hands on everything the portal answers, with its own codes', async () => {
		const run = await complete({ output: 'raw' });
		const [{ json }] = run.items;
		expect(callsOf(portal, 'user.get')[0].params.select).toBeUndefined();
		expect(json).toMatchObject({
			ID: '22',
			UF_DEPARTMENT: [1, 3],
			UF_USR_LANGUAGES: [30, 32],
			UF_USR_SALARY: '4200.50|EUR',
			PERSONAL_PHOTO: `${portal.url}/upload/main/1001/portrait.png`,
			PERSONAL_NOTES: 'Line one\nLine "two" \\ three',
		});
		expect(Object.keys(json).length).toBeGreaterThan(40);
	});

	it('selectedFields hands on the ID and outputFields in their order', async () => {
		const outputFields = ['WORK_PHONE', 'UF_USR_BADGE', 'NAME', 'NAME'];
		const run = await complete({ output: 'selectedFields', outputFields });
		expect(run.items[0].json).toEqual({
			ID: '22',
			WORK_PHONE: '0049307654321',
			UF_USR_BADGE: '42',
			NAME: 'Carla',
		});
		expect(Object.keys(run.items[0].json)).toEqual(['ID', 'WORK_PHONE', 'UF_USR_BADGE', 'NAME']);
		expect(callsOf(portal, 'user.get')[0].params.select).toEqual([
			'ID',
			'WORK_PHONE',
			'UF_USR_BADGE',
			'NAME',
		]);
	});

	it('selectedFields keeps its fields when people are found by e-mail', async () => {
		const user = userBy('email', 'carla.complete@example.com');
		const more = { output: 'selectedFields', outputFields: 'NAME, ID' };
		const run = await runOn(portal, get(user, more));
		expect(run.items[0].json).toEqual({ NAME: 'Carla', ID: '22' });
	});

	it('refuses selectedFields without a field, before anything is asked', async () => {
		const run = await complete({ output: 'selectedFields', outputFields: '={{ [] }}' });
		expect(run.error?.message).toContain('The parameter "Output Fields" is empty');
		expect(portal.requests).toEqual([]);
	});

	it('turns the {} of a careless date into null and the false of a guest into an empty list', async () => {
		const more = {
			output: 'selectedFields',
			outputFields: ['TIMESTAMP_X', 'UF_DEPARTMENT'],
		};
		// Every third row has `{}` for TIMESTAMP_X; guest 8 has `false` for departments.
		const three = await runOn(portal, get(userBy('id', CAST.employee), more));
		expect(three.items[0].json).toEqual({ ID: '3', TIMESTAMP_X: null, UF_DEPARTMENT: [1] });
		const guest = await runOn(portal, get(userBy('id', CAST.extranet), more));
		expect(guest.items[0].json.UF_DEPARTMENT).toEqual([]);
	});

	it('reads each item with its own output, together', async () => {
		const items = [
			{ id: 3, fields: ['NAME'] },
			{ id: 4, fields: ['LAST_NAME'] },
			{ id: 5, fields: ['NAME'] },
		];
		const more = { output: 'selectedFields', outputFields: '={{ $json.fields }}' };
		const run = await runOn(portal, get(userBy('id', '={{ $json.id }}'), more), { items });
		expect(run.items.map(({ json }) => json)).toEqual([
			{ ID: '3', NAME: 'John' },
			{ ID: '4', LAST_NAME: "O'Brien" },
			{ ID: '5', NAME: 'Zoë 🦄' },
		]);
	});
});

describe('awkward people', () => {
	it.each([
		['apostrophe', CAST.apostrophe, "O'Brien"],
		['emoji', CAST.emoji, 'Unicorn'],
		['last name $result[0]', CAST.placeholder, '$result[0]'],
		['dismissed', CAST.dismissed, 'Уволенный'],
		['extranet', CAST.extranetAlone, 'Fremd'],
		['same name', CAST.sameNameB, 'Ivanov'],
		['markup', CAST.markup, 'R&D "Quote"'],
	])('are found by ID and by e-mail: %s', async (_what, id, lastName) => {
		const items = [{ id, email: stored(portal, id).EMAIL }];
		const byId = await runOn(portal, get(userBy('id', '={{ $json.id }}')), { items });
		const byEmail = await runOn(portal, get(userBy('email', '={{ $json.email }}')), { items });
		expect(byId.items[0].json).toMatchObject({ ID: String(id), LAST_NAME: lastName });
		expect(byEmail.items[0].json).toEqual(byId.items[0].json);
	});

	it('are told about when they cannot be seen: bots and e-mail users', async () => {
		for (const id of [CAST.bot, CAST.emailUser]) {
			const run = await runOn(portal, get(userBy('id', id)));
			expect(run.error?.message).toBe(
				`There is no person with ID ${id} that this credential can see`,
			);
			expect(run.error?.description).toContain('bots and e-mail users never are');
		}
	});

	it('are not guessed when an e-mail address belongs to two', async () => {
		const own = await startPortal({ people: 1 });
		stored(own, 4).EMAIL = 'JOHN.smith@example.com';
		const run = await runOn(own, get(userBy('email', 'john.smith@example.com')));
		await own.stop();
		expect(run.error?.message).toBe(
			'Several people have the e-mail address john.smith@example.com',
		);
		expect(run.error?.description).toContain('The IDs are 3, 4.');
	});
});

describe('a user who cannot be meant', () => {
	it.each([
		['nothing', userBy('id', '={{ $json.nothing }}'), 'The parameter "User" is empty'],
		['a word', userBy('id', 'Anna'), '"Anna" is not the ID of a person'],
		['zero', userBy('id', 0), '"0" is not the ID of a person'],
		['a fraction', userBy('id', '1.5'), '"1.5" is not the ID of a person'],
		['a negative', userBy('id', -3), '"-3" is not the ID of a person'],
		['an object', userBy('id', '={{ $json }}'), 'is not the ID of a person'],
		['no address', userBy('email', 'anna.admin'), '"anna.admin" is not an e-mail address'],
		['two addresses', userBy('email', 'a@b.example, c@d.example'), 'not an e-mail address'],
		['a link to a list', userBy('url', 'https://x.example/company/'), 'not the link to a profile'],
	])('is refused before anything is asked: %s', async (_what, user, message) => {
		const run = await runOn(portal, get(user), { items: [{ row: 1 }, { row: 2 }] });
		expect(run.error?.context.itemIndex).toBe(0);
		expect(run.error?.message).toContain(message);
		expect(run.error?.description).not.toBe('');
		expect(portal.requests).toEqual([]);
	});

	it('is said by its address', async () => {
		const run = await runOn(portal, get(userBy('email', 'no.one@example.com')));
		expect(run.error?.message).toBe(
			'There is no person with the e-mail address no.one@example.com that this credential can see',
		);
	});
});

describe('limited scopes', () => {
	it('user_brief: hidden fields are told in a hint', async () => {
		const run = await runOn(portal, get(userBy('id', CAST.complete)), {
			account: { scopes: ['user_brief'] },
		});
		expect(Object.keys(run.items[0].json)).toEqual([
			'ID',
			'ACTIVE',
			'NAME',
			'LAST_NAME',
			'WORK_POSITION',
			'UF_DEPARTMENT',
		]);
		expect(run.hints).toHaveLength(1);
		expect(run.hints[0].message).toContain('hidden by the scopes of the credential');
		expect(run.hints[0].message).toContain('EMAIL, WORK_PHONE, PERSONAL_MOBILE, USER_TYPE');
	});

	it('user_brief: nobody can be found by e-mail, and that is what the message says', async () => {
		const user = userBy('email', stored(portal, CAST.complete).EMAIL);
		const run = await runOn(portal, get(user), { account: { scopes: ['user_brief'] } });
		expect(run.error?.message).toBe(
			'The credential may not see the field EMAIL, so nobody can be found by it',
		);
		expect(run.error?.description).toContain('"user" or "user_basic"');
	});

	it('user_basic: contacts are there, by e-mail too', async () => {
		const user = userBy('email', stored(portal, CAST.complete).EMAIL);
		const run = await runOn(portal, get(user), { account: { scopes: ['user_basic'] } });
		expect(run.items[0].json).toMatchObject({ ID: '22', WORK_PHONE: '0049307654321' });
		expect(run.hints[0].message).toContain('USER_TYPE');
	});

	it('no user scope: the message names the scopes that would do', async () => {
		const run = await runOn(portal, get(userBy('id', 1)), {
			account: { scopes: ['department'] },
		});
		expect(run.error?.message).toContain('lacks a permission (scope)');
		expect(run.error?.description).toContain('user, user_basic or user_brief');
	});
});
