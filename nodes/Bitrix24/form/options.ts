/** The "Options" collection of the operations. */
import type { INodeProperties } from 'n8n-workflow';

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
