/** What the specs of departments share. */
import type { NodeRun } from '../../harness';
import type { Portal } from '../../portal';
import { type Access, pluck, runOn } from '../../support/portal';

type Options = Parameters<typeof runOn>[2];

/** Runs an operation on departments. */
export function runDepartment(
	portal: Portal,
	operation: string,
	parameters: Record<string, unknown>,
	options: Options = {},
	access?: Access,
): Promise<NodeRun> {
	const form = { resource: 'department', operation, ...parameters } as Parameters<typeof runOn>[1];
	return runOn(portal, form, options, access);
}

/** A department's parameter by one of its modes. */
export function by(mode: 'list' | 'id' | 'path', value: unknown) {
	return { __rl: true, mode, value };
}

/** One department as stored; a test that names one that does not exist is wrong. */
export function department(portal: Portal, id: number) {
	const found = portal.departments.find(({ ID }) => ID === id);
	if (!found) throw new Error(`No department has the ID ${id}`);
	return found;
}

/** Departments as stored, by their name. */
export function named(portal: Portal, name: string) {
	return portal.departments.filter(({ NAME }) => NAME === name);
}

export const json = (run: NodeRun) => run.items.map((item) => item.json);

export const rowsOf = (run: NodeRun) => pluck(run.next, 'row');

/**
 * The emulator's structure: the company (1) with eight divisions (3 Logistics, led by person 2; 5 Legal; 7 IT;
 * 9 Human Resources; 11 Finance; 13 Production; 15 Marketing; 17 Sales), each with four units of the same names
 * (20 to 23 below 3, 25 to 28 below 5, …; Support, Planning, Quality, Projects) and teams (100 to 127) below some of them.
 */
export const COMPANY = 'Northwind & Sons';
