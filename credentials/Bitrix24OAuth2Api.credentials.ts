import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import { connectionTestRules, TEST_METHOD } from '../nodes/Bitrix24/transport/connectionTest';
import { PRIVATE_HOST } from '../nodes/Bitrix24/transport/hosts';

/** Plain http is kept where the whole host is private: a port at the most follows it, never `user@elsewhere`. */
const PRIVATE_ADDRESS = `${PRIVATE_HOST}\\.?(?::\\d*)?(?:[\\/?#]|$)`;

/** An expression for the origin of an address, pasted with or without `https://`, a path or a query. */
function originOf(field: string): string {
	return `${field}.trim().replace(/^(?!https?:)/i, "https://").replace(/^http:\\/\\/(?!${PRIVATE_ADDRESS})/i, "https://").replace(/^(https?:\\/\\/[^\\/?#]+).*$/i, "$1")`;
}

export class Bitrix24OAuth2Api implements ICredentialType {
	name = 'bitrix24OAuth2Api';

	displayName = 'Bitrix24 OAuth2 API';

	extends = ['oAuth2Api'];

	icon: Icon = {
		light: 'file:../nodes/Bitrix24/bitrix24.svg',
		dark: 'file:../nodes/Bitrix24/bitrix24.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-bitrix24-users/n8n-nodes-bitrix24-users#oauth2';

	properties: INodeProperties[] = [
		{
			displayName: 'Portal URL',
			name: 'portalUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://your-portal.bitrix24.com',
			description:
				'The address of the portal. Self-hosted portals may have any host name and port.',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
			hint: 'In the portal: Developer resources → Common use cases → Other → Local application',
			placeholder: 'e.g. local.5f0000000000a1.12345678',
			description: 'Called "Application ID (client_id)" on the card of the local application',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Called "Application key (client_secret)" on the card of the local application',
		},
		{
			displayName: 'Authorization Server',
			name: 'authServer',
			type: 'string',
			required: true,
			default: 'https://oauth.bitrix.info',
			placeholder: 'e.g. https://oauth.bitrix.info',
			description:
				'Where tokens are issued. Newer installations use https://oauth.bitrix24.tech; leave it as it is unless connecting does not work.',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `={{ ${originOf('$self["portalUrl"]')} + "/oauth/authorize/" }}`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ ${originOf('$self["authServer"]')} + "/oauth/token/" }}`,
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			// Bitrix24 reads the client's id and secret from the parameters only, never from HTTP Basic.
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
	];

	httpRequestNode = {
		name: 'Bitrix24',
		docsUrl: 'https://apidocs.bitrix24.com/',
		apiBaseUrlPlaceholder: 'https://your-portal.bitrix24.com/rest/',
	};

	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			url: `={{ ${originOf('$credentials.portalUrl')} + "/rest/${TEST_METHOD}" }}`,
			// A 401 has to reach n8n, which renews the token then.
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
			disableFollowRedirect: true,
		},
		rules: connectionTestRules,
	};
}
