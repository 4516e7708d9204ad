/** Merge, version 3: the modes "append", "combine by position" and "choose branch" only, two inputs. */
import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeExecutionData, INodeType } from 'n8n-workflow';
import { describeNode } from './describe';

function append(inputs: INodeExecutionData[][]): INodeExecutionData[] {
	return inputs.flatMap((items, input) =>
		items.map((item, index) => ({ ...item, pairedItem: { item: index, input } })),
	);
}

function combineByPosition([first, second]: INodeExecutionData[][]): INodeExecutionData[] {
	const length = Math.min(first.length, second.length);
	return Array.from({ length }, (_, index) => ({
		json: { ...first[index].json, ...second[index].json },
		pairedItem: [
			{ item: index, input: 0 },
			{ item: index, input: 1 },
		],
	}));
}

export const merge: INodeType = {
	description: describeNode({
		name: 'merge',
		displayName: 'Merge',
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		requiredInputs: 1,
		properties: [
			{ displayName: 'Mode', name: 'mode', type: 'string', default: 'append' },
			{ displayName: 'Use Data of Input', name: 'useDataOfInput', type: 'number', default: 1 },
			{ displayName: 'Combine By', name: 'combineBy', type: 'string', default: '' },
		],
	}),
	async execute() {
		const inputs = [0, 1].map((input) => this.getInputData(input));
		const mode = String(this.getNodeParameter('mode', 0));
		if (mode === 'append') return [append(inputs)];
		if (mode === 'combine' && this.getNodeParameter('combineBy', 0) === 'combineByPosition') {
			return [combineByPosition(inputs)];
		}
		// Waits for both, and hands one of them on.
		if (mode === 'chooseBranch') {
			const chosen = Number(this.getNodeParameter('useDataOfInput', 0));
			return inputs.some(({ length }) => length === 0) ? [[]] : [inputs[chosen - 1]];
		}
		throw new Error(`The stand-in for Merge has no mode "${mode}"`);
	},
};
