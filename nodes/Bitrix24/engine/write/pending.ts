/** A change on its way. */
import type { Change } from '../../plan/types';
import type { RestRequest } from '../../transport/types';

export interface Pending {
	/** Position of its plan. */
	at: number;
	change: Change;
	/** What it changes; of what is created, once it has been answered. */
	id?: number;
	answer?: unknown;
	/** How often its answer was lost and nothing was found to be there. */
	tries: number;
	/** An answer to it was lost: it may have been carried out. */
	inDoubt: boolean;
	/** The error of that answer, while the change waits for one before it to be cleared up. */
	lost?: Error;
	/** Its own answer was lost, and the portal shows that it was carried out. */
	recovered: boolean;
}

export function pendingOf(at: number, change: Change): Pending {
	const id = change.safety === 'idempotent' ? change.id : undefined;
	return { at, change, id, tries: 0, inDoubt: false, recovered: false };
}

export function requestOf({ change }: Pending): RestRequest {
	const { method, params, safety, isSlow, attach } = change;
	return { method, params, safety, isSlow, attach };
}
