/**
 * If and Filter, version 2: the conditions are judged by n8n's own filter code, which runs in the
 * engine when a parameter of type `filter` is read, so all operators work as in n8n.
 * Left out: `options.looseTypeValidation` and `options.ignoreCase`, whose effect is stored in the
 * conditions themselves.
 */
import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';
import { describeNode } from './describe';

const conditions: INodeProperties = {
	displayName: 'Conditions',
	name: 'conditions',
	type: 'filter',
	default: {},
};

/** Items that meet the conditions, and the others. */
function divide(functions: IExecuteFunctions): [INodeExecutionData[], INodeExecutionData[]] {
	const met: INodeExecutionData[] = [];
	const others: INodeExecutionData[] = [];
	functions.getInputData().forEach((input, item) => {
		const answer = functions.getNodeParameter('conditions', item, false, { extractValue: true });
		(answer === true ? met : others).push({ ...input, pairedItem: { item } });
	});
	return [met, others];
}

export const ifNode: INodeType = {
	description: describeNode({
		name: 'if',
		displayName: 'If',
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['true', 'false'],
		properties: [conditions],
	}),
	async execute() {
		return divide(this);
	},
};

export const filter: INodeType = {
	description: describeNode({ name: 'filter', displayName: 'Filter', properties: [conditions] }),
	async execute() {
		const [met] = divide(this);
		return [met];
	},
};
