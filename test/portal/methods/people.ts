/** Methods that read people. (docs: api-reference/user) */
import type { Method } from '../server/context';
import { labelOf } from '../domain/labels';
import { listPeople } from '../domain/people';
import { rowOf, visibleFields } from '../domain/rows';
import { USER_SCOPES } from '../domain/scopes';

const get: Method = {
	scopes: USER_SCOPES,
	run: (params, context) => listPeople(params, context, false),
};

const search: Method = {
	scopes: USER_SCOPES,
	run: (params, context) => listPeople(params, context, true),
};

const current: Method = {
	scopes: USER_SCOPES,
	run: (_, { caller, scopes, state }) => ({
		result: rowOf(caller, visibleFields(scopes, state), state),
	}),
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
