/** Choices and yes/no as columns of tables hold them, and expressions that were not carried out. */
import { CAST, startPortal, type Portal } from '../../../portal';
import { changesOf, columns, runOn, stored, userBy } from '../../../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 5 });
});
afterEach(() => portal.stop());

const ADDRESS = 'gustav.guest@partner.example';

const invitation = (operation: string, userType: unknown) =>
	runOn(
		portal,
		{
			operation,
			email: ADDRESS,
			userType: '={{ $json.kind }}',
			departments: [1],
			workgroups: [2],
			fields: columns({ TITLE: 'Mr' }),
		},
		{ items: [{ kind: userType as string }] },
	);

describe.each(['invite', 'upsert'])('the User Type of %s, from a column', (operation) => {
	it.each(['Extranet', 'extranet ', ' EXTRANET', '\u200Bextranet'])(
		'%j is extranet, and never an employee of a department',
		async (kind) => {
			const run = await invitation(operation, kind);
			expect(run.error).toBeUndefined();
			const [{ params }] = changesOf(portal);
			expect(params).toMatchObject({ EMAIL: ADDRESS, EXTRANET: 'Y' });
			expect([params.SONET_GROUP_ID].flat().map(Number)).toEqual([2]);
			expect(params).not.toHaveProperty('UF_DEPARTMENT');
		},
	);

	it.each(['Guest', 'intranet', 'constructor', 'extra net', true, 0, ['x']])(
		'%j is refused with the two values there are, and nobody is invited',
		async (kind) => {
			const run = await invitation(operation, kind);
			expect(run.error?.message).toContain('Parameter "User Type"');
			expect(run.error?.description).toContain('employee, extranet');
			expect(changesOf(portal)).toEqual([]);
		},
	);
});

it('the User Types of Get Many and Search: spellings are read, anything else is refused', async () => {
	const list = (operation: string, userType: string) =>
		runOn(portal, {
			operation,
			phrase: 'erik',
			returnAll: true,
			filters: { userType: `={{ ${JSON.stringify(userType)} }}` },
			options: { adminMode: true },
		});
	for (const operation of ['getAll', 'search']) {
		const found = await list(operation, ' Extranet');
		expect(found.items.map(({ json }) => json.ID)).toContain(String(CAST.extranet));
		const refused = await list(operation, 'staff');
		expect(refused.error?.message).toContain('"staff" is none of the values there are');
	}
});

describe.each(['true', 1, 'yes', 'Да', ' TRUE '])(
	'a switch that an expression sets to %j',
	(yes) => {
		const said = `={{ ${JSON.stringify(yes)} }}`;
		const update = (options: Record<string, string>) =>
			runOn(portal, {
				operation: 'update',
				user: userBy('id', CAST.complete),
				fields: columns({ TITLE: 'Prof.' }),
				options,
			});

		it('is on: Return All, Admin Mode', async () => {
			const run = await runOn(portal, {
				operation: 'getAll',
				returnAll: said,
				options: { adminMode: said },
			});
			const ids = run.items.map(({ json }) => json.ID);
			expect(ids).toContain(String(CAST.extranetAlone));
			expect(portal.requests[0].calls[0].params.ADMIN_MODE).toBeTruthy();
		});

		it('is on: Remove Photo takes the picture away', async () => {
			const run = await update({ removePhoto: said });
			expect(run.error).toBeUndefined();
			expect(stored(portal, CAST.complete).PERSONAL_PHOTO).toBeNull();
		});

		it('is on: Return User hands on the whole person', async () => {
			const run = await update({ returnUser: said });
			expect(run.items[0].json).toMatchObject({ TITLE: 'Prof.', LAST_NAME: 'Complete' });
		});
	},
);

it.each(['maybe', 2, 'enabled'])(
	'a switch that an expression sets to %j is refused',
	async (said) => {
		const value = `={{ ${JSON.stringify(said)} }}`;
		for (const [name, label] of [
			['removePhoto', 'Remove Photo'],
			['returnUser', 'Return User'],
		]) {
			const run = await runOn(portal, {
				operation: 'update',
				user: userBy('id', 3),
				fields: columns({ TITLE: 'Dr.' }),
				options: { [name]: value },
			});
			expect(run.error?.message).toContain(`Parameter "${label}"`);
		}
		const run = await runOn(portal, { operation: 'getAll', returnAll: value });
		expect(run.error?.message).toContain('Parameter "Return All"');
		expect(portal.requests).toEqual([]);
	},
);

describe('an expression that stands there as plain text is refused, with what to switch', () => {
	const literal = '{{ $json.x }}';
	const forms: Array<[string, Record<string, unknown>]> = [
		['the address of an invitation', { operation: 'invite', email: literal, departments: [1] }],
		[
			'a mapped text',
			{ operation: 'update', user: userBy('id', 3), fields: columns({ NAME: literal }) },
		],
		[
			'a mapped date',
			{
				operation: 'update',
				user: userBy('id', 3),
				fields: columns({ PERSONAL_BIRTHDAY: literal }),
			},
		],
		['the person by ID', { operation: 'get', user: userBy('id', literal) }],
		['the person by address', { operation: 'get', user: userBy('email', literal) }],
		['the person by code', { operation: 'get', user: userBy('xmlId', literal) }],
		['the person by link', { operation: 'get', user: userBy('url', literal) }],
		['a phrase', { operation: 'search', phrase: literal }],
		['the limit', { operation: 'getAll', limit: literal }],
		['the departments', { operation: 'invite', email: 'a@example.com', departments: literal }],
		[
			'the text of an invitation',
			{
				operation: 'invite',
				email: 'a@example.com',
				departments: [1],
				options: { message: 'Dear {{ $json.name }}, welcome!' },
			},
		],
		[
			'a condition',
			{
				operation: 'getAll',
				conditions: { condition: [{ field: 'NAME', operator: 'eq', value: literal }] },
			},
		],
		['a filter', { operation: 'getAll', filters: { nameSearch: literal } }],
	];

	it.each(forms)('%s', async (_what, parameters) => {
		const run = await runOn(portal, parameters as Parameters<typeof runOn>[1]);
		expect(`${run.error?.message} ${run.error?.description}`).toContain(
			'Switch the field from Fixed to Expression',
		);
		expect(changesOf(portal)).toEqual([]);
	});
});
