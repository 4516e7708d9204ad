/** Which credential a node works with. */
import { InputError } from '../values/errors';
import type { IExecuteFunctions, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

export const credentials: INodeCredentialDescription[] = [
	{
		name: 'bitrix24WebhookApi',
		required: true,
		displayOptions: { show: { authentication: ['webhook'] } },
	},
	{
		name: 'bitrix24OAuth2Api',
		required: true,
		displayOptions: { show: { authentication: ['oAuth2'] } },
	},
];

export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{ name: 'OAuth2', value: 'oAuth2' },
		{ name: 'Webhook', value: 'webhook' },
	],
	default: 'webhook',
};

/** Which credential the node works with. */
export function readAuthentication(context: IExecuteFunctions): 'webhook' | 'oAuth2' {
	const value = context.getNodeParameter('authentication', 0);
	if (value === 'webhook' || value === 'oAuth2') return value;
	throw new InputError(
		`There is no authentication "${String(value)}"`,
		'Use one of: webhook, oAuth2.',
	);
}
