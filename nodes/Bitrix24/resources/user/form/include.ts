/** The option "Include": what is told of people beside the fields of the portal. */
import type { INodeProperties } from 'n8n-workflow';

import { optionsOf } from '../../../form/options';
import type { Item } from '../../../plan/types';
import { choice } from '../../../values/choice';
import { naming } from '../../../values/errors';
import { valuesOf } from '../../../values/lists';

export const INCLUDES = ['departments', 'manager', 'profileUrl', 'status'] as const;

export type Include = (typeof INCLUDES)[number];

export const includeOption: INodeProperties = {
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	default: [],
	options: [
		{
			name: 'Departments',
			value: 'departments',
			description: 'Their names and paths, and whether the person leads them',
		},
		{
			name: 'Manager',
			value: 'manager',
			description: 'Who leads the nearest department upwards: name and address',
		},
		{ name: 'Profile Link', value: 'profileUrl', description: 'Leads to the page of the person' },
		{
			name: 'Status',
			value: 'status',
			description: 'Whether somebody is invited, awaits approval, is active or dismissed',
		},
	],
	description: 'What to tell of people beside their fields in the portal',
};

/**
 * Reads the option; in the order of the form, each once.
 *
 * @throws {InputError} for what cannot be included
 */
export function readInclude(form: Pick<Item, 'param'>): Include[] {
	const chosen = naming('Option "Include"', () =>
		valuesOf(optionsOf(form).include).map((one) => choice(one, INCLUDES)),
	);
	return INCLUDES.filter((one) => chosen.includes(one));
}
