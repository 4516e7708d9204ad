import {
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { authentication, credentials } from './form/authentication';
import { getDepartments, getUserFields } from './editor/loadOptions';
import { properties } from './triggers/changes/form';
import { poll } from './triggers/changes/poll';

export class Bitrix24UserChangesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bitrix24 User Changes Trigger',
		name: 'bitrix24UserChangesTrigger',
		icon: { light: 'file:bitrix24.svg', dark: 'file:bitrix24.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["changes"].join(", ") }}',
		description:
			'Starts the workflow when users of a Bitrix24 portal are added, changed, dismissed or reinstated',
		eventTriggerDescription: '',
		activationMessage: 'Changes from now on start this workflow',
		defaults: { name: 'Bitrix24 User Changes Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: [authentication, ...properties],
	};

	methods = { loadOptions: { getDepartments, getUserFields } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
