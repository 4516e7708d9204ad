/**
 * tasks.task.*: filters in the database's upper case, answers in camel case, IDs as texts, and a
 * second envelope around the list. (docs: api-reference/tasks/)
 */
import type { Context, Method } from '../server/context';
import { page } from '../server/context';
import { mayEditTask, seesTask } from '../domain/tasks';
import { coreError, RestError } from '../protocol/errors';
import type { Answer } from '../protocol/json';
import type { Params } from '../protocol/php';
import { entriesOf, toInt, toList, toText, upperKeys } from '../protocol/php';
import { matchesRow, sortRows } from '../protocol/rowFilter';
import type { Task } from '../types';

/** (docs: tasks-task-list.md) */
const OPERATORS = ['', '!', '<', '<=', '>', '>='];

const texts = (ids: number[]): string[] => ids.map(String);

/** All columns; filters know three of them under other names. */
function columns(task: Task) {
	return {
		ID: String(task.ID),
		TITLE: task.TITLE,
		STATUS: String(task.STATUS),
		CREATED_BY: String(task.CREATED_BY),
		RESPONSIBLE_ID: String(task.RESPONSIBLE_ID),
		GROUP_ID: String(task.GROUP_ID),
		CREATED_DATE: task.CREATED_DATE,
		CHANGED_DATE: task.CHANGED_DATE,
		DEADLINE: task.DEADLINE,
		ACCOMPLICES: texts(task.ACCOMPLICES),
		AUDITORS: texts(task.AUDITORS),
	};
}

const filterable = (task: Task) => ({
	...columns(task),
	REAL_STATUS: String(task.STATUS),
	ACCOMPLICE: texts(task.ACCOMPLICES),
	AUDITOR: texts(task.AUDITORS),
});

const camel = (name: string): string =>
	name.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function person(id: number, { state }: Context): Answer {
	const found = state.people.get(id);
	if (!found) return [];
	const name = [found.NAME, found.LAST_NAME].filter(Boolean).join(' ');
	return {
		id: String(id),
		name,
		link: `/company/personal/user/${id}/`,
		icon: '/bitrix/images/tasks/default_avatar.png',
		workPosition: toText(String(found.WORK_POSITION ?? '')),
	};
}

/** A task in camel case: the selected fields, and the people behind selected IDs. */
function show(task: Task, select: readonly string[], context: Context): Answer {
	const all = Object.entries(columns(task));
	const wanted = all.filter(
		([name]) => select.length === 0 || select.includes('*') || select.includes(name),
	);
	const row: { [field: string]: Answer } = Object.fromEntries(
		wanted.map(([name, value]): [string, Answer] => [camel(name), value]),
	);
	if ('createdBy' in row) row.creator = person(task.CREATED_BY, context);
	if ('responsibleId' in row) row.responsible = person(task.RESPONSIBLE_ID, context);
	if ('status' in row) row.subStatus = String(task.STATUS);
	// Empty, and a list: there is no group. (docs: the example answer of tasks-task-list.md)
	if ('groupId' in row) row.group = task.GROUP_ID === 0 ? [] : { id: String(task.GROUP_ID) };
	return row;
}

const list: Method = {
	scopes: ['task'],
	run(params, context) {
		const { state, caller, start } = context;
		const query = upperKeys(params);
		const filter = upperKeys(query.FILTER);
		const order = entriesOf(upperKeys(query.ORDER)) ?? [];
		const select = toList(query.SELECT).map((name) => toText(name).toUpperCase());
		const rows = sortRows(
			state.tasks
				.filter((task) => seesTask(caller, task, state))
				.filter((task) => matchesRow(filterable(task), filter, OPERATORS)),
			filterable,
			order.length > 0 ? order : [['ID', 'DESC']],
		);
		const { result, ...paging } = page(rows, start, (task) => show(task, select, context), 'empty');
		return { result: { tasks: result }, ...paging };
	},
};

const refusal = (code: string, text: string): RestError => new RestError(400, code, text);

const STATUSES = [2, 3, 4, 5, 6];

/** Checks everything before anything is changed. */
function changesOf(fields: Params, { state }: Context): Partial<Task> {
	const changes: Partial<Task> = {};
	if (fields.TITLE !== undefined) changes.TITLE = toText(fields.TITLE);
	if (fields.STATUS !== undefined) {
		changes.STATUS = toInt(fields.STATUS);
		if (!STATUSES.includes(changes.STATUS)) throw coreError('Invalid status<br>');
	}
	if (fields.ACCOMPLICES !== undefined) changes.ACCOMPLICES = toList(fields.ACCOMPLICES).map(toInt);
	if (fields.AUDITORS !== undefined) changes.AUDITORS = toList(fields.AUDITORS).map(toInt);
	for (const [key, label] of [
		['RESPONSIBLE_ID', 'Assignee'],
		['CREATED_BY', 'Created by'],
	] as const) {
		if (fields[key] === undefined) continue;
		const id = toInt(fields[key]);
		if (!state.people.has(id)) {
			throw coreError(`The user specified in the "${label}" field is not found<br>`);
		}
		changes[key] = id;
	}
	return changes;
}

/** (docs: tasks-task-update.md, with the codes of its table of errors) */
const update: Method = {
	scopes: ['task'],
	run(params, context) {
		const { state, caller } = context;
		const { TASKID, FIELDS } = upperKeys(params);
		if (TASKID === undefined) {
			const text = 'CTaskItem All parameters in the constructor must have real class type';
			throw refusal('100', `${text} (internal error)`);
		}
		if (toInt(TASKID) <= 0) throw refusal('0', 'wrong task id');
		const fields: Params = Object.fromEntries(entriesOf(FIELDS) ?? []);
		if (Object.keys(fields).length === 0) {
			throw refusal('100', 'Could not find value for parameter {fields} (internal error)');
		}
		const task = state.tasks.find(({ ID }) => ID === toInt(TASKID));
		if (!task || !seesTask(caller, task, state) || !mayEditTask(caller, task)) {
			throw refusal('0', 'Action on the task is not allowed (internal error)');
		}
		const former = task.RESPONSIBLE_ID;
		Object.assign(task, changesOf(fields, context), { CHANGED_DATE: state.stamp() });
		const stays = state.options.quirks?.formerResponsibleStays === true;
		if (stays && former !== task.RESPONSIBLE_ID && !task.ACCOMPLICES.includes(former)) {
			task.ACCOMPLICES = [...task.ACCOMPLICES, former];
		}
		return { result: { task: show(task, [], context) } };
	},
};

export const taskMethods: Record<string, Method> = {
	'tasks.task.list': list,
	'tasks.task.update': update,
};
