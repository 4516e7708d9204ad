/** Every way for something to go wrong, with the secrets of the credential in whatever the other side says about it. */
import type { StoredCredential } from '../../harness';
import type { Portal } from '../../portal';
import { CODES } from '../../unit/support/errorTable';

export interface LeakPath {
	name: string;
	only?: 'webhook' | 'oAuth2';
	/** Makes it go wrong; may change the credential. */
	arm: (portal: Portal, credential: StoredCredential, echo: Echo) => void;
}

/** Texts of a server that repeats what it was called with. */
export interface Echo {
	/** The address with the secret in it, as the server saw it. */
	url: string;
	secrets: string[];
}

/** Texts in which servers and proxies repeat addresses and tokens. */
const SHAPES: Record<string, (echo: Echo) => string> = {
	'plain and encoded': ({ url, secrets }) =>
		`Call <a href="${url}">${url}</a><br>${encodeURIComponent(url)} ${secrets.join(' ')}`,
	'as parameters': ({ url, secrets }) =>
		secrets
			.map((secret) => `auth=${secret}&access_token=${secret} {"refresh_token":"${secret}"}`)
			.join(' Bearer ') + JSON.stringify({ url }),
	// Texts are cut: no part of a secret may be left over.
	'at the end of what is shown': ({ secrets }) =>
		[490, 495, 498].map((at) => 'x'.repeat(at) + secrets[0]).join('<br>'),
	'just over 500 characters': ({ secrets }) => `${'y '.repeat(246)}${secrets[0]}`,
	'inside markup': ({ url, secrets }) =>
		`<!-- ${url} --><script>var token = "${secrets[0]}"</script><title>${url}</title> ${secrets.at(-1)}`,
};

const always = { times: 1_000 };

const rows: LeakPath[] = CODES.flatMap(([status, code]) =>
	Object.entries(SHAPES).map(([shape, text]) => ({
		name: `${status} ${code}, ${shape}`,
		arm: (portal: Portal, _: StoredCredential, echo: Echo) => {
			const body = { error: code, error_description: text(echo), argument: text(echo) };
			portal.fault({ ...always, answer: { status, body } });
		},
	})),
);

const odd: LeakPath[] = Object.entries(SHAPES).flatMap(([shape, text]): LeakPath[] => [
	...[400, 200].map((status) => ({
		name: `${status} with an error code of its own, ${shape}`,
		arm: (portal: Portal, _: StoredCredential, echo: Echo) => {
			const body = { error: text(echo), error_description: text(echo) };
			portal.fault({ ...always, answer: { status, body } });
		},
	})),
	...[200, 401, 403, 404, 413, 500, 502].map((status) => ({
		name: `web page with status ${status}, ${shape}`,
		arm: (portal: Portal, _: StoredCredential, echo: Echo) =>
			portal.fault({ ...always, answer: { status, body: `<html>${text(echo)}</html>` } }),
	})),
	{
		name: `refusals inside a batch, ${shape}`,
		arm(portal, _, echo) {
			const error = { error: 'ERROR_CORE', error_description: text(echo) };
			const result_error = Object.fromEntries([0, 1, 2, 3].map((key) => [`c${key}`, error]));
			const body = { result: { result: [], result_error } };
			portal.fault({ ...always, answer: { status: 200, body } });
		},
	},
	{
		name: `a result that is a text, ${shape}`,
		arm: (portal, _, echo) =>
			portal.fault({ ...always, answer: { status: 200, body: { result: text(echo) } } }),
	},
]);

const redirects: LeakPath[] = [
	({ url }: Echo) => url.replace('/rest/', '/login/'),
	({ url }: Echo) => url.replace(/^http:..[^/]+/, 'https://bitrix24.invalid'),
	({ url, secrets }: Echo) => `https://bitrix24.invalid/?from=${url}&auth=${secrets[0]}`,
	({ secrets }: Echo) => `//[${secrets[0]}`,
].map((locate, index) => ({
	name: `redirect ${index + 1}`,
	arm: (portal, _, echo) => {
		const headers = { location: locate(echo) };
		portal.fault({ ...always, answer: { status: 302, body: locate(echo), headers } });
	},
}));

const connections: LeakPath[] = [
	...(['reset', 'truncate'] as const).map(
		(connection): LeakPath => ({
			name: `connection: ${connection}`,
			arm: (portal) => portal.fault({ ...always, connection, when: 'after' }),
		}),
	),
	...['http://127.0.0.1:1', 'https://bitrix24.invalid', 'https://127.0.0.1:2'].map(
		(origin): LeakPath => ({
			name: `nobody at ${origin}`,
			arm: (portal, { data }) => readdress(data, portal, (url) => url.replace(portal.url, origin)),
		}),
	),
	{
		name: 'TLS where there is none',
		arm: (portal, { data }) => readdress(data, portal, (url) => url.replace('http:', 'https:')),
	},
];

/** Changes the address in a credential, tokens included. */
function readdress(
	data: StoredCredential['data'],
	portal: Portal,
	change: (url: string) => string,
): void {
	if (typeof data.webhookUrl === 'string') data.webhookUrl = change(data.webhookUrl);
	if (typeof data.portalUrl === 'string') data.portalUrl = change(data.portalUrl);
	if (data.oauthTokenData) {
		data.oauthTokenData = {
			...Object(data.oauthTokenData),
			client_endpoint: change(`${portal.url}/rest/`),
		};
	}
}

const addresses: LeakPath[] = [
	(url: string) => `${url}?x=1`,
	(url: string) => `${url}#x`,
	(url: string) => url.replace('http:', 'ftp:'),
	(url: string) => url.replace('http://', 'http://user:password@'),
	(url: string) => url.replace('127.0.0.1', 'portal.example'),
	(url: string) => url.replace('127.0.0.1', 'not a host'),
	(url: string) => url.replace('http://', ''),
	(url: string) => url.replace(/:\d+/, ':99999'),
	(url: string) => `${url}${'a/'.repeat(9)}`,
	(url: string) => url.replace('/rest/1/', '/rest/'),
	(url: string) => `javascript:${url}`,
	(url: string) => url.slice(0, -4),
	(url: string) => url.replace('/rest/1/', '/rest/2/'),
].map((spoil, index) => ({
	name: `address that cannot work ${index + 1}`,
	only: 'webhook',
	arm: (_, { data }) => {
		data.webhookUrl = spoil(String(data.webhookUrl));
	},
}));

const tokens: LeakPath[] = [
	...['invalid_client', 'invalid_grant', 'PAYMENT_REQUIRED', 'server_error'].flatMap((error) =>
		Object.entries(SHAPES).map(
			([shape, text]): LeakPath => ({
				name: `token refused: ${error}, ${shape}`,
				only: 'oAuth2',
				arm(portal, _, echo) {
					portal.expireTokens();
					const body = { error, error_description: text(echo) };
					const status = error === 'server_error' ? 500 : 400;
					portal.fault({ ...always, method: 'oauth.token', answer: { status, body } });
				},
			}),
		),
	),
	...[200, 401, 404, 502].map(
		(status): LeakPath => ({
			name: `token server shows a page with status ${status}`,
			only: 'oAuth2',
			arm(portal, _, echo) {
				portal.expireTokens();
				const body = `<html>${SHAPES['plain and encoded'](echo)}</html>`;
				portal.fault({ ...always, method: 'oauth.token', answer: { status, body } });
			},
		}),
	),
	...(['reset', 'truncate'] as const).map(
		(connection): LeakPath => ({
			name: `token request: ${connection}`,
			only: 'oAuth2',
			arm(portal) {
				portal.expireTokens();
				portal.fault({ ...always, method: 'oauth.token', connection });
			},
		}),
	),
	{
		name: 'tokens revoked',
		only: 'oAuth2',
		arm: (portal) => portal.revokeTokens(),
	},
	{
		name: 'expired again after every renewal',
		only: 'oAuth2',
		arm: (portal, _, { secrets }) =>
			portal.fault({
				...always,
				answer: { status: 401, body: { error: 'expired_token', error_description: secrets[0] } },
			}),
	},
	{
		name: 'portal URL with a token in it',
		only: 'oAuth2',
		arm(_, { data }, { secrets }) {
			data.portalUrl = `https://x:${secrets[0]}@portal.example/`;
			data.oauthTokenData = { ...Object(data.oauthTokenData), client_endpoint: '' };
		},
	},
];

export const leakPaths = [...rows, ...odd, ...redirects, ...connections, ...addresses, ...tokens];
