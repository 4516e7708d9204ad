/**
 * The part "Dismiss". Needs the scope `user` and an administrator, or whoever may invite. Takes the access away and keeps the
 * profile. The portal answers `true` even when it drops the change, so the person is read back.
 * Source: b24restdocs `api-reference/user/user-update.md`.
 */
import { personIn, personRequest } from '../../../form/peopleList';
import { NotConfirmed } from '../../../plan/errors';
import { attempt, type Outcome, type RestRequest } from '../../../transport/types';
import type { Answers } from '../../../plan/types';
import { answeredAlready, valueOf, type Walk } from '../../../plan/walks';
import { yesNo } from '../../../values/yesNo';
import { refuseCancelled } from './handOver';
import type { Came, Leaver, Part, Work } from './words';

export const dismissal: Part = {
	name: 'dismiss',
	label: 'Dismiss',
	// Nothing to look at that is not known of the person.
	look: (leaver): Walk<Work> =>
		answeredAlready({
			needsHeir: false,
			foresee: () => ({ dismissed: true }),
			carryOut: () => carryOut(leaver),
		}),
};

function* carryOut(leaver: Leaver): Walk<Came> {
	if (leaver.isDismissed) return came(undefined);
	const { requests } = yield {
		requests: [change(leaver), personRequest(leaver.id, ['ID', 'ACTIVE'])],
	};
	refuseCancelled(requests);
	const [sent, read] = requests;
	const seen = attempt(() => isDismissed(leaver, read));
	return came(seen.ok && seen.value === true ? undefined : failureOf(leaver, sent, seen));
}

function change({ id }: Leaver): RestRequest {
	return {
		method: 'user.update',
		params: { ACTIVE: 'N', ID: String(id) },
		safety: 'idempotent',
	};
}

function came(stopped: Error | undefined): Came {
	const dismissed = !stopped;
	return {
		report: { dismissed },
		words: dismissed ? 'dismissed' : 'not dismissed',
		...(stopped && { stopped }),
	};
}

/** What the portal shows; undefined when it does not show the person. */
function isDismissed({ id }: Leaver, read: Answers['requests'][number]): boolean | undefined {
	const row = personIn(valueOf(read), id);
	return row && !yesNo(row.ACTIVE);
}

function failureOf(
	{ label }: Leaver,
	sent: Answers['requests'][number],
	seen: Outcome<boolean | undefined>,
): Error {
	if (!sent.ok) return sent.error;
	if (seen.ok && seen.value === false) {
		return new NotConfirmed(
			`${label} is still active`,
			'The portal ignores this change without saying so when the account behind the credential is not an administrator. Use an administrator’s webhook or account.',
		);
	}
	return new NotConfirmed(
		`The portal took the change for ${label}, but it could not be confirmed`,
		seen.ok
			? 'The credential cannot see this person. Check their status in the portal.'
			: `The person could not be read back: ${seen.error.message}. Check their status in the portal.`,
	);
}
