import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { webhookBaseUrl, webhookRequestUrl } from '../nodes/Bitrix24/transport/address';
import { connectionTestRules, TEST_METHOD } from '../nodes/Bitrix24/transport/connectionTest';

/** The whole URL is the secret: whoever has it acts as the person who made the webhook. */
const webhookUrl: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	typeOptions: { password: true },
	required: true,
	default: '',
	hint: 'In the portal: Developer resources → Common use cases → Other → Inbound webhook, with at least the scope "user"',
	placeholder: 'e.g. https://your-portal.bitrix24.com/rest/1/abcdefgh12345678/',
	description:
		'The URL of an inbound webhook, as the portal shows it under Developer resources → Common use cases → Other → Inbound webhook. It gives access to the portal: treat it like a password.',
};

export class Bitrix24WebhookApi implements ICredentialType {
	name = 'bitrix24WebhookApi';

	displayName = 'Bitrix24 Webhook API';

	icon: Icon = {
		light: 'file:../nodes/Bitrix24/bitrix24.svg',
		dark: 'file:../nodes/Bitrix24/bitrix24.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-bitrix24-users/n8n-nodes-bitrix24-users#webhook';

	properties = [webhookUrl];

	httpRequestNode = {
		name: 'Bitrix24 Webhook',
		docsUrl: 'https://apidocs.bitrix24.com/',
		apiBaseUrlPlaceholder: 'https://your-portal.bitrix24.com/rest/',
	};

	/**
	 * Puts the secret into the path. A relative URL names a method of the portal; an absolute one, from the HTTP Request
	 * node, must lead to the portal itself.
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const base = webhookBaseUrl(String(credentials.webhookUrl ?? ''));
		// The HTTP Request node names the address `uri`.
		const { uri, ...rest }: IHttpRequestOptions & { uri?: string } = requestOptions;
		return { ...rest, url: webhookRequestUrl(base, rest.url ?? uri ?? ''), baseURL: undefined };
	}

	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			url: TEST_METHOD,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		rules: connectionTestRules,
	};
}
