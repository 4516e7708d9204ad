/** Departments as people enter them: IDs, names or paths, one or many. */
import type { INodeProperties } from 'n8n-workflow';

import type { Asker, HintTopic, Item } from '../plan/types';
import { attempt, isRecord } from '../transport/types';
import { InputError, naming, quoted } from '../values/errors';
import { valuesOf } from '../values/lists';
import { asId } from '../values/numbers';
import { text } from '../values/text';
import { unlessScopeMissing } from './scope';
import { departmentTree, type Tree } from './tree';

export const departments: INodeProperties = {
	displayName: 'Department Names or IDs',
	name: 'departments',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getDepartments' },
	allowArbitraryValues: true,
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'In an expression also names or paths (Sales / North), separated by semicolons',
	builderHint: { propertyHint: 'An expression may give IDs, names or paths of departments' },
};

/** In the place of the dropdown, where a language model fills the form in. */
export const departmentNames: INodeProperties = {
	displayName: 'Department Names',
	name: 'departmentNames',
	type: 'string',
	default: '',
	placeholder: 'e.g. Sales / North; Support',
	displayOptions: { show: { '@tool': [true] } },
	description:
		'Names, paths (Sales / North) or IDs of departments, separated by semicolons; left empty for none',
};

const UNCHECKED: HintTopic = {
	say: (ids) =>
		`The credential lacks the scope "department", so it could not be checked that these departments are there: ${ids}`,
};

/**
 * IDs of departments, all of them checked against the portal's structure, which is read once per run.
 *
 * @param value IDs, names or paths, in any of the forms of a list
 * @param parameter as an error calls it, e.g. `Parameter "Departments"`
 * @throws {InputError} naming what is not known or not unique
 */
export async function readDepartments(
	item: Item,
	value: unknown,
	parameter = `Parameter "${item.isTool ? departmentNames.displayName : 'Departments'}"`,
): Promise<number[]> {
	// Whether there is anything at all is known without asking.
	if (valuesOf(value).length === 0) return [];
	const tree = await treeOf(item);
	return naming(parameter, () => {
		const wanted = valuesOf(value, (whole) => tree !== undefined && isName(tree, whole));
		return [...new Set(wanted.map((one) => (tree ? inTree(tree, one) : unchecked(item, one))))];
	});
}

/**
 * What the form says of departments: the dropdown, or the text that stands in its place when the node is a tool.
 *
 * @param chosen value of the dropdown
 */
export function chosenDepartments(item: Item, chosen: unknown): unknown {
	if (!item.isTool) return chosen;
	const named = item.param('departmentNames', '');
	return valuesOf(named).length > 0 ? named : chosen;
}

/** What people read in the place of a department's ID: its path, or the ID where the structure may not be read. */
export async function departmentWords(asker: Asker): Promise<(id: number) => string | number> {
	const tree = await treeOf(asker);
	return (id) => tree?.get(id)?.path ?? id;
}

/** The structure; undefined when the credential may not read it. */
export async function treeOf(item: Asker): Promise<Tree | undefined> {
	return await unlessScopeMissing(async () => await item.ask(departmentTree));
}

function isName(tree: Tree, whole: string): boolean {
	const found = attempt(() => tree.find({ of: 'department', by: 'path', value: whole }));
	if (found.ok) return found.value !== undefined;
	// Several of this name: it is one, and will be refused as such.
	if (found.error instanceof InputError) return true;
	throw found.error;
}

/** An ID, or the `{ id, name }` that outputs have. */
function idOf(value: unknown): number | undefined {
	return asId(isRecord(value) ? (value.id ?? value.ID) : value);
}

function inTree(tree: Tree, value: unknown): number {
	const id = idOf(value);
	// A text of digits may be a name, such as "1C" or "2024"; as a rule it is an ID.
	if (id !== undefined && tree.get(id)) return id;
	if (id !== undefined && typeof value !== 'string') {
		return tree.demand({ of: 'department', by: 'id', value: String(id) }).id;
	}
	const found = tree.find({ of: 'department', by: 'path', value: text(value) });
	if (found) return found.id;
	const ref = { of: 'department', by: id === undefined ? 'path' : 'id', value: text(value) };
	return tree.demand(ref).id;
}

function unchecked(item: Item, value: unknown): number {
	const id = idOf(value);
	if (id === undefined) {
		throw new InputError(
			`${quoted(value)} cannot be looked up: the credential lacks the scope "department"`,
			'Add the scope to the webhook or application, or enter the ID of the department.',
		);
	}
	item.hint(UNCHECKED, String(id));
	return id;
}
