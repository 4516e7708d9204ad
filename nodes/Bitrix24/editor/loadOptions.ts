/** Dropdowns of the form. */
import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { userFields } from '../resources/user/fields/question';
import { distinctLabels } from '../resources/user/fields/catalogue';
import { isClearable } from '../values/encode';
import type { UserField } from '../values/types';
import { PortalError } from '../transport/errors';
import { listAll } from '../transport/list';
import { failed, type Outcome, succeeded } from '../transport/types';
import { answered, ask } from './ask';
import { loadDepartments, loadWorkgroups } from './structure';

/** People a dropdown shows at the most; others are entered by ID or address. */
const MAX_PEOPLE = 500;

/** All fields users have in this portal. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { fields } = await ask(this, (_, asker) => answered(() => asker.ask(userFields)));
	return fieldOptions(fields);
}

/** Fields the portal can order people by: those with one plain value. */
export async function getSortableFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const { fields } = await ask(this, (_, asker) => answered(() => asker.ask(userFields)));
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
	const { fields } = await ask(this, (_, asker) => answered(() => asker.ask(userFields)));
	return fieldOptions(
		fields.filter((field) => field.writable && field.code !== 'ID' && isClearable(field)),
	);
}

/** What people may be matched by: the address, the external code, custom fields of one text or number. */
export async function getMatchFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { fields } = await ask(this, (_, asker) => answered(() => asker.ask(userFields)));
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
	return await ask(this, async (portal) => {
		const departments = await loadDepartments(portal);
		if (!departments.ok) return explainMissingScope(departments.error, 'department', 'departments');
		return succeeded(departments.value.map(({ id, path }) => ({ name: path, value: Number(id) })));
	});
}

/** Workgroups the account can see. */
export async function getWorkgroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await ask(this, async (portal) => {
		const workgroups = await loadWorkgroups(portal);
		if (!workgroups.ok) return explainMissingScope(workgroups.error, 'sonet_group', 'workgroups');
		return succeeded(workgroups.value.map(({ id, name }) => ({ name, value: Number(id) })));
	});
}

function fieldOptions(fields: UserField[]): INodePropertyOptions[] {
	const labels = distinctLabels(fields);
	return fields
		.map(({ code }) => ({ name: labels.get(code) ?? code, value: code, description: code }))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Without its scope a list cannot be read, but IDs can still be typed in as an expression, so the dropdown says that
 * instead of failing. The value is empty: chosen by mistake, it counts as no choice.
 */
function explainMissingScope(
	error: Error,
	scope: string,
	what: string,
): Outcome<INodePropertyOptions[]> {
	if (!(error instanceof PortalError) || error.details.code !== 'insufficient_scope') {
		return failed(error);
	}
	return succeeded([
		{
			name: `The credential lacks the scope "${scope}", which lists ${what}`,
			value: '',
			description: 'Tick it in the portal, or enter IDs as an expression, e.g. {{ [1, 5] }}',
		},
	]);
}

/** Active people by name, for lists of a few: as many as a dropdown can be read. */
export async function getPeople(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await ask(this, async (portal) => {
		const [people] = await listAll(portal, [
			{
				method: 'user.get',
				params: { select: ['ID', 'NAME', 'LAST_NAME', 'EMAIL'], FILTER: { ACTIVE: 'Y' } },
				limit: MAX_PEOPLE,
				paging: { by: 'offset', sort: { sort: 'LAST_NAME', order: 'ASC' } },
			},
		]);
		return people;
	});
	return rows.map((row) => ({
		name: [row.NAME, row.LAST_NAME].filter(Boolean).join(' ') || String(row.EMAIL ?? row.ID),
		value: Number(row.ID),
		description: typeof row.EMAIL === 'string' ? row.EMAIL : undefined,
	}));
}
