/** placement.*: handlers of an application in the profile; webhooks are refused. (docs: api-reference/widgets/) */
import type { Context, Method } from '../server/context';
import { checkHandler } from '../domain/events';
import { argumentError, coreError, RestError, wrongAuthType } from '../protocol/errors';
import type { Params, Php } from '../protocol/php';
import { entriesOf, toInt, toText, truthy, upperKeys } from '../protocol/php';
import type { InstalledApplication } from '../domain/state';
import type { BoundPlacement } from '../domain/widgets';
import { PLACES } from '../domain/widgets';

function applicationOf({ application }: Context): InstalledApplication {
	if (!application) throw wrongAuthType();
	return application;
}

function demandAdministrator({ caller }: Context): void {
	if (!caller.isAdmin) throw new RestError(403, 'ACCESS_DENIED', 'Access denied!');
}

function required(query: Params, key: string): string {
	const value = toText(query[key]);
	if (value === '') throw argumentError(`Argument '${key}' is null or empty`, key);
	return value;
}

/** Places of the profile belong to the scope `user`; without it the portal knows no such place. */
function placeOf(query: Params, { scopes }: Context): string {
	const place = required(query, 'PLACEMENT').toUpperCase();
	if (!Object.hasOwn(PLACES, place) || !scopes.has('user')) {
		throw new RestError(400, 'ERROR_PLACEMENT_NOT_FOUND', 'Placement not found');
	}
	return place;
}

function refuseUserMode(query: Params): void {
	if (toInt(query.USER_ID) <= 0) return;
	throw new RestError(400, 'ERROR_PLACEMENT_USER_MODE', 'User mode is not available');
}

const TEXTS = ['TITLE', 'DESCRIPTION', 'GROUP_NAME'] as const;

/** With LANG_ALL the texts beside it are not looked at, and what a language lacks is empty. (server behaviour) */
function langAllOf(value: Php | undefined): BoundPlacement['langAll'] {
	return Object.fromEntries(
		(entriesOf(value) ?? []).map(([language, texts]) => {
			const given = upperKeys(texts);
			const [TITLE, DESCRIPTION, GROUP_NAME] = TEXTS.map((key) => toText(given[key]));
			return [language, { TITLE, DESCRIPTION, GROUP_NAME }];
		}),
	);
}

/** The same handler once per place, several handlers side by side. (server behaviour) */
function demandFree(
	application: InstalledApplication,
	place: string,
	handler: string,
	limit: number | undefined,
): void {
	const bound = application.placements.filter(({ placement }) => placement === place);
	if (bound.some((other) => other.handler === handler)) {
		throw coreError('Unable to set placement handler: Handler already binded');
	}
	if (limit !== undefined && bound.length >= limit) {
		throw new RestError(400, 'ERROR_PLACEMENT_MAX_COUNT', 'Placement max count');
	}
}

const bind: Method = {
	scopes: ['placement'],
	applicationOnly: true,
	run(params, context) {
		const application = applicationOf(context);
		demandAdministrator(context);
		const { state } = context;
		const query = upperKeys(params);
		const placement = placeOf(query, context);
		const handler = required(query, 'HANDLER');
		checkHandler(handler);
		refuseUserMode(query);
		demandFree(application, placement, handler, state.options.quirks?.placementLimit);
		const langAll = langAllOf(query.LANG_ALL);
		const translated = Object.keys(langAll).length > 0;
		const own = langAll[state.language];
		application.placements.push({
			id: Math.max(0, ...application.placements.map(({ id }) => id)) + 1,
			placement,
			handler,
			title: translated ? (own?.TITLE ?? '') : toText(query.TITLE) || application.card.clientId,
			description: translated ? (own?.DESCRIPTION ?? '') : toText(query.DESCRIPTION),
			langAll,
		});
		return { result: true };
	},
};

/** Older servers counted twice what they took away. */
const unbind: Method = {
	scopes: ['placement'],
	applicationOnly: true,
	run(params, context) {
		const application = applicationOf(context);
		demandAdministrator(context);
		const query = upperKeys(params);
		const place = placeOf(query, context);
		const handler = toText(query.HANDLER);
		const before = application.placements.length;
		application.placements = application.placements.filter(
			(bound) => bound.placement !== place || (handler !== '' && bound.handler !== handler),
		);
		const count = before - application.placements.length;
		const doubled = context.state.options.quirks?.placementCountDoubled === true;
		return { result: { count: doubled ? count * 2 : count } };
	},
};

/** OPTIONS are not kept for these places. */
const get: Method = {
	scopes: ['placement'],
	applicationOnly: true,
	run(_, context) {
		demandAdministrator(context);
		const result = applicationOf(context).placements.map((bound) => ({
			id: bound.id,
			placement: bound.placement,
			userId: 0,
			handler: bound.handler,
			options: [],
			title: bound.title,
			description: bound.description,
			langAll: bound.langAll,
		}));
		return { result };
	},
};

/** FULL counts only when no SCOPE is named. (docs: placement-list.md) */
const list: Method = {
	scopes: ['placement'],
	applicationOnly: true,
	run(params, { scopes }) {
		const query = upperKeys(params);
		const scope = toText(query.SCOPE);
		const shown =
			scope === '' ? truthy(query.FULL) || scopes.has('user') : scope.toLowerCase() === 'user';
		return { result: shown ? Object.keys(PLACES) : [] };
	},
};

export const placementMethods: Record<string, Method> = {
	'placement.bind': bind,
	'placement.unbind': unbind,
	'placement.get': get,
	'placement.list': list,
};
