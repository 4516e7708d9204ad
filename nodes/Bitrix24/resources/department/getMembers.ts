import type { IDataObject } from 'n8n-workflow';

import { optionsCollection, readSwitch } from '../../form/options';
import { paging, readLimit } from '../../form/paging';
import { inSteps } from '../../plan/plans';
import type { Operation } from '../../plan/types';
import { departmentParameter, readDepartment } from './form';
import { called } from './output';
import { peopleById, peopleIn, type Person, personOf } from './people';
import { valueOf, type Walk } from './together';
import { type Department, departmentTree } from '../../form/tree';

export const getMembers: Operation = {
	value: 'getMembers',
	name: 'Get Members',
	action: 'Get members of department',
	description: 'Get the people of a department, those invited and not yet signed in among them',
	writes: false,
	properties: [
		departmentParameter,
		{
			displayName: 'With Departments Below',
			name: 'withBelow',
			type: 'boolean',
			default: false,
			description: 'Whether to include the people of all departments below it',
		},
		...paging,
		optionsCollection([]),
	],
	async prepare(item) {
		const ref = readDepartment(item, 'department', 'Department');
		const withBelow = readSwitch(item.param('withBelow', false), 'With Departments Below');
		const limit = readLimit(item);
		const tree = await item.ask(departmentTree);
		const own = tree.demand(ref);
		const among = withBelow ? tree.withBelow(own.id) : [own];
		return inSteps(called(own), () => members(among, limit));
	},
};

/** A head belongs to the department without being in its list (department.update, `UF_HEAD`), so heads are asked for as well. */
function* members(among: readonly Department[], limit: number): Walk<IDataObject[]> {
	const heads = [...new Set(among.flatMap(({ head }) => (head === undefined ? [] : [head])))];
	const { lists } = yield {
		lists: [...peopleIn(among.map(({ id }) => id)), ...peopleById(heads)],
	};
	const people = new Map<number, Person>();
	for (const list of lists) {
		for (const row of valueOf(list)) people.set(Number(row.ID), personOf(row));
	}
	const active = [...people.values()]
		.filter(({ isActive }) => isActive)
		.sort((a, b) => a.id - b.id);
	return among
		.flatMap((one) =>
			active.filter((person) => isIn(person, one)).map((person) => shownIn(person, one)),
		)
		.slice(0, limit);
}

function isIn({ id, departments }: Person, one: Department): boolean {
	return one.head === id || departments.includes(one.id);
}

function shownIn({ id, row }: Person, one: Department): IDataObject {
	const text = (code: string) => (typeof row[code] === 'string' ? row[code] : null);
	return {
		department: String(one.id),
		ID: String(id),
		NAME: text('NAME'),
		LAST_NAME: text('LAST_NAME'),
		EMAIL: text('EMAIL'),
		WORK_POSITION: text('WORK_POSITION'),
		head: one.head === id,
	};
}
