/**
 * The life of an account. What is not in the docs is server behaviour and has a switch (quirks.ts); each of
 * those is shown both ways.
 */
import { caller } from './server/caller';
import type { Call } from './server/caller';
import { statusOf } from './domain/lifecycle';
import { CAST, startPortal } from '.';
import type { Portal, PortalOptions, StoredPerson } from './types';

const portals: Portal[] = [];

async function open(quirks: PortalOptions['quirks'] = {}): Promise<{ portal: Portal; call: Call }> {
	const portal = await startPortal({ people: 0, quirks });
	portals.push(portal);
	return { portal, call: caller(portal.webhook()) };
}

afterEach(async () => {
	await Promise.all(portals.splice(0).map((portal) => portal.stop()));
});

function stored(portal: Portal, id: number): StoredPerson {
	const person = portal.people.get(id);
	if (!person) throw new Error(`no ${id}`);
	return person;
}

describe('ACTIVE', () => {
	it('an empty value dismisses', async () => {
		const { portal, call } = await open();
		expect((await call('user.update', { ID: 3, ACTIVE: '' })).result).toBe(true);
		expect(statusOf(stored(portal, 3))).toBe('dismissed');
	});

	it('a JSON true dismisses', async () => {
		const { portal, call } = await open();
		await call('user.update', { ID: 3, ACTIVE: true });
		expect(stored(portal, 3).ACTIVE).toBe(false);
	});

	it('on other portals neither does', async () => {
		const { portal, call } = await open({ emptyActive: 'ignored', trueActive: 'activates' });
		await call('user.update', { ID: 3, ACTIVE: '' });
		await call('user.update', { ID: CAST.dismissed, ACTIVE: true });
		expect(stored(portal, 3).ACTIVE).toBe(true);
		expect(stored(portal, CAST.dismissed).ACTIVE).toBe(true);
	});
});

describe('an invitation', () => {
	it('is pending until the first sign-in', async () => {
		const { portal, call } = await open();
		const { result } = await call('user.add', { EMAIL: 'n@example.com', UF_DEPARTMENT: [1] });
		const invited = stored(portal, Number(result));
		expect(statusOf(invited)).toBe('invited');
		await portal.signIn(invited.ID);
		expect(statusOf(invited)).toBe('employee');
	});

	it('cannot be taken back: ACTIVE=N makes somebody who awaits approval, and Y does not help', async () => {
		const { portal, call } = await open();
		const ines = stored(portal, CAST.invited);
		await call('user.update', { ID: ines.ID, ACTIVE: 'N' });
		expect(statusOf(ines)).toBe('awaitingApproval');
		expect((await call('user.update', { ID: ines.ID, ACTIVE: 'Y' })).result).toBe(true);
		expect(statusOf(ines)).toBe('awaitingApproval');
	});

	it('on other portals can', async () => {
		const one = await open({ approvalIsFinal: false });
		const ines = stored(one.portal, CAST.invited);
		await one.call('user.update', { ID: ines.ID, ACTIVE: 'N' });
		await one.call('user.update', { ID: ines.ID, ACTIVE: 'Y' });
		expect(statusOf(ines)).toBe('invited');
		const two = await open({ pendingDismissal: 'dismisses' });
		await two.call('user.update', { ID: CAST.invited, ACTIVE: 'N' });
		expect(statusOf(stored(two.portal, CAST.invited))).toBe('dismissed');
	});

	it.each([
		['accepted', CAST.employee],
		['dismissed', CAST.dismissed],
		['pending', CAST.invited],
	])('is refused for an address that is %s: user.add cannot send it again', async (_, id) => {
		const { portal, call } = await open();
		const { EMAIL } = stored(portal, id);
		expect(await call('user.add', { EMAIL, UF_DEPARTMENT: [1] })).toMatchObject({
			status: 400,
			error_description: 'A user with this email already exists',
		});
	});

	it.each<[string, object]>([
		['a photo that is no picture', { PERSONAL_PHOTO: ['me.heic', 'eA=='] }],
		['a value of a custom field', { UF_USR_1724228142162: 999 }],
	])('goes out before %s is refused', async (_, field) => {
		const invite = { EMAIL: 'n@example.com', NAME: 'New', UF_DEPARTMENT: [1], ...field };
		const { portal, call } = await open();
		expect(await call('user.add', invite)).toMatchObject({ status: 400, error: 'ERROR_CORE' });
		const left = [...portal.people.values()].find(({ EMAIL }) => EMAIL === invite.EMAIL);
		expect(left?.invitations).toHaveLength(1);
		const other = await open({ invitesFirst: false });
		expect((await other.call('user.add', invite)).status).toBe(400);
		expect(other.portal.people.size).toBe(25);
	});

	it('takes the text only where the plan has it', async () => {
		for (const messageText of [true, false]) {
			const { portal, call } = await open({ messageText });
			const invite = { EMAIL: 'n@example.com', UF_DEPARTMENT: [1], MESSAGE_TEXT: 'Welcome' };
			const { result } = await call('user.add', invite);
			const [{ text }] = stored(portal, Number(result)).invitations;
			expect(text).toBe(messageText ? 'Welcome' : '');
		}
	});
});

describe('user.search', () => {
	const PENDING = { '!CONFIRM_CODE': '0' };
	const ACCEPTED = { CONFIRM_CODE: '0' };
	const ask = async (call: Call, method: string, FILTER: object) =>
		(await call(method, { FILTER })).ids;

	it('finds pending and accepted people by CONFIRM_CODE, with "0" read as false', async () => {
		const { portal, call } = await open();
		expect(await ask(call, 'user.search', PENDING)).toEqual([CAST.invited]);
		expect(await ask(call, 'user.search', ACCEPTED)).not.toContain(CAST.invited);
		await portal.signIn(CAST.invited);
		expect(await ask(call, 'user.search', PENDING)).toEqual([]);
	});

	it('on other portals ignores it silently, as user.get always does', async () => {
		const { call } = await open({ confirmCodeFilter: false });
		const everybody = await ask(call, 'user.get', {});
		expect(await ask(call, 'user.get', PENDING)).toEqual(everybody);
		expect(await ask(call, 'user.search', PENDING)).toEqual(everybody);
		const honoured = await open();
		expect(await ask(honoured.call, 'user.get', PENDING)).toEqual(everybody);
	});
});

describe('roles', () => {
	const headOf = (portal: Portal, id: number) =>
		portal.departments.filter((one) => one.UF_HEAD === id || one.deputies?.includes(id));

	it('go with a dismissal and do not come back', async () => {
		const { portal, call } = await open();
		portal.departments[5].deputies = [2, 3];
		expect(headOf(portal, 2)).toHaveLength(2);
		await call('user.update', { ID: 2, ACTIVE: 'N' });
		expect(headOf(portal, 2)).toEqual([]);
		expect(portal.departments[5].deputies).toEqual([3]);
		await call('user.update', { ID: 2, ACTIVE: 'Y' });
		expect(headOf(portal, 2)).toEqual([]);
		expect(stored(portal, 2).UF_DEPARTMENT).toEqual([3, 20]);
		expect((await call('department.get', { UF_HEAD: 2 })).rows).toEqual([]);
	});

	it('go in departments UF_DEPARTMENT does not name', async () => {
		const { portal, call } = await open();
		await call('user.update', { ID: 2, UF_DEPARTMENT: [3] });
		expect(headOf(portal, 2)).toHaveLength(1);
		await call('user.update', { ID: 2, UF_DEPARTMENT: [20] });
		expect(headOf(portal, 2)).toEqual([]);
	});

	it('on other portals stay', async () => {
		const { portal, call } = await open({ rolesAreLost: false });
		await call('user.update', { ID: 2, ACTIVE: 'N', UF_DEPARTMENT: [20] });
		expect(headOf(portal, 2)).toHaveLength(1);
	});
});

describe('departments that do not exist', () => {
	it('are stored without a word, and the person is in no department', async () => {
		const { portal, call } = await open();
		expect((await call('user.update', { ID: 3, UF_DEPARTMENT: [999] })).result).toBe(true);
		expect(stored(portal, 3).UF_DEPARTMENT).toEqual([999]);
		const { ids } = await call('user.get', { FILTER: { HAS_DEPARTAMENT: 'Y' } });
		expect(ids).not.toContain(3);
		const invite = { EMAIL: 'n@example.com', UF_DEPARTMENT: [999] };
		expect((await call('user.add', invite)).status).toBe(200);
	});

	it('on other portals are refused', async () => {
		const { call } = await open({ unknownDepartments: 'refused' });
		const answer = await call('user.update', { ID: 3, UF_DEPARTMENT: [999] });
		expect(answer).toMatchObject({ status: 400, error: 'ERROR_CORE' });
	});
});

// docs `user/user-update.md`: "on behalf of a user with invitation rights".
describe('the right to invite', () => {
	const change = { ID: 4, ACTIVE: 'N', UF_DEPARTMENT: [3] };

	it('lets its holders change anybody', async () => {
		const { portal } = await open();
		const john = caller(portal.webhook({ userId: CAST.employee }));
		expect((await john('user.update', change)).error_description).toBe('access_denied');
		stored(portal, CAST.employee).mayInvite = true;
		expect((await john('user.update', change)).result).toBe(true);
		expect(stored(portal, 4)).toMatchObject({ ACTIVE: false, UF_DEPARTMENT: [3] });
	});

	it('in the cloud every employee may have, but nobody from outside', async () => {
		const { portal } = await open({ inviteRight: 'everybody' });
		const john = caller(portal.webhook({ userId: CAST.employee }));
		expect((await john('user.update', change)).result).toBe(true);
		const erik = caller(portal.webhook({ userId: CAST.extranet }));
		expect((await erik('user.update', change)).error_description).toBe('access_denied');
	});
});
