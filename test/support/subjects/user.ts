/** What operations on users owe. Facts: b24restdocs `api-reference/user/`. */
import type { IDataObject } from 'n8n-workflow';

import { CAST, type Portal } from '../../portal';
import { callsOf, changesOf, columns, stored, userBy } from '../portal';
import type { Subjects } from './types';

const user_ = userBy('id', '={{ $json.id }}');
const fields = columns({ WORK_POSITION: '={{ $json.position }}' });
const invitation = { email: '={{ $json.email }}', departments: [1] };

const UNKNOWN = {
	json: { id: 999_999 },
	message: 'There is no person with ID 999999 that this credential can see',
};

const LIMIT = { json: { limit: 'few' }, message: '"few" is not a positive whole number' };

const NO_ADDRESS = { json: { email: 'nobody' }, message: '"nobody" is not an e-mail address' };

const someText = expect.any(String) as string;

const person = (ID: string, more: IDataObject = {}): IDataObject =>
	expect.objectContaining({ ID, ...more }) as IDataObject;

const isInvited = (email: string) => (portal: Portal) =>
	[...portal.people.values()].some(({ EMAIL }) => EMAIL === email);

const field = expect.objectContaining({ code: someText, type: someText }) as IDataObject;

const toLead = { WORK_POSITION: { from: null, to: 'Lead' } };

const OFFBOARDING = ['department.update', 'sonet_group.setowner', 'sonet_group.user.delete'];

export const user: Subjects = {
	get: {
		form: { user: user_ },
		items: [
			[{ id: 2 }, [person('2', { NAME: 'Ольга', UF_DEPARTMENT: [3, 20] })]],
			[{ id: CAST.extranet }, [person('8', { USER_TYPE: 'extranet' })]],
		],
		bad: UNKNOWN,
	},
	getAll: {
		form: { limit: '={{ $json.limit }}' },
		items: [
			[{ limit: 2 }, [person('1'), person('2')]],
			[{ limit: 1 }, [person('1')]],
		],
		bad: LIMIT,
	},
	getCurrent: {
		form: { output: '={{ $json.output }}' },
		items: [
			[{ output: 'raw' }, [person('1', { LAST_LOGIN: someText })]],
			[{ output: 'simplified' }, [person('1', { NAME: 'Anna' })]],
		],
		bad: { json: { output: 'pretty' }, message: '"pretty"' },
	},
	getFields: {
		form: {},
		items: [
			[{}, Array.from({ length: 77 }, () => field)],
			[{}, Array.from({ length: 77 }, () => field)],
		],
	},
	search: {
		form: { phrase: '={{ $json.phrase }}', limit: '={{ $json.limit }}' },
		items: [
			[{ phrase: 'ivan', limit: 5 }, [person('11'), person('12')]],
			[{ phrase: 'unicorn', limit: 5 }, [person('5')]],
		],
		bad: { json: { phrase: '', limit: 5 }, message: 'The parameter "Phrase" is empty' },
	},
	update: {
		form: { user: user_, fields },
		items: [
			[{ id: 3, position: 'Lead' }, [{ ID: '3', updated: true }]],
			[{ id: 5, position: 'Clerk' }, [{ ID: '5', updated: true }]],
		],
		bad: { json: { id: 'five', position: 'Pilot' }, message: '"five"' },
		changes: changesOf,
		isDone: (portal) => stored(portal, 5).WORK_POSITION === 'Clerk',
	},
	upsert: {
		form: { ...invitation, fields },
		items: [
			[
				{ email: 'new@example.com', position: 'New' },
				[{ ID: someText, EMAIL: 'new@example.com', action: 'invited' }],
			],
			[
				{ email: 'John.Smith@example.com', position: 'Lead' },
				[{ ID: '3', EMAIL: 'john.smith@example.com', action: 'updated', changes: toLead }],
			],
		],
		bad: NO_ADDRESS,
		changes: changesOf,
		isDone: isInvited('new@example.com'),
		preview: {
			outputs: [
				{ ID: null, EMAIL: 'new@example.com', action: 'invited', preview: true },
				{
					ID: '3',
					EMAIL: 'john.smith@example.com',
					action: 'updated',
					changes: toLead,
					preview: true,
				},
			],
		},
	},
	invite: {
		form: invitation,
		items: [
			[{ email: 'one@example.com' }, [{ ID: someText }]],
			[{ email: 'two@example.com' }, [{ ID: someText }]],
		],
		bad: NO_ADDRESS,
		changes: changesOf,
		isDone: isInvited('two@example.com'),
		preview: {
			outputs: ['one', 'two'].map((name) => ({
				ID: null,
				EMAIL: `${name}@example.com`,
				preview: true,
			})),
		},
	},
	dismiss: {
		form: { user: user_ },
		items: [
			[{ id: 3 }, [{ ID: '3', ACTIVE: false }]],
			[{ id: 5 }, [{ ID: '5', ACTIVE: false }]],
		],
		bad: UNKNOWN,
		changes: changesOf,
		isDone: (portal) => !stored(portal, 5).ACTIVE,
	},
	reinstate: {
		form: { user: user_ },
		items: [
			[{ id: CAST.dismissed }, [{ ID: '7', ACTIVE: true }]],
			[{ id: CAST.extranetDismissed }, [{ ID: '18', ACTIVE: true }]],
		],
		bad: UNKNOWN,
		changes: changesOf,
		isDone: (portal) => stored(portal, CAST.dismissed).ACTIVE,
	},
	offboard: {
		form: {
			user: user_,
			successor: userBy('id', CAST.employee),
			parts: ['departments', 'workgroups', 'dismiss'],
		},
		before: (portal) => {
			portal.addGroup({ NAME: 'Space', OWNER_ID: CAST.emoji });
		},
		items: [
			[
				{ id: CAST.cyrillic },
				[person('2', { successor: '3', dismissed: true, departments: [expect.anything()] })],
			],
			[{ id: CAST.emoji }, [person('5', { successor: '3', dismissed: true })]],
		],
		bad: UNKNOWN,
		changes: (portal) => [
			...changesOf(portal),
			...OFFBOARDING.flatMap((method) => callsOf(portal, method)),
		],
		isDone: (portal) =>
			!stored(portal, CAST.emoji).ACTIVE &&
			portal.departments.every(({ UF_HEAD }) => UF_HEAD !== CAST.cyrillic),
		preview: {
			outputs: [person('2', { preview: true }), person('5', { preview: true })],
		},
	},
	sync: {
		form: {
			preview: false,
			return: 'changes',
			email: '={{ $json.email }}',
			departments: [1],
			fields,
		},
		items: [
			[
				{ email: 'john.smith@example.com', position: 'Lead' },
				[
					{
						ID: '3',
						EMAIL: 'john.smith@example.com',
						action: 'updated',
						changes: expect.objectContaining(toLead),
					},
				],
			],
			[
				{ email: 'new@example.com', position: 'New' },
				[{ ID: someText, EMAIL: 'new@example.com', action: 'invited' }],
			],
		],
		bad: NO_ADDRESS,
		changes: changesOf,
		isDone: isInvited('new@example.com'),
		preview: {
			asked: { preview: true },
			outputs: [
				{
					ID: '3',
					EMAIL: 'john.smith@example.com',
					action: 'updated',
					changes: expect.objectContaining(toLead),
					preview: true,
				},
				{ ID: null, EMAIL: 'new@example.com', action: 'invited', preview: true },
			],
		},
	},
};
