/** A filled form whose operation is switched: what nobody chose is neither stored nor sent, what is asked for is seen. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';

import { mapping, Walk } from '../support/walk';

let walk: Walk;

before(async () => {
	walk = await Walk.begin();
});
afterEach(async (context) => {
	await walk.picture('name' in context ? context.name : 'switch');
});
after(() => walk.end());

const CARLA = { __rl: true, mode: 'id', value: '22' };

describe('switching the operation', () => {
	test('shows no field nobody chose, and the required one where somebody may be invited', async () => {
		await walk.openForm({ operation: 'getAll', filters: { status: 'active' }, limit: 5 });
		const shown: Array<[string, string[]]> = [];
		for (const operation of ['Update', 'Invite', 'Invite or Update', 'Sync Directory', 'Update']) {
			await walk.switchTo(operation);
			shown.push([operation, await walk.editor.mappedFields()]);
		}
		assert.deepEqual(shown, [
			['Update', []],
			['Invite', ['Cost center']],
			['Invite or Update', ['Cost center']],
			['Sync Directory', ['Cost center']],
			['Update', []],
		]);
		assert.deepEqual(await walk.stored('Bitrix24'), {
			operation: 'update',
			user: { __rl: true, mode: 'list', value: '' },
			fields: {},
			options: {},
		});
	});

	test('keeps what is mapped where the fields are the same', async () => {
		await walk.openForm({ operation: 'invite', email: 'a@example.com' });
		await walk.editor.mapField('PERSONAL_NOTES', 'Additional Notes', 'Likes tea');
		await walk.switchTo('Invite or Update');
		const { fields } = await walk.stored('Bitrix24');
		assert.deepEqual(fields, { PERSONAL_NOTES: 'Likes tea' });
	});

	test('from Get Many to Update to Invite to Dismiss sends what was chosen for each', async () => {
		const { editor, portal } = walk;
		await walk.openForm({ operation: 'getAll', filters: { status: 'active' }, limit: 5 });
		await walk.switchTo('Update');
		await editor.searchPeople('Carla');
		await editor.choosePerson('carla.complete@example.com');
		await editor.mapField('WORK_POSITION', 'Job Title', 'After a switch');
		await editor.execute();
		assert.deepEqual(walk.sent('user.update'), { ID: '22', WORK_POSITION: 'After a switch' });

		await walk.switchTo('Invite');
		await editor.parameter('email').locator('input, textarea').first().fill('s@example.com');
		await editor.openDropdown('departments');
		await editor.pick('Northwind & Sons');
		await editor.fillField('UF_USR_COST_CENTER', 'CC-1');
		await editor.execute();
		assert.deepEqual(walk.sent('user.add'), {
			EMAIL: 's@example.com',
			UF_DEPARTMENT: [1],
			UF_USR_COST_CENTER: 'CC-1',
		});

		await walk.switchTo('Dismiss');
		await editor.searchPeople('Carla');
		await editor.choosePerson('carla.complete@example.com');
		await editor.execute();
		assert.deepEqual(walk.sent('user.update'), { ID: '22', ACTIVE: 'N' });
		assert.equal(portal.people.get(22)?.ACTIVE, false);
	});

	test('to another resource leaves nothing of the first one behind', async () => {
		await walk.openForm({
			operation: 'update',
			user: CARLA,
			fields: mapping({ WORK_POSITION: 'Lead' }),
			options: { returnUser: true },
		});
		await walk.editor.choose('resource', 'Department');
		await walk.editor.settle();
		assert.deepEqual(await walk.stored('Bitrix24'), {
			resource: 'department',
			operation: 'update',
			department: { __rl: true, mode: 'list', value: '' },
			updateFields: {},
			options: {},
		});
	});
});
