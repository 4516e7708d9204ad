/** The two lists of handlers that a portal keeps for an application: of events, and of places in its pages. */
import type { Params } from '../../transport/types';

/** What the portal says about a refused binding, and what it means here. */
export type BindHints = Readonly<Record<string, { message: string; remedy: string }>>;

/** One entry of such a list, as wanted. */
export interface Registration {
	/** REST methods that add, take away and list. */
	bind: string;
	unbind: string;
	list: string;
	/** What the handler is for, in the parameters of bind and unbind: `{ event: 'ONUSERADD' }`. */
	what: Params;
	/** Name of the parameter that holds the URL. */
	handler: 'handler' | 'HANDLER';
	/** Everything else bind takes. */
	more: Params;
	/** Whether a row of the list is for the same thing, whatever its URL. */
	isSame(row: Record<string, unknown>): boolean;
	/** Whether such a row is bound as wanted: in the name of the right person. */
	isAsWanted(row: Record<string, unknown>): boolean;
	hints: BindHints;
}

/** What both lists refuse. */
const hints: BindHints = {
	ERROR_WRONG_HANDLER_URL: {
		message: 'The portal cannot post to the address of this n8n',
		remedy:
			'n8n must be reachable from the portal under a full host name. Set WEBHOOK_URL to that address and start n8n again.',
	},
	ERROR_UNSUPPORTED_PROTOCOL: {
		message: 'The portal posts to http:// and https:// addresses only',
		remedy: 'Set WEBHOOK_URL to the public https:// address of this n8n and start it again.',
	},
};

/**
 * A handler of an event. Source: b24restdocs `api-reference/events/event-bind.md`.
 *
 * @param userId in whose name: the delivered access token is then theirs, and not of somebody who has just come and may not
 * be allowed to use the application at all
 */
export function eventHandler(event: string, userId: number | undefined): Registration {
	return {
		bind: 'event.bind',
		unbind: 'event.unbind',
		list: 'event.get',
		what: { event },
		handler: 'handler',
		more: userId === undefined ? {} : { auth_type: userId },
		isSame: (row) => String(row.event).toUpperCase() === event,
		isAsWanted: (row) => userId === undefined || Number(row.auth_type) === userId,
		hints: {
			...hints,
			// Server behaviour: an event of a scope the application lacks does not exist for it.
			ERROR_EVENT_NOT_FOUND: {
				message: 'The application may not hear of new people',
				remedy:
					'In the portal, open the card of the local application, tick the scope "user" and save. Then connect the OAuth2 credential in n8n again.',
			},
		},
	};
}

/**
 * A button in a page of the portal. Source: b24restdocs `api-reference/widgets/placement-bind.md`.
 *
 * @param texts `TITLE` and `DESCRIPTION`, or `LANG_ALL`
 */
export function placeHandler(place: string, texts: Params): Registration {
	return {
		bind: 'placement.bind',
		unbind: 'placement.unbind',
		list: 'placement.get',
		what: { PLACEMENT: place },
		handler: 'HANDLER',
		more: texts,
		isSame: (row) => String(row.placement).toUpperCase() === place,
		isAsWanted: () => true,
		hints: {
			...hints,
			// Server behaviour: a place of a scope the application lacks does not exist for it.
			ERROR_PLACEMENT_NOT_FOUND: {
				message: 'The application may not put a button there',
				remedy:
					'In the portal, open the card of the local application, tick the scopes "placement" and "user" and save. Then connect the OAuth2 credential in n8n again.',
			},
			insufficient_scope: {
				message: 'The application may not put buttons into the portal',
				remedy:
					'In the portal, open the card of the local application, tick the scopes "placement" and "user" and save. Then connect the OAuth2 credential in n8n again.',
			},
			ACCESS_DENIED: {
				message: 'Only an administrator of the portal may put a button there',
				remedy:
					'Connect the OAuth2 credential as an administrator of the portal, and activate the workflow again.',
			},
			ERROR_PLACEMENT_MAX_COUNT: {
				message: 'The portal shows no more buttons of this application there',
				remedy: 'Deactivate another workflow with a button at this place first.',
			},
		},
	};
}
