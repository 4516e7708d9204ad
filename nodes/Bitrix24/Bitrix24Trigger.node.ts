import {
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { properties } from './triggers/firstSignIn/form';
import { isListening, listen, stopListening } from './triggers/firstSignIn/hooks';
import { receive } from './triggers/firstSignIn/receive';
import { outgoingWebhookToken } from './triggers/handlers/tokenTest';

export class Bitrix24Trigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bitrix24 Trigger',
		name: 'bitrix24Trigger',
		icon: { light: 'file:bitrix24.svg', dark: 'file:bitrix24.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description: 'Starts the workflow when somebody new signs in to a Bitrix24 portal',
		eventTriggerDescription: 'Waiting for somebody to sign in to the portal for the first time',
		activationMessage: 'The portal now tells this workflow about everybody new',
		defaults: { name: 'Bitrix24 Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'bitrix24OAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'bitrix24OutgoingWebhookApi',
				required: true,
				testedBy: 'outgoingWebhookToken',
				displayOptions: { show: { authentication: ['outgoingWebhook'] } },
			},
		],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties,
	};

	methods = { credentialTest: { outgoingWebhookToken } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions) {
				return await isListening(this);
			},
			async create(this: IHookFunctions) {
				return await listen(this);
			},
			async delete(this: IHookFunctions) {
				return await stopListening(this);
			},
		},
	};

	webhook = receive;
}
