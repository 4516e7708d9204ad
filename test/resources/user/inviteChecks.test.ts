/**
 * Invite: what the server is known to refuse is refused before anything is sent, with the name of the parameter; then
 * what the portal refuses, and what nobody knows.
 */
import {
	AUTOMATIC,
	callsOf,
	columns,
	hintsOf,
	pluck,
	requestsOf,
	runOn,
	stored,
} from '../../support/portal';
import { startPortal, type Portal } from '../../portal';
import { beforeCommand } from '../../trust/support/faults';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const good = { operation: 'invite', email: 'new@example.com', departments: [1] };
const extranet = { ...good, departments: [], userType: 'extranet' };

const newest = () => stored(portal, Math.max(...portal.people.keys()));

describe('Invite: refused before sending, naming the parameter', () => {
	const rows: Array<[what: string, parameters: object, message: string, remedy: string]> = [
		['no e-mail', { email: '={{ "" }}' }, 'The parameter "Email" is empty', 'Enter the address'],
		['a blank e-mail', { email: ' ' }, 'The parameter "Email" is empty', 'Enter the address'],
		[
			'a missing column',
			{ email: '={{ $json.nothing }}' },
			'"Email" is empty',
			'Enter the address',
		],
		[
			'no @',
			{ email: 'new.example.com' },
			'Parameter "Email": "new.example.com" is not an e-mail',
			'e.g. ',
		],
		[
			'two addresses',
			{ email: 'a@example.com, b@example.com' },
			'Parameter "Email"',
			'one address',
		],
		['a blank inside', { email: 'new one@example.com' }, 'Parameter "Email"', 'one address'],
		['no top level', { email: 'new@example' }, 'Parameter "Email"', 'one address'],
		['a name around it', { email: 'New <new@example.com>' }, 'Parameter "Email"', 'one address'],
		['no department', { departments: [] }, 'An employee needs a department', '"Departments"'],
		['departments as blank text', { departments: ' ' }, 'department', '"Departments"'],
		[
			'a department that is none',
			{ departments: 'Warehouse 9' },
			'Parameter "Departments": There is no department "Warehouse 9"',
			'',
		],
		['department 0', { departments: 0 }, 'Parameter "Departments": There is no department "0"', ''],
		[
			'a negative department',
			{ departments: [-3] },
			'Parameter "Departments": There is no department "-3"',
			'',
		],
		['extranet without workgroup', extranet, 'An extranet user needs a workgroup', '"Workgroups"'],
		[
			'a workgroup by name',
			{ ...extranet, workgroups: 'Partners' },
			'Parameter "Workgroups": There is no workgroup "Partners"',
			'',
		],
	];

	it.each(rows)('%s', async (_what, parameters, message, remedy) => {
		const run = await runOn(portal, { ...good, ...parameters });
		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain(message);
		expect(run.error?.description).toContain(remedy);
		expect(callsOf(portal, 'user.add')).toEqual([]);
	});

	it('a bad department names the parameter it stands in', async () => {
		const run = await runOn(portal, { ...good, departments: 'Warehouse 9' });
		expect(`${run.error?.message} ${run.error?.description}`).toContain('Departments');
	});

	it.each([
		['a name or a path', 'Sales', [17]],
		['a row of the portal', [{ ID: 3 }], [3]],
	])('departments are read as %s', async (_what, departments, ids) => {
		const run = await runOn(portal, { ...good, departments });
		expect(run.error).toBeUndefined();
		expect(newest().UF_DEPARTMENT).toEqual(ids);
	});

	it.each([
		['25 characters, emoji counted once', `${'é'.repeat(23)}🦄🦄`, []],
		['26, which some portals refuse', 'Wolfeschlegelsteinhausenbe', [expect.stringMatching(/25/)]],
	])('a first name of %s passes', async (_what, NAME, hints) => {
		const run = await runOn(portal, { ...good, fields: columns({ NAME }) });
		expect(run.error).toBeUndefined();
		expect(newest().NAME).toBe(NAME);
		expect(hintsOf(run)).toEqual(hints);
	});

	it('preflight: a bad e-mail in item 3 means that nothing at all is sent', async () => {
		const items = ['one@example.com', 'two@example.com', 'three'].map((email) => ({ email }));
		const run = await runOn(portal, { ...good, email: '={{ $json.email }}' }, { items });
		expect(run.error?.message).toBe('Parameter "Email": "three" is not an e-mail address');
		expect(run.error?.description).toContain('Nothing was changed in the portal.');
		expect(callsOf(portal, 'user.add')).toEqual([]);
	});

	it('preflight: with Continue On Fail only the bad items stay behind', async () => {
		const items = ['one@example.com', 'two', 'three@example.com', ''].map((email, index) => ({
			email,
			row: index + 1,
		}));
		const run = await runOn(
			portal,
			{ ...good, email: '={{ $json.email }}' },
			{ items, continueOnFail: 'continueErrorOutput' },
		);
		expect(pluck(run.next, 'row')).toEqual([1, 3]);
		expect(pluck(run.nextOnError, 'row')).toEqual([2, 4]);
		expect(pluck(run.errorItems, 'error')).toEqual([
			'Parameter "Email": "two" is not an e-mail address',
			'The parameter "Email" is empty',
		]);
	});

	it('an expression that cannot be resolved is that item’s alone', async () => {
		const run = await runOn(
			portal,
			{ ...good, email: '={{ $json.person.email }}' },
			{
				items: [{ row: 1 }, { row: 2, person: { email: 'two@example.com' } }],
				continueOnFail: 'continueErrorOutput',
			},
		);
		expect(pluck(run.next, 'row')).toEqual([2]);
		expect(pluck(run.nextOnError, 'row')).toEqual([1]);
	});
});

describe('Invite: what the portal refuses, explained', () => {
	it('user_count_exceeded: the plan is full', async () => {
		await portal.stop();
		portal = await startPortal({ people: 0, userLimit: 1 });
		const run = await runOn(portal, good);
		expect(run.error?.message).toBe(
			'The plan of the portal allows no more users (new@example.com)',
		);
		expect(run.error?.description).toContain('extend the plan');
	});

	it('access_denied: a person without invitation rights', async () => {
		const run = await runOn(portal, good, { account: { userId: 3 } });
		expect(run.error?.message).toBe('The portal refused access (new@example.com)');
		expect(run.error?.description).toContain('inviting takes the right to invite');
	});

	it('a holder of invitation rights who is no administrator may invite', async () => {
		stored(portal, 3).mayInvite = true;
		const run = await runOn(portal, good, { account: { userId: 3 } });
		expect(run.error).toBeUndefined();
		expect(newest().EMAIL).toBe('new@example.com');
	});

	it('the same address twice in one run: the second is refused, the first stands', async () => {
		const items = [{ row: 1 }, { row: 2 }];
		const run = await runOn(portal, good, { items, continueOnFail: 'continueErrorOutput' });
		expect(pluck(run.next, 'row')).toEqual([1]);
		expect(pluck(run.nextOnError, 'row')).toEqual([2]);
		expect(newest().invitations).toHaveLength(1);
	});

	it('a dismissed person’s address: points to Reinstate', async () => {
		const run = await runOn(portal, { ...good, email: 'peter.gone@example.com' });
		expect(run.error?.message).toBe(
			'peter.gone@example.com belongs to Пётр Уволенный (ID 7), who was dismissed',
		);
		expect(run.error?.description).toContain('"Reinstate"');
	});
});

describe('Invite: an invitation whose answer was lost is never sent again blindly, the e-mail is looked up first', () => {
	const parameters = { ...good, email: '={{ $json.email }}' };
	/** The answer to the request of invitations, alone or in a batch, is lost after it was carried out. */
	const loseInvitations = () => {
		for (const method of ['batch', 'user.add']) {
			portal.fault({ method, when: 'after', connection: 'reset' });
		}
	};
	const rows: Array<[count: string, items: Array<{ row: number; email: string }>]> = [
		['one', [{ row: 1, email: 'new@example.com' }]],
		[
			'two',
			[
				{ row: 1, email: 'new@example.com' },
				{ row: 2, email: 'other@example.com' },
			],
		],
	];

	it.each(rows)(
		'%s that arrived: found, output and linked, invited once',
		async (_count, items) => {
			loseInvitations();
			const run = await runOn(portal, parameters, { items });
			expect(run.error).toBeUndefined();
			expect(pluck(run.next, 'row')).toEqual(items.map(({ row }) => row));
			expect(pluck(run.items, 'recovered')).toEqual(items.map(() => true));
			const people = pluck(run.items, 'ID').map((id) => stored(portal, String(id)));
			expect(people.map(({ EMAIL }) => EMAIL)).toEqual(items.map(({ email }) => email));
			expect(people.map(({ invitations }) => invitations.length)).toEqual(items.map(() => 1));
			expect(callsOf(portal, 'user.add')).toHaveLength(items.length);
		},
	);

	it.each(rows)('%s that cannot be looked up: the text does not deny it', async (_count, items) => {
		loseInvitations();
		beforeCommand(portal, 'user.add', 1, () => portal.limitOperation('user.get', 4_000_000_000));
		const run = await runOn(portal, parameters, { items });
		expect(run.items).toEqual([]);
		expect(callsOf(portal, 'user.add')).toHaveLength(items.length);
		expect(newest().invitations).toHaveLength(1);
		expect(run.error?.description).not.toContain('Nothing was changed');
		expect(`${run.error?.message} ${run.error?.description}`).toMatch(/may have been|look/i);
	});
});

describe('Invite: the resource mapper "fields"', () => {
	it('Map Each Column Manually: expressions per item, values typed', async () => {
		const run = await runOn(
			portal,
			{
				...good,
				email: '={{ $json.email }}',
				fields: columns({
					NAME: '={{ $json.name }}',
					WORK_PHONE: '={{ $json.phone }}',
					PERSONAL_BIRTHDAY: '={{ $json.born }}',
				}),
			},
			{
				items: [
					{ email: 'a@example.com', name: 'Анна', phone: 4930123, born: '1990-05-10' },
					{ email: 'b@example.com', name: "O'Neil", phone: '+49 30', born: '10.05.1990' },
				],
			},
		);
		const ids = pluck(run.items, 'ID');
		expect(stored(portal, String(ids[0]))).toMatchObject({
			NAME: 'Анна',
			WORK_PHONE: '4930123',
			PERSONAL_BIRTHDAY: '1990-05-10',
		});
		expect(stored(portal, String(ids[1]))).toMatchObject({
			NAME: "O'Neil",
			WORK_PHONE: '+49 30',
			PERSONAL_BIRTHDAY: '1990-05-10',
		});
	});

	it('Map Automatically: fields by name, other columns told in a hint, never sent', async () => {
		const run = await runOn(
			portal,
			{ ...good, email: '={{ $json.EMAIL }}', fields: AUTOMATIC },
			{
				items: [
					{ EMAIL: 'a@example.com', LAST_NAME: 'A', Salary: 1, LAST_LOGIN: '2020-01-01' },
					{ EMAIL: 'b@example.com', LAST_NAME: 'B', ID: '3', note: 'x' },
				],
			},
		);
		expect(pluck(run.items, 'ID').map((id) => stored(portal, String(id)).LAST_NAME)).toEqual([
			'A',
			'B',
		]);
		expect(run.hints).toHaveLength(1);
		expect(run.hints[0].message).toContain(
			'left out: Salary (near: UF_USR_SALARY), LAST_LOGIN, note',
		);
		expect(callsOf(portal, 'user.add').flatMap(({ params }) => Object.keys(params))).toEqual(
			expect.not.arrayContaining(['ID', 'Salary', 'LAST_LOGIN', 'note']),
		);
		expect(stored(portal, 3).LAST_NAME).toBe('Smith');
	});

	it('a mapped EMAIL column cannot send the invitation to somebody else', async () => {
		const fields = columns({ EMAIL: 'other@example.com', NAME: 'New' });
		await runOn(portal, { ...good, fields });
		expect(newest()).toMatchObject({ EMAIL: 'new@example.com', NAME: 'New' });
	});

	it('a column that is no field is refused by name instead of being lost', async () => {
		const run = await runOn(portal, { ...good, fields: columns({ NICKNAME: 'x' }) });
		expect(run.error?.message).toBe('The portal has no field NICKNAME');
		expect(callsOf(portal, 'user.add')).toEqual([]);
	});

	it.each([
		['a custom field: the definitions are read once for all items', 'UF_USR_COST_CENTER', 1],
		['standard fields only: nothing need be read', 'NAME', 0],
	])('%s', async (_what, code, reads) => {
		const items = Array.from({ length: 10 }, (_, row) => ({ row }));
		const email = '=p{{ $json.row }}@example.com';
		const run = await runOn(
			portal,
			{ ...good, email, fields: columns({ [code]: 'value' }) },
			{ items },
		);
		expect(run.items).toHaveLength(10);
		expect(newest()[code]).toBe('value');
		expect(requestsOf(portal).at(-1)).toBe('batch(10 user.add)');
		expect(callsOf(portal, 'user.fields')).toHaveLength(reads);
		// The departments in two pages, who is there, and the invitations.
		expect(portal.requests).toHaveLength(4 + reads);
	});
});
