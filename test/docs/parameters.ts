/** Tables of operations and parameters, made of the forms themselves. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation, Resource } from '../../nodes/Bitrix24/plan/types';
import { resources } from '../../nodes/Bitrix24/resources';
import { leavesOf, type Leaf } from '../support/form';
import { table } from './markdown';

/** Where each resource tells more. */
const MORE: Readonly<Record<string, string>> = {
	offboard: 'docs/offboard.md',
	sync: 'docs/sync.md',
};

/** Texts of the form as they stand in a document: without markup, and with the sentence to an end. */
function plain(text: string): string {
	const words = text
		.replace(/<a [^>]*>|<\/a>/g, '')
		.replace(/<\/?b>/g, '**')
		.trim();
	return words === '' || /[.!?]$/.test(words) ? words : `${words}.`;
}

/** What every dropdown of the portal says; it is told once, above the tables. */
const FROM_LIST = /^Choose from the list, or specify (an ID|IDs) using an /;

const isOption = (option: object): option is INodePropertyOptions => 'value' in option;

/** What a parameter does, with its choices. */
function meaning({ description = '', hint = '', options = [], modes = [] }: INodeProperties): string {
	const said = FROM_LIST.test(description) ? '' : plain(description);
	const choices = options.filter(isOption).map(({ name }) => name);
	return [
		said,
		plain(hint),
		choices.length > 0 ? `One of: ${choices.join(', ')}.` : '',
		modes.length > 0 ? `Named ${modes.map(({ displayName }) => displayName).join(', ')}.` : '',
	]
		.filter((part) => part !== '')
		.join(' ');
}

/** What stands in the form at first, as people read it. */
function initial({ default: value, type, options = [] }: INodeProperties, isAdded: boolean): string {
	// What is added to a collection was off until then.
	if (type === 'boolean') return isAdded || value !== true ? 'off' : 'on';
	const nameOf = (one: unknown) =>
		options.filter(isOption).find((option) => option.value === one)?.name ?? `\`${String(one)}\``;
	if (Array.isArray(value)) return value.map(nameOf).join(', ');
	if (typeof value === 'object' || value === '' || value === undefined) return '';
	return nameOf(value);
}

const isForTools = ({ displayOptions }: INodeProperties) => displayOptions?.show?.['@tool'];

function rowOf({ property, within }: Leaf): string[] {
	const label = [...within, property.displayName].join(' → ');
	const who = isForTools(property) ? 'When the node is an AI tool: ' : '';
	const must = property.required ? ' (required)' : '';
	const isAdded = within.length > 0;
	return [`**${label}**${must}`, `${who}${meaning(property)}`, initial(property, isAdded)];
}

/** Parameters of one operation: label, what it does, what it begins with. */
const parametersOf = ({ properties }: Operation): string =>
	table(['Parameter', 'What it does', 'Default'], leavesOf(properties).map(rowOf));

const operationsOf = ({ operations }: Resource): string =>
	table(
		['Operation', 'What it does'],
		operations.map(({ value, name, description }) => [
			MORE[value] ? `[${name}](${MORE[value]})` : name,
			plain(description),
		]),
	);

/** By name: `operations user`, `parameters user.get`. */
export const formTables: Readonly<Record<string, () => string>> = Object.fromEntries(
	resources.flatMap((resource): Array<[string, () => string]> => [
		[`operations ${resource.value}`, () => operationsOf(resource)],
		...resource.operations
			.filter(({ properties }) => properties.length > 0)
			.map((operation): [string, () => string] => [
				`parameters ${resource.value}.${operation.value}`,
				() => parametersOf(operation),
			]),
	]),
);
