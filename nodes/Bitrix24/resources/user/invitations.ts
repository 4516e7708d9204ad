/** Invitations: whether one may be sent, and what became of one whose answer was lost. */
import { hasSignedIn, isActive } from '../../form/peopleList';
import type { Change, Trace } from '../../plan/types';
import type { Row } from '../../transport/list';
import { isRecord, type Params } from '../../transport/types';
import { InputError } from '../../values/errors';
import type { Sent } from './edit';
import { personByEmail, personLabel } from './people';

/** The invitation of somebody new. */
export function invitationOf(email: string, params: Params, how: Sent): Change {
	const { check, ...rest } = how;
	return {
		do: 'change',
		method: 'user.add',
		params,
		about: email,
		safety: 'once',
		isSlow: true,
		trace: invitationTrace(email),
		check: check && { ...check, of: 'created', resource: 'user', decides: false },
		...rest,
	};
}

/** How an invitation is recognised. The portal knows an address once, whatever became of its person (user.add). */
export function invitationTrace(email: string): Trace {
	return {
		ref: personByEmail(email),
		idIn: invitedId,
		refusal: 'emailTaken',
		taken: (row) => taken(email, row),
	};
}

/** `user.add` answers the ID as a number (b24restdocs `api-reference/user/user-add.md`). */
function invitedId(result: unknown): number | undefined {
	const id = Number(isRecord(result) ? result.ID : result);
	return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** The refusal of an invitation to an address that somebody has. */
export function taken(email: string, row: Row | undefined): InputError {
	if (!row) {
		return new InputError(
			`${email} is already in the portal`,
			'Use the operation "Update" or "Invite or Update" for somebody who is there.',
		);
	}
	const { state, remedy } = standingOf(row);
	return new InputError(`${email} belongs to ${personLabel(row)}, ${state}`, remedy);
}

function standingOf(row: Row): { state: string; remedy: string } {
	if (!isActive(row)) {
		return {
			state: 'who was dismissed',
			remedy: 'Use the operation "Reinstate" to give the person access again.',
		};
	}
	if (row.USER_TYPE === 'extranet') {
		return {
			state: 'who is in the portal as an extranet user',
			remedy: 'Use the operation "Update" to change the profile.',
		};
	}
	return !hasSignedIn(row)
		? {
				state: 'who has been invited and has not signed in yet',
				remedy:
					'Bitrix24 cannot send the invitation again by REST: do that in the portal, on the page of the person.',
			}
		: {
				state: 'who is in the portal already',
				remedy: 'Use the operation "Update" or "Invite or Update" to change the profile.',
			};
}

/** The refusal of a row whose code and address speak of different people. */
export function ofSomebodyElse(owner: Row, label: string, value: string): InputError {
	return new InputError(
		`The address ${String(owner.EMAIL)} belongs to ${personLabel(owner)}, who does not have the ${label} ${value}`,
		`Correct the row, or enter the ${label} in the portal for the person it belongs to.`,
	);
}

/** The refusal to make an employee of a guest by the way (user.update: who is in a department is an employee). */
export function guestIntoDepartment(row: Row): InputError {
	return new InputError(
		`${personLabel(row)} is an extranet user, and a department would make an employee of the person`,
		'Set "User Type" to Extranet for guests, or leave the departments out. Make somebody an employee in the portal.',
	);
}
