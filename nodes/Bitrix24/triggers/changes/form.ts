/** The form of the User Changes Trigger, and what it says. */
import type { INodeProperties } from 'n8n-workflow';

import { departments } from '../../form/departments';
import { valuesOf } from '../../values/lists';
import { InputError } from '../../values/errors';
import { filtersWith, readFiltersByIds } from '../../resources/user/form/filters';
import { includeOption } from '../../resources/user/form/include';
import { output, readView } from '../../resources/user/form/output';
import type { Item, View } from '../../plan/types';
import type { Choice } from './choice';
import { type ChangeKind, RESTLESS } from './detect';

/** Whether somebody stands as active after each change; undefined when that is open. */
const activeAfter: Readonly<Record<ChangeKind, boolean | undefined>> = {
	added: undefined,
	dismissed: false,
	firstSignIn: undefined,
	moved: undefined,
	reinstated: true,
	updated: undefined,
};

export const properties: INodeProperties[] = [
	{
		displayName:
			'The first poll only remembers who is there. <b>Changes that this workflow makes itself come back</b> at the next poll: choose under <b>Watch Fields</b> only fields that it does not write, or let it write only what differs.',
		name: 'pollNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Changes',
		name: 'changes',
		type: 'multiOptions',
		required: true,
		default: ['added', 'updated', 'dismissed', 'reinstated'],
		options: [
			{
				name: 'Account Added',
				value: 'added',
				description: 'Somebody got an account, mostly by an invitation',
			},
			{
				name: 'Dismissed',
				value: 'dismissed',
				description: 'Somebody was dismissed and can no longer sign in',
			},
			{
				name: 'First Sign-In',
				value: 'firstSignIn',
				description: 'Somebody who had been invited signed in for the first time',
			},
			{
				name: 'Moved',
				value: 'moved',
				description: 'Somebody belongs to other departments than before',
			},
			{
				name: 'Reinstated',
				value: 'reinstated',
				description: 'Somebody who had been dismissed came back',
			},
			{
				name: 'Updated',
				value: 'updated',
				description: 'Anything else in a profile changed, or one of the watched fields',
			},
		],
		description: 'Which changes to hand on',
	},
	{
		displayName: 'Watch Field Names or IDs',
		name: 'watchFields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getUserFields' },
		allowArbitraryValues: true,
		default: [],
		displayOptions: { show: { changes: ['updated'] } },
		hint: 'Empty: any field. Otherwise only changes of these count as an update, and the output tells which of them changed.',
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	...output,
	{
		...filtersWith({ ...departments, hint: undefined }),
		description: 'Hand on only people who meet these after their change',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [includeOption],
	},
];

/** What the form asks for. */
export interface ChangesForm extends Choice {
	view: View;
}

/**
 * Reads the form.
 *
 * @throws {InputError} when it cannot be carried out, or nothing could ever come of it
 */
export function readForm(form: Pick<Item, 'param'>): ChangesForm {
	const kinds = readKinds(form.param('changes', []));
	const filter = readFiltersByIds(form);
	const wanted = { Y: true, N: false }[String(filter.ACTIVE)];
	const possible = [...kinds].some((kind) => (activeAfter[kind] ?? wanted) === wanted);
	if (wanted !== undefined && !possible) {
		throw new InputError(
			`Nobody is ${wanted ? 'active after being dismissed' : 'dismissed after being reinstated'}, so nothing would ever come`,
			'Remove the filter "Status", or choose other changes.',
		);
	}
	const watch = kinds.has('updated') ? readWatch(form.param('watchFields', [])) : [];
	return { kinds, filter, watch, view: readView(form) };
}

/** Capitals and blanks do not matter; what is not a change is refused, so that none is left out without a word. */
function readKinds(value: unknown): ReadonlySet<ChangeKind> {
	const known = Object.keys(activeAfter).filter(isKind);
	const byWord = new Map(known.map((kind) => [kind.toLowerCase(), kind]));
	const kinds = new Set<ChangeKind>();
	for (const one of valuesOf(value)) {
		const word = String(one ?? '').trim();
		if (word === '') continue;
		const kind = byWord.get(word.toLowerCase());
		if (kind === undefined) {
			throw new InputError(
				`"${word.slice(0, 100)}" is none of the changes there are`,
				`Use any of: ${known.join(', ')}.`,
			);
		}
		kinds.add(kind);
	}
	if (kinds.size > 0) return kinds;
	throw new InputError('The parameter "Changes" is empty', 'Choose at least one change.');
}

function readWatch(value: unknown): string[] {
	const codes = valuesOf(value).map((code) => String(code ?? '').trim());
	const watch = [...new Set(codes.filter((code) => code !== '' && code !== 'ID'))];
	const restless = watch.filter((code) => RESTLESS.has(code));
	if (restless.length === 0) return watch;
	throw new InputError(
		`${restless.join(', ')} cannot be watched: ${restless.length === 1 ? 'it changes' : 'they change'} without anybody changing the person`,
		'Remove it from "Watch Field Names or IDs". For sign-ins choose the change "First Sign-In".',
	);
}

function isKind(value: string): value is ChangeKind {
	return Object.hasOwn(activeAfter, value);
}
