/**
 * What the editor asks while a form is filled in, done as n8n's DynamicNodeParametersService does:
 * a workflow of one node, LoadOptionsContext around it, and the method found on the node type.
 */
import { LoadOptionsContext } from 'n8n-core';
import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';
import { oneNode } from './oneNode';
import type { OneNodeOptions } from './oneNode';

export interface EditorOptions extends OneNodeOptions {
	/** Path of the asking parameter, for methods that read parameters beside it. */
	path?: string;
}

export interface ListSearchOptions extends EditorOptions {
	filter?: string;
	paginationToken?: string;
}

interface Asking {
	nodeType: INodeType;
	context: ILoadOptionsFunctions;
}

async function ask(options: EditorOptions): Promise<Asking> {
	const { workflow, node, nodeType, additionalData } = await oneNode(options, 'Temp-Node');
	// The editor sends every displayed parameter; the Workflow has just filled in the defaults.
	additionalData.currentNodeParameters = node.parameters;
	const path = options.path ?? 'parameters';
	return { nodeType, context: new LoadOptionsContext(workflow, node, additionalData, path) };
}

function found<Method>(method: Method | undefined, name: string, nodeType: INodeType): Method {
	if (method === undefined) {
		throw new Error(`The node "${nodeType.description.name}" has no method "${name}"`);
	}
	return method;
}

/** A dropdown's options. */
export async function callLoadOptions(
	method: string,
	options: EditorOptions = {},
): Promise<INodePropertyOptions[]> {
	const { nodeType, context } = await ask(options);
	return await found(nodeType.methods?.loadOptions?.[method], method, nodeType).call(context);
}

/** One page of a resource locator's list. */
export async function callListSearch(
	method: string,
	options: ListSearchOptions = {},
): Promise<INodeListSearchResult> {
	const { nodeType, context } = await ask(options);
	const { filter, paginationToken } = options;
	const search = found(nodeType.methods?.listSearch?.[method], method, nodeType);
	return await search.call(context, filter, paginationToken);
}

/** A resource mapper's columns; n8n keeps the first of several with the same ID. */
export async function callResourceMapping(
	method: string,
	options: EditorOptions = {},
): Promise<ResourceMapperFields> {
	const { nodeType, context } = await ask(options);
	const map = found(nodeType.methods?.resourceMapping?.[method], method, nodeType);
	const answer = await map.call(context);
	const fields = answer.fields.filter(
		({ id }, index) => answer.fields.findIndex((field) => field.id === id) === index,
	);
	return { ...answer, fields };
}
