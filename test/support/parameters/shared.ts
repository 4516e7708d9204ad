/** Rows that several operations have. */
import type { INodeParameters } from 'n8n-workflow';

import type { Portal } from '../../portal';
import type { Row, Rows } from './types';

/** Somebody the subjects do not speak of, who has all there is. */
export const CARLA = {
	list: '22',
	id: 22,
	email: 'Carla.Complete@example.com',
	xmlId: 'HR-0022',
	url: '/company/personal/user/22/',
};

/** The two ways to name a person: the locator, and its place in a tool. */
export const person = (id: string, before?: (portal: Portal) => void): Rows => ({
	user: { modes: CARLA, before },
	person: {
		isTool: true,
		form: { person: `={{ $json.${id} }}` },
		values: [CARLA.email],
		before,
	},
});

/** A department the subjects do not speak of. */
export const FINANCE = { list: '11', id: 11, path: 'Finance' };

const METHODS = [
	'user.current user.get user.search user.fields user.add user.update',
	'user.userfield.add user.userfield.list user.userfield.update user.userfield.delete',
	'department.add department.get department.update department.delete',
	'sonet_group.get sonet_group.setowner',
	'sonet_group.user.add sonet_group.user.get sonet_group.user.update sonet_group.user.delete',
]
	.join(' ')
	.split(' ');

/** The server time of every method is used up for half a minute. */
const usedUp = (portal: Portal) => {
	const until = Math.floor(Date.now() / 1_000) + 30;
	for (const method of METHODS) portal.limitOperation(method, until);
};

/** Without the option the run waits, and goes on. */
const maxWait: Row = { values: [0], before: usedUp, refused: { with: /server time/ } };

export const waiting: Rows = { 'options.maxWait': maxWait };

export const changing: Rows = { ...waiting, 'options.preview': {} };

/** A list and its length. */
export const paging: Rows = {
	returnAll: { form: { limit: 1 } },
	limit: { form: { limit: 2 }, values: [1] },
};

export const columns = (value: INodeParameters): INodeParameters => ({
	mappingMode: 'defineBelow',
	value,
});
