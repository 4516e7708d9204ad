/** Remove Member. Facts: b24restdocs `api-reference/sonet-group/members/sonet-group-user-delete.md`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { callsOf, pluck, runOn, stored } from '../../support/portal';
import { form, groupChangesOf, pairs, storedGroup, storedRole } from '../../support/workgroups';

const REMOVE = form('removeMember');

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

describe('Remove Member', () => {
	it('the owner stays, and is told to be the owner: nothing is sent', async () => {
		const run = await runOn(portal, REMOVE, { items: pairs([1, CAST.cyrillic]) });
		expect(run.error?.message).toContain('owns the workgroup "Project Alpha"');
		expect(run.error?.description).toContain('Pass the ownership on first with Set Owner');
		expect(groupChangesOf(portal)).toEqual([]);
	});

	it('an owner who was dismissed is known as the owner by the workgroup itself', async () => {
		const run = await runOn(portal, REMOVE, { items: pairs([3, CAST.dismissed]) });
		expect(run.error?.message).toContain('Пётр Уволенный (ID 7) owns the workgroup');
		expect(groupChangesOf(portal)).toEqual([]);
	});

	it('the scrum master, whom the portal leaves in without a word, is told', async () => {
		stored(portal, 11).workgroups = [10];
		const run = await runOn(portal, REMOVE, { items: pairs([10, 11]) });
		expect(run.error?.message).toBe(
			'Ivan Ivanov (ID 11): the portal changed nothing in workgroup "Project 1"',
		);
		expect(run.error?.description).toContain('scrum master');
	});

	it('a dismissed member is removed though the portal does not show them, and it is told', async () => {
		const run = await runOn(portal, REMOVE, { items: pairs([2, 18], [1, 18]) });
		expect(pluck(run.items, 'changed')).toEqual([true, false]);
		expect(storedRole(portal, 2, 18)).toBeUndefined();
		expect(run.hints[0].message).toContain('does not show dismissed people in workgroups');
		expect(run.hints[0].message).toContain('Viktor Former (ID 18), workgroup "Extranet: Partners"');
	});

	it('takes an invitation back', async () => {
		storedGroup(portal, 1).invited = [5];
		const run = await runOn(portal, REMOVE, { items: pairs([1, 5]) });
		expect(run.items[0].json).toEqual({ workgroup: '1', user: '5', changed: true });
		expect(storedGroup(portal, 1).invited).toEqual([]);
	});

	it('an answer that was lost: the members tell', async () => {
		portal.fault({ method: 'sonet_group.user.delete', when: 'after', connection: 'reset' });
		const run = await runOn(portal, REMOVE, { items: pairs([1, CAST.employee]) });
		expect(run.items[0].json).toMatchObject({ changed: true });
		expect(callsOf(portal, 'sonet_group.user.delete')).toHaveLength(1);
	});
});
