/** Who sees whom. (reference: "Extranet people are hidden from a plain list"; server behaviour) */
import type { StoredPerson } from '../types';

export interface Viewer {
	caller: StoredPerson;
	/** Administrator who asked for ADMIN_MODE. */
	adminMode: boolean;
	/** Administrator who filters by the plain key ID. */
	plainId: boolean;
}

const sharesWorkgroup = (one: StoredPerson, other: StoredPerson): boolean =>
	one.workgroups.some((group) => other.workgroups.includes(group));

/** Whether a list shows this person. */
export function isVisible(person: StoredPerson, viewer: Viewer): boolean {
	const { caller } = viewer;
	// Bots, e-mail users, open channels, replicas, integrators: never. (docs: user/user-get.md)
	if (person.EXTERNAL_AUTH_ID || person.USER_TYPE === 'bot' || person.USER_TYPE === 'email') {
		return false;
	}
	if (person.ID === caller.ID) return true;
	if (caller.isAdmin && (viewer.adminMode || viewer.plainId)) return true;
	// Extranet callers live in their workgroups only.
	if (person.USER_TYPE !== 'extranet' && caller.USER_TYPE !== 'extranet') return true;
	return sharesWorkgroup(person, caller);
}
