/** Set Owner. Facts: b24restdocs `api-reference/sonet-group/sonet-group-setowner.md`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { runOn } from '../../support/portal';
import { form, groupChangesOf, pairs, storedGroup } from '../../support/workgroups';

const SET = form('setOwner');

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

describe('Set Owner', () => {
	it('is believed only when the workgroup shows it', async () => {
		await portal.stop();
		portal = await startPortal({ people: 0, onCall: keepOwner });
		const run = await runOn(portal, SET, { items: pairs([1, CAST.employee]) });
		expect(run.error?.message).toBe(
			'The portal took the change, but the workgroup "Project Alpha" still belongs to the person with ID 2',
		);
	});

	it('an extranet user does not come to own an internal workgroup', async () => {
		const run = await runOn(portal, SET, { items: pairs([1, CAST.extranet]) });
		expect(run.error?.message).toContain('is an extranet user');
		expect(groupChangesOf(portal)).toEqual([]);
	});
});

/** Somebody else gives the workgroup back before it is read. */
function keepOwner(this: void, { method }: { method: string }): void {
	if (method !== 'sonet_group.get' || groupChangesOf(portal).length === 0) return;
	storedGroup(portal, 1).OWNER_ID = CAST.cyrillic;
}
