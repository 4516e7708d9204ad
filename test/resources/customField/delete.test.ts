/** Delete. Facts: b24restdocs `api-reference/user/userfields/user-userfield-delete.md`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { callsOf, hintsOf, runOn, stored } from '../../support/portal';
import { fieldBy, fieldChangesOf, form, storedField } from '../../support/customFields';

const DELETE = form('delete', { options: { confirm: '={{ $json.confirm }}' } });

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
	stored(portal, CAST.employee).UF_USR_BADGE = 7;
	// Values of guests and of dismissed people go as well.
	stored(portal, CAST.extranet).UF_USR_BADGE = 8;
	stored(portal, CAST.dismissed).UF_USR_BADGE = 9;
});

afterEach(() => portal.stop());

const BADGE = [{ field: 'badge', confirm: 'UF_USR_BADGE' }];

describe('Delete', () => {
	it('without the code typed once more nothing is deleted, and it is told how many people have a value', async () => {
		const run = await runOn(portal, DELETE, { items: [{ field: 'badge' }] });
		expect(run.error?.message).toBe(
			'The deletion of UF_USR_BADGE is not confirmed: 4 people have a value in it',
		);
		expect(run.error?.description).toContain('enter UF_USR_BADGE in the option "Confirm"');
		expect(fieldChangesOf(portal)).toEqual([]);
	});

	it('tells afterwards whose values went', async () => {
		const run = await runOn(portal, DELETE, { items: BADGE });
		expect(run.items[0].json).toEqual({ id: '178', code: 'UF_USR_BADGE', deleted: true });
		expect(hintsOf(run)).toEqual([
			'The values of people went with the fields, and cannot be brought back: UF_USR_BADGE (4 people have a value in it)',
		]);
	});

	it('a preview needs no confirmation and tells whose values would go', async () => {
		const preview = { ...DELETE, options: { preview: true } };
		const run = await runOn(portal, preview, { items: BADGE });
		expect(run.items[0].json).toMatchObject({ code: 'UF_USR_BADGE', preview: true });
		expect(run.hints[0].message).toContain('would go with the fields: UF_USR_BADGE (4 people');
		expect(storedField(portal, 'UF_USR_BADGE')).toBeDefined();
	});

	it('an answer that was lost: the field is gone, so it was deleted', async () => {
		portal.fault({ method: 'user.userfield.delete', when: 'after', connection: 'reset' });
		const run = await runOn(portal, DELETE, { items: BADGE });
		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toMatchObject({ deleted: true });
		expect(callsOf(portal, 'user.userfield.delete').length).toBeLessThanOrEqual(2);
	});

	it('an unknown ID is told as such: the portal would say "Access denied."', async () => {
		const byId = { ...DELETE, field: fieldBy('id', 9999) };
		const run = await runOn(portal, byId, { items: BADGE });
		expect(run.error?.message).toBe('There is no custom field with ID 9999');
	});

	it('the same field twice in one run: gone is gone', async () => {
		const run = await runOn(portal, DELETE, { items: [...BADGE, ...BADGE] });
		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(2);
	});
});
