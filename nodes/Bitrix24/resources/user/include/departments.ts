/** The departments of people by name, as `UF_DEPARTMENT` does not tell them. */
import { treeOf } from '../../../form/departments';
import type { Tree } from '../../../form/tree';
import type { Asker, HintTopic } from '../../../plan/types';
import type { Row } from '../../../transport/list';
import type { Inclusion } from './index';

const LEFT_OUT: HintTopic = {
	say: (keys) =>
		`The credential lacks the scope "department", so these were left out: ${keys}. UF_DEPARTMENT has the IDs.`,
};

/** One department of a person. */
interface Membership {
	id: number;
	/** Null when the structure no longer has it. */
	name: string | null;
	path: string | null;
	/** Whether this person leads it. */
	head: boolean;
}

export const departmentsOfPeople: Inclusion = {
	select: ['ID', 'UF_DEPARTMENT'],
	async of(rows, asker, hint) {
		const tree = await structureFor('departments', asker, hint);
		return rows.map((row) => tree && departmentsOf(row).map((id) => membership(tree, id, row)));
	},
};

function membership(tree: Tree, id: number, { ID: person }: Row): Membership {
	const { name = null, path = null, head } = tree.get(id) ?? {};
	return { id, name, path, head: head !== undefined && head === Number(person) };
}

/** IDs of a person's departments; people without any have an empty list, `false`, or no such field. */
export function departmentsOf({ UF_DEPARTMENT: ids }: Row): number[] {
	return Array.isArray(ids) ? ids.map(Number) : [];
}

/**
 * The structure; undefined, with a hint, where the credential may not read it.
 *
 * @param key what cannot be told without it
 * @throws {PortalError} when the portal could not be asked
 */
export async function structureFor(
	key: string,
	asker: Asker,
	hint: (topic: HintTopic, detail?: string) => void,
): Promise<Tree | undefined> {
	const tree = await treeOf(asker);
	if (!tree) hint(LEFT_OUT, key);
	return tree;
}
