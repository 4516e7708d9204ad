/** Photos and files from the binary data of an item. */
import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import type { Item } from '../../../plan/types';
import { isRecord, type Params, type ParamValue } from '../../../transport/types';
import { InputError, naming, quoted } from '../../../values/errors';
import { isEmpty } from '../../../values/text';
import type { MappedFields } from './mapper';

export const photoOption: INodeProperties = {
	displayName: 'Photo Input Binary Field',
	name: 'photoBinaryProperty',
	type: 'string',
	default: 'data',
	hint: 'The name of the input binary field that holds the photo',
	description: 'Name of the binary field of the input item with the picture for the profile',
};

/** Extensions of pictures the portal takes (server behaviour), and their types. */
const PICTURES: Readonly<Record<string, string>> = {
	'image/bmp': 'bmp',
	'image/gif': 'gif',
	'image/jpeg': 'jpg',
	'image/jpg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
};
const PICTURE_NAME = /\.(?:jpe?g|png|gif|bmp|webp)$/iu;

/**
 * The name of the binary field that a value means: a name, or the description that `{{ $binary.data }}` gives.
 *
 * @throws {InputError} when the item has no such field
 */
export function propertyOf(item: Item, value: unknown): string {
	if (typeof value === 'string') {
		const name = value.trim();
		item.binary(name);
		return name;
	}
	const named = isRecord(value)
		? item.binaryNames.find((name) => isSame(item.binary(name), value))
		: undefined;
	if (named !== undefined) return named;
	throw new InputError(
		`${quoted(value)} is not the name of a binary field of this item`,
		'Enter the name alone, e.g. data, without an expression.',
	);
}

/** Descriptions in expressions lack the contents. */
function isSame(binary: IBinaryData, description: Record<string, unknown>): boolean {
	const keys = ['id', 'fileName', 'mimeType', 'fileSize', 'fileExtension'] as const;
	const told = keys.filter((key) => description[key] !== undefined);
	return told.length > 0 && told.every((key) => binary[key] === description[key]);
}

/**
 * What to read just before sending; undefined when there is nothing to attach. Checks right away that the item has the
 * files, reads them only when their turn comes, so that a thousand photos are never in memory at once.
 *
 * @param photo name or description of the binary field with the profile photo; empty for none
 * @throws {InputError} when a binary field does not exist
 */
export function attachments(
	item: Item,
	{ files }: Pick<MappedFields, 'files'>,
	photo: unknown,
): (() => Promise<Params>) | undefined {
	const picture = isEmpty(photo)
		? undefined
		: naming('Parameter "Photo Input Binary Field"', () => propertyOf(item, photo));
	if (picture !== undefined) pictureName(item, picture);
	if (picture === undefined && files.length === 0) return undefined;
	return async () => {
		const params: Params = {};
		if (picture !== undefined) {
			// b24restdocs `api-reference/files/how-to-upload-files.md`
			params.PERSONAL_PHOTO = [pictureName(item, picture), await item.base64(picture)];
		}
		for (const { field, properties } of files) {
			const values: ParamValue[] = [];
			// The bare pair is ignored silently for custom fields (server behaviour).
			for (const property of properties) {
				values.push({ fileData: [fileName(item, property), await item.base64(property)] });
			}
			params[field.code] = field.multiple ? values : values[0];
		}
		return params;
	};
}

/**
 * The portal tells a picture by the extension of its name.
 *
 * @throws {InputError} for what is known to be no picture
 */
function pictureName(item: Item, property: string): string {
	const { mimeType } = item.binary(property);
	const name = fileName(item, property);
	if (PICTURE_NAME.test(name)) return name;
	const extension = PICTURES[String(mimeType).toLowerCase()];
	if (extension !== undefined) return `${name}.${extension}`;
	throw new InputError(
		`The binary field ${quoted(property)} holds "${name}", which is no picture the portal takes`,
		'Photos are jpg, png, gif, bmp or webp.',
	);
}

/** With the extension that is known, where the name has none that says anything: `300`, `ann.smith`. */
function fileName(item: Item, property: string): string {
	const { fileName: name = property, fileExtension: known, mimeType } = item.binary(property);
	const extension = known || PICTURES[String(mimeType).toLowerCase()];
	if (!extension || name.toLowerCase().endsWith(`.${extension.toLowerCase()}`)) return name;
	if (PICTURE_NAME.test(name) || /\.[a-z0-9]{2,4}$/iu.test(name)) return name;
	return `${name}.${extension}`;
}
