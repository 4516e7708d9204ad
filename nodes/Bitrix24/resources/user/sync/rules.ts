/** What the form says for the whole list: what to do with whom, who is meant, who is left alone. */
import type { INodeProperties } from 'n8n-workflow';

import { departments, readDepartments, treeOf } from '../../../form/departments';
import { collectionOf, readChoice, readSwitch } from '../../../form/options';
import type { HintTopic, Item } from '../../../plan/types';
import { choice } from '../../../values/choice';
import { email, isEmail } from '../../../values/email';
import { InputError, naming, quoted } from '../../../values/errors';
import { valuesOf } from '../../../values/lists';
import { asId } from '../../../values/numbers';
import { isEmpty } from '../../../values/text';
import { userTypeFilter } from '../form/filters';

const ON_NEW = ['invite', 'report'] as const;
const ON_CHANGED = ['update', 'report'] as const;
const ON_DISMISSED = ['reinstate', 'report'] as const;
const ON_MISSING = ['dismiss', 'ignore', 'report'] as const;
const RETURN = ['all', 'changes', 'summary'] as const;
const TYPES = ['employee', 'extranet'] as const;

export interface Exclusions {
	ids: ReadonlySet<number>;
	/** In small letters. */
	addresses: ReadonlySet<string>;
}

export interface Rules {
	onNew: (typeof ON_NEW)[number];
	onChanged: (typeof ON_CHANGED)[number];
	onDismissed: (typeof ON_DISMISSED)[number];
	onMissing: (typeof ON_MISSING)[number];
	/** Kinds of people who count as missing. */
	types: ReadonlySet<string>;
	exclude: Exclusions;
}

function dropdown(
	name: string,
	displayName: string,
	initial: string,
	description: string,
	options: Array<[name: string, value: string, description: string]>,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'options',
		default: initial,
		description,
		options: options.map(([label, value, says]) => ({ name: label, value, description: says })),
	};
}

export const preview: INodeProperties = {
	displayName: 'Preview',
	name: 'preview',
	type: 'boolean',
	default: true,
	description: 'Whether to change nothing in the portal, and to output what would be changed',
	hint: 'Turn it off once the output is what you want',
};

export const rules: INodeProperties[] = [
	dropdown('onNew', 'On New', 'invite', 'What to do with people who are not in the portal', [
		['Invite', 'invite', 'Send an invitation to the address'],
		['Report Only', 'report', 'Change nothing, output them as reported'],
	]),
	dropdown('onChanged', 'On Changed', 'update', 'What to do with people whose profile differs', [
		['Report Only', 'report', 'Change nothing, output what differs'],
		['Update', 'update', 'Send what differs'],
	]),
	dropdown(
		'onDismissed',
		'On Dismissed',
		'report',
		'What to do with people who are listed, but dismissed in the portal',
		[
			['Reinstate', 'reinstate', 'Give them access again'],
			['Report Only', 'report', 'Change nothing, output them as reported'],
		],
	),
	dropdown(
		'onMissing',
		'On Missing',
		'report',
		'What to do with people who are in the portal and in the scope, but not listed',
		[
			['Dismiss', 'dismiss', 'Take away access to the portal and keep the profile'],
			['Ignore', 'ignore', 'Leave them alone and out of the output'],
			['Report Only', 'report', 'Change nothing, output them as missing'],
		],
	),
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'collection',
		placeholder: 'Add Limit',
		default: {},
		description:
			'Who counts as missing when not listed; nobody outside is ever dismissed. Without limits all employees.',
		options: [
			{ ...departments, hint: 'With the departments below them' },
			{
				...userTypeFilter,
				default: ['employee'],
				options: [
					{ name: 'Employee', value: 'employee', description: 'People of the company' },
					{
						name: 'Extranet',
						value: 'extranet',
						description: 'Guests who see their workgroups only',
					},
				],
				description: 'Kinds of users the list is complete for',
			},
		],
	},
	{
		displayName: 'Exclude Names or IDs',
		name: 'exclude',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getPeople' },
		allowArbitraryValues: true,
		default: [],
		hint: 'People who are never changed, whether listed or not; an expression may give addresses as well',
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
];

export const returned: INodeProperties = dropdown('return', 'Return', 'all', 'What to output', [
	['All', 'all', 'Everybody who is listed or missing'],
	['Changes', 'changes', 'Only who was changed, or would be'],
	['Summary', 'summary', 'One item with counts'],
]);

/**
 * Reads what is to be done with whom.
 *
 * @throws {InputError} naming the parameter
 */
export function readRules(item: Item): Omit<Rules, 'types'> {
	const read = <T extends string>(name: string, label: string, all: readonly T[], initial: T): T =>
		readChoice(item.param(name, initial), label, all, initial);
	return {
		onNew: read('onNew', 'On New', ON_NEW, 'invite'),
		onChanged: read('onChanged', 'On Changed', ON_CHANGED, 'update'),
		onDismissed: read('onDismissed', 'On Dismissed', ON_DISMISSED, 'report'),
		onMissing: read('onMissing', 'On Missing', ON_MISSING, 'report'),
		exclude: readExclude(item),
	};
}

export function readReturn(item: Item): (typeof RETURN)[number] {
	return readChoice(item.param('return', 'all'), 'Return', RETURN, 'all');
}

/** On, as long as the form does not say otherwise: what is empty never lets changes through. */
export function readSyncPreview(item: Item): boolean {
	const value = item.param('preview', true);
	return isEmpty(value) || readSwitch(value, 'Preview');
}

/** @throws {InputError} when the expression gives nothing: whoever was to be left alone would not be */
function readExclude(item: Item): Exclusions {
	const value = item.param('exclude', []);
	if (!Array.isArray(value) && isEmpty(value)) {
		throw new InputError(
			'The parameter "Exclude" is empty',
			'Check its expression, or let it give an empty list ([]) when nobody is to be left alone.',
		);
	}
	const ids = new Set<number>();
	const addresses = new Set<string>();
	for (const one of valuesOf(value)) {
		const id = asId(one);
		if (id !== undefined) ids.add(id);
		else if (isEmail(one)) addresses.add(email(one).toLowerCase());
		else {
			throw new InputError(
				`Parameter "Exclude": ${quoted(one)} is neither the ID nor the e-mail address of a person`,
				'Enter IDs such as 12 or addresses such as nathan@example.com.',
			);
		}
	}
	return { ids, addresses };
}

/** Who counts as missing when not listed. */
export interface Scope {
	/** With those below; undefined for the whole company. */
	departments?: number[];
	types: ReadonlySet<string>;
}

const NOT_BELOW: HintTopic = {
	say: () =>
		'The credential lacks the scope "department", so the departments below those of "Scope" are not known: people there do not count as missing.',
};

/**
 * @throws {InputError} for a limit that says nothing: the whole company would count as missing
 */
export async function readScope(item: Item): Promise<Scope> {
	const chosen = collectionOf(item, 'scope', 'Scope');
	return { types: typesIn(chosen), departments: await departmentsIn(item, chosen) };
}

function typesIn(chosen: Record<string, unknown>): ReadonlySet<string> {
	if (!Object.hasOwn(chosen, 'userType')) return new Set(['employee']);
	const types = naming('Scope "User Types"', () =>
		valuesOf(chosen.userType).map((one) => choice(one, TYPES)),
	);
	if (types.length === 0) throw emptyLimit('User Types');
	return new Set(types);
}

async function departmentsIn(
	item: Item,
	chosen: Record<string, unknown>,
): Promise<number[] | undefined> {
	if (!Object.hasOwn(chosen, 'departments')) return undefined;
	const ids = await readDepartments(item, chosen.departments, 'Scope "Departments"');
	if (ids.length === 0) throw emptyLimit('Departments');
	const tree = await treeOf(item);
	if (!tree) item.hint(NOT_BELOW);
	const all = ids.flatMap((id) => [id, ...(tree?.withBelow(id).map((one) => one.id) ?? [])]);
	return [...new Set(all)];
}

function emptyLimit(label: string): InputError {
	return new InputError(
		`The limit "${label}" of "Scope" is empty`,
		'Choose what it limits, check its expression, or remove the limit: without it everybody of the company who is not listed counts as missing.',
	);
}
