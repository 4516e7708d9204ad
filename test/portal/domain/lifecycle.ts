/**
 * The life of an account. Two columns make four states (server behaviour):
 * active with a confirmation code: invited; active without: employee; inactive with: awaiting an administrator's
 * approval; inactive without: dismissed.
 */
import type { Php } from '../protocol/php';
import { truthy } from '../protocol/php';
import type { PortalState } from './state';
import type { StoredPerson } from '../types';

export type Status = 'employee' | 'invited' | 'dismissed' | 'awaitingApproval';

const isPending = ({ confirmCode }: StoredPerson): boolean => (confirmCode ?? '') !== '';

export function statusOf(person: StoredPerson): Status {
	if (person.ACTIVE) return isPending(person) ? 'invited' : 'employee';
	return isPending(person) ? 'awaitingApproval' : 'dismissed';
}

/** `$active == 'N' ? 'N' : …` and its loose comparisons: what a sent ACTIVE becomes; undefined: nothing. */
function readActive(value: Php, { quirks }: PortalState): boolean | undefined {
	if (value === true) return quirks.trueActive === 'activates';
	if (value === '' && quirks.emptyActive === 'ignored') return undefined;
	return truthy(value) && value !== 'N';
}

/** Changes of an account's state by user.update; roles go with a dismissal. */
export function activate(target: StoredPerson, value: Php, state: PortalState): void {
	const active = readActive(value, state);
	const { quirks } = state;
	if (active === undefined) return;
	const waits = statusOf(target) === 'awaitingApproval';
	if (active && waits && quirks.approvalIsFinal) return;
	if (!active && isPending(target) && quirks.pendingDismissal === 'dismisses') {
		target.confirmCode = '';
	}
	target.ACTIVE = active;
	if (!active) loseRoles(target.ID, [], state);
}

/** Takes head and deputy roles away, except in the departments named. */
export function loseRoles(id: number, except: number[], state: PortalState): void {
	if (!state.quirks.rolesAreLost) return;
	for (const department of state.departments) {
		if (except.includes(department.ID)) continue;
		if (department.UF_HEAD === id) delete department.UF_HEAD;
		department.deputies = department.deputies?.filter((deputy) => deputy !== id);
	}
}

/** Whoever may invite may change anybody. (docs: user/user-update.md, "on behalf of a user with invitation rights") */
export function holdsInviteRight(person: StoredPerson, { quirks }: PortalState): boolean {
	if (person.isAdmin || person.mayInvite === true) return true;
	return quirks.inviteRight === 'everybody' && person.USER_TYPE === 'employee';
}
