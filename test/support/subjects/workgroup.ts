/** What operations on workgroups owe. Facts: b24restdocs `api-reference/sonet-group/`. */
import { CAST } from '../../portal';
import { form, groupChangesOf, storedGroup, storedRole } from '../workgroups';
import type { Subjects } from './types';

const NO_GROUP = {
	json: { group: 777 },
	message: 'There is no workgroup with ID 777 that this credential can see',
};

const NOBODY = {
	json: { group: 1, user: 999 },
	message: 'There is no person with ID 999 that this credential can see',
};

const group = (ID: string, NAME: string) => expect.objectContaining({ ID, NAME });

const member = (workgroup: string, ID: string, name: string, EMAIL: string, role: string) => {
	const [NAME, LAST_NAME] = name.split(' ');
	return { workgroup, ID, NAME, LAST_NAME, EMAIL, role };
};

const as = (workgroup: string, user: string, role: string, changed = true) => ({
	workgroup,
	user,
	role,
	changed,
});

export const workgroup: Subjects = {
	get: {
		form: form('get'),
		items: [
			[{ group: 1 }, [expect.objectContaining({ ID: '1', NAME: 'Project Alpha', OWNER_ID: '2' })]],
			[{ group: 2 }, [expect.objectContaining({ ID: '2', IS_EXTRANET: 'Y' })]],
		],
		bad: NO_GROUP,
	},
	getAll: {
		form: form('getAll', { limit: '={{ $json.limit }}' }),
		items: [
			[{ limit: 2 }, [group('1', 'Project Alpha'), group('2', 'Extranet: Partners')]],
			[{ limit: 1 }, [group('1', 'Project Alpha')]],
		],
		bad: { json: { limit: 'few' }, message: '"few" is not a positive whole number' },
	},
	getMembers: {
		form: form('getMembers'),
		items: [
			[
				{ group: 1 },
				[
					member('1', '2', 'Ольга Петрова-Ёлкина', 'olga.petrova@example.com', 'owner'),
					member('1', '3', 'John Smith', 'john.smith@example.com', 'member'),
					member('1', '4', "Siobhán O'Brien", "siobhan.o'brien@example.com", 'moderator'),
				],
			],
			[
				{ group: 3 },
				[member('3', '9', 'Claudia Fremd', 'claudia.fremd@auditor.example', 'member')],
			],
		],
		bad: NO_GROUP,
	},
	getUserGroups: {
		form: form('getUserGroups'),
		items: [
			[
				{ user: CAST.employee },
				[
					{ user: '3', workgroup: '1', NAME: 'Project Alpha', role: 'member' },
					{ user: '3', workgroup: '2', NAME: 'Extranet: Partners', role: 'owner' },
				],
			],
			[
				{ user: CAST.extranet },
				[{ user: '8', workgroup: '2', NAME: 'Extranet: Partners', role: 'member' }],
			],
		],
		bad: NOBODY,
	},
	addMember: {
		form: form('addMember'),
		items: [
			[{ group: 1, user: CAST.emoji }, [as('1', '5', 'member')]],
			[{ group: 2, user: CAST.emoji }, [as('2', '5', 'member')]],
			// In it already, as what they are: nothing is sent.
			[{ group: 1, user: CAST.employee }, [as('1', '3', 'member', false)]],
			[{ group: 1, user: CAST.cyrillic }, [as('1', '2', 'owner', false)]],
		],
		bad: {
			json: { group: 1, user: CAST.dismissed },
			message: 'Пётр Уволенный (ID 7) is dismissed',
		},
		changes: groupChangesOf,
		isDone: (portal) => storedRole(portal, 1, CAST.emoji) === 'K',
	},
	changeRole: {
		form: form('changeRole', { role: '={{ $json.role }}' }),
		items: [
			[{ group: 1, user: CAST.employee, role: 'moderator' }, [as('1', '3', 'moderator')]],
			[{ group: 1, user: CAST.apostrophe, role: ' Member' }, [as('1', '4', 'member')]],
			[{ group: 2, user: CAST.extranet, role: 'member' }, [as('2', '8', 'member', false)]],
		],
		bad: {
			json: { group: 1, user: CAST.cyrillic, role: 'member' },
			message: 'Ольга Петрова-Ёлкина (ID 2) owns the workgroup "Project Alpha"',
		},
		changes: groupChangesOf,
		isDone: (portal) =>
			storedRole(portal, 1, CAST.employee) === 'E' &&
			storedRole(portal, 1, CAST.apostrophe) === 'K',
	},
	removeMember: {
		form: form('removeMember'),
		items: [
			[{ group: 1, user: CAST.employee }, [{ workgroup: '1', user: '3', changed: true }]],
			[{ group: 1, user: CAST.apostrophe }, [{ workgroup: '1', user: '4', changed: true }]],
			[{ group: 1, user: CAST.emoji }, [{ workgroup: '1', user: '5', changed: false }]],
		],
		bad: {
			json: { group: 2, user: CAST.employee },
			message: 'John Smith (ID 3) owns the workgroup "Extranet: Partners"',
		},
		changes: groupChangesOf,
		isDone: (portal) => storedRole(portal, 1, CAST.employee) === undefined,
	},
	setOwner: {
		form: form('setOwner'),
		items: [
			[{ group: 1, user: CAST.employee }, [as('1', '3', 'owner')]],
			[{ group: 3, user: CAST.emoji }, [as('3', '5', 'owner')]],
			[{ group: 2, user: CAST.employee }, [as('2', '3', 'owner', false)]],
		],
		bad: {
			json: { group: 1, user: CAST.dismissed },
			message: 'Пётр Уволенный (ID 7) is dismissed',
		},
		changes: groupChangesOf,
		isDone: (portal) =>
			storedGroup(portal, 1).OWNER_ID === 3 && storedRole(portal, 1, CAST.cyrillic) === 'K',
	},
};
