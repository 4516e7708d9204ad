/**
 * Stands behind the node under test and says, item by item, what expressions resolve to there:
 * the way to see whether item linking survived. A value that cannot be resolved is not thrown,
 * it is reported in `linkError`, so that one lost link does not hide the others.
 */
import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { describeNode } from './describe';

export const follow: INodeType = {
	description: describeNode({
		name: 'follow',
		displayName: 'Follow',
		properties: [{ displayName: 'Fields', name: 'fields', type: 'json', default: {} }],
	}),
	async execute() {
		const resolve = (item: number): IDataObject => {
			try {
				return this.getNodeParameter('fields', item) as IDataObject;
			} catch (error) {
				return { linkError: error instanceof Error ? error.message : String(error) };
			}
		};
		const items = this.getInputData().map<INodeExecutionData>((_input, item) => ({
			json: resolve(item),
			pairedItem: { item },
		}));
		return [items];
	},
};
