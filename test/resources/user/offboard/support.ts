/** What the specs of offboarding share: a leaver with much to hand over, and the state of a portal afterwards. */
import type { NodeRun } from '../../../harness';
import { CAST, type Portal } from '../../../portal';
import { type Access, callsOf, runOn, stored, userBy } from '../../../support/portal';

export const LEAVER: number = CAST.emoji;

/** Head of Sales, where the leaver works: their manager. */
export const MANAGER: number = CAST.sameNameA;

export const SALES = 17;

export const ALL_PARTS = ['departments', 'workgroups', 'tasks', 'crm', 'dismiss'];

type Options = Parameters<typeof runOn>[2];

/** Runs Offboard for the persons named by `id` in the items; one item for the leaver when there are none. */
export function offboard(
	portal: Portal,
	parameters: Record<string, unknown> = {},
	options: Options = {},
	access?: Access,
): Promise<NodeRun> {
	const form = {
		resource: 'user',
		operation: 'offboard',
		user: userBy('id', '={{ $json.id }}'),
		...parameters,
	} as Parameters<typeof runOn>[1];
	return runOn(portal, form, { items: [{ id: LEAVER, row: 1 }], ...options }, access);
}

export const json = (run: NodeRun) => run.items.map((item) => item.json);

export interface Amounts {
	groups?: number;
	owned?: number;
	tasks?: number;
	/** CRM items by type. */
	crm?: Record<number, number>;
}

/** The one of the whole trade: head of 2 of 3 departments, owner of 5 of 40 workgroups, 260 tasks, 700 CRM items. */
export const MUCH: Required<Amounts> = {
	groups: 40,
	owned: 5,
	tasks: 260,
	crm: { 1: 150, 2: 300, 4: 150, 1038: 100 },
};

export const LITTLE: Required<Amounts> = { groups: 4, owned: 2, tasks: 3, crm: { 2: 2, 3: 1 } };

export function department(portal: Portal, id: number) {
	const found = portal.departments.find(({ ID }) => ID === id);
	if (!found) throw new Error(`No department has the ID ${id}`);
	return found;
}

/** Gives somebody departments, workgroups, tasks and CRM items. */
export function fill(portal: Portal, amounts: Amounts = LITTLE, leaver = LEAVER): void {
	const { groups = 0, owned = 0, tasks = 0, crm = {} } = amounts;
	department(portal, SALES).UF_HEAD = MANAGER;
	for (const id of [55, 56]) department(portal, id).UF_HEAD = leaver;
	const person = stored(portal, leaver);
	person.UF_DEPARTMENT = [SALES, 55, 56];
	for (let at = 0; at < groups; at++) {
		if (at < owned) portal.addGroup({ NAME: `Owned ${at}`, OWNER_ID: leaver });
		else person.workgroups.push(portal.addGroup({ NAME: `Joined ${at}` }).ID);
	}
	for (let at = 0; at < tasks; at++)
		portal.addTask({ TITLE: `To do ${at}`, RESPONSIBLE_ID: leaver });
	portal.addTask({ TITLE: 'Done', STATUS: 5, RESPONSIBLE_ID: leaver });
	for (const [type, number] of Object.entries(crm)) {
		for (let at = 0; at < number; at++) {
			portal.addCrmItem({ entityTypeId: Number(type), assignedById: leaver });
		}
	}
	portal.addCrmItem({ entityTypeId: 2, assignedById: leaver, stageSemanticId: 'S', closed: 'Y' });
}

/** Everything an offboarding may touch, as the portal has it. */
export function stateOf(portal: Portal) {
	return {
		heads: portal.departments.map(({ ID, UF_HEAD }) => [ID, UF_HEAD]),
		groups: portal.workgroups.map(({ ID, OWNER_ID, moderators }) => [
			ID,
			OWNER_ID,
			moderators ?? [],
		]),
		people: [...portal.people.values()].map(({ ID, ACTIVE, UF_DEPARTMENT, workgroups }) => [
			ID,
			ACTIVE,
			UF_DEPARTMENT,
			[...workgroups].sort((a, b) => a - b),
		]),
		tasks: portal.tasks.map(({ ID, RESPONSIBLE_ID, ACCOMPLICES }) => [
			ID,
			RESPONSIBLE_ID,
			ACCOMPLICES,
		]),
		crm: portal.crmItems.map(({ entityTypeId, id, assignedById }) => [
			entityTypeId,
			id,
			assignedById,
		]),
	};
}

const CHANGING = [
	'department.update',
	'sonet_group.setowner',
	'sonet_group.user.delete',
	'tasks.task.update',
	'crm.item.update',
	'user.update',
];

/** Calls so far that change anything. */
export function changesOf(portal: Portal) {
	return CHANGING.flatMap((method) => callsOf(portal, method));
}

/** All calls so far, commands of batches one by one. */
export function numberOfCalls(portal: Portal): number {
	return portal.requests.reduce((sum, { calls }) => sum + calls.length, 0);
}
