/** Add Member. Facts: b24restdocs `api-reference/sonet-group/members/sonet-group-user-add.md`, `sonet-group-user-invite.md`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { callsOf, hintsOf, pluck, requestsOf, runOn, stored } from '../../support/portal';
import {
	form,
	groupBy,
	groupChangesOf,
	pairs,
	storedGroup,
	storedRole,
} from '../../support/workgroups';

const ADD = form('addMember');

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 60 });
});

afterEach(() => portal.stop());

describe('Add Member', () => {
	it('40 people into each of 5 workgroups: names, members and changes share requests', async () => {
		await portal.stop();
		portal = await startPortal({ people: 80 });
		const people = [...portal.people.values()]
			.filter(({ ID, ACTIVE, USER_TYPE }) => ID > 100 && ACTIVE && USER_TYPE === 'employee')
			.slice(0, 40);
		const items = pairs(
			...people.flatMap(({ ID }) =>
				[10, 11, 12, 13, 14].map((group): [number, number] => [group, ID]),
			),
		);
		const run = await runOn(portal, ADD, { items });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'changed')).toEqual(items.map(() => true));
		expect(pluck(run.next, 'row')).toEqual(items.map(({ row }) => row));
		expect(requestsOf(portal).slice(0, 2)).toEqual([
			'batch(1 sonet_group.get, 1 user.get)',
			'batch(5 sonet_group.user.get)',
		]);
		expect(portal.requests.length).toBeLessThanOrEqual(2 + items.length / 25);
	});

	it.each([
		['by name, whatever its letters and blanks', groupBy('name', ' project  ALPHA ')],
		['from the list', groupBy('list', '1')],
		['by an expression that gives the ID alone', '={{ 1 }}'],
	])('finds the workgroup %s', async (_how, workgroup) => {
		const run = await runOn(portal, { ...ADD, workgroup }, { items: pairs([1, 5]) });
		expect(run.error).toBeUndefined();
		expect(run.items[0].json.workgroup).toBe('1');
		expect(storedRole(portal, 1, 5)).toBe('K');
	});

	it('finds secret workgroups with an administrator’s credential', async () => {
		const run = await runOn(portal, ADD, { items: pairs([5, 3]) });
		expect(run.items[0].json).toMatchObject({ workgroup: '5', changed: true });
	});

	it('the same person twice in one run: the portal changed something once', async () => {
		const run = await runOn(portal, ADD, { items: pairs([1, 5], [1, 5]) });
		expect(pluck(run.items, 'changed')).toEqual([true, false]);
	});

	it('an answer that was lost: the members tell that the person was added, nobody is added twice', async () => {
		portal.fault({ method: 'sonet_group.user.add', when: 'after', connection: 'reset' });
		const run = await runOn(portal, ADD, { items: pairs([1, 5]) });
		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toMatchObject({ changed: true });
		expect(callsOf(portal, 'sonet_group.user.add')).toHaveLength(1);
	});

	it('a request that was lost before the portal saw it is sent again', async () => {
		portal.fault({
			method: 'sonet_group.user.add',
			when: 'before',
			answer: { status: 502, body: '<html>Bad gateway</html>' },
		});
		const run = await runOn(portal, ADD, { items: pairs([1, 5]) });
		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toMatchObject({ changed: true });
		expect(storedRole(portal, 1, 5)).toBe('K');
	});

	it('whom the portal leaves out in silence is not confirmed', async () => {
		portal = await replaced(portal, (own) => {
			const person = stored(own, CAST.emoji);
			if (person.ACTIVE) own.edit(CAST.emoji, { EXTERNAL_AUTH_ID: 'imconnector' });
		});
		const run = await runOn(portal, ADD, { items: pairs([1, CAST.emoji]) });
		expect(run.error?.message).toBe(
			'Zoë 🦄 Unicorn (ID 5): the portal changed nothing in workgroup "Project Alpha"',
		);
		expect(run.error?.description).toContain('Look at the person in the portal.');
	});
});

/** A portal where something happens as soon as somebody is added to a workgroup. */
async function replaced(old: Portal, action: (portal: Portal) => void): Promise<Portal> {
	await old.stop();
	const own: Portal = await startPortal({
		people: 0,
		onCall({ method }) {
			if (method === 'sonet_group.user.add') action(own);
		},
	});
	return own;
}

describe('an extranet user', () => {
	const GUEST = CAST.extranet;

	it('is not put into an internal workgroup, which would become external for good', async () => {
		const run = await runOn(portal, ADD, { items: pairs([1, GUEST]) });
		expect(run.error?.message).toBe(
			'Erik Extern (ID 8) is an extranet user, and the workgroup "Project Alpha" is internal',
		);
		expect(run.error?.description).toContain('turn on the option "Allow External"');
		expect(storedGroup(portal, 1).EXTRANET).toBe(false);
		expect(groupChangesOf(portal)).toEqual([]);
	});

	it('is put there when that is allowed, and it is told', async () => {
		const allowed = { ...ADD, options: { allowExternal: true } };
		const run = await runOn(portal, allowed, { items: pairs([1, GUEST]) });
		expect(run.items[0].json).toMatchObject({ user: '8', changed: true });
		expect(storedGroup(portal, 1).EXTRANET).toBe(true);
		expect(hintsOf(run)).toEqual([
			'An extranet user makes a workgroup external, and it stays so when they leave. Internal until now: workgroup "Project Alpha"',
		]);
	});

	it('a preview tells it too', async () => {
		const allowed = { ...ADD, options: { allowExternal: 'yes', preview: true } };
		const run = await runOn(portal, allowed, { items: pairs([1, GUEST]) });
		expect(run.items[0].json).toMatchObject({ changed: true, preview: true });
		expect(run.hints).toHaveLength(1);
		expect(storedGroup(portal, 1).EXTRANET).toBe(false);
	});

	it('goes into an external workgroup without further ado', async () => {
		const run = await runOn(portal, ADD, { items: pairs([3, GUEST]) });
		expect(run.items[0].json).toMatchObject({ workgroup: '3', changed: true });
		expect(run.hints).toEqual([]);
	});
});

describe('with the option "Invite"', () => {
	const INVITE = { ...ADD, options: { invite: true } };

	it('the person is invited and decides', async () => {
		const run = await runOn(portal, INVITE, { items: pairs([1, 5]) });
		expect(run.items.map(({ json }) => json)).toEqual([
			{ workgroup: '1', user: '5', changed: true },
		]);
		expect(storedRole(portal, 1, 5)).toBe('Z');
	});

	it('somebody who was invited before: nothing changed, and it is told why', async () => {
		storedGroup(portal, 1).invited = [5];
		const run = await runOn(portal, INVITE, { items: pairs([1, 5]) });
		expect(run.items[0].json).toEqual({ workgroup: '1', user: '5', changed: false });
		expect(run.hints[0].message).toContain('left these people out of the invitation');
	});

	it('an owner who is no administrator can invite to the own workgroup', async () => {
		const account = { userId: CAST.cyrillic };
		const run = await runOn(portal, INVITE, { items: pairs([1, 5]), account });
		expect(run.items[0].json).toMatchObject({ changed: true });
	});

	it('an invitation whose answer was lost is not sent again', async () => {
		portal.fault({ method: 'sonet_group.user.invite', when: 'after', connection: 'reset' });
		const run = await runOn(portal, INVITE, { items: pairs([1, 5]) });
		expect(run.error?.message).toBeDefined();
		expect(callsOf(portal, 'sonet_group.user.invite')).toHaveLength(1);
	});
});

it('two items that want different things of one person are refused', async () => {
	const run = await runOn(
		portal,
		{ ...ADD, options: { invite: '={{ $json.row === 2 }}' } },
		{ items: pairs([1, 5], [1, 5]) },
	);
	expect(run.error?.message).toContain('an item before this one wants something else');
	expect(groupChangesOf(portal)).toEqual([]);
});
