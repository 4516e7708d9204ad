/** The tree of departments: its order, and what becomes of a branch that is cut off. */
import { coreError } from '../protocol/errors';
import type { PortalState } from './state';
import type { Department } from '../types';

const bySort = (a: Department, b: Department): number =>
	a.SORT - b.SORT || (a.NAME < b.NAME ? -1 : a.NAME > b.NAME ? 1 : a.ID - b.ID);

/** Parents before their children, siblings by SORT and name; departments that hang in the air come last. */
export function inTreeOrder(departments: readonly Department[]): Department[] {
	const children = new Map<number | undefined, Department[]>();
	for (const department of departments) {
		const siblings = children.get(department.PARENT) ?? [];
		siblings.push(department);
		children.set(department.PARENT, siblings);
	}
	const ordered = new Set<Department>();
	const visit = (department: Department): void => {
		if (ordered.has(department)) return;
		ordered.add(department);
		(children.get(department.ID) ?? []).sort(bySort).forEach(visit);
	};
	(children.get(undefined) ?? []).sort(bySort).forEach(visit);
	[...departments].sort((a, b) => a.ID - b.ID).forEach(visit);
	return [...ordered];
}

/** Whether `parent` is the department itself or lies below it. */
export function wouldBeItsOwnParent(
	id: number,
	parent: number,
	departments: readonly Department[],
): boolean {
	const passed = new Set<number>();
	let here: number | undefined = parent;
	while (here !== undefined && !passed.has(here)) {
		if (here === id) return true;
		passed.add(here);
		const at: number = here;
		here = departments.find(({ ID }) => ID === at)?.PARENT;
	}
	return false;
}

/** Takes a department away, and with it what the portal's quirk says. Throws for the company itself. */
export function moveOut(department: Department, state: PortalState): void {
	const { ID, PARENT } = department;
	if (PARENT === undefined) {
		throw coreError('The top-level department cannot be deleted.<br>');
	}
	const below = state.departments.filter((other) => other.PARENT === ID);
	const members = [...state.people.values()].filter(({ UF_DEPARTMENT }) =>
		UF_DEPARTMENT.includes(ID),
	);
	const way = state.options.quirks?.departmentDeletion ?? 'move';
	if (way === 'refuse' && below.length + members.length > 0) {
		throw coreError('The department is not empty.<br>');
	}
	if (way === 'move') {
		for (const child of below) child.PARENT = PARENT;
		for (const member of members) {
			const others = member.UF_DEPARTMENT.map((id) => (id === ID ? PARENT : id));
			member.UF_DEPARTMENT = [...new Set(others)];
		}
	}
	state.departments.splice(state.departments.indexOf(department), 1);
}
