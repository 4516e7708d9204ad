/** Create: each row a department, which may be the parent in other rows. */
import type { INodeProperties } from 'n8n-workflow';

import { readPreview, optionsOf } from '../../form/options';
import { change } from '../../plan/plans';
import type { Item, Known, Plan, Ref, Trace, WholeOperation } from '../../plan/types';
import type { Row } from '../../transport/list';
import { attempt, failed, type Outcome, succeeded } from '../../transport/types';
import { InputError } from '../../values/errors';
import { folded } from '../../values/text';
import { BELOW, NEW } from './finder';
import {
	departmentLocator,
	nameIn,
	nameProperty,
	readDepartment,
	sortIn,
	sortProperty,
	writeOptions,
} from './form';
import { HEAD_FIELDS, headIdOf, headLocator } from './head';
import { readLocator } from '../../form/person';
import { type Department, departmentTree, Tree } from '../../form/tree';

/** What one item wants. */
interface Wanted {
	name: string;
	parent: Ref;
	head?: Ref;
	sort?: number;
	preview: boolean;
}

/** The portal's own, when none is given (b24restdocs `api-reference/departments/department-add.md`). */
const DEFAULT_SORT = 500;

const parent: INodeProperties = departmentLocator(
	'parent',
	'Parent',
	'The department above it: one of the portal, or one that another item creates',
);

export const create: WholeOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create department',
	description: 'Add a department below another one; items may build on each other',
	writes: true,
	properties: [nameProperty, parent, writeOptions(headLocator, sortProperty)],
	async weigh(items) {
		if (items.length === 0) return { items: [], others: [] };
		const wanted = items.map((item) => attempt(() => read(item)));
		const tree = await items[0].ask(departmentTree);
		return { items: new Sheet(tree, wanted).plans(), others: [] };
	},
};

function read(item: Item): Wanted {
	const name = nameIn(item.param('name', ''));
	if (name === undefined) {
		throw new InputError(
			'The parameter "Name" is empty',
			'Enter what the department is called, or check the expression: the item may lack the value it reads.',
		);
	}
	const options = optionsOf(item);
	return {
		name,
		parent: readDepartment(item, 'parent', 'Parent'),
		head: readLocator(item, options.head, 'Head'),
		sort: sortIn(options.sort),
		preview: readPreview(item),
	};
}

/** All items together: whose parent is there, and whose comes of another item. */
class Sheet {
	/** The portal's departments and those of the items, which have IDs below zero until they are created. */
	private readonly company: Tree;

	private readonly placed = new Map<number, Outcome<Plan>>();

	constructor(
		tree: Tree,
		private readonly wanted: ReadonlyArray<Outcome<Wanted>>,
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

	private below(above: Department, wanted: Wanted, index: number): Outcome<Plan> {
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

function refOf(id: number): Ref {
	return id < 0
		? { of: 'department', by: NEW, value: String(id) }
		: { of: 'department', by: 'id', value: String(id) };
}

/** @param id below zero: how the run names the department until it is there */
function creation(
	{ name, head, sort, preview }: Wanted,
	above: Department,
	id: number,
	path: string,
): Plan {
	const own = refOf(id);
	const names = [...(above.id < 0 ? [own, refOf(above.id)] : [own]), ...(head ? [head] : [])];
	const parentId = (known: Known) => (above.id < 0 ? known.id(refOf(above.id)) : above.id);
	return change(
		names,
		(known) => {
			const parent = parentId(known);
			const headId = head && headIdOf(known, head);
			const params = {
				NAME: name,
				PARENT: parent,
				...(sort !== undefined && { SORT: sort }),
				...(headId !== undefined && { UF_HEAD: headId }),
			};
			const output = (newId: string | null) => ({
				ID: newId,
				NAME: name,
				SORT: sort ?? DEFAULT_SORT,
				// Of a preview: the parent is not there either.
				PARENT: parent > 0 ? String(parent) : null,
				UF_HEAD: headId === undefined ? null : String(headId),
				path,
			});
			return {
				do: 'change',
				method: 'department.add',
				params,
				about: `department "${path}"`,
				safety: 'once',
				trace: traceOf(parent, name, path),
				foresee: () => output(null),
				finish: ({ id: newId }) => output(newId),
			};
		},
		{ select: HEAD_FIELDS, creates: [own], preview },
	);
}

/** Nothing of this name stood there before, so what stands there after a lost answer is ours. */
function traceOf(parent: number, name: string, path: string): Trace {
	return {
		ref: { of: 'department', by: BELOW, value: `${parent}/${name}` },
		idIn(result) {
			const id = Number(result);
			return Number.isSafeInteger(id) && id > 0 ? id : undefined;
		},
		taken: (row) =>
			new InputError(
				`There is a department "${path}"${row ? ` (ID ${String(row.ID)})` : ''} already`,
				'Somebody created it meanwhile. Look at it in the company structure.',
			),
	};
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
