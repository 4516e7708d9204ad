/** Photos and files from the binary data of an item. */
import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../../../plan/types';
import type { Params, ParamValue } from '../../../transport/types';
import type { MappedFields } from './mapper';

export const photoOption: INodeProperties = {
	displayName: 'Photo Input Binary Field',
	name: 'photoBinaryProperty',
	type: 'string',
	default: 'data',
	hint: 'The name of the input binary field that holds the photo',
	description: 'Name of the binary field of the input item with the picture for the profile',
};

/**
 * What to read just before sending; undefined when there is nothing to attach. Checks right away that the item has the
 * files, reads them only when their turn comes, so that a thousand photos are never in memory at once.
 *
 * @param photo name of the binary field with the profile photo, or an empty text
 * @throws {InputError} when a binary field does not exist
 */
export function attachments(
	item: Item,
	{ files }: MappedFields,
	photo: string,
): (() => Promise<Params>) | undefined {
	const wanted = [
		...(photo === '' ? [] : [{ code: 'PERSONAL_PHOTO', properties: [photo], multiple: false }]),
		...files.map(({ field, properties }) => ({
			code: field.code,
			properties,
			multiple: field.multiple,
		})),
	];
	for (const { properties } of wanted) properties.forEach((property) => item.binary(property));
	if (wanted.length === 0) return undefined;
	return async () => {
		const params: Params = {};
		for (const { code, properties, multiple } of wanted) {
			const pairs: ParamValue[] = [];
			for (const property of properties) pairs.push(await nameAndContent(item, property));
			params[code] = multiple ? pairs : pairs[0];
		}
		return params;
	};
}

/** `["name.jpg", "BASE64"]` (b24restdocs `api-reference/files/how-to-upload-files.md`). */
async function nameAndContent(item: Item, property: string): Promise<ParamValue> {
	const { fileName, fileExtension } = item.binary(property);
	const name = fileName ?? `${property}.${fileExtension ?? 'jpg'}`;
	return [name, await item.base64(property)];
}
