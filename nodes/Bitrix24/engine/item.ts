/** The view of one input item that operations get. */
import type { IExecuteFunctions } from 'n8n-workflow';

import { type Directory, loadDirectory } from '../resources/user/directory';
import { InputError } from '../values/errors';
import type { Hints } from './hints';
import type { Item } from '../plan/types';
import type { Portal } from '../transport/portal';
import type { Outcome } from '../transport/types';

/** Makes items that share one look at the portal's fields. */
export function itemReader(
	context: IExecuteFunctions,
	portal: Portal,
	hints: Hints,
): (index: number) => Item {
	let directory: Promise<Outcome<Directory>> | undefined;
	const look = async (): Promise<Directory> => {
		const loaded = await (directory ??= loadDirectory(portal));
		if (loaded.ok) return loaded.value;
		throw loaded.error;
	};
	const input = context.getInputData();

	return (index) => ({
		index,
		json: input[index].json,
		portalOrigin: portal.origin,
		param: (name, fallback) => context.getNodeParameter(name, index, fallback),
		fields: async () => (await look()).fields,
		isAdmin: async () => (await look()).isAdmin,
		hasBinary: (property) => Object.hasOwn(input[index].binary ?? {}, property),
		binary(property) {
			const { binary = {} } = input[index];
			if (!Object.hasOwn(binary, property)) {
				throw new InputError(
					`The input item has no binary field "${property}"`,
					'Check its name in the "Binary" tab of the node before this one.',
				);
			}
			return binary[property];
		},
		base64: async (property) =>
			(await context.helpers.getBinaryDataBuffer(index, property)).toString('base64'),
		hint: (topic, detail) => hints.add(topic, detail),
	});
}
