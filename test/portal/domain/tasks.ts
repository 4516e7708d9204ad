/** Tasks as the portal keeps them, and who may see and change which. */
import type { PortalState } from './state';
import type { StoredPerson, Task } from '../types';

/** Adds a task; what is not given is filled in. */
export function addTask(state: PortalState, task: Partial<Task> = {}): Task {
	const added: Task = {
		ID: Math.max(8000, ...state.tasks.map(({ ID }) => ID)) + 1,
		TITLE: 'Task',
		STATUS: 2,
		CREATED_BY: 1,
		RESPONSIBLE_ID: 1,
		ACCOMPLICES: [],
		AUDITORS: [],
		GROUP_ID: 0,
		CREATED_DATE: '2024-03-01T09:00:00+02:00',
		CHANGED_DATE: '2024-03-01T09:00:00+02:00',
		DEADLINE: null,
		...task,
	};
	state.tasks.push(added);
	return added;
}

/** Heads of the departments somebody works in, directly or further up. */
function leads(head: StoredPerson, id: number, state: PortalState): boolean {
	const passed = new Set<number>();
	const above = [...(state.people.get(id)?.UF_DEPARTMENT ?? [])];
	for (let here = above.pop(); here !== undefined; here = above.pop()) {
		if (passed.has(here)) continue;
		passed.add(here);
		const at = here;
		const department = state.departments.find(({ ID }) => ID === at);
		if (department?.UF_HEAD === head.ID) return true;
		if (department?.PARENT !== undefined) above.push(department.PARENT);
	}
	return false;
}

/** Administrators see all, heads their people's, others those they take part in. (docs: tasks/tasks-task-list.md) */
export function seesTask(caller: StoredPerson, task: Task, state: PortalState): boolean {
	if (caller.isAdmin) return true;
	const part = [task.CREATED_BY, task.RESPONSIBLE_ID, ...task.ACCOMPLICES, ...task.AUDITORS];
	return part.includes(caller.ID) || leads(caller, task.RESPONSIBLE_ID, state);
}

/** Administrators and creators. (docs: tasks/tasks-task-update.md) */
export const mayEditTask = (caller: StoredPerson, task: Task): boolean =>
	caller.isAdmin || task.CREATED_BY === caller.ID;

/** John's unfinished tasks fill more than a page; a few of the others are his, done, or a leaver's. */
export function seedTasks(state: PortalState): void {
	const owners = [3, 3, 3, 7, 2, 11];
	for (let index = 0; index < 132; index += 1) {
		addTask(state, {
			// Deleted tasks leave gaps.
			ID: 8001 + index + Math.floor(index / 9),
			TITLE: `Task ${index + 1}`,
			STATUS: index % 10 === 9 ? 5 : 2 + (index % 3),
			CREATED_BY: index % 4 === 0 ? 2 : 1,
			RESPONSIBLE_ID: owners[index % owners.length],
			ACCOMPLICES: index % 7 === 0 ? [4] : [],
			AUDITORS: index % 11 === 0 ? [3, 5] : [],
			GROUP_ID: index % 5 === 0 ? 1 : 0,
			DEADLINE: index % 2 === 0 ? '2024-12-31T19:00:00+02:00' : null,
		});
	}
}
