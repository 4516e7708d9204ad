/** Which credential a node works with. */
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import type { Item } from '../plan/types';
import { readChoice } from './options';

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

/**
 * Which credential the node works with.
 *
 * @throws {InputError} for a value there is none of
 */
export function readAuthentication(form: Pick<Item, 'param'>): 'webhook' | 'oAuth2' {
	const value = form.param('authentication', 'webhook');
	return readChoice(value, 'Authentication', ['webhook', 'oAuth2'], 'webhook');
}
