/** Methods that read people. (docs: api-reference/user) */
import type { Method } from '../server/context';
import { labelOf } from '../domain/labels';
import { listPeople } from '../domain/people';
import { rowOf, visibleFields } from '../domain/rows';
import { USER_SCOPES } from '../domain/scopes';
import type { StoredPerson } from '../types';

const get: Method = {
	scopes: USER_SCOPES,
	run: (params, context) => listPeople(params, context, false),
};

const search: Method = {
	scopes: USER_SCOPES,
	run: (params, context) => listPeople(params, context, true),
};

const lastSeen = ({ LAST_ACTIVITY_DATE }: StoredPerson): string =>
	String(LAST_ACTIVITY_DATE ?? '')
		.slice(0, 19)
		.replace('T', ' ');

const current: Method = {
	scopes: USER_SCOPES,
	run(_, { caller, scopes, state }) {
		const fields = visibleFields(scopes, state).filter((field) => field !== 'USER_TYPE');
		const row = rowOf(caller, fields, state);
		// No USER_TYPE, and this date as the database has it: docs user/user-current.md.
		const seen =
			row.LAST_ACTIVITY_DATE === undefined ? {} : { LAST_ACTIVITY_DATE: lastSeen(caller) };
		return { result: { ...row, ...seen } };
	},
};

/** Labels only: no types, no required flags. */
const fields: Method = {
	scopes: USER_SCOPES,
	run(_, { scopes, state }) {
		const custom = new Map(state.customFields.map((field) => [field.FIELD_NAME, field.LABEL]));
		const labels = visibleFields(scopes, state).map((code): [string, string] => [
			code,
			custom.get(code) ?? labelOf(code, state.language),
		]);
		return { result: Object.fromEntries(labels) };
	},
};

export const peopleMethods: Record<string, Method> = {
	'user.get': get,
	'user.search': search,
	'user.current': current,
	'user.fields': fields,
};
