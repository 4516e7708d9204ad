/** What the parameters of operations on users do. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CAST, type Portal } from '../../portal';
import { AUTOMATIC, stored } from '../portal';
import { CARLA, changing, columns, paging, person, waiting } from './shared';
import type { Row, Rows, RowsOf } from './types';

const carla = { __rl: true, mode: 'id', value: CARLA.id };
const ofCarla: INodeParameters = { user: carla, fields: columns({ WORK_POSITION: 'Lead' }) };

const WHOLE: INodeParameters = { limit: 50 };

const output: Rows = {
	output: { form: { outputFields: ['NAME', 'EMAIL'] } },
	outputFields: {
		form: { output: 'selectedFields', outputFields: ['NAME'] },
		values: [['LAST_NAME']],
	},
	'options.include': {},
};

const listing: Rows = {
	...paging,
	...output,
	'filters.userType': { form: WHOLE },
	'options.adminMode': {},
	'options.imageSize': {},
	'sort.field': { form: { sort: { field: 'LAST_NAME' } }, values: ['NAME'] },
	'sort.direction': { form: { sort: { field: 'LAST_NAME' } } },
};

/** One who has a picture, and a number that can be cleared. */
const emptied: INodeParameters = { ...ofCarla, fields: columns({ WORK_PHONE: '' }) };

const PICTURES = {
	data: { data: 'aGk=', mimeType: 'image/png', fileName: 'a.png' },
	portrait: { data: 'eW8=', mimeType: 'image/png', fileName: 'b.png' },
};

const photo: Row = { binary: PICTURES, values: ['data', 'portrait'] };

const writing: Rows = {
	...changing,
	'options.photoBinaryProperty': photo,
	'options.returnUser': {},
};

const inviting: Rows = {
	email: { values: ['other@example.com'] },
	userType: { form: { workgroups: [2] } },
	departments: { values: [[3], 'Sales / Support'] },
	departmentNames: {
		isTool: true,
		form: { departmentNames: 'Sales' },
		values: ['IT', 'Sales / Support; IT'],
	},
	workgroups: { form: { userType: 'extranet', workgroups: [2] }, values: [[3]] },
	fields: {
		items: [{ email: 'one@example.com', position: 'P', NAME: 'Nia', LAST_NAME: 'One' }],
		values: [columns({ NAME: 'Mia' }), AUTOMATIC],
	},
	'options.message': { values: ['Welcome'] },
};

/** Of rows about people who are there already, by another field than the address. */
const known = (address: INodeParameters): Rows => ({
	matchBy: { form: { ...address, matchValue: CARLA.xmlId }, values: ['XML_ID'] },
	matchValue: {
		form: { ...address, matchBy: 'XML_ID', matchValue: 'HR-0001' },
		values: [CARLA.xmlId],
	},
});

const clearing = (form: INodeParameters, items?: IDataObject[]): Rows => ({
	'options.clearFields': {
		form,
		items,
		values: [['PERSONAL_WWW'], ['PERSONAL_WWW', 'WORK_PHONE']],
	},
	'options.emptyValues': { form, items },
});

const addressed: INodeParameters = { ...emptied, email: CARLA.email };

const two: IDataObject[] = [{ id: CAST.cyrillic }, { id: CAST.emoji }];

const maxPeople: Row = {
	items: two,
	values: [1],
	refused: { with: /2 people are more than the 1 that one run may/ },
};

/** Everything that can be handed over. */
const burdened = (portal: Portal) => {
	portal.addTask({ RESPONSIBLE_ID: CAST.cyrillic });
	portal.addCrmItem({ entityTypeId: 2, assignedById: CAST.cyrillic });
};

const DENIED = { status: 400, error: '', error_description: 'Cannot complete operation.' };

/** Workgroups cannot be passed on, so that what comes after is not begun. */
const stopped: Row = {
	portal: { onCall: ({ method }) => (method === 'sonet_group.setowner' ? DENIED : undefined) },
	items: [{ id: CAST.emoji }],
	refused: { without: /stopped at "Workgroups"/, with: /stopped at "Workgroups"/ },
};

const isGone = (portal: Portal) => {
	stored(portal, CARLA.id).ACTIVE = false;
};

const john: IDataObject[] = [{ email: 'john.smith@example.com', position: 'Lead' }];
const nobody: IDataObject[] = [{ email: 'one@example.com', position: 'New' }];

/** Who is not listed is dismissed, however many that are. */
const sweeping: INodeParameters = {
	onMissing: 'dismiss',
	brake: { maxDismissalPercent: 100, maxDismissals: 100 },
};

export const user: RowsOf = {
	dismiss: { ...person('id'), ...changing, 'options.maxPeople': maxPeople },
	get: { ...person('id'), ...output, ...waiting, 'options.keepInput': {} },
	getCurrent: { ...output, ...waiting },
	getFields: waiting,
	getAll: {
		...listing,
		...waiting,
		departmentNames: { isTool: true, form: WHOLE, values: ['Logistics', 'Sales / Support'] },
		'filters.departments': { form: WHOLE, values: [[3], 'Sales / Support'] },
		'filters.invitation': { form: WHOLE },
		'filters.lastSignInBefore': { form: WHOLE, values: ['2024-05-01'] },
		'filters.nameSearch': { form: WHOLE, values: ['Carla'] },
		'filters.neverSignedIn': { form: WHOLE },
		'filters.online': { form: WHOLE },
		'filters.status': { form: WHOLE },
		'conditions.condition.field': {
			form: { conditions: { condition: [{ field: 'NAME', operator: 'contains', value: 'o' }] } },
			values: ['LAST_NAME'],
		},
		'conditions.condition.operator': {
			form: { ...WHOLE, conditions: { condition: [{ field: 'NAME', value: 'John, Carla' }] } },
		},
		'conditions.condition.value': {
			form: { ...WHOLE, conditions: { condition: [{ field: 'NAME', value: 'John' }] } },
			values: ['Carla'],
		},
	},
	invite: { ...inviting, ...writing },
	upsert: {
		...inviting,
		...known({ email: 'new@example.com' }),
		...clearing(addressed),
		...writing,
		'options.removePhoto': { form: addressed },
	},
	offboard: {
		...person('id'),
		...changing,
		successor: { modes: CARLA },
		parts: { before: burdened },
		'options.dismissAnyway': stopped,
		'options.maxPeople': maxPeople,
	},
	reinstate: { ...person('id', isGone), ...changing },
	search: {
		...listing,
		...waiting,
		// Words in separate fields go with a kind of people in the question; a phrase does not, and is told apart here.
		'filters.userType': { form: { searchBy: 'fields', searchFields: { NAME: 'Ivan' } } },
		searchBy: { form: { searchFields: { NAME: 'Carla' } } },
		phrase: { values: ['unicorn'] },
		...Object.fromEntries(
			['NAME', 'LAST_NAME', 'SECOND_NAME', 'WORK_POSITION', 'UF_DEPARTMENT_NAME'].map(
				(field): [string, Row] => [
					`searchFields.${field}`,
					{
						form: {
							searchBy: 'fields',
							searchFields: { [field === 'NAME' ? 'LAST_NAME' : 'NAME']: 'Ivan' },
						},
						values: ['Carla', 'Maria'],
					},
				],
			),
		),
	},
	sync: {
		...waiting,
		...known({ email: 'new@example.com' }),
		...clearing(addressed, [{}]),
		preview: {},
		email: { values: ['other@example.com'] },
		departments: { values: [[3], 'Sales / Support'] },
		departmentNames: {
			isTool: true,
			form: { departmentNames: 'Sales' },
			values: ['IT', 'Sales / Support; IT'],
		},
		fields: {
			items: [{ email: 'john.smith@example.com', position: 'P', NAME: 'Nia' }],
			values: [columns({ NAME: 'Mia' }), AUTOMATIC],
		},
		onNew: { items: nobody },
		onChanged: { items: john },
		onDismissed: { items: [{ email: 'peter.gone@example.com', position: 'Back' }] },
		onMissing: { form: { ...sweeping, return: 'all' } },
		'scope.departments': { form: { return: 'all' }, values: [[3], 'Sales'] },
		'scope.userType': { form: { return: 'all' } },
		exclude: { items: john, form: { return: 'all' }, values: [['3'], 'ivan.ivanov@example.com'] },
		'brake.maxDismissalPercent': {
			form: sweeping,
			values: [1],
			refused: { with: /"Max Dismissals \(Percent\)"|percent|%/i },
		},
		'brake.maxDismissals': { form: sweeping, values: [1], refused: { with: /dismiss/ } },
		'brake.maxInvitations': { items: nobody, values: [0], refused: { with: /invit/i } },
		return: { items: john },
		'options.message': { items: nobody, values: ['Welcome'] },
	},
	update: {
		...person('id'),
		...clearing(emptied),
		...writing,
		fields: {
			items: [{ id: CAST.employee, position: 'P', NAME: 'Nia' }],
			values: [columns({ NAME: 'Mia' }), AUTOMATIC],
		},
		departmentNames: { isTool: true, form: { person: '3' }, values: ['IT', 'Sales / Support; IT'] },
		'options.allowStatus': {
			form: { fields: columns({ ACTIVE: 'N' }) },
			refused: { without: /ACTIVE/ },
		},
		'options.departments': { values: [[3], 'Sales / Support'] },
		'options.onlyChanges': {},
		'options.removePhoto': { form: ofCarla },
	},
};
