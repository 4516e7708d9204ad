/** The form of an offboarding. */
import type { INodeProperties } from 'n8n-workflow';

import {
	optionsCollection,
	optionsOf,
	previewOption,
	readPreview,
	readSwitch,
} from '../../../form/options';
import { person, readLocator, readPerson, userLocator } from '../../../form/person';
import type { Item, Ref } from '../../../plan/types';
import { choice } from '../../../values/choice';
import { InputError, naming } from '../../../values/errors';
import { valuesOf } from '../../../values/lists';
import { isEmpty } from '../../../values/text';
import { maxPeopleOption } from '../form/brake';
import { type PartName, PARTS } from './words';

/** People that one run may offboard, unless told otherwise. */
export const MAX_PEOPLE = 10;

const successor: INodeProperties = {
	...userLocator,
	displayName: 'Successor',
	name: 'successor',
	required: false,
	description: 'Who takes over',
	hint: 'Left empty, the manager: the head of the nearest department upwards who is active',
};

const parts: INodeProperties = {
	displayName: 'Parts',
	name: 'parts',
	type: 'multiOptions',
	default: ['departments', 'workgroups', 'tasks', 'dismiss'],
	options: [
		{
			name: 'CRM',
			value: 'crm',
			description:
				'Makes the successor responsible for open leads, deals and quotes, and for contacts, companies, invoices and other items. Each change sets automation rules off.',
		},
		{
			name: 'Departments',
			value: 'departments',
			description: 'Makes the successor the head of departments the person leads',
		},
		{
			name: 'Dismiss',
			value: 'dismiss',
			description: 'Takes away access to the portal and keeps the profile',
		},
		{
			name: 'Tasks',
			value: 'tasks',
			description: 'Makes the successor responsible for tasks that are not completed',
		},
		{
			name: 'Workgroups',
			value: 'workgroups',
			description:
				'Makes the successor the owner of workgroups the person owns, and takes the person out of all workgroups',
		},
	],
	description: 'What is done, always in this order: departments, workgroups, tasks, CRM, dismissal',
};

const dismissAnyway: INodeProperties = {
	displayName: 'Dismiss Anyway',
	name: 'dismissAnyway',
	type: 'boolean',
	default: true,
	description:
		'Whether to dismiss the person even when a part before it stopped in the middle. What is left in workgroups is hard to find afterwards.',
};

export const properties: INodeProperties[] = [
	...person,
	successor,
	parts,
	optionsCollection([dismissAnyway, maxPeopleOption(MAX_PEOPLE), previewOption]),
];

/** What one item asks for. */
export interface Form {
	item: Item;
	person: Ref;
	successor?: Ref;
	parts: readonly PartName[];
	dismissAnyway: boolean;
	isPreview: boolean;
}

/** @throws {InputError} when it cannot be carried out */
export function readForm(item: Item): Form {
	return {
		item,
		person: readPerson(item),
		// Hidden where a language model fills the form in: there the manager takes over.
		successor: item.isTool
			? undefined
			: readLocator(item, item.param('successor', ''), 'Successor'),
		parts: readParts(item),
		dismissAnyway: readSwitch(optionsOf(item).dismissAnyway, 'Dismiss Anyway'),
		isPreview: readPreview(item),
	};
}

function readParts(item: Item): PartName[] {
	const raw = item.param('parts', parts.default);
	const chosen = naming('Parameter "Parts"', () =>
		valuesOf(isEmpty(raw) ? [] : raw).map((value) => choice(value, PARTS)),
	);
	if (chosen.length === 0) {
		throw new InputError(
			'The parameter "Parts" is empty',
			`Choose at least one, or check the expression. There are: ${PARTS.join(', ')}.`,
		);
	}
	return PARTS.filter((part) => chosen.includes(part));
}
