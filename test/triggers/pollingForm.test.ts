/** Bitrix24 User Changes Trigger: its form, its output, the test from the editor, and what is explained. */
import { callLoadOptions } from '../harness';
import { CAST, startPortal, type Portal } from '../portal';
import { complaint } from '../support/handlers';
import { addPerson, Watcher } from '../support/polling';
import { OAUTH2, requestsOf, webhookCredential, type Account } from '../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 20 });
});
afterEach(() => portal.stop());

describe('changes', () => {
	it('hands on the chosen ones only, and tells the others apart all the same', async () => {
		const watcher = await new Watcher(portal, { changes: ['reinstated'] }).begin();
		portal.edit(CAST.apostrophe, { ACTIVE: false });
		portal.edit(CAST.employee, { NAME: 'Jon' });
		expect(await watcher.changes()).toEqual([]);
		portal.edit(CAST.apostrophe, { ACTIVE: true });
		expect(await watcher.changes()).toEqual(['reinstated 4']);
	});

	it('another choice later brings nothing up again and loses nothing', async () => {
		const watcher = await new Watcher(portal, { changes: ['added'] }).begin();
		portal.edit(CAST.apostrophe, { ACTIVE: false });
		expect(await watcher.changes()).toEqual([]);
		// n8n polls at once when an edited workflow is activated again.
		watcher.parameters = { changes: ['dismissed', 'updated'] };
		expect(await watcher.changes()).toEqual([]);
		portal.edit(CAST.employee, { ACTIVE: false });
		expect(await watcher.changes()).toEqual(['dismissed 3']);
	});

	it('guests are watched with the credential of an administrator', async () => {
		const watcher = await new Watcher(portal).begin();
		portal.edit(CAST.extranetAlone, { ACTIVE: false });
		portal.edit(CAST.extranetDismissed, { ACTIVE: true });
		expect(await watcher.changes()).toEqual(['dismissed 9', 'reinstated 18']);
	});

	it('signing in and being online are no changes', async () => {
		const watcher = await new Watcher(portal).begin();
		await portal.signIn(CAST.invited);
		portal.people.get(CAST.employee)!.IS_ONLINE = 'Y';
		expect(await watcher.changes()).toEqual([]);
	});
});

describe('filters', () => {
	it.each<[string, object, string[]]>([
		['departments', { departments: [20] }, ['updated 2']],
		['status', { status: 'active' }, ['updated 2', 'updated 3']],
		['user type', { userType: ['extranet'] }, ['dismissed 8']],
		['name', { nameSearch: 'Smi' }, ['updated 3']],
		['several', { status: 'active', departments: [1] }, ['updated 3']],
		['none', {}, ['updated 2', 'updated 3', 'dismissed 8']],
	])('%s', async (_, filters, expected) => {
		const watcher = await new Watcher(portal, { filters: { ...filters } }).begin();
		portal.edit(CAST.cyrillic, { WORK_PHONE: '1' });
		portal.edit(CAST.employee, { WORK_PHONE: '1' });
		portal.edit(CAST.extranet, { ACTIVE: false });
		expect(await watcher.changes()).toEqual(expected);
		expect(await watcher.changes()).toEqual([]);
	});

	/** b24restdocs `api-reference/user/user-scope.md`: only the scope `user` shows LAST_LOGIN, and what is hidden filters nobody. */
	it.each<[string, object]>([
		['Never Signed In', { neverSignedIn: true }],
		['Last Sign-In Before', { lastSignInBefore: '2024-05-01' }],
		['Invitation', { invitation: 'pending' }],
	])('%s is refused where sign-ins are hidden: everybody would meet it', async (_, filters) => {
		const account: Account = { scopes: ['user_basic'] };
		const watcher = new Watcher(portal, { filters: { ...filters } }, undefined, account);
		expect(await complaint(watcher.poll())).toContain('cannot see the field LAST_LOGIN');
		expect(await complaint(watcher.poll('manual'))).toContain('cannot see the field LAST_LOGIN');
	});

	it('changed in the form bring up nobody who did not change, and forget nobody', async () => {
		const watcher = await new Watcher(portal, { filters: { departments: [20] } }).begin();
		portal.edit(CAST.employee, { ACTIVE: false });
		expect(await watcher.changes()).toEqual([]);
		watcher.parameters = {};
		expect(await watcher.changes()).toEqual([]);
		portal.edit(CAST.employee, { ACTIVE: true });
		const added = await addPerson(portal);
		watcher.parameters = { filters: { departments: [1] } };
		expect(await watcher.changes()).toEqual(['reinstated 3', `added ${added}`]);
	});
});

describe('output', () => {
	const changed = async (parameters: object) => {
		const watcher = await new Watcher(portal, { ...parameters }).begin();
		portal.edit(CAST.complete, { ACTIVE: false });
		return (await watcher.poll())[0];
	};

	it('simplified: the fields of the main node, and the change', async () => {
		expect(Object.keys(await changed({}))).toEqual([
			'change',
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
		]);
	});

	it('selected fields', async () => {
		const output = { output: 'selectedFields', outputFields: ['EMAIL', 'UF_USR_BADGE'] };
		expect(await changed(output)).toEqual({
			ID: '22',
			EMAIL: 'carla.complete@example.com',
			UF_USR_BADGE: '42',
			change: 'dismissed',
		});
	});

	it('raw', async () => {
		expect(await changed({ output: 'raw' })).toMatchObject({
			ID: '22',
			ACTIVE: false,
			TIMESTAMP_X: expect.any(String),
			UF_USR_COST_CENTER: 'CC-100',
			change: 'dismissed',
		});
	});
});

describe('a test from the editor', () => {
	it('hands on the latest few people of each chosen change, and remembers nothing', async () => {
		portal.edit(CAST.employee, { NAME: 'Jon' });
		portal.passTime(1000);
		portal.edit(CAST.apostrophe, { ACTIVE: false });
		const added = await addPerson(portal);
		const watcher = new Watcher(portal, { changes: ['added', 'dismissed', 'updated'] });
		const items = await watcher.poll('manual');
		expect(items.length).toBeLessThanOrEqual(9);
		expect(items[0]).toMatchObject({ change: 'added', ID: String(added) });
		const of = (change: string) => items.filter((item) => item.change === change);
		expect(of('dismissed')[0]).toMatchObject({ ID: '4', ACTIVE: false });
		expect(of('updated')[0]).toMatchObject({ ID: '3', NAME: 'Jon' });
		expect(new Set(items.map(({ ID }) => ID)).size).toBe(items.length);
		expect(watcher.memory).toEqual({});
		expect(requestsOf(portal)).toHaveLength(1);
	});

	it('does not disturb an active workflow', async () => {
		const watcher = await new Watcher(portal).begin();
		portal.edit(CAST.employee, { NAME: 'Jon' });
		await watcher.poll('manual');
		expect(await watcher.changes()).toEqual(['updated 3']);
	});

	it('follows filters and output, and says when nobody meets them', async () => {
		const filters = { departments: [20], status: 'active' };
		const watcher = new Watcher(portal, { filters, changes: ['updated'], output: 'raw' });
		const items = await watcher.poll('manual');
		for (const { UF_DEPARTMENT, ACTIVE } of items) {
			expect([UF_DEPARTMENT, ACTIVE]).toEqual([expect.arrayContaining([20]), true]);
		}
		expect(items.length).toBeGreaterThan(0);
		watcher.parameters = { filters: { nameSearch: 'Nobody at all' } };
		expect(await complaint(watcher.poll('manual'))).toMatch(
			/^Nobody in the portal meets the filters/,
		);
	});
});

describe('what cannot work is explained', () => {
	it.each<[object, RegExp]>([
		[
			{ changes: ['added', 'Fired'] },
			/^"Fired" is none of the changes there are \| Use any of: added, /,
		],
		[{ changes: 'removed' }, /^"removed" is none of the changes/],
		[{ changes: ['constructor'] }, /^"constructor" is none of the changes/],
		[
			{ watchFields: ['NAME', 'LAST_LOGIN'] },
			/^LAST_LOGIN cannot be watched: it changes without anybody .* "First Sign-In"/,
		],
		[{ changes: [] }, /^The parameter "Changes" is empty \| Choose at least one/],
		[
			{ changes: ['dismissed'], filters: { status: 'active' } },
			/nothing would ever come \| Remove the filter "Status"/,
		],
		[
			{ changes: ['reinstated'], filters: { status: 'dismissed' } },
			/nothing would ever come \| Remove the filter "Status"/,
		],
		[{ output: 'selectedFields', outputFields: [] }, /"Output Fields" is empty/],
		[{ filters: { departments: ['Sales'] } }, /not the ID of a department/],
	])('%j', async (parameters, expected) => {
		expect(await complaint(new Watcher(portal, { ...parameters }).poll())).toMatch(expected);
		expect(portal.requests).toEqual([]);
	});

	it.each<[string, Account, RegExp]>([
		['no scope for users', { scopes: ['department'] }, /user, user_basic or user_brief/],
	])('%s', async (_, account, expected) => {
		const watcher = new Watcher(portal, {}, undefined, account);
		expect(await complaint(watcher.poll())).toMatch(expected);
	});

	it('an answer without the portal’s time', async () => {
		const watcher = await new Watcher(portal).begin();
		const result = { result: [], result_error: [], result_total: [], result_next: [] };
		const body = { result: { ...result, result: { c0: [], c1: [], c2: [] } } };
		portal.fault({ method: 'batch', times: 9, answer: { status: 200, body } });
		expect(await complaint(watcher.poll())).toMatch(/does not tell its time/);
	});
});

it('another portal in the credential begins anew', async () => {
	const other = await startPortal({ people: 3 });
	const watcher = await new Watcher(portal).begin();
	const moved = new Watcher(other);
	Object.assign(moved.memory, watcher.memory);
	other.edit(CAST.employee, { NAME: 'Jon' });
	expect(await moved.changes()).toEqual([]);
	other.edit(CAST.apostrophe, { NAME: 'Sia' });
	expect(await moved.changes()).toEqual(['updated 4']);
	await other.stop();
});

it('a renamed portal is still the same portal', async () => {
	const watcher = await new Watcher(portal, {}, OAUTH2).begin();
	const { data } = watcher.credentials;
	const client_endpoint = portal.url.replace('127.0.0.1', 'localhost') + '/rest/';
	data.oauthTokenData = { ...(data.oauthTokenData as object), client_endpoint };
	portal.edit(CAST.employee, { NAME: 'Jon' });
	expect(await watcher.changes()).toEqual(['updated 3']);
	expect(portal.requests[0].headers.host).toMatch(/^localhost:/);
});

it('the dropdowns of the form are filled from the portal', async () => {
	const credentials = webhookCredential(portal);
	const type = 'bitrix24UserChangesTrigger';
	const options = { type, credentials, parameters: { authentication: 'webhook' } };
	expect((await callLoadOptions('getDepartments', options)).length).toBeGreaterThan(3);
	expect((await callLoadOptions('getUserFields', options)).map(({ value }) => value)).toContain(
		'NAME',
	);
});
