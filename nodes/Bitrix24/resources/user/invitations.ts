/** Invitations: reading their answers, and finding out about those whose answer was lost. */
import { PortalError } from '../../transport/errors';
import type { Portal } from '../../transport/portal';
import { failed, isRecord, type Outcome, succeeded } from '../../transport/types';
import type { Change } from '../../engine/write/change';
import { findPeople, keyOf } from './people';
import { emailTaken, isEmailTaken } from './refusals';

/** Clocks are compared to the second, and an account is made before the answer is written. */
const TOLERANCE = 5_000;

/** `user.add` answers the ID as a number (b24restdocs `api-reference/user/user-add.md`). */
export function invitedId(result: unknown): Outcome<number> {
	const id = Number(isRecord(result) ? result.ID : result);
	return Number.isSafeInteger(id) && id > 0
		? succeeded(id)
		: failed(
				new PortalError(
					'unknown',
					'The portal took the invitation but did not say which ID the person got',
					'Look the person up by e-mail before inviting again.',
					{ method: 'user.add', safety: 'once' },
				),
			);
}

/**
 * Whether an invitation may or may not have been sent. Sent again after a lost answer, "already there" may well mean that
 * the portal carried out the first one late.
 */
export function isInDoubt({ action, doubted }: Change, error: Error): boolean {
	if (action !== 'invited' || !(error instanceof PortalError)) return false;
	return error.kind === 'unknown' || (doubted === true && isEmailTaken(error));
}

/** An invitation whose answer was lost, and how. */
export interface Doubt {
	change: Change;
	error: Error;
}

/**
 * Looks up people whose invitation may have been sent.
 *
 * @param since when it was sent at the earliest, as `Date.now()` counts
 * @returns per doubt the ID of the person; undefined when nobody is there, so that the invitation can be sent again; the
 * doubt itself when it could not be cleared up
 */
export async function findInvited(
	portal: Portal,
	doubts: Doubt[],
	since: number,
): Promise<Array<Outcome<number | undefined>>> {
	const people = doubts.map(({ change }) => ({
		by: 'email' as const,
		email: String(change.params.EMAIL),
	}));
	const found = await findPeople(portal, people, ['ID', 'EMAIL', 'DATE_REGISTER']);
	return doubts.map(({ error }, position) => {
		const outcome = found.get(keyOf(people[position]));
		if (!outcome?.ok) return failed(error);
		if (!outcome.value) return succeeded(undefined);
		// Somebody who was there before was not invited by us: the portal would have refused.
		const registered = Date.parse(String(outcome.value.DATE_REGISTER));
		return registered < since + portal.clock.offset - TOLERANCE
			? failed(emailTaken())
			: succeeded(Number(outcome.value.ID));
	});
}
