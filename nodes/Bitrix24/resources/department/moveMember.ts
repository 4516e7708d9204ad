import type { Item, Ref } from '../../plan/types';
import { isRecord } from '../../transport/types';
import { InputError } from '../../values/errors';
import { departmentLocator, readDepartment } from './form';
import { demandEmployee } from './membership';
import { memberOperation } from './members';
import { called } from './output';
import type { Department, Tree } from '../../form/tree';

export const moveMember = memberOperation(
	{
		value: 'moveMember',
		name: 'Move Member',
		action: 'Move member to department',
		description: 'Put a person into a department in the place of another one, or of all others',
	},
	(own, from, tree) => ({
		isAlone: from === undefined,
		of(departments, person) {
			demandEmployee(person);
			if (!from) return [own.id];
			const isThere = departments.includes(own.id);
			if (!departments.includes(from.id)) {
				if (isThere) return [...departments];
				throw notIn(from, person.label, departments, tree);
			}
			// In its place, since the first department of the list is shown as the person's own.
			const moved = departments.map((one) => (one === from.id ? own.id : one));
			return [...new Set(moved)];
		},
	}),
	{
		property: {
			...departmentLocator('from', 'From', 'The department they leave; the others stay'),
			hint: 'Left empty, they leave all others',
		},
		read: readFrom,
	},
);

/** @throws {InputError} when an expression gives nothing: the person would leave departments nobody spoke of */
function readFrom(item: Item): Ref | undefined {
	const raw = item.param('from', '');
	const isUntouched = raw === '' || (isRecord(raw) && raw.mode === 'list' && raw.value === '');
	return isUntouched ? undefined : readDepartment(item, 'from', 'From');
}

function notIn(
	from: Department,
	label: string,
	departments: readonly number[],
	tree: Tree,
): InputError {
	const there = departments.map((id) => tree.get(id)?.path ?? `ID ${id}`);
	return new InputError(
		`${label} is not in ${called(from)}`,
		`${there.length > 0 ? `They are in ${there.join(', ')}. ` : 'They are in no department. '}Choose one of these under "From", or leave it empty to move them out of all.`,
	);
}
