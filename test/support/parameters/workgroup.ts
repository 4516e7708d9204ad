/** What the parameters of operations on workgroups do. */
import { CAST, type Portal } from '../../portal';
import { stored } from '../portal';
import { CARLA, changing, paging, person, waiting } from './shared';
import type { Row, RowsOf } from './types';

/** A workgroup in which whoever is spoken of is a member too. */
const inBoth = (portal: Portal) => {
	for (const id of [CAST.employee, CARLA.id]) stored(portal, id).workgroups.push(1, 10);
};

const workgroup: Row = { modes: { list: '10', id: 10, name: 'project 1' }, before: inBoth };

const ofMembers = { ...person('user', inBoth), ...changing, workgroup };

export const workgroups: RowsOf = {
	addMember: {
		...person('user'),
		...changing,
		workgroup,
		'options.allowExternal': {
			items: [{ group: 1, user: CAST.extranet }],
			refused: { without: /extranet/i },
		},
		'options.invite': {},
	},
	changeRole: { ...ofMembers, role: {} },
	get: { ...waiting, workgroup },
	getAll: { ...paging, ...waiting },
	getMembers: { ...paging, ...waiting, workgroup },
	getUserGroups: { ...person('user', inBoth), ...paging, ...waiting },
	removeMember: ofMembers,
	setOwner: ofMembers,
};
