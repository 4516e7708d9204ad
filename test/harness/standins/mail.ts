/** Nodes that speak to people: what they would be told comes out as the item, and nobody is waited for. */
import type { INodeExecutionData, INodeType } from 'n8n-workflow';
import { describeNode } from './describe';

const FIELDS = ['toEmail', 'subject', 'text'];

/** Send Email: hands on what it would send. */
export const emailSend: INodeType = {
	description: describeNode({
		name: 'emailSend',
		displayName: 'Send Email',
		properties: FIELDS.map((name) => ({ displayName: name, name, type: 'string', default: '' })),
	}),
	async execute() {
		const items = this.getInputData().map<INodeExecutionData>((_input, item) => ({
			json: Object.fromEntries(
				FIELDS.map((name): [string, string] => [name, String(this.getNodeParameter(name, item))]),
			),
			pairedItem: { item },
		}));
		return [items];
	},
};

/** Wait: goes on at once with its input. What a person answers is pinned. */
export const wait: INodeType = {
	description: describeNode({ name: 'wait', displayName: 'Wait' }),
	async execute() {
		return [this.getInputData()];
	},
};
