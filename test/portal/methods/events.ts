/** Event handlers: for applications only. (docs: events/) */
import type { Context, Method } from '../server/context';
import { argumentError, RestError, wrongAuthType } from '../protocol/errors';
import { checkHandler } from '../domain/events';
import type { Params } from '../protocol/php';
import { toInt, toText, upperKeys } from '../protocol/php';
import type { InstalledApplication } from '../domain/state';

const KNOWN_EVENTS = ['ONAPPINSTALL', 'ONAPPUNINSTALL', 'ONAPPUPDATE'];

function applicationOf({ application }: Context): InstalledApplication {
	if (!application) throw wrongAuthType();
	return application;
}

/** ONUSERADD is an event of the scope `user`; without it the server knows no such event. */
function eventOf(query: Params, { scopes }: Context): string {
	const event = toText(query.EVENT).toUpperCase();
	const known = scopes.has('user') ? [...KNOWN_EVENTS, 'ONUSERADD'] : KNOWN_EVENTS;
	if (!known.includes(event)) {
		throw new RestError(400, 'ERROR_EVENT_NOT_FOUND', 'Event not found');
	}
	return event;
}

const bind: Method = {
	applicationOnly: true,
	run(params, context) {
		const application = applicationOf(context);
		const query = upperKeys(params);
		const event = eventOf(query, context);
		const url = toText(query.HANDLER);
		if (url === '') throw argumentError('Argument HANDLER is required', 'HANDLER');
		checkHandler(url);
		const { caller, events } = context;
		const asked = query.AUTH_TYPE === undefined ? undefined : toInt(query.AUTH_TYPE);
		if (!caller.isAdmin && asked !== undefined && asked !== caller.ID) {
			throw new RestError(
				403,
				'ACCESS_DENIED',
				'Access denied! Event binding with AUTH_TYPE requires administrator access rights',
			);
		}
		const authType = caller.isAdmin ? (asked ?? 0) : caller.ID;
		const exists = events.handlers.some(
			(handler) =>
				handler.application === application && handler.event === event && handler.url === url,
		);
		if (exists) {
			// The wording the docs have for widgets/user-field/userfieldtype-add.md.
			throw new RestError(
				400,
				context.state.quirks.bindTwice,
				'Unable to set event handler: Handler already binded',
			);
		}
		events.handlers.push({ event, url, application, authType });
		return { result: true };
	},
};

const unbind: Method = {
	applicationOnly: true,
	run(params, context) {
		const application = applicationOf(context);
		const { caller, events } = context;
		const query = upperKeys(params);
		const event = eventOf(query, context);
		const url = toText(query.HANDLER);
		let count = 0;
		for (let index = events.handlers.length - 1; index >= 0; index -= 1) {
			const handler = events.handlers[index];
			const mine = caller.isAdmin || handler.authType === caller.ID;
			const meant = handler.event === event && (url === '' || handler.url === url);
			if (handler.application !== application || !mine || !meant) continue;
			events.handlers.splice(index, 1);
			count += 1;
		}
		return { result: { count } };
	},
};

const get: Method = {
	applicationOnly: true,
	run(_, context) {
		const application = applicationOf(context);
		const { caller, events } = context;
		const result = events.handlers
			.filter((handler) => handler.application === application)
			.filter(({ authType }) => caller.isAdmin || authType === caller.ID)
			.map(({ event, url, authType }) => ({
				event,
				handler: url,
				auth_type: String(authType),
				offline: 0,
			}));
		return { result };
	},
};

const list: Method = {
	applicationOnly: true,
	run: (_, { scopes }) => ({
		result: scopes.has('user') ? [...KNOWN_EVENTS, 'ONUSERADD'] : KNOWN_EVENTS,
	}),
};

export const eventMethods: Record<string, Method> = {
	'event.bind': bind,
	'event.unbind': unbind,
	'event.get': get,
	events: list,
};
