/** The "Options" collection of the operations. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InputError } from '../values/errors';
import { flag } from '../values/encode';
import type { Item } from '../plan/types';
import { isRecord } from '../transport/types';

export const returnUserOption: INodeProperties = {
	displayName: 'Return User',
	name: 'returnUser',
	type: 'boolean',
	default: true,
	description: 'Whether to output the whole user as it is afterwards, instead of the ID only',
};

export const removePhotoOption: INodeProperties = {
	displayName: 'Remove Photo',
	name: 'removePhoto',
	type: 'boolean',
	default: true,
	description: 'Whether to delete the picture of the profile',
};

export const previewOption: INodeProperties = {
	displayName: 'Preview',
	name: 'preview',
	type: 'boolean',
	default: true,
	description: 'Whether to change nothing and to output what would be',
};

/** Whether the form asks for a preview. */
export function readPreview(item: Item): boolean {
	return flag(item.param('options.preview', false));
}

/** Seconds. */
export const DEFAULT_MAX_WAIT = 60;

const maxWaitOption: INodeProperties = {
	displayName: 'Max Wait',
	name: 'maxWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: DEFAULT_MAX_WAIT,
	hint: 'In seconds',
	description:
		'How long to wait at the most when the server time Bitrix24 allows for a method is used up. Beyond that the node stops and says when the method is free again.',
};

/** The "Options" collection with these options, in alphabetical order. */
export function optionsCollection(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...options, maxWaitOption].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** The options of an operation that writes. An option that was not added is undefined. */
export function readWriteOptions(item: Item) {
	const parameter = item.param('options', {});
	const options = isRecord(parameter) ? parameter : {};
	return {
		message: options.message,
		departments: options.departments,
		photo:
			typeof options.photoBinaryProperty === 'string' ? options.photoBinaryProperty.trim() : '',
		removePhoto: options.removePhoto === true,
		returnUser: options.returnUser === true,
	};
}

/** Milliseconds, from the option in seconds. */
export function readMaxWait(context: IExecuteFunctions): number {
	const seconds = Number(context.getNodeParameter('options.maxWait', 0, DEFAULT_MAX_WAIT));
	if (seconds >= 0) return seconds * 1_000;
	throw new InputError('The option "Max Wait" is no number', 'Enter seconds, e.g. 60.');
}
