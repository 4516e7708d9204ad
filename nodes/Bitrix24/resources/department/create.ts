/** Create: each row a department, which may be the parent in other rows. */
import type { INodeProperties } from 'n8n-workflow';

import { optionsOf, readPreview } from '../../form/options';
import { readLocator } from '../../form/person';
import { type Department, departmentTree, Tree } from '../../form/tree';
import type { Item, Plan, WholeOperation } from '../../plan/types';
import type { Row } from '../../transport/list';
import { attempt, failed, type Outcome, succeeded } from '../../transport/types';
import { InputError } from '../../values/errors';
import { folded } from '../../values/text';
import { creation, type NewDepartment } from './creation';
import * as form from './form';
import { headLocator } from './head';

const parent: INodeProperties = {
	...form.departmentLocator(
		'parent',
		'Parent',
		'The department above it: one of the portal, or one that another item creates',
	),
	required: true,
};

export const create: WholeOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create department',
	description: 'Add a department below another one; items may build on each other',
	writes: true,
	properties: [
		{ ...form.nameProperty, required: true },
		parent,
		form.writeOptions(headLocator, form.sortProperty),
	],
	async weigh(items) {
		if (items.length === 0) return { items: [], others: [] };
		const wanted = items.map((item) => attempt(() => read(item)));
		const tree = await items[0].ask(departmentTree);
		return { items: new Sheet(tree, wanted).plans(), others: [] };
	},
};

function read(item: Item): NewDepartment {
	const name = form.nameIn(item.param('name', ''));
	if (name === undefined) {
		throw new InputError(
			'The parameter "Name" is empty',
			'Enter what the department is called, or check the expression: the item may lack the value it reads.',
		);
	}
	const options = optionsOf(item);
	return {
		name,
		parent: form.readDepartment(item, 'parent', 'Parent'),
		head: readLocator(item, options.head, 'Head'),
		sort: form.sortIn(options.sort),
		isPreview: readPreview(item),
	};
}

/** All items together: whose parent is there, and whose comes of another item. */
class Sheet {
	/** The portal's departments and those of the items, which have IDs below zero until they are created. */
	private readonly company: Tree;

	private readonly placed = new Map<number, Outcome<Plan>>();

	constructor(
		tree: Tree,
		private readonly wanted: ReadonlyArray<Outcome<NewDepartment>>,
	) {
		this.company = new Tree(tree.all.map(rowOf));
	}

	/** In the order of the items; what builds on an item further down is placed after it. */
	plans(): Array<Outcome<Plan>> {
		let open = this.wanted.map((_, index) => index);
		for (;;) {
			const left = open.filter((index) => !this.place(index));
			if (left.length === open.length) break;
			open = left;
		}
		return this.wanted.map((one, index) => {
			if (!one.ok) return one;
			return this.placed.get(index) ?? failed(this.company.missing(one.value.parent));
		});
	}

	/** @returns whether it is known what becomes of the item */
	private place(index: number): boolean {
		const one = this.wanted[index];
		if (!one.ok) return true;
		const above = attempt(() => this.company.find(one.value.parent));
		if (!above.ok) {
			this.placed.set(index, above);
			return true;
		}
		if (!above.value) return false;
		this.placed.set(index, this.below(above.value, one.value, index));
		return true;
	}

	private below(above: Department, wanted: NewDepartment, index: number): Outcome<Plan> {
		const there = this.company
			.children(above.id)
			.find(({ name }) => folded(name) === folded(wanted.name));
		if (there) return failed(takenBy(there));
		const id = -1 - index;
		const { path } = this.company.add({ ID: id, NAME: wanted.name, PARENT: above.id });
		return succeeded(creation(wanted, above, id, path));
	}
}

function rowOf({ id, name, sort, parent, head }: Department): Row {
	return { ID: id, NAME: name, SORT: sort, PARENT: parent, UF_HEAD: head };
}

function takenBy({ path, id }: Department): InputError {
	return id < 0
		? new InputError(
				`Item ${-id} creates department "${path}" already`,
				'Take one of the two rows out.',
			)
		: new InputError(
				`There is a department "${path}" (ID ${id}) already`,
				'Use the operation "Update" to change it, or take this row out.',
			);
}
