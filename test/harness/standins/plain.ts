/** Stand-ins that change nothing. */
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { describeNode } from './describe';

async function passOn(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return [this.getInputData()];
}

/** Its items are pinned; it never runs. */
export const start: INodeType = {
	description: describeNode({
		name: 'start',
		displayName: 'Start',
		inputs: [],
		group: ['trigger'],
	}),
	execute: passOn,
};

export const noOp: INodeType = {
	description: describeNode({ name: 'noOp', displayName: 'No Operation, do nothing' }),
	execute: passOn,
};

/** Waits for nothing: whatever it waits for has come. */
export const wait: INodeType = {
	description: describeNode({ name: 'wait', displayName: 'Wait' }),
	execute: passOn,
};

/** A note on the canvas, connected to nothing. */
export const stickyNote: INodeType = {
	description: describeNode({
		name: 'stickyNote',
		displayName: 'Sticky Note',
		inputs: [],
		outputs: [],
	}),
	execute: passOn,
};

/** Any trigger of n8n: runWorkflow pins its items, so none of its parameters matter. */
export function trigger(name: string, displayName: string): INodeType {
	return {
		description: describeNode({ name, displayName, inputs: [], group: ['trigger'] }),
		trigger: async () => ({}),
	};
}
