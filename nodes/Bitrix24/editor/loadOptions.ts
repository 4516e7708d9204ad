/** Dropdowns of the form. */
import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { peopleList } from '../form/peopleList';
import { departmentTree } from '../form/tree';
import { workgroupList } from '../form/workgroups';
import { userFields } from '../resources/user/fields/question';
import { distinctLabels } from '../resources/user/fields/catalogue';
import { isClearable } from '../values/encode';
import type { UserField } from '../values/types';
import { valueOf } from '../plan/walks';
import { attemptAsync } from '../transport/types';
import { ask } from './ask';
import { missingScope } from './missingScope';

/** People a dropdown shows at the most; others are entered by ID or address. */
const MAX_PEOPLE = 500;

const ACTIVE_PEOPLE = peopleList(
	{ ACTIVE: 'Y' },
	{
		select: ['ID', 'NAME', 'LAST_NAME', 'EMAIL'],
		limit: MAX_PEOPLE,
		paging: { by: 'offset', sort: { sort: 'LAST_NAME', order: 'ASC' } },
	},
);

/** All fields users have in this portal. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { fields } = await ask(this, async (asker) => await asker.ask(userFields));
	return fieldOptions(fields);
}

/** Fields the portal can order people by: those with one plain value. */
export async function getSortableFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const { fields } = await ask(this, async (asker) => await asker.ask(userFields));
	const unsortable = new Set(['IS_ONLINE', 'USER_TYPE']);
	return fieldOptions(
		fields.filter(
			({ code, multiple, type }) =>
				!multiple && type !== 'photo' && type !== 'file' && !unsortable.has(code),
		),
	);
}

/** Fields that can be emptied. */
export async function getClearableFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const { fields } = await ask(this, async (asker) => await asker.ask(userFields));
	return fieldOptions(
		fields.filter((field) => field.writable && field.code !== 'ID' && isClearable(field)),
	);
}

/** What people may be matched by: the address, the external code, custom fields of one text or number. */
export async function getMatchFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { fields } = await ask(this, async (asker) => await asker.ask(userFields));
	const own = ['EMAIL', 'XML_ID'];
	return fieldOptions(
		fields.filter(
			({ code, custom, multiple, type }) =>
				own.includes(code) || (custom && !multiple && (type === 'text' || type === 'integer')),
		),
	).sort((a, b) => rankIn(own, a) - rankIn(own, b));
}

function rankIn(first: readonly string[], { value }: INodePropertyOptions): number {
	const at = first.indexOf(String(value));
	return at === -1 ? first.length : at;
}

/** Departments as a path from the top of the company. */
export async function getDepartments(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await ask(this, async (asker) => {
		const tree = await attemptAsync(async () => await asker.ask(departmentTree));
		if (!tree.ok) return explained(tree.error, 'department', 'departments');
		return tree.value.byPath.map(({ id, path }) => ({ name: path, value: id }));
	});
}

/** Workgroups the account can see. */
export async function getWorkgroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await ask(this, async (asker) => {
		const groups = await attemptAsync(async () => await asker.ask(workgroupList));
		if (!groups.ok) return explained(groups.error, 'sonet_group', 'workgroups');
		return groups.value.map(({ id, name }) => ({ name, value: id }));
	});
}

function fieldOptions(fields: UserField[]): INodePropertyOptions[] {
	const labels = distinctLabels(fields);
	return fields
		.map(({ code }) => ({ name: labels.get(code) ?? code, value: code, description: code }))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/** @throws {PortalError} the error itself when it is not about a scope */
function explained(error: Error, scope: string, what: string): INodePropertyOptions[] {
	const description = 'Tick it in the portal, or enter IDs as an expression, e.g. {{ [1, 5] }}';
	return [{ ...missingScope(error, scope, what), description }];
}

/** Active people by name, for lists of a few: as many as a dropdown can be read. */
export async function getPeople(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await ask(this, async (asker) => {
		const { lists } = await asker.read({ lists: [ACTIVE_PEOPLE] });
		return valueOf(lists[0]);
	});
	return rows.map((row) => ({
		name: [row.NAME, row.LAST_NAME].filter(Boolean).join(' ') || String(row.EMAIL ?? row.ID),
		value: Number(row.ID),
		description: typeof row.EMAIL === 'string' ? row.EMAIL : undefined,
	}));
}
