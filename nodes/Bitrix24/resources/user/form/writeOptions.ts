/** The options of the operations that change people. */
import type { INodeProperties } from 'n8n-workflow';

import { optionsOf, readChoice, readOnce, readPreview, readSwitch } from '../../../form/options';
import { valuesOf } from '../../../values/lists';
import { naming } from '../../../values/errors';
import { isEmpty, prose, text } from '../../../values/text';

export const removePhotoOption: INodeProperties = {
	displayName: 'Remove Photo',
	name: 'removePhoto',
	type: 'boolean',
	default: true,
	description: 'Whether to delete the picture of the profile',
};

export const allowStatusOption: INodeProperties = {
	displayName: 'Allow Status Column',
	name: 'allowStatus',
	type: 'boolean',
	default: true,
	description:
		'Whether a mapped column ACTIVE may dismiss and reinstate people. Without it such a column is refused.',
};

export const onlyChangesOption: INodeProperties = {
	displayName: 'Only Changes',
	name: 'onlyChanges',
	type: 'boolean',
	default: true,
	description: 'Whether to read the person first and send only what differs',
};

export const emptyValuesOption: INodeProperties = {
	displayName: 'Empty Values',
	name: 'emptyValues',
	type: 'options',
	default: 'keep',
	options: [
		{ name: 'Clear the Field', value: 'clear' },
		{ name: 'Leave the Field Alone', value: 'keep' },
	],
	description:
		'What an empty value does. Yes/no fields, departments and the address are left alone in any case.',
};

export const clearFieldsOption: INodeProperties = {
	displayName: 'Clear Field Names or IDs',
	name: 'clearFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getClearableFields' },
	allowArbitraryValues: true,
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Emptied for every item, whatever is mapped',
};

/** The options of an operation that writes, as far as it has them; what was not added has its default. */
export const readWriteOptions = readOnce((item) => {
	const options = optionsOf(item);
	return {
		message: isEmpty(options.message)
			? ''
			: naming('Parameter "Invitation Message"', () => prose(options.message)),
		departments: options.departments,
		/** Name or description of a binary field; undefined for none. */
		photo: isEmpty(options.photoBinaryProperty) ? undefined : options.photoBinaryProperty,
		removePhoto: readSwitch(options.removePhoto, 'Remove Photo'),
		returnUser: readSwitch(options.returnUser, 'Return User'),
		onlyChanges: readSwitch(options.onlyChanges, 'Only Changes'),
		preview: readPreview(item),
	};
});

/** What the options say of fields. A language model that leaves something empty was not told it. */
export const readFieldOptions = readOnce((item) => {
	const options = optionsOf(item);
	const emptyValues = readChoice(options.emptyValues, 'Empty Values', ['keep', 'clear'], 'keep');
	return {
		clearsEmpty: emptyValues === 'clear' && !item.isTool,
		clearFields: valuesOf(options.clearFields).map((code) => text(code).trim()),
		allowsStatus: readSwitch(options.allowStatus, 'Allow Status Column'),
	};
});
