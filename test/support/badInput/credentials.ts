/** Bad input in a credential: webhook addresses in many shapes, deleted webhooks, tokens that are no longer good. */
import { credential } from '../../harness';
import { oauthCredential, OAUTH2 } from '../portal';
import { byId, invite } from './forms';
import type { BadInput } from './row';

const CODE = 'zyxwv98765zyxwv98';
const SHAPE = 'https://your-portal.bitrix24.com/rest/1/abcdefgh12345678/';
const CORRECT_IT = 'Open the credential in n8n and correct the address.';

const EMPTY = `The webhook URL is empty. It looks like ${SHAPE}`;
const NO_URL = `This is not a URL. It looks like ${SHAPE}`;
const NO_HTTPS = `The address must begin with https://. It looks like ${SHAPE}`;
const USER_INFO = `The address must not hold a user name or password. It looks like ${SHAPE}`;
const PLAIN_HTTP =
	'Plain http:// would send the secret readable over the internet. Use https:// (http:// is accepted for addresses inside a private network only)';
const COPY_IT = `not the URL of an inbound webhook. Copy the whole URL from the portal (Developer resources → Common use cases → Other → Inbound webhook); it looks like ${SHAPE}`;

const NO_WEBHOOK = `This is ${COPY_IT}`;
const PORTAL_ALONE = `This is the address of the portal, ${COPY_IT}`;
const ITS_PAGE = `This is the page in the portal that shows the webhook, ${COPY_IT}`;

const webhook = (webhookUrl: string) => () => credential('bitrix24WebhookApi', { webhookUrl });

const wrongUrls: Array<[enters: string, webhookUrl: string, sees: string]> = [
	['blanks', '   ', EMPTY],
	['the code alone', CODE, NO_URL],
	['a blank inside', `https://acme.bitrix24.com/rest/1/ ${CODE}/`, NO_URL],
	['ftp', `ftp://acme.bitrix24.com/rest/1/${CODE}/`, NO_HTTPS],
	['user and password', `https://me:${CODE}@acme.bitrix24.com/rest/1/${CODE}/`, USER_INFO],
	['plain http', `http://acme.bitrix24.com/rest/1/${CODE}/`, PLAIN_HTTP],
	['the portal alone', 'https://acme.bitrix24.com', PORTAL_ALONE],
	['no code', 'https://acme.bitrix24.com/rest/1/', NO_WEBHOOK],
	['a query', `https://acme.bitrix24.com/rest/1/${CODE}/user.get?ID=1`, NO_WEBHOOK],
	['a fragment', `https://acme.bitrix24.com/rest/1/${CODE}/#top`, NO_WEBHOOK],
	['a name for the ID', `https://acme.bitrix24.com/rest/admin/${CODE}/`, NO_WEBHOOK],
	['the page of the webhook', 'https://acme.bitrix24.com/devops/edit/in-hook/1/', ITS_PAGE],
];

const REVOKED = 'The portal does not accept this webhook: its code is wrong or it was deleted';
const REVOKED_ADVICE = 'Open the credential in n8n and enter a valid inbound webhook URL';

export const credentials: BadInput[] = [
	...wrongUrls.map(
		([enters, webhookUrl, sees]): BadInput => ({
			enters: `Webhook URL: ${enters}`,
			form: byId(3),
			credential: webhook(webhookUrl),
			sees,
			advice: CORRECT_IT,
		}),
	),
	{
		enters: 'Webhook URL: plain http, with several items',
		form: byId('={{ $json.id }}'),
		items: [{ id: 3 }, { id: 4 }],
		credential: webhook(`http://acme.bitrix24.com/rest/1/${CODE}/`),
		sees: `${PLAIN_HTTP}`,
		advice: CORRECT_IT,
	},
	{
		enters: 'A webhook that was deleted, Get',
		form: byId(3),
		before: (portal, { data }) => portal.revokeWebhook(String(data.webhookUrl)),
		sees: REVOKED,
		advice: REVOKED_ADVICE,
	},
	{
		enters: 'A webhook that was deleted, Invite',
		form: invite(),
		before: (portal, { data }) => portal.revokeWebhook(String(data.webhookUrl)),
		sees: REVOKED,
		advice: REVOKED_ADVICE,
	},
	{
		enters: 'A webhook with a wrong code',
		form: byId(3),
		credential: (portal) =>
			credential('bitrix24WebhookApi', { webhookUrl: `${portal.url}/rest/1/${CODE}/` }),
		sees: REVOKED,
		advice: REVOKED_ADVICE,
	},
	{
		enters: 'A webhook of somebody who was dismissed',
		form: byId(3),
		account: { userId: 24 },
		before: (portal) => portal.edit(24, { ACTIVE: false }),
		sees: REVOKED,
		advice: REVOKED_ADVICE,
	},
	{
		enters: 'An OAuth2 account whose tokens were revoked',
		form: byId(3),
		access: OAUTH2,
		before: (portal) => portal.revokeTokens(),
		sees: 'The access to the portal has expired and could not be renewed',
		advice: 'Open the OAuth2 credential in n8n and connect the account again.',
	},
	{
		enters: 'An OAuth2 account whose access token nobody knows',
		form: byId(3),
		access: OAUTH2,
		before: (_portal, { data }) => {
			data.oauthTokenData = { ...Object(data.oauthTokenData), access_token: `${CODE}${CODE}` };
		},
		sees: 'The portal does not accept the access token of this credential',
		advice: 'Open the OAuth2 credential in n8n and connect the account again.',
	},
	{
		enters: 'An OAuth2 account of somebody who was dismissed',
		form: byId(3),
		access: OAUTH2,
		account: { userId: 24 },
		before: (portal) => portal.edit(24, { ACTIVE: false }),
		sees: 'The person behind this credential may not sign in to the portal',
		advice: 'Check that the account is active, or use the credential of another person.',
	},
	{
		enters: 'An OAuth2 credential with plain http for a portal on the internet',
		form: byId(3),
		access: OAUTH2,
		credential: (portal) => {
			const stored = oauthCredential(portal);
			stored.data.portalUrl = 'http://acme.bitrix24.com';
			stored.data.oauthTokenData = {
				...Object(stored.data.oauthTokenData),
				client_endpoint: undefined,
			};
			return stored;
		},
		sees: PLAIN_HTTP,
		advice: CORRECT_IT,
	},
	{
		enters: 'An OAuth2 credential with a wrong portal address',
		form: byId(3),
		access: OAUTH2,
		credential: (portal) => {
			const stored = oauthCredential(portal);
			stored.data.portalUrl = 'my portal';
			stored.data.oauthTokenData = {
				...Object(stored.data.oauthTokenData),
				client_endpoint: '',
			};
			return stored;
		},
		sees: 'This is not a URL. It looks like https://your-portal.bitrix24.com',
		advice: CORRECT_IT,
	},
];
