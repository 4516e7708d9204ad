import { optionsCollection, optionsOf, previewOption, readPreview } from '../../form/options';
import { change } from '../../plan/plans';
import type { Change, HintTopic, Item, ItemOperation, Ref } from '../../plan/types';
import type { Row } from '../../transport/list';
import type { Params } from '../../transport/types';
import { InputError, naming } from '../../values/errors';
import { newName } from '../../values/names';
import { isEmpty } from '../../values/text';
import { readCode } from './code';
import { CUSTOM_FIELD, NEW_CODE, shown } from './definitions';
import { differences } from './differences';
import { flag, readLabel, readSettings } from './form';
import { newValues, readValues } from './listValues';
import { readType, typeProperty } from './types';

const STORED_OTHERWISE: HintTopic = {
	say: (details) =>
		`The portal stored these new fields otherwise than they were asked for, without saying so. Set it in the portal, or try Update: ${details}`,
};

const NOT_READ_BACK: HintTopic = {
	say: (codes) => `These fields were created, but could not be read afterwards: ${codes}`,
};

export const create: ItemOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create custom field',
	description: 'Give people a field of your own, such as a cost center',
	writes: true,
	properties: [
		{
			displayName: 'Code',
			name: 'code',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. COST_CENTER',
			hint: 'The portal puts UF_USR_ in front of it. It cannot be changed later.',
			description: 'Latin letters, digits and _',
		},
		{
			displayName: 'Label',
			name: 'label',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Cost center',
			description: 'What people see as the name of the field',
		},
		typeProperty,
		optionsCollection([
			{
				displayName: 'Mandatory',
				name: 'mandatory',
				type: 'boolean',
				default: true,
				description: 'Whether the portal asks for a value when somebody is added or changed',
			},
			{
				displayName: 'Multiple',
				name: 'multiple',
				type: 'boolean',
				default: true,
				description: 'Whether the field holds several values. It cannot be changed later.',
			},
			previewOption,
			{
				displayName: 'Settings',
				name: 'settings',
				type: 'json',
				default: '{}',
				description:
					'Settings of the type as Bitrix24 names them, e.g. {"ROWS": 3} of a text or {"PRECISION": 2} of a number',
			},
			{
				displayName: 'Values',
				name: 'values',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				placeholder: 'e.g. Office; Remote; Hybrid',
				hint: 'Of the type List; in lines, or with semicolons between them',
			},
		]),
	],
	prepare(item) {
		const said = item.param('code', '');
		const code = readCode(said, 'Code');
		naming('Parameter "Code"', () => newName(said));
		const label = readLabel(item.param('label', ''));
		const fields = fieldsOf(item, code, label);
		const ref: Ref = { of: CUSTOM_FIELD, by: NEW_CODE, value: code };
		return change(
			[ref],
			(known) => {
				const present = known.row(ref);
				if (present) throw taken(code);
				return creation(item, ref, fields, label);
			},
			{ creates: [ref], preview: readPreview(item) },
		);
	},
};

function fieldsOf(item: Item, code: string, label: string): Params {
	const { multiple, mandatory, values, settings } = optionsOf(item);
	const type = readType(item.param('type', 'string'));
	const isList = type === 'enumeration';
	if (!isEmpty(values) && !isList) {
		throw new InputError(
			'Option "Values": only a list has values of its own',
			'Choose the type "List", or remove the option.',
		);
	}
	if (isEmpty(values) && isList) {
		throw new InputError(
			'A list needs values',
			'Add the option "Values", with one value in a line.',
		);
	}
	return {
		FIELD_NAME: code,
		USER_TYPE_ID: type,
		LABEL: label,
		...(multiple !== undefined && { MULTIPLE: flag('Multiple', multiple) }),
		...(mandatory !== undefined && { MANDATORY: flag('Mandatory', mandatory) }),
		...(!isEmpty(settings) && { SETTINGS: readSettings(settings) }),
		...(isList && { LIST: newValues(readValues(values, 'Values')) }),
	};
}

function taken(code: string): InputError {
	return new InputError(
		`There is a custom field with the code ${code} already`,
		'Use another code, or change the field with Update or Sync Values.',
	);
}

function creation(item: Item, ref: Ref, fields: Params, label: string): Change {
	const code = ref.value;
	return {
		do: 'change',
		method: 'user.userfield.add',
		params: { fields },
		about: `custom field ${code}`,
		safety: 'once',
		trace: {
			ref,
			idIn: (result) => (Number(result) > 0 ? Number(result) : undefined),
			refusal: 'fieldExists',
			taken: () => taken(code),
		},
		check: { of: 'created', resource: CUSTOM_FIELD, decides: false },
		foresee: () => ({ ...shown(rowOf(fields, ''), label), id: null }),
		finish({ id, row }) {
			if (!row) item.hint(NOT_READ_BACK, code);
			for (const difference of row ? differences(fields, row) : []) {
				item.hint(STORED_OTHERWISE, `${code} ${difference}`);
			}
			return shown(row ?? rowOf(fields, id), label);
		},
	};
}

/** As the portal would list it; IDs of list values are its own to give. */
function rowOf(fields: Params, id: string): Row {
	const list = Array.isArray(fields.LIST) ? fields.LIST : [];
	return { ...fields, ID: id, LIST: list.map((value) => ({ ID: '', ...Object(value) })) };
}
