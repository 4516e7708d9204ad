/** The form of the User Changes Trigger, and what it says. */
import type { INodeProperties } from 'n8n-workflow';

import { valuesOf } from '../../values/lists';
import { InputError } from '../../values/errors';
import { filters, readFiltersByIds } from '../../resources/user/form/filters';
import { output, readView } from '../../resources/user/form/output';
import type { Item, View } from '../../plan/types';
import type { Params } from '../../transport/types';
import type { ChangeKind } from './detect';

/** Whether somebody stands as active after each change; undefined when that is open. */
const activeAfter: Readonly<Record<ChangeKind, boolean | undefined>> = {
	added: undefined,
	dismissed: false,
	reinstated: true,
	updated: undefined,
};

export const properties: INodeProperties[] = [
	{
		displayName: 'Changes',
		name: 'changes',
		type: 'multiOptions',
		required: true,
		default: ['added', 'updated', 'dismissed', 'reinstated'],
		options: [
			{
				name: 'Added',
				value: 'added',
				description: 'Somebody got an account, mostly by an invitation',
			},
			{
				name: 'Dismissed',
				value: 'dismissed',
				description: 'Somebody was dismissed and can no longer sign in',
			},
			{
				name: 'Reinstated',
				value: 'reinstated',
				description: 'Somebody who had been dismissed came back',
			},
			{
				name: 'Updated',
				value: 'updated',
				description: 'Anything else in a profile changed',
			},
		],
		description: 'Which changes to hand on',
	},
	...output,
	{
		...filters,
		description: 'Hand on only people who meet these after their change',
	},
];

/** What the form asks for. */
export interface ChangesForm {
	kinds: ReadonlySet<ChangeKind>;
	filter: Params;
	view: View;
}

/**
 * Reads the form.
 *
 * @throws {InputError} when it cannot be carried out, or nothing could ever come of it
 */
export function readForm(form: Pick<Item, 'param'>): ChangesForm {
	const kinds = new Set(valuesOf(form.param('changes', [])).filter(isKind));
	if (kinds.size === 0) {
		throw new InputError('The parameter "Changes" is empty', 'Choose at least one change.');
	}
	const filter = readFiltersByIds(form);
	const wanted = { Y: true, N: false }[String(filter.ACTIVE)];
	const possible = [...kinds].some((kind) => (activeAfter[kind] ?? wanted) === wanted);
	if (wanted !== undefined && !possible) {
		throw new InputError(
			`Nobody is ${wanted ? 'active after being dismissed' : 'dismissed after being reinstated'}, so nothing would ever come`,
			'Remove the filter "Status", or choose other changes.',
		);
	}
	return { kinds, filter, view: readView(form) };
}

function isKind(value: unknown): value is ChangeKind {
	return typeof value === 'string' && Object.hasOwn(activeAfter, value);
}
