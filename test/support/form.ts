/** The forms of the nodes, as they are packed: which parameters there are, whatever folds them away. */
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	NodePropertyTypes,
} from 'n8n-workflow';

import { resources } from '../../nodes/Bitrix24/resources';

/** A parameter that holds a value, as `limit`, `options.preview` or `conditions.condition.value`. */
export interface Leaf {
	path: string;
	property: INodeProperties;
	/** Labels of what folds it away, the outermost first. */
	within: readonly string[];
}

type Below = INodeProperties | INodePropertyOptions | INodePropertyCollection;

const FOLDERS: readonly NodePropertyTypes[] = ['collection', 'fixedCollection'];

/** All parameters of a form, in its order. */
export function leavesOf(
	below: readonly Below[],
	before: readonly string[] = [],
	within: readonly string[] = [],
): Leaf[] {
	return below.flatMap((one): Leaf[] => {
		if ('values' in one) return leavesOf(one.values, [...before, one.name], within);
		if (!('type' in one) || one.type === 'notice') return [];
		const path = [...before, one.name];
		if (!FOLDERS.includes(one.type)) return [{ path: path.join('.'), property: one, within }];
		return leavesOf(one.options ?? [], path, [...within, one.displayName]);
	});
}

/** Values a dropdown offers by itself; none when the portal fills it. */
export function choicesOf({ options = [] }: INodeProperties): unknown[] {
	return options.flatMap((option) => ('value' in option ? [option.value] : []));
}

/** Every operation with the parameters of its form, by `resource.operation`. */
export const forms: ReadonlyMap<string, Leaf[]> = new Map(
	resources.flatMap(({ value: resource, operations }) =>
		operations.map(({ value, properties }): [string, Leaf[]] => [
			`${resource}.${value}`,
			leavesOf(properties),
		]),
	),
);
