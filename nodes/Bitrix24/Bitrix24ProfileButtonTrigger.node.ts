import {
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { properties } from './triggers/profileButton/form';
import { hide, isShown, show } from './triggers/profileButton/hooks';
import { open } from './triggers/profileButton/open';

export class Bitrix24ProfileButtonTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bitrix24 Profile Button Trigger',
		name: 'bitrix24ProfileButtonTrigger',
		icon: { light: 'file:bitrix24.svg', dark: 'file:bitrix24.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["title"] }}',
		description: 'Starts the workflow when a button on an employee’s card in Bitrix24 is pressed',
		eventTriggerDescription: 'Waiting for somebody to press the button in the portal',
		activationMessage: 'The button is in the portal now',
		defaults: { name: 'Bitrix24 Profile Button Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'bitrix24OAuth2Api', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode:
					'={{ $parameter["answer"] === "page" ? "onReceived" : $parameter["answer"] }}',
				path: 'webhook',
			},
		],
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions) {
				return await isShown(this);
			},
			async create(this: IHookFunctions) {
				return await show(this);
			},
			async delete(this: IHookFunctions) {
				return await hide(this);
			},
		},
	};

	webhook = open;
}
