/**
 * The part "Tasks". Needs the scope `task`, and an administrator or whoever created the tasks. Makes the successor
 * responsible for what is not completed. Leaves completed tasks, and what the person created, watches or helps with.
 * Source: b24restdocs `api-reference/tasks/tasks-task-list.md`, `tasks-task-update.md`.
 */
import type { IDataObject } from 'n8n-workflow';

import { valueOf } from '../../../plan/walks';
import type { ListRequest, Row } from '../../../transport/list';
import { handOver } from './handOver';
import { heirOf, type Leaver, type Part } from './words';

interface Task {
	id: number;
	title: string;
}

/** The status of a completed task. */
const COMPLETED = 5;

export const tasks: Part = {
	name: 'tasks',
	label: 'Tasks',
	*look(leaver) {
		const list = openTasks(leaver);
		const { lists } = yield { lists: [list] };
		const open = valueOf(lists[0]).map(taskOf);
		return {
			needsHeir: open.length > 0,
			foresee: () => reportOf(open.length, []),
			*carryOut(heir) {
				const { moved, kept, stopped } = yield* handOver({
					things: open,
					key: ({ id }) => String(id),
					change: ({ id }) => ({
						method: 'tasks.task.update',
						params: { taskId: id, fields: { RESPONSIBLE_ID: heirOf(heir).id } },
						safety: 'idempotent',
					}),
					sources: [{ list, of: taskOf }],
					demandsAll: false,
				});
				return {
					report: reportOf(
						moved.length,
						kept.map(({ thing: { id, title }, reason }) => ({
							ID: String(id),
							TITLE: title,
							reason,
						})),
					),
					words: `${moved.length} of ${moved.length + kept.length} tasks moved`,
					stopped,
				};
			},
		};
	},
};

function openTasks({ id }: Leaver): ListRequest {
	return {
		method: 'tasks.task.list',
		params: {
			select: ['ID', 'TITLE'],
			filter: { RESPONSIBLE_ID: id, '!REAL_STATUS': COMPLETED },
		},
		limit: Infinity,
		paging: { by: 'keyset', descending: false },
		form: { rows: 'tasks', id: 'id', filter: 'filter', key: 'ID', order: 'order' },
	};
}

function taskOf({ id, title }: Row): Task {
	return { id: Number(id), title: String(title ?? '') };
}

function reportOf(moved: number, kept: IDataObject[]): IDataObject {
	return { tasks: { moved, kept } };
}
