import type { IDataObject } from 'n8n-workflow';

import { collectionOf, readPreview, readSwitch, updateFieldsCollection } from '../../form/options';
import { NotConfirmed } from '../../plan/errors';
import { change } from '../../plan/plans';
import type { Change, Done, Item, Operation, Ref } from '../../plan/types';
import type { Params } from '../../transport/types';
import { InputError } from '../../values/errors';
import { folded } from '../../values/text';
import {
	departmentParameter,
	departmentIn,
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
import { called, shown } from './output';
import { type Department, departmentTree, Tree } from '../../form/tree';

/** What one item wants; what is undefined stays as it is. */
interface Wanted {
	name?: string;
	parent?: Ref;
	head?: Ref;
	clearHead: boolean;
	sort?: number;
}

const updateFields = updateFieldsCollection([
	{
		displayName: 'Clear Head',
		name: 'clearHead',
		type: 'boolean',
		default: true,
		description: 'Whether the department is to have no head any more',
	},
	headLocator,
	nameProperty,
	departmentLocator(
		'parent',
		'Parent',
		'The department it comes to stand below, with everything below it',
	),
	sortProperty,
]);

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update department',
	description: 'Rename a department, move it, or give it another head',
	writes: true,
	properties: [departmentParameter, updateFields, writeOptions()],
	async prepare(item) {
		const ref = readDepartment(item, 'department', 'Department');
		const wanted = read(item);
		const preview = readPreview(item);
		const tree = await item.ask(departmentTree);
		const before = tree.demand(ref);
		const parent = wanted.parent && newParent(tree, before, tree.demand(wanted.parent));
		return change(
			wanted.head ? [wanted.head] : [],
			(known) => {
				const after: Department = {
					...before,
					...(wanted.name !== undefined && { name: wanted.name }),
					...(wanted.sort !== undefined && { sort: wanted.sort }),
					...(parent !== undefined && { parent }),
					...(wanted.head && { head: headIdOf(known, wanted.head) }),
					...(wanted.clearHead && { head: undefined }),
				};
				after.path = tree.pathWith(after);
				const params = differences(before, after);
				const output = shown(after);
				if (Object.keys(params).length === 0) {
					return { do: 'handOn', rows: [preview ? { ...output, preview } : output], view: {} };
				}
				return updating(before, params, output);
			},
			{ select: HEAD_FIELDS, preview },
		);
	},
};

function read(item: Item): Wanted {
	const fields = collectionOf(item, 'updateFields', 'Update Fields');
	if (Object.keys(fields).length === 0) {
		throw new InputError('There is nothing to change', 'Add a field under "Update Fields".');
	}
	const head = readLocator(item, fields.head, 'Head');
	const clearHead = readSwitch(fields.clearHead, 'Clear Head');
	if (head && clearHead) {
		throw new InputError(
			'The department is to get a head and to lose it at the same time',
			'Keep one of "Head" and "Clear Head".',
		);
	}
	return {
		name: nameIn(fields.name),
		parent: departmentIn(fields.parent, 'Parent'),
		head,
		clearHead,
		sort: sortIn(fields.sort),
	};
}

/** @throws {InputError} when a department would come to stand below itself */
function newParent(tree: Tree, own: Department, above: Department): number {
	if (tree.withBelow(own.id).includes(above)) {
		throw new InputError(
			above === own
				? `The ${called(own)} cannot stand below itself`
				: `The ${called(own)} cannot stand below ${called(above)}, which lies below it`,
			'Choose a department outside it in the parameter "Parent".',
		);
	}
	return above.id;
}

/** Only what differs is sent. */
function differences(before: Department, after: Department): Params {
	return {
		...(after.name !== before.name && { NAME: after.name }),
		...(after.sort !== before.sort && { SORT: after.sort }),
		...(after.parent !== before.parent && after.parent !== undefined && { PARENT: after.parent }),
		// That 0 takes the head away is not documented, so it is read back like the rest.
		...(after.head !== before.head && { UF_HEAD: after.head ?? 0 }),
	};
}

function updating(before: Department, params: Params, output: IDataObject): Change {
	return {
		do: 'change',
		method: 'department.update',
		// The ID comes last, so that nothing else can name another department.
		params: { ...params, ID: before.id },
		about: called(before),
		safety: 'idempotent',
		id: before.id,
		check: { of: before.id, resource: 'department', select: [], decides: true },
		foresee: () => output,
		finish(done) {
			confirm(before, params, done);
			return output;
		},
	};
}

/** @throws {NotConfirmed} when the department is not as it should be */
function confirm(before: Department, params: Params, { row, unread }: Done): void {
	if (!row) {
		throw new NotConfirmed(
			`The portal took the change of ${called(before)}, but it could not be confirmed`,
			`${unread ? `It could not be read back: ${unread.message}. ` : ''}Look at the department in the company structure.`,
		);
	}
	const kept = Object.entries(params).filter(
		([code, value]) => folded(String(row[code] ?? 0)) !== folded(String(value)),
	);
	if (kept.length === 0) return;
	throw new NotConfirmed(
		`The portal left ${kept.map(([code]) => code).join(', ')} of ${called(before)} as it was`,
		'It answered that the change was made. Change it in the company structure of the portal, and look at the rights of the account behind the credential.',
	);
}
