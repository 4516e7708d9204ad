/** The form of the Bitrix24 Trigger. */
import type { INodeProperties } from 'n8n-workflow';

/** The portal's names of the events. */
const events: Readonly<Record<string, string>> = { userAdded: 'ONUSERADD' };

/** Where the portal makes outgoing webhooks. Source: b24restdocs `local-integrations/local-webhooks.md`. */
const MENU = 'Applications → Developer resources → Common use cases → Other → Outbound webhook';

export const properties: INodeProperties[] = [
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'OAuth2',
				value: 'oAuth2',
				description: 'The node registers itself in the portal and removes itself again',
			},
			{
				name: 'Outgoing Webhook',
				value: 'outgoingWebhook',
				description: 'You make the webhook in the portal by hand',
			},
		],
		default: 'oAuth2',
	},
	{
		displayName:
			'The portal posts to this n8n when the workflow is active. That takes a local application with the scope <b>user</b> whose installation is finished (tick <b>Uses API only</b> on its card), and an n8n that the portal can reach.',
		name: 'oAuth2Notice',
		type: 'notice',
		default: '',
		displayOptions: { show: { authentication: ['oAuth2'] } },
	},
	{
		displayName: `In the portal, open <b>${MENU}</b>. Paste the Production URL of this node as the URL of your handler, choose the event <b>ONUSERADD</b> and save. Copy the <b>Application token</b> shown there into the credential of this node, then activate the workflow. For a test from the editor make a second webhook with the Test URL.`,
		name: 'outgoingWebhookNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { authentication: ['outgoingWebhook'] } },
	},
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'First Sign-In',
				value: 'userAdded',
				description:
					'Somebody signed in to the portal for the first time (ONUSERADD). An invitation alone does not count: for that, choose “Account Added” in the User Changes Trigger.',
			},
		],
		default: 'userAdded',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { authentication: ['oAuth2'] } },
		options: [
			{
				displayName: 'Return User',
				name: 'returnUser',
				type: 'boolean',
				default: true,
				description:
					'Whether to fetch the whole user from the portal instead of handing on the few fields the event carries',
			},
		],
	},
];

/** The portal's name of a chosen event. */
export function eventName(value: unknown): string {
	const name = String(value);
	return Object.hasOwn(events, name) ? events[name] : name;
}
