/** The "Output" parameter: how much of a user is handed on. */
import type { INodeProperties } from 'n8n-workflow';

import { SIMPLIFIED_CODES, tidyValue } from '../fields/decode';
import { readChoice } from '../../../form/options';
import { valuesOf } from '../../../values/lists';
import { InputError } from '../../../values/errors';
import { text } from '../../../values/text';
import type { Addition, Item, View } from '../../../plan/types';
import { including } from '../include';
import { readInclude } from './include';

export const output: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simplified',
		options: [
			{
				name: 'Raw',
				value: 'raw',
				description: 'Everything the portal knows and the credential may see',
			},
			{
				name: 'Selected Fields',
				value: 'selectedFields',
				description: 'Only the fields you choose',
			},
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'Name, contacts, position, departments and status',
			},
		],
		description: 'Which fields of the user to output',
	},
	{
		displayName: 'Output Field Names or IDs',
		name: 'outputFields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getUserFields' },
		allowArbitraryValues: true,
		default: [],
		displayOptions: { show: { output: ['selectedFields'] } },
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
];

/** The user as the portal sends it. */
export const RAW_VIEW: View = {};

/**
 * Reads the parameter, and what the options include beside it.
 *
 * @throws {InputError} when "Selected Fields" names none
 */
export function readView(item: Pick<Item, 'param'>): View {
	const kind = readChoice(
		item.param('output', 'simplified'),
		'Output',
		['simplified', 'raw', 'selectedFields'],
		'simplified',
	);
	const more = including(readInclude(item));
	if (kind === 'raw') return more ? { ...RAW_VIEW, more } : RAW_VIEW;
	if (kind === 'simplified') return viewOf(SIMPLIFIED_CODES, more);
	const chosen = valuesOf(item.param('outputFields', [])).map((code) => text(code).trim());
	if (chosen.length === 0) {
		throw new InputError(
			'The parameter "Output Fields" is empty',
			'Choose at least one field, or another "Output".',
		);
	}
	// The ID comes first, as other nodes need it.
	return viewOf([...new Set(['ID', ...chosen])], more);
}

function viewOf(codes: readonly string[], more: Addition | undefined): View {
	const select = [...new Set([...codes, ...(more?.select ?? [])])];
	return { select, codes, tidy: tidyValue, more };
}
