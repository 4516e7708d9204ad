/** Get, Get Many, Get Members, Get Workgroups of User. Facts: b24restdocs `api-reference/sonet-group/`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { hintsOf, pluck, requestsOf, runOn, stored, userBy } from '../../support/portal';
import { form, groupBy, pairs, storedGroup } from '../../support/workgroups';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

describe('Get Many', () => {
	const MANY = form('getAll');

	it('gets 50 unless told otherwise, the rows as the portal has them', async () => {
		const run = await runOn(portal, MANY);
		expect(run.items).toHaveLength(50);
		expect(run.items[0].json).toMatchObject({ ID: '1', NAME: 'Project Alpha', IS_EXTRANET: 'N' });
		expect(requestsOf(portal)).toEqual(['sonet_group.get']);
	});

	it('gets all of them, secret ones included, each once', async () => {
		const run = await runOn(portal, { ...MANY, returnAll: true });
		expect(pluck(run.items, 'ID')).toEqual(portal.workgroups.map(({ ID }) => String(ID)));
	});

	it('gets as many as the limit says', async () => {
		const run = await runOn(portal, { ...MANY, limit: 7 });
		expect(run.items).toHaveLength(7);
	});

	it('an employee sees what the portal shows them', async () => {
		const account = { userId: CAST.employee };
		const run = await runOn(portal, { ...MANY, returnAll: true }, { account });
		expect(pluck(run.items, 'ID')).not.toContain('5');
		expect(run.error).toBeUndefined();
	});
});

describe('Get Members', () => {
	const MEMBERS = form('getMembers');

	it('several workgroups: names of workgroups, members, names of people: three requests', async () => {
		const items = [{ group: 1 }, { group: 2 }, { group: 3 }];
		const run = await runOn(portal, MEMBERS, { items });
		expect(run.error).toBeUndefined();
		expect(requestsOf(portal)).toEqual([
			'sonet_group.get',
			'batch(3 sonet_group.user.get)',
			'user.get',
		]);
	});

	it('dismissed members and owners, whom the portal hides, are told', async () => {
		const run = await runOn(portal, MEMBERS, { items: [{ group: 1 }, { group: 2 }, { group: 3 }] });
		expect(pluck(run.items, 'ID')).not.toContain('18');
		expect(hintsOf(run)).toEqual([
			expect.stringContaining('workgroup "Extranet: Partners", workgroup "Extranet: Auditors"'),
		]);
		expect(hintsOf(run)[0]).not.toContain('Project Alpha');
	});

	it('gets as many as the limit says, and asks for no more names', async () => {
		const run = await runOn(portal, { ...MEMBERS, limit: 1 }, { items: [{ group: 1 }] });
		expect(pluck(run.items, 'ID')).toEqual(['2']);
	});

	it('a credential that may not see addresses: they are missing, and that is told', async () => {
		const account = { scopes: ['sonet_group' as const, 'user_brief' as const] };
		const run = await runOn(portal, MEMBERS, { items: [{ group: 1 }], account });
		expect(run.items[0].json).toEqual({
			workgroup: '1',
			ID: '2',
			NAME: 'Ольга',
			LAST_NAME: 'Петрова-Ёлкина',
			role: 'owner',
		});
		expect(hintsOf(run).join()).toContain('EMAIL');
	});
});

describe('Get Workgroups of User', () => {
	const GROUPS = form('getUserGroups');

	it('for the credential’s own person the portal’s own list is asked, and that is told', async () => {
		const account = { userId: CAST.employee };
		const run = await runOn(portal, GROUPS, { items: [{ user: 3 }], account });
		expect(pluck(run.items, 'workgroup')).toEqual(['1', '2']);
		expect(requestsOf(portal)).toEqual(['user.get', 'profile', 'sonet_group.user.groups']);
		expect(hintsOf(run)).toEqual([
			'Found out by the portal’s list of the credential’s own workgroups: John Smith (ID 3)',
		]);
	});

	it('for others all workgroups are looked through once, 50 to a request, and that is told', async () => {
		const items = [{ user: 3 }, { user: 8 }, { user: 4 }];
		const run = await runOn(portal, GROUPS, { items });
		expect(run.error).toBeUndefined();
		expect(portal.workgroups).toHaveLength(68);
		expect(requestsOf(portal)).toEqual([
			'user.get',
			'profile',
			'sonet_group.get',
			'sonet_group.get',
			'batch(50 sonet_group.user.get)',
			'batch(18 sonet_group.user.get)',
		]);
		expect(hintsOf(run)).toEqual([expect.stringMatching(/nobody’s workgroups but .*: 68$/)]);
	});

	it('with an employee’s credential it is told that secret workgroups may be missing', async () => {
		const run = await runOn(portal, GROUPS, {
			items: [{ user: CAST.secondAdministrator }],
			account: { userId: CAST.employee },
		});
		expect(run.items).toEqual([]);
		expect(hintsOf(run).join()).toContain('secret workgroups it is not in are missing');
	});

	it('of somebody who was dismissed only what they own is known, and that is told', async () => {
		stored(portal, CAST.dismissed).workgroups = [1];
		const run = await runOn(portal, GROUPS, { items: [{ user: CAST.dismissed }] });
		expect(pluck(run.items, 'workgroup')).toEqual(['3']);
		expect(pluck(run.items, 'role')).toEqual(['owner']);
		expect(hintsOf(run).join()).toContain('Пётр Уволенный (ID 7)');
	});

	it('finds the person by e-mail as well', async () => {
		const byEmail = { ...GROUPS, user: userBy('email', 'JOHN.smith@example.com') };
		const run = await runOn(portal, byEmail);
		expect(pluck(run.items, 'workgroup')).toEqual(['1', '2']);
	});
});

describe('a workgroup by its name', () => {
	it('is found', async () => {
		const run = await runOn(portal, { ...form('get'), workgroup: groupBy('name', 'BOARD') });
		expect(pluck(run.items, 'ID')).toEqual(['5']);
	});

	it('is refused where several are called so', async () => {
		storedGroup(portal, 2).NAME = 'Board';
		const run = await runOn(portal, { ...form('get'), workgroup: groupBy('name', 'Board') });
		expect(run.error?.message).toBe('Several workgroups are called "Board"');
		expect(run.error?.description).toContain('The IDs are 2, 5.');
	});

	it('is refused with what comes near', async () => {
		const run = await runOn(portal, { ...form('get'), workgroup: groupBy('name', 'Partners') });
		expect(run.error?.description).toContain('Names that come near: Extranet: Partners.');
	});

	it('an item per pair of names shares the look-up of names', async () => {
		const items = pairs(['Board', 3], ['project alpha', 3], ['Project 7', 3]);
		const byName = { ...form('get'), workgroup: groupBy('name', '={{ $json.group }}') };
		const run = await runOn(portal, byName, { items });
		expect(pluck(run.items, 'ID')).toEqual(['5', '1', '16']);
		expect(requestsOf(portal)).toEqual(['sonet_group.get', 'sonet_group.get']);
	});
});
