/** The operations on people. */
import { CAST } from '../../../portal';
import { mapped } from '../../support/mapped';
import { staffList } from '../../support/staffList';
import { execute, openForm, type Scene } from '../stage';

const byEmail = (value: string) => ({ __rl: true, mode: 'email', value });

export const find: Scene = async (stage) => {
	await openForm(stage, 'Find people', {
		operation: 'getAll',
		limit: 15,
		filters: { status: 'active' },
		conditions: {
			condition: [{ field: 'WORK_POSITION', operator: 'contains', value: 'Account' }],
		},
		options: { include: ['departments', 'manager'] },
		sort: { field: 'LAST_NAME' },
	});
	await stage.tell('Any field of the portal can be compared; limit, filters and order do the rest');
	await execute(stage);
	await stage.tell('Each person with departments and manager, ready for the next node');
};

export const update: Scene = async (stage) => {
	const { editor, tell } = stage;
	const user = { __rl: true, mode: 'list', value: '' };
	await openForm(stage, 'Update a profile', { operation: 'update', user });
	await tell('People are searched in the portal while you type');
	await editor.searchPeople('Carla');
	await editor.choosePerson('carla.complete@example.com');
	await editor.mapField('WORK_POSITION', 'Job Title', 'Head of Research');
	await execute(stage);
	await tell('Only the chosen field was sent; everything else stays as it was');
};

export const sync: Scene = async (stage) => {
	const { n8n, portal, tell } = stage;
	const list = staffList(portal);
	const fields = await mapped(n8n, await stage.credential(), 'sync', list.columns);
	await openForm(stage, 'Sync directory', { ...list.parameters, fields }, list.rows);
	await tell('A whole staff list as input: who joined, who moved, who left?');
	await execute(stage);
	await tell('Preview shows what would be done, person by person, and changes nothing');
};

export const offboard: Scene = async (stage) => {
	const { portal, tell } = stage;
	for (const TITLE of ['Quarterly report', 'Offer for Contoso', 'Trade fair']) {
		portal.addTask({ TITLE, RESPONSIBLE_ID: CAST.employee });
	}
	await openForm(stage, 'Offboard', {
		operation: 'offboard',
		user: byEmail('john.smith@example.com'),
		successor: byEmail('anna.admin@example.com'),
	});
	await tell('Departments, workgroups and tasks go to the successor, then access is taken away');
	await execute(stage);
	await tell('The report says what was passed on, and to whom');
};

export const dismiss: Scene = async (stage) => {
	await openForm(stage, 'Dismiss', {
		operation: 'dismiss',
		user: byEmail('carla.complete@example.com'),
	});
	await stage.tell('Dismiss takes access away and keeps the profile');
	await execute(stage, 2);
	await stage.tell('The portal was asked afterwards: ACTIVE is false. Reinstate is the way back');
};
