/** Add Member. Facts: b24restdocs `api-reference/sonet-group/members/sonet-group-user-add.md`, `sonet-group-user-invite.md`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { BOTH_CREDENTIALS, pluck, requestsOf, runOn, userBy } from '../../support/portal';
import {
	form,
	groupBy,
	groupChangesOf,
	pairs,
	storedGroup,
	storedRole,
} from '../../support/workgroups';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const ADD = form('addMember');

describe.each(BOTH_CREDENTIALS)('with $name', (access) => {
	it('one item: the person is a member, in three requests: names, members, change', async () => {
		const run = await runOn(portal, ADD, { items: pairs([1, CAST.emoji]) }, access);
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'workgroup')).toEqual(['1']);
		expect(run.items[0].json).toEqual({
			workgroup: '1',
			user: '5',
			role: 'member',
			changed: true,
		});
		expect(storedRole(portal, 1, CAST.emoji)).toBe('K');
		expect(requestsOf(portal)).toEqual([
			'batch(1 sonet_group.get, 1 user.get)',
			'sonet_group.user.get',
			'sonet_group.user.add',
		]);
	});

	it('many items: names together, members together, changes together; each linked to its item', async () => {
		const items = pairs([1, 5], [2, 5], [1, 6], [1, 3]);
		const run = await runOn(portal, ADD, { items }, access);
		expect(run.items.map(({ json }) => json)).toEqual([
			{ workgroup: '1', user: '5', role: 'member', changed: true },
			{ workgroup: '2', user: '5', role: 'member', changed: true },
			{ workgroup: '1', user: '6', role: 'member', changed: true },
			// In it already: nothing is sent.
			{ workgroup: '1', user: '3', role: 'member', changed: false },
		]);
		expect(pluck(run.next, 'row')).toEqual([1, 2, 3, 4]);
		expect(requestsOf(portal)).toEqual([
			'batch(1 sonet_group.get, 1 user.get)',
			'batch(2 sonet_group.user.get)',
			'batch(3 sonet_group.user.add)',
		]);
	});

	it('stops before anything is sent when one item cannot be carried out', async () => {
		const run = await runOn(portal, ADD, { items: pairs([1, 5], [1, 7]) }, access);
		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain('Пётр Уволенный (ID 7) is dismissed');
		expect(groupChangesOf(portal)).toEqual([]);
	});

	it('Continue On Fail, error output: links right on both outputs', async () => {
		const items = pairs([1, 999], [1, 5], [77, 5]);
		const run = await runOn(
			portal,
			ADD,
			{ items, continueOnFail: 'continueErrorOutput' },
			access,
		);
		expect(pluck(run.items, 'user')).toEqual(['5']);
		expect(pluck(run.next, 'row')).toEqual([2]);
		expect(pluck(run.nextOnError, 'row')).toEqual([1, 3]);
	});

	it('Continue On Fail, regular output: every item in its place', async () => {
		const items = pairs([1, 5], [1, 7]);
		const run = await runOn(
			portal,
			ADD,
			{ items, continueOnFail: 'continueRegularOutput' },
			access,
		);
		expect(run.items).toHaveLength(2);
		expect(run.items[0].json.changed).toBe(true);
		expect(JSON.stringify(run.items[1].json)).toContain('is dismissed');
		expect(pluck(run.next, 'row')).toEqual([1, 2]);
	});
});
