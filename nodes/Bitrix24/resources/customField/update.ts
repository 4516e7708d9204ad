import type { INodeProperties } from 'n8n-workflow';

import {
	collectionOf,
	optionsCollection,
	previewOption,
	readPreview,
	updateFieldsCollection,
} from '../../form/options';
import { change } from '../../plan/plans';
import type { Change, HintTopic, Item, ItemOperation } from '../../plan/types';
import type { Row } from '../../transport/list';
import type { Params } from '../../transport/types';
import { InputError, naming } from '../../values/errors';
import { count } from '../../values/numbers';
import { codeIn, customFields, CUSTOM_FIELD, shown } from './definitions';
import { differences } from './differences';
import { fieldLocator, flag, readField, readLabel, readSettings } from './form';

const NOT_TAKEN: HintTopic = {
	say: (details) =>
		`The portal kept a part of these fields as it was, without saying so. Set it in the portal: ${details}`,
};

const NOT_READ_BACK: HintTopic = {
	say: (codes) => `These fields were changed, but could not be read afterwards: ${codes}`,
};

/** Yes/no parameters by the portal's name for them. */
const FLAGS: ReadonlyArray<[name: string, code: string, label: string, description: string]> = [
	['editable', 'EDIT_IN_LIST', 'Editable', 'Whether people may change their value themselves'],
	['mandatory', 'MANDATORY', 'Mandatory', 'Whether the portal asks for a value'],
	['searchable', 'IS_SEARCHABLE', 'Searchable', 'Whether values are found by the portal’s search'],
	['showInFilter', 'SHOW_FILTER', 'Show in Filter', 'Whether people can be filtered by it'],
	['showInList', 'SHOW_IN_LIST', 'Show in List', 'Whether lists of people can show it'],
];

/** The parameters of some, so that they stand among the others in alphabetical order. */
function flags(names: readonly string[]): INodeProperties[] {
	return FLAGS.filter(([name]) => names.includes(name)).map(
		([name, , displayName, description]) => ({
			displayName,
			name,
			type: 'boolean',
			default: false,
			description,
		}),
	);
}

const fieldsToUpdate = updateFieldsCollection([
	...flags(['editable']),
	{
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '',
		placeholder: 'e.g. Cost center',
		description: 'What people see as the name of the field, in every language',
	},
	...flags(['mandatory', 'searchable']),
	{
		displayName: 'Settings',
		name: 'settings',
		type: 'json',
		default: '{}',
		description: 'Settings of the type as Bitrix24 names them, e.g. {"ROWS": 3} of a text',
	},
	...flags(['showInFilter', 'showInList']),
	{
		displayName: 'Sort',
		name: 'sort',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		description: 'Where the field stands among the others; small numbers come first',
	},
]);

export const update: ItemOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update custom field',
	description:
		'Change label, flags or order of a field. Code, type and "Multiple" stay as they are.',
	writes: true,
	properties: [fieldLocator, fieldsToUpdate, optionsCollection([previewOption])],
	async prepare(item) {
		const ref = readField(item);
		const { fields, label } = readUpdate(item);
		const preview = readPreview(item);
		const labels = new Map(
			(await item.ask(customFields)).map((one) => [codeIn(one.row), one.label]),
		);
		return change(
			[ref],
			(known) => {
				const id = known.id(ref);
				const row = known.row(ref) ?? {};
				const code = codeIn(row);
				return edit(item, { id, row, label: label ?? labels.get(code) ?? code }, fields);
			},
			{ preview },
		);
	},
};

/** Texts that are not sent stay, so a label is sent for each place that shows it. */
const LABELS = ['EDIT_FORM_LABEL', 'LIST_COLUMN_LABEL', 'LIST_FILTER_LABEL'];

/** @throws {InputError} when there is nothing to change, or a value that cannot be read */
function readUpdate(item: Item): { fields: Params; label?: string } {
	const given = collectionOf(item, 'updateFields', 'Update Fields');
	const fields: Params = {};
	for (const [name, code, label] of FLAGS) {
		if (given[name] === undefined) continue;
		fields[code] = flag(label, given[name]);
	}
	if (given.sort !== undefined) {
		fields.SORT = naming('Parameter "Sort"', () => count(given.sort));
	}
	if (given.settings !== undefined) fields.SETTINGS = readSettings(given.settings);
	const label = given.label === undefined ? undefined : readLabel(given.label);
	for (const code of label === undefined ? [] : LABELS) fields[code] = label ?? '';
	if (Object.keys(fields).length > 0) return { fields, label };
	throw new InputError(
		'There is nothing to change',
		'Add what is to change to "Update Fields", for example the label.',
	);
}

function edit(
	item: Item,
	{ id, row, label }: { id: number; row: Row; label: string },
	fields: Params,
): Change {
	return {
		do: 'change',
		method: 'user.userfield.update',
		params: { id, fields },
		about: `custom field ${codeIn(row)}`,
		safety: 'idempotent',
		id,
		check: { of: id, resource: CUSTOM_FIELD, decides: false },
		foresee: () => shown({ ...row, ...fields }, label),
		finish({ row: stored }) {
			if (!stored) item.hint(NOT_READ_BACK, codeIn(row));
			for (const difference of stored ? differences(fields, stored) : []) {
				item.hint(NOT_TAKEN, `${codeIn(row)} ${difference}`);
			}
			return shown(stored ?? { ...row, ...fields }, label);
		},
	};
}
