/** Workgroups and who is in them. Roles: A owner, E moderator, K member, Z invited. (docs: sonet-group/members/) */
import type { StoredPerson, Workgroup } from '../types';

export type Role = 'A' | 'E' | 'K' | 'Z';

/** A person's role; membership is kept with the person, everything above it with the group. */
export function roleOf(group: Workgroup, person: StoredPerson): Role | undefined {
	if ((group.OWNER_ID ?? 1) === person.ID) return 'A';
	if (group.moderators?.includes(person.ID)) return 'E';
	if (person.workgroups.includes(group.ID)) return 'K';
	return group.invited?.includes(person.ID) ? 'Z' : undefined;
}

const without = (ids: number[] | undefined, id: number): number[] =>
	(ids ?? []).filter((other) => other !== id);

/** Makes a person a moderator, a member, an invited one or nobody; ownership is not touched. */
export function setRole(
	group: Workgroup,
	person: StoredPerson,
	role: 'E' | 'K' | 'Z' | undefined,
): void {
	group.moderators = without(group.moderators, person.ID);
	group.invited = without(group.invited, person.ID);
	if (role === 'E') group.moderators.push(person.ID);
	if (role === 'Z') group.invited.push(person.ID);
	const others = without(person.workgroups, group.ID);
	person.workgroups = role === 'E' || role === 'K' ? [...others, group.ID] : others;
	// An extranet person opens the group to the outside, for good. (docs: sonet-group-user-add.md)
	if (role !== undefined && person.USER_TYPE === 'extranet') group.EXTRANET = true;
}

/** Whether this is somebody workgroups take: an employee or an extranet person who works here. */
export const canJoin = ({ ACTIVE, USER_TYPE, EXTERNAL_AUTH_ID }: StoredPerson): boolean =>
	ACTIVE && !EXTERNAL_AUTH_ID && (USER_TYPE === 'employee' || USER_TYPE === 'extranet');

/** The role counts as belonging to the group. */
export const isInside = (role: Role | undefined): role is 'A' | 'E' | 'K' =>
	role !== undefined && role !== 'Z';

/** Whether the caller may know of this group. */
export function mayListGroup(group: Workgroup, caller: StoredPerson, seesAll: boolean): boolean {
	if (seesAll || isInside(roleOf(group, caller))) return true;
	return group.VISIBLE !== false && caller.USER_TYPE !== 'extranet';
}
