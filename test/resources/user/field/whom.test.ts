/** Whom a row means: guests, people who left, the credential's own person, links and addresses in the wrong mode. */
import { CAST, startPortal, type Portal } from '../../../portal';
import {
	BOTH_CREDENTIALS,
	changesOf,
	columns,
	hintsOf,
	runOn,
	stored,
	userBy,
} from '../../../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 5 });
});
afterEach(() => portal.stop());

const upsert = (email: string, more: Record<string, unknown> = {}) =>
	runOn(portal, {
		operation: 'upsert',
		email,
		departments: [3],
		fields: columns({ TITLE: 'Dr.' }),
		...(more as Record<string, string>),
	});

describe('Invite or Update on the address of a guest, User Type left at Employee', () => {
	it.each([
		['a department of the parameter', {}],
		[
			'a department of a mapped column',
			{ departments: [], fields: columns({ UF_DEPARTMENT: '3', TITLE: 'Dr.' }) },
		],
	])('with %s is refused: the guest stays one', async (_where, more) => {
		const run = await upsert('erik.extern@partner.example', more);
		expect(run.error?.message).toContain('Erik Extern (ID 8) is an extranet user');
		expect(run.error?.description).toContain('Extranet');
		expect(changesOf(portal)).toEqual([]);
		expect(stored(portal, CAST.extranet).USER_TYPE).toBe('extranet');
	});

	it('without a department updates the profile alone', async () => {
		const run = await upsert('erik.extern@partner.example', { departments: [] });
		expect(run.items[0].json).toMatchObject({ ID: '8', action: 'updated' });
		expect(changesOf(portal)[0].params).toEqual({ TITLE: 'Dr.', ID: '8' });
	});
});

it('Invite or Update on somebody dismissed tells so, and names Reinstate', async () => {
	const run = await upsert('peter.gone@example.com');
	expect(run.items[0].json).toMatchObject({ ID: '7', action: 'updated' });
	const hints = hintsOf(run).join(' ');
	expect(hints).toContain('Пётр Уволенный (ID 7)');
	expect(hints).toContain('"Reinstate"');
	expect(stored(portal, CAST.dismissed).ACTIVE).toBe(false);
});

describe('the person in another way than the mode says', () => {
	it.each(['list', 'id'] as const)('an address in the mode %s is taken for one', async (mode) => {
		const run = await runOn(portal, {
			operation: 'get',
			user: userBy(mode, ' John.Smith@example.com '),
		});
		expect(run.items[0].json).toMatchObject({ ID: '3' });
	});

	it('a link of the own portal in By ID is taken for one', async () => {
		const user = userBy('id', `${portal.url}/company/personal/user/3/`);
		const run = await runOn(portal, { operation: 'get', user });
		expect(run.items[0].json).toMatchObject({ ID: '3' });
	});

	it('an ID in By Email is refused with the mode for it', async () => {
		const run = await runOn(portal, { operation: 'get', user: userBy('email', '3') });
		expect(`${run.error?.message} ${run.error?.description}`).toContain('choose By ID');
	});

	it.each(['url', 'id', 'list'] as const)(
		'the link to a profile of another portal, in the mode %s, dismisses nobody here',
		async (mode) => {
			const user = userBy(mode, 'https://other.example.com/company/personal/user/12/');
			const run = await runOn(portal, { operation: 'dismiss', user });
			expect(run.error?.message).toContain('leads to another portal than the credential');
			expect(changesOf(portal)).toEqual([]);
		},
	);
});

it.each(BOTH_CREDENTIALS)(
	'Dismiss of the person whose $name acts is refused by ID, address and link, and the workflow keeps its access',
	async (access) => {
		for (const user of [
			userBy('id', 1),
			userBy('email', 'anna.admin@example.com'),
			userBy('url', `${portal.url}/company/personal/user/1/`),
		]) {
			const run = await runOn(portal, { operation: 'dismiss', user }, {}, access);
			expect(run.error).toBeDefined();
			expect(changesOf(portal)).toEqual([]);
		}
		expect(stored(portal, CAST.administrator).ACTIVE).toBe(true);
	},
);
