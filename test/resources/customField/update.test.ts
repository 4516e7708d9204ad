/** Update. Facts: b24restdocs `api-reference/user/userfields/user-userfield-update.md`. */
import { startPortal, type Portal } from '../../portal';
import { callsOf, pluck, runOn } from '../../support/portal';
import { fieldBy, fieldChangesOf, form, storedField } from '../../support/customFields';

const UPDATE = form('update', { updateFields: { label: '={{ $json.label }}' } });

const NO_FIELD = 'There is no custom field with the code UF_USR_NOWHERE';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

describe('Update', () => {
	it('flags, order and settings; the label stays', async () => {
		const updateFields = { mandatory: true, sort: 250, showInList: 'no', settings: { ROWS: 4 } };
		const run = await runOn(portal, {
			...UPDATE,
			field: fieldBy('list', '177'),
			updateFields,
		});
		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toMatchObject({ id: '177', label: 'Aliases', multiple: true });
		expect(storedField(portal, 'UF_USR_ALIASES')).toMatchObject({
			MANDATORY: true,
			SORT: 250,
			SHOW_IN_LIST: false,
			LABEL: 'Aliases',
		});
		expect(run.hints).toEqual([]);
	});

	it('a label is sent for every place that shows it', async () => {
		await runOn(portal, UPDATE, { items: [{ field: 'badge', label: 'Pass' }] });
		expect(callsOf(portal, 'user.userfield.update')[0].params).toEqual({
			id: 178,
			fields: { EDIT_FORM_LABEL: 'Pass', LIST_COLUMN_LABEL: 'Pass', LIST_FILTER_LABEL: 'Pass' },
		});
	});

	it('an unknown field is told as such: the portal would say "Access denied."', async () => {
		const run = await runOn(portal, UPDATE, { items: [{ field: 'nowhere', label: 'X' }] });
		expect(run.error?.message).toBe(NO_FIELD);
		expect(fieldChangesOf(portal)).toEqual([]);
	});

	it('an answer that was lost is asked for again', async () => {
		portal.fault({ method: 'user.userfield.update', when: 'after', connection: 'reset' });
		const items = [
			{ field: 'badge', label: 'Pass' },
			{ field: 'rate', label: 'Wage' },
		];
		const run = await runOn(portal, UPDATE, { items });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'label')).toEqual(['Pass', 'Wage']);
	});
});
