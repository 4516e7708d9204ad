/** A form as it is after everything it offers was added to it. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { formProperties, resources } from '../../../nodes/Bitrix24/resources';

export interface Form {
	resource: string;
	operation: string;
}

/** The form of every operation there is. */
export const FORMS: readonly Form[] = resources.flatMap(({ value: resource, operations }) =>
	operations.map(({ value: operation }) => ({ resource, operation })),
);

/** Parameters of an operation with every entry of every collection added, each as it is when it is added. */
export function opened(form: Form): Record<string, unknown> {
	const shown = formProperties.filter((property) => isShown(property, form));
	return { ...form, ...Object.fromEntries(shown.flatMap(openedValue)) };
}

/** Parameters of one of the triggers, in the same way. */
export function openedOf(all: readonly INodeProperties[]): Record<string, unknown> {
	return Object.fromEntries(all.flatMap(openedValue));
}

function isShown({ displayOptions }: INodeProperties, { resource, operation }: Form): boolean {
	const show = displayOptions?.show;
	return (
		show?.resource?.includes(resource) === true &&
		show.operation?.includes(operation) === true &&
		!('@tool' in show)
	);
}

function openedValue(property: INodeProperties): Array<[string, unknown]> {
	const { name, type, options = [], typeOptions } = property;
	if (type === 'collection') return [[name, defaultsOf(options.filter(isProperty))]];
	if (type !== 'fixedCollection') return [];
	const groups = options.filter(isGroup).map((group): [string, unknown] => {
		const entry = defaultsOf(group.values);
		return [group.name, typeOptions?.multipleValues ? [entry] : entry];
	});
	return [[name, Object.fromEntries(groups)]];
}

function defaultsOf(all: readonly INodeProperties[]): Record<string, unknown> {
	return Object.fromEntries(all.map(({ name, default: value }) => [name, value]));
}

type Option = INodePropertyOptions | INodeProperties | INodePropertyCollection;

function isProperty(option: Option): option is INodeProperties {
	return 'type' in option && 'default' in option;
}

function isGroup(option: Option): option is INodePropertyCollection {
	return 'values' in option;
}
