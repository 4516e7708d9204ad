/** Small workflows around the node: a trigger, items, the node, and what follows it. */
import type { INode } from 'n8n-workflow';

import type { CredentialRef, WorkflowData } from '../n8n/client';
import { NODE_TYPE } from '../n8n/package';

type NodeSketch = Partial<INode> & { name: string; type: string };

function node(sketch: NodeSketch, column: number): Partial<INode> {
	return {
		id: sketch.name.toLowerCase().replace(/\W+/g, '-'),
		typeVersion: 1,
		position: [column * 220, 0],
		parameters: {},
		...sketch,
	};
}

/** The node under test. */
export function bitrix24(
	credential: CredentialRef,
	parameters: Record<string, unknown>,
	extra: Partial<INode> = {},
): NodeSketch {
	const { id, name, type } = credential;
	return {
		name: 'Bitrix24',
		type: NODE_TYPE,
		// Parameters are checked by the node itself.
		parameters: {
			authentication: type === 'bitrix24OAuth2Api' ? 'oAuth2' : 'webhook',
			...parameters,
		} as INode['parameters'],
		credentials: { [type]: { id, name } },
		...extra,
	};
}

/**
 * `Start → Items → Bitrix24 → Next`, and `Bitrix24 → Failed` on the error output. Next and Failed put beside each item
 * what its input had in `row`, so that a lost or crossed link shows.
 */
export function workflowOf(
	name: string,
	items: object[],
	nodes: NodeSketch[] | NodeSketch,
): WorkflowData {
	const chain = Array.isArray(nodes) ? nodes : [nodes];
	const follow = (label: string): NodeSketch => ({
		name: label,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: {
			mode: 'manual',
			includeOtherFields: true,
			options: {},
			assignments: {
				assignments: [
					{ id: 'row', name: 'row', type: 'number', value: "={{ $('Items').item.json.row }}" },
				],
			},
		},
	});
	const all: NodeSketch[] = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
		{
			name: 'Items',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: `return ${JSON.stringify(items.map((json) => ({ json })))};` },
		},
		...chain,
		follow('Next'),
	];
	const connections: WorkflowData['connections'] = {};
	for (const [index, { name: from }] of all.slice(0, -1).entries()) {
		connections[from] = { main: [[{ node: all[index + 1].name, type: 'main', index: 0 }]] };
	}
	if (chain.some(({ onError }) => onError === 'continueErrorOutput')) {
		const last = chain[chain.length - 1].name;
		connections[last].main.push([{ node: 'Failed', type: 'main', index: 0 }]);
		all.push(follow('Failed'));
	}
	return { name, nodes: all.map(node), connections };
}
