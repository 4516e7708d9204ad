/** What of the forms n8n's agents may fill in: n8n's own check, as its builder of agents runs it, on every operation. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { loadPackage } from '../harness';
import { resources } from '../../nodes/Bitrix24/resources';
import { written } from '../e2e/support/transcript';

interface Configuration {
	tools: object[];
}

/** n8n's packages `@n8n/ai-utilities`, `agent-config/config-normalization`; it comes with n8n-core. */
interface Check {
	rejectIfDynamicSelectorUsesFromAi(
		config: Configuration,
		previous: undefined,
		nodeTypes: { getByNameAndVersion(): { description: { properties: INodeProperties[] } } },
		messages: { dynamicSelectorFollowUp: string },
	): Array<{ message: string }> | null;
}

const { rejectIfDynamicSelectorUsesFromAi } = jest.requireActual<Check>(
	'@n8n/ai-utilities/agent-config',
);

let properties: INodeProperties[];

beforeAll(async () => {
	const { descriptions } = await loadPackage();
	properties = descriptions.find(({ name }) => name === 'bitrix24')?.properties ?? [];
});

const ASKED = "={{ $fromAI('it', `What the model says`, 'string') }}";

type Below = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** Paths of all values of a form, as `options.preview` or `conditions.condition.value`. */
function pathsOf(below: readonly Below[], before: readonly string[] = []): string[][] {
	return below.flatMap((one): string[][] => {
		if ('values' in one) return pathsOf(one.values, [...before, one.name]);
		if (!('type' in one) || one.displayOptions?.hide?.['@tool']) return [];
		const path = [...before, one.name];
		const isFolder = one.type === 'collection' || one.type === 'fixedCollection';
		if (isFolder) return pathsOf(one.options ?? [], path);
		if (one.type === 'resourceLocator') return [[...path, 'value']];
		return one.type === 'resourceMapper' ? [[...path, 'value', 'NAME']] : [path];
	});
}

function nested(path: readonly string[], value: unknown): unknown {
	return path.length === 0 ? value : { [path[0]]: nested(path.slice(1), value) };
}

function isRefused(resource: string, operation: string, path: readonly string[]): boolean {
	const nodeParameters = { resource, operation, ...Object(nested(path, ASKED)) };
	const node = { nodeType: 'bitrix24Tool', nodeTypeVersion: 1, nodeParameters };
	const errors = rejectIfDynamicSelectorUsesFromAi(
		{ tools: [{ type: 'node', name: 'tool', node }] },
		undefined,
		{ getByNameAndVersion: () => ({ description: { properties } }) },
		{ dynamicSelectorFollowUp: '' },
	);
	return errors !== null;
}

/** Per operation what the check accepts and refuses. */
function checked() {
	return resources.flatMap((resource) =>
		resource.operations.map((operation) => {
			const paths = pathsOf(operation.properties);
			const [refused, accepted] = [true, false].map((wanted) =>
				paths.filter((path) => isRefused(resource.value, operation.value, path) === wanted),
			);
			/** The value of a locator goes by the name of the locator. */
			const called = (path: string[]) => {
				const own = path.length > 1 && path.at(-1) === 'value' ? path.slice(0, -1) : path;
				return own[0] + (own.length > 1 ? `.${own.at(-1)}` : '');
			};
			const names = (list: string[][]) => list.map(called);
			return {
				name: `${resource.name}: ${operation.name}`,
				accepted: names(accepted),
				refused: names(refused),
				hasPerson: operation.properties.some(({ name }) => name === 'user'),
				hasDepartments: operation.properties.some(({ name }) => name === 'departments'),
			};
		}),
	);
}

it('accepts a person and departments as text wherever the form has a selector for them', () => {
	for (const { name, accepted, hasPerson, hasDepartments } of checked()) {
		if (hasPerson) expect([name, accepted]).toEqual([name, expect.arrayContaining(['person'])]);
		if (hasDepartments) {
			expect([name, accepted]).toEqual([name, expect.arrayContaining(['departmentNames'])]);
		}
	}
});

it('is in the document with every argument that it refuses', () => {
	const rows = checked().map(({ name, accepted, refused }) => {
		const told = refused.map((one) => `\`${one}\``).join(', ');
		return `| ${name} | ${accepted.length} | ${told || 'none'} |`;
	});
	const table = ['| Operation | Accepted | Refused |', '|---|---|---|', ...rows].join('\n');
	expect(written('Check', table)).toBe(table);
});
