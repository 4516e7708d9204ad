/** The view of one input item that operations get. */
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Item } from '../plan/types';
import { InputError } from '../values/errors';
import { told } from '../values/text';
import type { RunAsker } from './asker';
import type { Hints } from './hints';
import { NOT_PLAIN, plainValue } from './plainColumn';

/** Makes items that share what was asked. */
export function itemReader(
	context: IExecuteFunctions,
	asker: RunAsker,
	hints: Hints,
): (index: number) => Item {
	const input = context.getInputData();
	const isTool = isToolNode(context);
	const timezone = context.getTimezone();

	return (index) => ({
		index,
		json: input[index].json,
		isTool,
		timezone,
		portalOrigin: asker.portalOrigin,
		ownId: asker.ownId,
		isOwn: (link) => asker.isOwn(link),
		ask: async (question) => await asker.ask(question),
		lookUp: async (refs, select) => await asker.lookUp(refs, select),
		read: async (wish) => await asker.read(wish),
		param(name, fallback) {
			const raw = context.getNodeParameter(name, index, fallback, { rawExpressions: true });
			const plain = plainValue(raw, input[index].json);
			const value = plain === NOT_PLAIN ? context.getNodeParameter(name, index, fallback) : plain;
			return isTool ? told(value) : value;
		},
		binaryNames: Object.keys(input[index].binary ?? {}),
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

/** n8n runs a node that is a tool as a type of its own; n8n 1 does not know `isToolExecution`. */
function isToolNode(context: IExecuteFunctions): boolean {
	const { type } = context.getNode();
	const says = 'isToolExecution' in context && typeof context.isToolExecution === 'function';
	return type.endsWith('Tool') || (says && context.isToolExecution());
}
