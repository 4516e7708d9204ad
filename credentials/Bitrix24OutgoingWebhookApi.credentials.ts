import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** Tested by the Bitrix24 Trigger: there is no method of the portal that takes an application token. */
export class Bitrix24OutgoingWebhookApi implements ICredentialType {
	name = 'bitrix24OutgoingWebhookApi';

	displayName = 'Bitrix24 Outgoing Webhook API';

	icon: Icon = {
		light: 'file:../nodes/Bitrix24/bitrix24.svg',
		dark: 'file:../nodes/Bitrix24/bitrix24.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-bitrix24-users/n8n-nodes-bitrix24-users#outgoing-webhook';

	properties: INodeProperties[] = [
		{
			displayName: 'Application Token',
			name: 'applicationToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'The portal shows it on the page of the outgoing webhook: Applications → Developer resources → Common use cases → Other → Outbound webhook → Application token. Events that carry another token are refused.',
		},
	];
}
