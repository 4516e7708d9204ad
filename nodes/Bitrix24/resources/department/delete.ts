/** Delete: of empty departments, or with a word about where people and departments go. */
import type { INodeProperties } from 'n8n-workflow';

import { optionsOf, readPreview } from '../../form/options';
import { departmentTree, type Tree } from '../../form/tree';
import type { Item, Ref, WholeOperation } from '../../plan/types';
import { attempt, type Outcome } from '../../transport/types';
import { InputError } from '../../values/errors';
import { departmentParameter, departmentIn, readDepartment, writeOptions } from './form';
import { called } from './output';
import { peopleIn, personOf } from './people';
import { Round, type WantedDeletion } from './round';
import { valueOf } from './together';

/** What one item names. */
interface Named {
	own: Ref;
	moveTo?: Ref;
	isPreview: boolean;
}

const moveTo: INodeProperties = {
	displayName: 'Move To',
	name: 'moveTo',
	type: 'string',
	default: '',
	placeholder: 'e.g. Sales / North',
	description: 'ID, name or path of the department that takes the people and the departments below',
	hint: 'Without it only an empty department is deleted',
};

export const remove: WholeOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete department',
	description: 'Delete a department, and say where its people and departments go',
	writes: true,
	properties: [departmentParameter, writeOptions(moveTo)],
	async weigh(items) {
		if (items.length === 0) return { items: [], others: [] };
		const named = items.map((item) => attempt(() => read(item)));
		const tree = await items[0].ask(departmentTree);
		const wanted = named.map((one) => attempt(() => resolve(valueOf(one), tree)));
		const ids = wanted.flatMap((one) => (one.ok ? [one.value.own.id] : []));
		const { lists } = await items[0].read({ lists: peopleIn([...new Set(ids)]) });
		const people = attempt(() => lists.flatMap((list) => valueOf(list).map(personOf)));
		const isDone = (one: Outcome<WantedDeletion>) => one.ok && !one.value.isPreview;
		const rounds = {
			foreseen: new Round(
				tree,
				people,
				wanted.filter((one) => !isDone(one)),
			),
			done: new Round(tree, people, wanted.filter(isDone)),
		};
		const plans = wanted.map((one, index) =>
			rounds[isDone(one) ? 'done' : 'foreseen'].plan(one, items[index]),
		);
		return { items: plans, others: [] };
	},
};

function read(item: Item): Named {
	return {
		own: readDepartment(item, 'department', 'Department'),
		moveTo: departmentIn(optionsOf(item).moveTo, 'Move To'),
		isPreview: readPreview(item),
	};
}

/** @throws {InputError} when the department cannot be deleted, or nothing can go where it is to go */
function resolve({ own: ref, moveTo: to, isPreview }: Named, tree: Tree): WantedDeletion {
	const own = tree.demand(ref);
	if (own.parent === undefined) {
		throw new InputError(
			`The ${called(own)} is the top of the company and cannot be deleted`,
			'Choose a department below it.',
		);
	}
	const target = to && tree.demand(to);
	if (target && tree.withBelow(own.id).includes(target)) {
		throw new InputError(
			target === own
				? `People and departments cannot go to ${called(own)}, which is deleted`
				: `People and departments cannot go to ${called(target)}, which lies below the deleted one`,
			'Name a department outside it in "Move To".',
		);
	}
	return { own, target, isPreview };
}
