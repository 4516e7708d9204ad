/** Methods every credential may call. (docs: api-reference/common) */
import type { Method } from '../server/context';
import { isoDate } from '../protocol/dates';
import { RestError } from '../protocol/errors';
import type { Answer } from '../protocol/json';
import { truthy, upperKeys } from '../protocol/php';
import { ALL_SCOPES } from '../domain/scopes';

/** The cheapest test of a credential; tells whether the account is an administrator. */
const profile: Method = {
	run(_, { caller, state }) {
		const result: { [field: string]: Answer | undefined } = {
			ID: String(caller.ID),
			ADMIN: caller.isAdmin,
			NAME: String(caller.NAME ?? ''),
			LAST_NAME: String(caller.LAST_NAME ?? ''),
			PERSONAL_GENDER: String(caller.PERSONAL_GENDER ?? ''),
			TIME_ZONE: String(caller.TIME_ZONE ?? ''),
		};
		const photo = state.files.get(Number(caller.PERSONAL_PHOTO));
		if (photo) {
			result.PERSONAL_PHOTO = `${state.baseUrl}/upload/main/${String(caller.PERSONAL_PHOTO)}/${encodeURIComponent(photo.name)}`;
		}
		return { result };
	},
};

const scope: Method = {
	run(params, { scopes }) {
		const full = truthy(upperKeys(params).FULL);
		return { result: full ? ALL_SCOPES : ALL_SCOPES.filter((name) => scopes.has(name)) };
	},
};

const admin: Method = { run: (_, { caller }) => ({ result: caller.isAdmin }) };

const time: Method = {
	run: (_, { state }) => ({ result: isoDate(state.now(), state.calendar) }),
};

/** (docs: api-reference/common/system/app-info.md) */
const appInfo: Method = {
	run(_, { application, state }) {
		if (!application) {
			throw new RestError(400, 'ACCESS_DENIED', 'Access denied! Application context required');
		}
		const { card, installed } = application;
		return {
			result: {
				ID: [...state.applications.keys()].indexOf(card.clientId) + 1,
				CODE: card.clientId,
				VERSION: 1,
				STATUS: 'L',
				INSTALLED: installed,
				PAYMENT_EXPIRED: 'N',
				DAYS: null,
				LANGUAGE_ID: 'en',
			},
		};
	},
};

export const commonMethods: Record<string, Method> = {
	profile,
	scope,
	'user.admin': admin,
	'app.info': appInfo,
	'server.time': time,
};
