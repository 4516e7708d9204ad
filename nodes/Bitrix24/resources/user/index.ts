/** Users: the people of the portal. */
import type { Resource } from '../../plan/types';
import { choices } from './choices';
import { dismiss } from './dismiss';
import { get } from './get';
import { getAll } from './getAll';
import { getCurrent } from './getCurrent';
import { getFields } from './getFields';
import { invite } from './invite';
import { offboard } from './offboard';
import { people } from './people';
import { refusals } from './refusals';
import { reinstate } from './reinstate';
import { search } from './search';
import { sync } from './sync';
import { update } from './update';
import { upsert } from './upsert';

export const user: Resource = {
	value: 'user',
	name: 'User',
	initial: getAll.value,
	/** In the order of the dropdown, which n8n wants alphabetical. */
	operations: [
		dismiss,
		get,
		getCurrent,
		getFields,
		getAll,
		invite,
		upsert,
		offboard,
		reinstate,
		search,
		sync,
		update,
	],
	choices,
	finder: people,
	refusals,
};
