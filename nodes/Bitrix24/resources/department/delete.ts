/** Delete: of empty departments, or with a word about where people and departments go. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { NotConfirmed } from '../../plan/errors';
import { handOn } from '../../plan/plans';
import type { HintTopic, Item, Plan, Ref, WholeOperation } from '../../plan/types';
import { attempt, type Outcome } from '../../transport/types';
import { InputError } from '../../values/errors';
import { collection, department, departmentIn, readDepartment, readPreview, writeOptions } from './form';
import { Deletion } from './deletion';
import { called } from './output';
import { peopleIn, type Person, personOf } from './people';
import { valueOf } from './together';
import { type Department, departmentTree, type Tree } from './tree';

interface Wanted {
	own: Department;
	/** Where people and departments go. */
	target?: Department;
	preview: boolean;
}

const MOVED: HintTopic = {
	say: (moves) => `People and departments that a deleted department had are moved: ${moves}`,
};

const moveTo: INodeProperties = {
	displayName: 'Move To',
	name: 'moveTo',
	type: 'string',
	default: '',
	placeholder: 'e.g. Sales / North',
	description:
		'ID, name or path of the department that takes the people and the departments below. Without it only an empty department is deleted.',
};

export const remove: WholeOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete department',
	description: 'Delete a department, and say where its people and departments go',
	writes: true,
	properties: [department, writeOptions(moveTo)],
	async weigh(items) {
		if (items.length === 0) return { items: [], others: [] };
		const named = items.map((item) => attempt(() => read(item)));
		const tree = await items[0].ask(departmentTree);
		const wanted = named.map((one) => attempt(() => check(valueOf(one), tree)));
		const ids = new Set(wanted.flatMap((one) => (one.ok ? [one.value.own.id] : [])));
		const { lists } = await items[0].read({ lists: ids.size > 0 ? peopleIn([...ids]) : [] });
		const people = attempt(() => lists.flatMap((list) => valueOf(list).map(personOf)));
		const deletions = new Map<number, Deletion>();
		const plans = wanted.map((one, index) =>
			attempt(() => plan(valueOf(one), valueOf(people), { item: items[index], tree, ids, deletions })),
		);
		return { items: plans, others: [] };
	},
};
