/** Workgroups as people enter them: IDs or names, one or many. */
import type { INodeProperties } from 'n8n-workflow';

import type { HintTopic, Item, Question } from '../plan/types';
import { isRecord } from '../transport/types';
import { InputError, listed, naming, quoted } from '../values/errors';
import { valuesOf } from '../values/lists';
import { comesNear } from '../values/names';
import { asId } from '../values/numbers';
import { folded, text } from '../values/text';
import { groupList } from './groupList';
import { unlessScopeMissing } from './scope';

export const workgroups: INodeProperties = {
	displayName: 'Workgroup Names or IDs',
	name: 'workgroups',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getWorkgroups' },
	allowArbitraryValues: true,
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'In an expression also names, separated by semicolons',
};

/** One workgroup. */
export interface Workgroup {
	id: number;
	name: string;
}

/** All workgroups the account can see, by name; asked once per run. */
export const workgroupList: Question<readonly Workgroup[]> = {
	lists: [groupList()],
	answer({ lists: [groups] }) {
		if (!groups.ok) throw groups.error;
		return groups.value
			.map((row) => ({ id: Number(row.ID), name: String(row.NAME ?? '') }))
			.sort((a, b) => a.name.localeCompare(b.name));
	},
};

const UNCHECKED: HintTopic = {
	say: (ids) =>
		`The credential lacks the scope "sonet_group", so it could not be checked that these workgroups are there: ${ids}`,
};

const UNSEEN: HintTopic = {
	say: (ids) => `The credential cannot see these workgroups; they may be secret ones: ${ids}`,
};

/**
 * IDs of workgroups.
 *
 * @param value IDs or names, in any of the forms of a list
 * @throws {InputError} naming what is not known or not unique
 */
export async function readWorkgroups(
	item: Item,
	value: unknown,
	parameter = 'Parameter "Workgroups"',
): Promise<number[]> {
	if (valuesOf(value).length === 0) return [];
	const groups = await groupsOf(item);
	return naming(parameter, () => {
		const wanted = valuesOf(value, (whole) => named(groups ?? [], whole).length > 0);
		return [...new Set(wanted.map((one) => idOf(item, groups, one)))];
	});
}

async function groupsOf(item: Item): Promise<readonly Workgroup[] | undefined> {
	return await unlessScopeMissing(async () => await item.ask(workgroupList));
}

function named(groups: readonly Workgroup[], words: string): Workgroup[] {
	const wanted = folded(words);
	return groups.filter(({ name }) => folded(name) === wanted);
}

function idOf(item: Item, groups: readonly Workgroup[] | undefined, value: unknown): number {
	const id = asId(isRecord(value) ? (value.id ?? value.ID) : value);
	if (!groups) {
		if (id === undefined) throw withoutScope(value);
		item.hint(UNCHECKED, String(id));
		return id;
	}
	if (id !== undefined && groups.some((group) => group.id === id)) return id;
	const meant = named(groups, id !== undefined && typeof value !== 'string' ? '' : text(value));
	if (meant.length === 1) return meant[0].id;
	if (meant.length > 1) throw notUnique(value, meant);
	if (id === undefined) throw unknown(value, groups);
	// Secret groups are hidden from everybody but administrators who is not in them.
	item.hint(UNSEEN, String(id));
	return id;
}

function withoutScope(value: unknown): InputError {
	return new InputError(
		`${quoted(value)} cannot be looked up: the credential lacks the scope "sonet_group"`,
		'Add the scope to the webhook or application, or enter the ID of the workgroup.',
	);
}

function notUnique(value: unknown, meant: readonly Workgroup[]): InputError {
	return new InputError(
		`Several workgroups are called ${quoted(value)}`,
		`Enter the ID of one of them: ${listed(meant.map(({ id }) => String(id)))}.`,
	);
}

function unknown(value: unknown, groups: readonly Workgroup[]): InputError {
	const near = groups.filter(({ name }) => comesNear(name, text(value)));
	return new InputError(
		`There is no workgroup ${quoted(value)} that this credential can see`,
		near.length > 0
			? `Near it come: ${listed(near.map(({ id, name }) => `${name} (ID ${id})`))}.`
			: 'Choose it from the list, or enter its ID.',
	);
}
