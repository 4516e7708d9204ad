/** sonet_group.* as documented in b24restdocs `api-reference/sonet-group/`, and what is not documented. */
import { caller } from './server/caller';
import type { Call } from './server/caller';
import { CAST, startPortal } from '.';
import type { Portal, Workgroup } from './types';

let portal: Portal;
let call: Call;
let john: Call;

beforeEach(async () => {
	portal = await startPortal({ people: 5 });
	call = caller(portal.webhook());
	john = caller(portal.webhook({ userId: CAST.employee }));
});

afterEach(() => portal.stop());

function group(id: number): Workgroup {
	const found = portal.workgroups.find(({ ID }) => ID === id);
	if (!found) throw new Error(`no workgroup ${id}`);
	return found;
}

async function members(id: number): Promise<Record<string, unknown>> {
	const { rows } = await call('sonet_group.user.get', { ID: id });
	return Object.fromEntries(rows.map(({ USER_ID, ROLE }) => [String(USER_ID), ROLE]));
}

describe('sonet_group.get', () => {
	it('answers rows of texts with owner and number of members (sonet-group-get.md)', async () => {
		const { rows } = await call('sonet_group.get', { FILTER: { ID: [1] } });
		expect(rows).toMatchObject([
			{ ID: '1', OWNER_ID: '2', NUMBER_OF_MEMBERS: '3', IS_EXTRANET: 'N', PROJECT: 'N' },
		]);
	});

	it.each<[object, number[]]>([
		[{ OWNER_ID: CAST.dismissed }, [3]],
		[{ '!OWNER_ID': [1, 2] }, [3, 2]],
		[{ '!=OWNER_ID': 1, ACTIVE: 'Y' }, [3, 2, 1]],
		[{ '><ID': [2, 4] }, [4, 3, 2]],
		[{ '!><ID': [3, 999] }, [2, 1]],
		[{ '?NAME': 'partners' }, [2]],
		[{ '%NAME': 'EXTRANET', ACTIVE: 'N' }, [6]],
		[{ CLOSED: 'Y' }, [4]],
		[{ '<=ID': 2, '!%NAME': 'extra' }, [1]],
		[{ '>=DATE_CREATE': '2024-01-16' }, []],
	])('FILTER %j finds %j (sonet-group-get.md)', async (FILTER, expected) => {
		expect((await call('sonet_group.get', { FILTER })).ids).toEqual(expected);
	});

	it('drops conditions with unknown operators or fields without a word (server behaviour)', async () => {
		const all = (await call('sonet_group.get')).total;
		const odd = { '@ID': [1], '=%NAME': 'x%', '~ID': 3, NOTHING: 1 };
		expect((await call('sonet_group.get', { FILTER: odd })).total).toBe(all);
	});

	it('shows secret groups to their members and, with IS_ADMIN, to administrators', async () => {
		const alex = caller(portal.webhook({ userId: CAST.secondAdministrator }));
		expect((await call('sonet_group.get', { GROUP_ID: 5 })).ids).toEqual([]);
		expect((await call('sonet_group.get', { GROUP_ID: 5, IS_ADMIN: 'Y' })).ids).toEqual([5]);
		expect((await alex('sonet_group.get', { GROUP_ID: 5 })).ids).toEqual([5]);
		expect((await john('sonet_group.get', { GROUP_ID: 5, IS_ADMIN: 'Y' })).ids).toEqual([]);
	});

	it('pages by 50 from start and orders by several fields', async () => {
		const ORDER = { OWNER_ID: 'DESC', ID: 'ASC' };
		const first = await call('sonet_group.get', { ORDER });
		expect([first.rows.length, first.next]).toEqual([50, 50]);
		expect(first.ids.slice(0, 5)).toEqual([3, 2, 1, 4, 6]);
		const second = await call('sonet_group.get', { ORDER, start: 50 });
		expect([...first.ids, ...second.ids]).toHaveLength(first.total ?? 0);
	});
});

describe('sonet_group.user.get', () => {
	it('lists owner, moderators and members who work here (sonet-group-user-get.md)', async () => {
		expect(await members(1)).toEqual({ 2: 'A', 3: 'K', 4: 'E' });
		expect(await members(2)).toEqual({ 3: 'A', 8: 'K' });
		group(1).invited = [5];
		expect(await members(1)).not.toHaveProperty('5');
	});

	it('does not page (sonet-group-user-get.md)', async () => {
		for (let id = 1000; id < 1080; id += 1) {
			const sample = portal.people.get(CAST.employee);
			if (sample) portal.people.set(id, { ...sample, ID: id, workgroups: [1] });
		}
		const answer = await call('sonet_group.user.get', { ID: 1 });
		expect(answer.rows).toHaveLength(83);
		expect(answer.next).toBeUndefined();
	});

	it('hides dismissed people, whose membership and ownership stay (server behaviour)', async () => {
		expect(await members(3)).toEqual({ 9: 'K' });
		expect((await call('sonet_group.get', { FILTER: { OWNER_ID: 7 } })).ids).toEqual([3]);
		await call('user.update', { ID: 4, ACTIVE: 'N' });
		expect(await members(1)).toEqual({ 2: 'A', 3: 'K' });
		await call('user.update', { ID: 4, ACTIVE: 'Y' });
		expect(await members(1)).toMatchObject({ 4: 'E' });
	});

	it.each<[object, string]>([
		[{}, 'Wrong socialnetwork group ID'],
		[{ ID: 'x' }, 'Wrong socialnetwork group ID'],
		[{ ID: 9999 }, 'Socialnetwork group not found'],
		[{ ID: 5 }, 'Socialnetwork group not found'],
	])('%j: an error without a code (sonet-group-user-get.md)', async (params, text) => {
		expect(await john('sonet_group.user.get', params)).toMatchObject({
			status: 400,
			error: '',
			error_description: text,
		});
	});
});

describe('changing members', () => {
	it('add answers the newly added only, as texts (sonet-group-user-add.md)', async () => {
		const add = (USER_ID: unknown) => call('sonet_group.user.add', { GROUP_ID: 1, USER_ID });
		expect((await add([3, 5, 11])).result).toEqual(['5', '11']);
		expect((await add([3, 5, 11])).result).toEqual([]);
		expect((await add('12')).result).toEqual(['12']);
		expect(await members(1)).toMatchObject({ 5: 'K', 11: 'K', 12: 'K' });
	});

	it('add leaves out bots, mail users, strangers and the dismissed (sonet-group-user-add.md)', async () => {
		const USER_ID = [CAST.bot, CAST.emailUser, CAST.dismissed, 9999];
		expect((await call('sonet_group.user.add', { GROUP_ID: 1, USER_ID })).result).toEqual([]);
	});

	it('an extranet person turns the group into an extranet one, for good (sonet-group-user-add.md)', async () => {
		const shown = async () => (await call('sonet_group.get', { GROUP_ID: 1 })).rows[0].IS_EXTRANET;
		expect(await shown()).toBe('N');
		await call('sonet_group.user.add', { GROUP_ID: 1, USER_ID: CAST.extranet });
		expect(await shown()).toBe('Y');
		await call('sonet_group.user.delete', { GROUP_ID: 1, USER_ID: CAST.extranet });
		expect(await shown()).toBe('Y');
	});

	it('invite asks, and leaves out oneself and everybody with any relation (sonet-group-user-invite.md)', async () => {
		const olga = caller(portal.webhook({ userId: 2 }));
		const asked = { GROUP_ID: 1, USER_ID: [2, 3, 5], MESSAGE: 'Join us' };
		expect((await olga('sonet_group.user.invite', asked)).result).toEqual(['5']);
		expect((await olga('sonet_group.user.invite', asked)).result).toEqual([]);
		expect(await members(1)).not.toHaveProperty('5');
		const nobody = { GROUP_ID: 1, USER_ID: 11 };
		expect((await john('sonet_group.user.invite', nobody)).result).toEqual([]);
	});

	it('update changes roles to E or K and leaves the owner alone (sonet-group-user-update.md)', async () => {
		const update = (USER_ID: unknown, ROLE: string) =>
			call('sonet_group.user.update', { GROUP_ID: 1, USER_ID, ROLE });
		expect((await update([2, 3, 4, 5], 'E')).result).toEqual(['3']);
		expect((await update([2, 3, 4], 'K')).result).toEqual(['3', '4']);
		expect(await members(1)).toEqual({ 2: 'A', 3: 'K', 4: 'K' });
		expect(await update(3, 'A')).toMatchObject({
			error: '',
			error_description: 'Incorrect role code',
		});
	});

	it('delete leaves out owner and scrum master without a word (sonet-group-user-delete.md)', async () => {
		const GROUP_ID = 10;
		await call('sonet_group.user.add', { GROUP_ID, USER_ID: [3, 11] });
		const gone = await call('sonet_group.user.delete', { GROUP_ID, USER_ID: [1, 3, 11, 12] });
		expect(gone.result).toEqual(['3']);
		expect(await members(GROUP_ID)).toEqual({ 1: 'A', 11: 'K' });
	});

	it.each<[string, object, string]>([
		['add', { USER_ID: 3 }, 'Wrong group ID'],
		['add', { GROUP_ID: 1 }, 'Wrong user IDs'],
		['update', { GROUP_ID: 1, USER_ID: [], ROLE: 'E' }, 'Wrong user IDs'],
		['delete', { GROUP_ID: 1, USER_ID: 'x' }, 'Wrong user IDs'],
		['add', { GROUP_ID: 9999, USER_ID: 3 }, 'Socialnetwork group not found'],
	])('%s %j: an error without a code (members/)', async (name, params, text) => {
		expect(await call(`sonet_group.user.${name}`, params)).toMatchObject({
			status: 400,
			error: '',
			error_description: text,
		});
	});

	it.each([
		['add', 'No permissions to add users'],
		['update', 'No permissions to update users role'],
		['delete', 'No permissions to update users role'],
	])('%s is for administrators: %s (members/)', async (name, text) => {
		const params = { GROUP_ID: 1, USER_ID: 3, ROLE: 'E' };
		expect(await john(`sonet_group.user.${name}`, params)).toMatchObject({
			error: '',
			error_description: text,
		});
	});
});

describe('owners and one’s own groups', () => {
	it('user.groups tells the caller’s groups and roles (sonet-group-user-groups.md)', async () => {
		expect((await john('sonet_group.user.groups')).rows).toMatchObject([
			{ GROUP_ID: '1', GROUP_NAME: 'Project Alpha', ROLE: 'K', IS_EXTRANET: 'N' },
			{ GROUP_ID: '2', ROLE: 'A', IS_EXTRANET: 'Y' },
		]);
	});

	it('setowner makes the former owner a member (sonet-group-setowner.md; the role is server behaviour)', async () => {
		const params = { GROUP_ID: 1, USER_ID: 4 };
		expect((await call('sonet_group.setowner', params)).result).toBe(true);
		expect(await members(1)).toEqual({ 2: 'K', 3: 'K', 4: 'A' });
		await call('sonet_group.setowner', { GROUP_ID: 3, USER_ID: 3 });
		expect(await members(3)).toEqual({ 3: 'A', 9: 'K' });
	});

	it.each<[object, string]>([
		[{ USER_ID: 3 }, 'Invalid workgroup/project ID'],
		[{ GROUP_ID: 1 }, 'Invalid user ID'],
		[{ GROUP_ID: 1, USER_ID: 3 }, 'Insufficient permissions to complete the operation.'],
		[{ GROUP_ID: 2, USER_ID: 9999 }, 'Cannot complete operation.'],
		[{ GROUP_ID: 2, USER_ID: CAST.dismissed }, 'Cannot complete operation.'],
	])('setowner %j: %s (sonet-group-setowner.md)', async (params, text) => {
		expect(await john('sonet_group.setowner', params)).toMatchObject({
			status: 400,
			error: '',
			error_description: text,
		});
	});

	it('on some portals the former owner stays as a moderator (server behaviour)', async () => {
		const another = await startPortal({ people: 0, quirks: { formerOwner: 'moderator' } });
		const { ID } = another.addGroup({ OWNER_ID: 3 });
		const ask = caller(another.webhook());
		await ask('sonet_group.setowner', { GROUP_ID: ID, USER_ID: 4 });
		const { rows } = await ask('sonet_group.user.get', { ID });
		await another.stop();
		expect(rows).toEqual([
			{ USER_ID: '3', ROLE: 'E' },
			{ USER_ID: '4', ROLE: 'A' },
		]);
	});

	it('an owner hands over what is theirs', async () => {
		const answer = await john('sonet_group.setowner', { GROUP_ID: 2, USER_ID: 4 });
		expect(answer.result).toBe(true);
		expect(group(2).OWNER_ID).toBe(4);
	});

	it('every method needs the scope sonet_group', async () => {
		const user = caller(portal.webhook({ scopes: ['user'] }));
		for (const method of ['get', 'setowner', 'user.get', 'user.add', 'user.groups']) {
			expect((await user(`sonet_group.${method}`)).error).toBe('insufficient_scope');
		}
	});
});
