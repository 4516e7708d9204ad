/** What specs of workgroups share. */
import { callsOf, userBy } from './portal';
import type { Portal, RecordedCall, StoredPerson, Workgroup } from '../portal';
import { roleOf } from '../portal/domain/groups';

/** The parameter `workgroup` by one of its modes. */
export function groupBy(mode: 'list' | 'id' | 'name', value: unknown) {
	return { __rl: true, mode, value: value as string };
}

/** Forms of the operations; what the items are to say is read from `group` and `user`. */
export function form(operation: string, more: Record<string, unknown> = {}) {
	return {
		resource: 'workgroup',
		operation,
		workgroup: groupBy('id', '={{ $json.group }}'),
		user: userBy('id', '={{ $json.user }}'),
		...(more as Record<string, string>),
	};
}

/** One item per pair of workgroup and person; `row` counts from 1. */
export function pairs(...all: Array<[group: number | string, user: number | string]>) {
	return all.map(([group, user], index) => ({ group, user, row: index + 1 }));
}

/** One workgroup as stored; a test that names one that does not exist is wrong. */
export function storedGroup(portal: Portal, id: number): Workgroup {
	const group = portal.workgroups.find(({ ID }) => ID === id);
	if (!group) throw new Error(`There is no workgroup ${id}`);
	return group;
}

/** The letter of a person's role, dismissed people too; undefined when they are not in it. */
export function storedRole(portal: Portal, id: number, user: number): string | undefined {
	const person: StoredPerson | undefined = portal.people.get(user);
	return person && roleOf(storedGroup(portal, id), person);
}

const CHANGES = ['add', 'invite', 'update', 'delete'].map((name) => `sonet_group.user.${name}`);

/** All calls so far that change workgroups. */
export function groupChangesOf(portal: Portal): RecordedCall[] {
	return [...CHANGES, 'sonet_group.setowner'].flatMap((method) => callsOf(portal, method));
}
