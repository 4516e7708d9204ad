/** Parameters of the operations on departments, with their readers. */
import type { INodeProperties } from 'n8n-workflow';

import { isLocator, modeOf } from '../../form/locator';
import { optionsCollection, previewOption } from '../../form/options';
import { shownName } from '../../plan/chosen';
import type { Item, Ref } from '../../plan/types';
import { isRecord } from '../../transport/types';
import { InputError, naming, quoted } from '../../values/errors';
import { newName } from '../../values/names';
import { asId, integer } from '../../values/numbers';
import { intact, isEmpty, text, visible } from '../../values/text';

/** A department: chosen from the tree, or named by ID, name or path. */
export function departmentLocator(
	name: string,
	displayName: string,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a department…',
				typeOptions: { searchListMethod: 'searchDepartments', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 15',
			},
			{
				displayName: 'By Name or Path',
				name: 'path',
				type: 'string',
				placeholder: 'e.g. Sales / North',
				hint: 'A name will do if only one department has it',
			},
		],
	};
}

export const departmentParameter: INodeProperties = {
	...departmentLocator(
		'department',
		'Department',
		'The department, as the company structure of the portal shows it',
	),
	required: true,
};

/**
 * Reads a department's parameter.
 *
 * @param value of the parameter, for one inside a collection
 * @throws {InputError} when it names none
 */
export function readDepartment(
	item: Item,
	name: string,
	displayName: string,
	value: unknown = item.param(name, ''),
): Ref {
	const ref = departmentIn(value, displayName);
	if (ref) return ref;
	throw new InputError(
		`The parameter "${displayName}" is empty`,
		'Choose a department, or check the expression: the item may lack the value it reads.',
	);
}

/**
 * The department a value names: a resource locator, an ID, a name or a path, or a department as outputs have it; undefined
 * when it is empty.
 *
 * @throws {InputError} when it cannot be read
 */
export function departmentIn(raw: unknown, displayName: string): Ref | undefined {
	const { mode, value } = isLocator(raw) ? raw : { mode: 'path', value: raw };
	const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	if (isEmpty(one)) return undefined;
	return naming(`Parameter "${displayName}"`, () => {
		const isPath = modeOf(mode, ['list', 'id', 'path'], 'path') === 'path';
		const id = isRecord(one) ? asId(one.ID ?? one.id) : undefined;
		if (id !== undefined) return byId(id);
		return isPath ? byWords(one) : { ...byId(readId(one)), ...shownName(raw) };
	});
}

function byId(id: number): Ref {
	return { of: 'department', by: 'id', value: String(id) };
}

function byWords(value: unknown): Ref {
	intact(value);
	return { of: 'department', by: 'path', value: visible(text(value)) };
}

function readId(value: unknown): number {
	const id = asId(value);
	if (id !== undefined) return id;
	throw new InputError(
		`${quoted(text(value))} is not the ID of a department`,
		'Enter a positive whole number, e.g. 15, or choose "By Name or Path" to name the department.',
	);
}

/** What is read as the next level of a path; other signs than the slash belong to a name unless they stand alone. */
const SEPARATOR = /\/| [\\>→»›] /u;

export const nameProperty: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. North',
	description: 'What the department is called',
};

/**
 * The name of a department, blanks put in order.
 *
 * @returns undefined when it is empty
 * @throws {InputError} when no department can be called that
 */
export function nameIn(value: unknown): string | undefined {
	if (isEmpty(value)) return undefined;
	return naming('Parameter "Name"', () => {
		const name = newName(value);
		const separator = SEPARATOR.exec(name)?.[0].trim();
		if (separator === undefined) return name;
		throw new InputError(
			`${quoted(name)} holds ${separator === '/' ? 'a slash' : `"${separator}"`}, which stands between the departments of a path`,
			'Enter the name alone, and what stands above it under "Parent".',
		);
	});
}

export const sortProperty: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'number',
	default: 500,
	description:
		'Where the department stands among those beside it: the lower the number, the further up',
};

/**
 * @returns undefined when it is empty
 * @throws {InputError} when it is no whole number from 0
 */
export function sortIn(value: unknown): number | undefined {
	if (isEmpty(value)) return undefined;
	return naming('Parameter "Sort"', () => {
		const sort = integer(value);
		if (sort < 0) {
			throw new InputError(`${quoted(value)} is below zero`, 'Enter 0 or more, e.g. 500.');
		}
		return sort;
	});
}

/** "Options" of an operation that changes something. */
export function writeOptions(...options: INodeProperties[]): INodeProperties {
	return optionsCollection([...options, previewOption]);
}
