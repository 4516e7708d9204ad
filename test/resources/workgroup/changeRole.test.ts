/** Change Role. Facts: b24restdocs `api-reference/sonet-group/members/sonet-group-user-update.md`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { callsOf, runOn } from '../../support/portal';
import { form, groupChangesOf, pairs } from '../../support/workgroups';

const CHANGE = form('changeRole', { role: '={{ $json.role }}' });

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

describe('Change Role', () => {
	it('sends the letter of the role', async () => {
		const moderator = { ...CHANGE, role: 'moderator' };
		await runOn(portal, moderator, { items: pairs([1, CAST.employee]) });
		expect(callsOf(portal, 'sonet_group.user.update')[0].params).toMatchObject({
			GROUP_ID: 1,
			USER_ID: 3,
			ROLE: 'E',
		});
	});

	it('two items that want different roles of one person are refused', async () => {
		const items = pairs([1, 3], [1, 3]).map((item) => ({
			...item,
			role: item.row === 1 ? 'moderator' : 'member',
		}));
		const run = await runOn(portal, CHANGE, { items });
		expect(run.error?.message).toContain('an item before this one wants something else');
		expect(groupChangesOf(portal)).toEqual([]);
	});

	it('an answer that was lost: the members tell', async () => {
		portal.fault({ method: 'sonet_group.user.update', when: 'after', connection: 'reset' });
		const moderator = { ...CHANGE, role: 'moderator' };
		const run = await runOn(portal, moderator, { items: pairs([1, CAST.employee]) });
		expect(run.items[0].json).toMatchObject({ role: 'moderator', changed: true });
		expect(callsOf(portal, 'sonet_group.user.update')).toHaveLength(1);
	});
});
