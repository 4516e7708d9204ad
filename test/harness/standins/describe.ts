/** The dull part of a node description, so that each stand-in shows only what it is about. */
import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeTypeDescription } from 'n8n-workflow';

type Essentials = Pick<INodeTypeDescription, 'name' | 'displayName'> &
	Partial<INodeTypeDescription>;

/** Every version of the real node up to now is accepted, since workflows name one. */
const VERSIONS = [1, 1.1, 1.2, 1.3, 2, 2.1, 2.2, 2.3, 2.4, 3, 3.1, 3.2, 3.3, 3.4];

export function describeNode(essentials: Essentials): INodeTypeDescription {
	return {
		group: ['transform'],
		version: VERSIONS,
		description: `${essentials.displayName} (stand-in of the engine harness)`,
		defaults: { name: essentials.displayName },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
		...essentials,
	};
}
