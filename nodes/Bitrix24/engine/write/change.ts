/** What an item is about to do, once it is known who its person is. */
import type { WritePlan } from '../../plan/types';
import type { Params, RestRequest } from '../../transport/types';

export interface Change {
	/** Position of the plan. */
	index: number;
	plan: WritePlan;
	action: 'invited' | 'updated';
	params: Params;
	/** Whom; of an invitation, once it has been answered. */
	id?: number;
	/** An answer to this change was lost: it may have been carried out. */
	doubted?: boolean;
	/** The invitation's own answer was lost, and the person was found to be there. */
	recovered?: boolean;
}

/** The request that makes the change. */
export function requestOf({ id, action, params, plan }: Change): RestRequest {
	return action === 'invited'
		? { method: 'user.add', params, safety: 'once', attach: plan.attach }
		: {
				method: 'user.update',
				// The ID comes last, so that no mapped column can name another person.
				params: { ...params, ID: String(id) },
				safety: 'idempotent',
				attach: plan.attach,
			};
}

/** Whether there is anything to send: an upsert may have nothing to say about somebody who is there already. */
export function isSilent({ action, params, plan }: Change): boolean {
	return action === 'updated' && Object.keys(params).length === 0 && !plan.attach;
}
