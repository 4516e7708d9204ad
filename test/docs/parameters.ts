/** Tables of operations and parameters, made of the forms themselves. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation, Resource } from '../../nodes/Bitrix24/plan/types';
import { resources } from '../../nodes/Bitrix24/resources';
import { leavesOf, type Leaf } from '../support/form';
import { table } from './markdown';

/** Operations with a document of their own. */
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
function meaning({
	description = '',
	hint = '',
	placeholder = '',
	options = [],
	modes = [],
}: INodeProperties): string {
	const choices = options.filter(isOption).map(({ name }) => name);
	const said = [
		FROM_LIST.test(description)
			? 'From the list of the portal, or an expression.'
			: plain(description),
		plain(hint),
		choices.length > 0 ? `One of: ${choices.join(', ')}.` : '',
		modes.length > 0 ? `Named ${modes.map(({ displayName }) => displayName).join(', ')}.` : '',
	].filter((part) => part !== '');
	return said.length > 0 ? said.join(' ') : plain(placeholder);
}

/** What stands in the form at first, as people read it. */
function initial(
	{ default: value, type, options = [] }: INodeProperties,
	isAdded: boolean,
): string {
	// What is added to a collection was off until then.
	if (type === 'boolean') return isAdded || value !== true ? 'off' : 'on';
	const nameOf = (one: unknown) =>
		options.filter(isOption).find((option) => option.value === one)?.name ?? `\`${String(one)}\``;
	if (Array.isArray(value)) return value.map(nameOf).join(', ');
	if (typeof value === 'object' || value === '' || value === undefined) return '';
	return nameOf(value);
}

/** One parameter as it stands in a table, whatever operations have it. */
interface Told {
	label: string;
	cells: string[];
	/** Operations that have it in these words, as people call them. */
	where: string[];
}

function toldOf({ property, within }: Leaf): Omit<Told, 'where'> {
	const label = `**${[...within, property.displayName].join(' → ')}**`;
	const isForTools = property.displayOptions?.show?.['@tool'] !== undefined;
	const must = property.required ? ' Required.' : '';
	return {
		label,
		cells: [
			label,
			`${isForTools ? 'When the node is an AI tool: ' : ''}${meaning(property)}${must}`,
			initial(property, within.length > 0),
		],
	};
}

/** Each parameter once, with the operations that have it. */
function gathered(all: ReadonlyArray<[where: string, operation: Operation]>): Told[] {
	const told = new Map<string, Told>();
	for (const [where, { properties }] of all) {
		for (const leaf of leavesOf(properties)) {
			const one = toldOf(leaf);
			const key = one.cells.join();
			const known = told.get(key) ?? { ...one, where: [] };
			known.where.push(where);
			told.set(key, known);
		}
	}
	return [...told.values()];
}

const everywhere = gathered(
	resources.flatMap(({ name, operations }) =>
		operations.map((operation): [string, Operation] => [`${name}: ${operation.name}`, operation]),
	),
);

/** In so many operations that it is told once. */
const MANY = 5;

const shared = everywhere.filter(({ where }) => where.length >= MANY);

const isShared = ({ cells }: Pick<Told, 'cells'>) =>
	shared.some((one) => one.cells.join() === cells.join());

const sharedTable = (): string =>
	table(
		['Parameter', 'What it does', 'Default', 'In'],
		shared.map(({ cells, where }) => [...cells, `${where.length} operations`]),
	);

/** What an operation has of its own, and the names of what several have. */
function parametersOf({ properties }: Operation): string {
	const told = leavesOf(properties).map(toldOf);
	const own = told.filter((one) => !isShared(one)).map(({ cells }) => cells);
	const others = told.filter(isShared).map(({ label }) => label);
	return [
		...(own.length > 0 ? [table(['Parameter', 'What it does', 'Default'], own)] : []),
		...(others.length > 0 ? [`As in several operations: ${others.join(', ')}.`] : []),
	].join('\n\n');
}

/** All parameters of a resource, each with the operations that have it. */
const parametersOfAll = ({ operations }: Resource): string =>
	table(
		['Parameter', 'In', 'What it does', 'Default'],
		gathered(operations.map((operation): [string, Operation] => [operation.name, operation])).map(
			({ cells: [label, ...cells], where }) => [
				label,
				where.length === operations.length ? 'all' : where.join(', '),
				...cells,
			],
		),
	);

const operationsOf = ({ operations }: Resource): string =>
	table(
		['Operation', 'What it does'],
		operations.map(({ value, name, description }) => [
			MORE[value] ? `[${name}](${MORE[value]})` : name,
			plain(description),
		]),
	);

/** By name: `operations user`, `parameters user.get`, `parameters department`. */
export const formTables: Readonly<Record<string, () => string>> = Object.fromEntries([
	['parameters of several operations', sharedTable],
	...resources.flatMap(
		(resource): Array<[string, () => string]> => [
			[`operations ${resource.value}`, () => operationsOf(resource)],
			...(resource.value === 'user'
				? resource.operations.map((operation): [string, () => string] => [
						`parameters user.${operation.value}`,
						() => parametersOf(operation),
					])
				: [
						[`parameters ${resource.value}`, () => parametersOfAll(resource)] as [
							string,
							() => string,
						],
					]),
		],
	),
]);
