/** A change on its way. */
import type { Asker, Change } from '../../plan/types';
import { attemptAsync, type RestRequest } from '../../transport/types';

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
	isInDoubt: boolean;
	/** The error of that answer, while the change waits for one before it to be cleared up. */
	lost?: Error;
	/** Its own answer was lost, and the portal shows that it was carried out. */
	isRecovered: boolean;
}

export async function pendingChange(at: number, change: Change, asker: Asker): Promise<Pending> {
	const id = change.safety === 'idempotent' ? change.id : undefined;
	const needed = await attemptAsync(async () => (await change.check?.needed?.(asker)) ?? true);
	const isRead = !needed.ok || needed.value;
	const sent = isRead ? change : { ...change, check: undefined };
	return { at, change: sent, id, tries: 0, isInDoubt: false, isRecovered: false };
}

export function requestOf({ change }: Pending): RestRequest {
	const { method, params, safety, isSlow, attach } = change;
	return { method, params, safety, isSlow, attach };
}
