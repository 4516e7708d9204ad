/** What the parameters of operations on departments do. */
import type { Portal } from '../../portal';
import { stored } from '../portal';
import { CARLA, changing, FINANCE, paging, person, waiting } from './shared';
import type { Row, RowsOf } from './types';

const elsewhere: Row = { modes: FINANCE };

/** Somebody works in a department below Sales. */
const inSupport = (portal: Portal) => {
	stored(portal, CARLA.id).UF_DEPARTMENT = [55];
};

const inLegal = (portal: Portal) => {
	stored(portal, CARLA.id).UF_DEPARTMENT = [5, 11];
};

const IT = { list: '7', id: 7, path: 'IT' };

const logistics = { department: { __rl: true, mode: 'path', value: 'Logistics' } };

export const department: RowsOf = {
	addMember: { ...person('user'), ...changing, department: elsewhere },
	create: {
		...changing,
		name: { values: ['South'] },
		parent: elsewhere,
		'options.head': { modes: CARLA },
		'options.sort': { values: [10] },
	},
	delete: {
		...changing,
		department: { modes: { list: '55', id: 55, path: 'Sales / Support' } },
		'options.moveTo': {
			before: (portal) => {
				stored(portal, CARLA.id).UF_DEPARTMENT = [57];
			},
			values: ['Finance', '7'],
			refused: { without: /Quality/ },
		},
	},
	get: { ...waiting, department: elsewhere },
	getAll: { ...paging, ...waiting },
	getMembers: {
		...paging,
		...waiting,
		department: { modes: IT },
		withBelow: { items: [{ department: 'Sales' }], before: inSupport },
	},
	moveMember: {
		...person('user', inLegal),
		...changing,
		department: elsewhere,
		from: { modes: IT },
	},
	removeMember: { ...person('user', inLegal), ...changing, department: { modes: IT } },
	update: {
		...changing,
		department: elsewhere,
		'updateFields.clearHead': { form: logistics },
		'updateFields.head': { modes: CARLA },
		'updateFields.name': { values: ['Helpers'] },
		'updateFields.parent': { modes: FINANCE },
		'updateFields.sort': { values: [10] },
	},
};
