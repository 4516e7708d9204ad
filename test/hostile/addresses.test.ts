/** Odd portal addresses. Wherever one leads, the secret goes to the portal or nowhere. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { credential, runNode, testCredential } from '../harness';
import { idsOf } from '../support/people';
import type { Portal } from '../portal';
import { closePortals, open } from './support';

let portal: Portal;
/** A foreign host that writes down whatever it hears. */
let foreign: Server;
let heard: string[] = [];
let foreignHost: string;

beforeAll(async () => {
	portal = await open();
	foreign = createServer((request, response) => {
		heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
		response.end('{"result":[]}');
	});
	await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
	foreignHost = `127.0.0.1:${(foreign.address() as AddressInfo).port}`;
});
beforeEach(() => {
	heard = [];
	portal.forget();
});
afterAll(async () => {
	await closePortals();
	foreign.closeAllConnections();
	await new Promise((resolve) => foreign.close(resolve));
});

const get = { operation: 'get', user: { __rl: true, mode: 'id', value: '3' } };

async function getWith(webhookUrl: string) {
	return await runNode({
		parameters: get,
		credentials: credential('bitrix24WebhookApi', { webhookUrl }),
	});
}

/** Ways to write another host into the address of a webhook; `path` begins with /rest/. */
const tricks: Array<[name: string, make: (host: string, path: string) => string]> = [
	['user and password', (host, path) => `http://admin:secret@${host}${path}`],
	['a user that looks like the portal', (host, path) => `http://${host}@${foreignHost}${path}`],
	['an encoded @', (host, path) => `http://${host}%40${foreignHost}${path}`],
	['a backslash', (host, path) => `http://${foreignHost}\\@${host}${path}`],
	['a fragment', (host, path) => `http://${foreignHost}#${host}${path}`],
	['a query', (host, path) => `http://${foreignHost}?${host}${path}`],
	['a second address behind it', (host, path) => `http://${host}${path}?to=http://${foreignHost}/`],
	['a fragment behind it', (host, path) => `http://${host}${path}#@${foreignHost}`],
	['dots in the path', (host, path) => `http://${host}${path}../../../${foreignHost}/`],
	['encoded dots in the path', (host, path) => `http://${host}${path}%2e%2e/%2e%2e/`],
	['an encoded slash', (host, path) => `http://${host}${path.replace('/rest/', '/rest%2f')}`],
	['no scheme', (host, path) => `//${host}${path}`],
	['another scheme', (host, path) => `ftp://${host}${path}`],
	['javascript', (host, path) => `javascript:fetch("http://${foreignHost}${host}${path}")`],
	['a file', (_host, path) => `file://${path}`],
	['a blank inside', (host, path) => `http://${host} ${path}`],
	['a line break inside', (host, path) => `http://${host}${path}\r\nHost: ${foreignHost}`],
	['a tab in the host', (host, path) => `http://127.0\t.0.1${host.slice(9)}${path}`],
	['a port that is none', (host, path) => `http://${host}99999${path}`],
	['the user ID missing', (host, path) => `http://${host}${path.replace('/1/', '/')}`],
	['a user ID that is none', (host, path) => `http://${host}${path.replace('/1/', '/1;2/')}`],
	['plain http to the internet', (_host, path) => `http://portal.example.com${path}`],
	['plain http to an address in the internet', (_host, path) => `http://8.8.8.8${path}`],
	['an IPv6 address in the internet', (_host, path) => `http://[2606:4700::1111]${path}`],
	['an IPv4 address inside IPv6', (_host, path) => `http://[::ffff:8.8.8.8]${path}`],
	['1 MB of it', (host, path) => `http://${host}${path}${'a/'.repeat(500_000)}`],
	['a null character', (host, path) => `http://${host}\0${path}`],
];

it.each(tricks)(
	'%s: refused in words, asked nowhere, the code not repeated',
	async (_name, make) => {
		const { host, pathname } = new URL(portal.webhook());
		const code = pathname.split('/')[3];
		const address = make(host, pathname);
		const run = await getWith(address);
		expect(run.error?.message).toMatch(/address|URL|https/);
		expect(portal.requests).toEqual([]);
		expect(heard).toEqual([]);
		expect(run.stored + run.logged).not.toContain(code);
		const { status, message } = await testCredential(
			credential('bitrix24WebhookApi', { webhookUrl: address }),
		);
		expect(status).toBe('Error');
		expect(message).not.toContain(code);
		expect(heard).toEqual([]);
	},
);

it.each<[name: string, make: (webhook: URL) => string]>([
	['blanks around', (url) => `  ${url.href}\n`],
	['no slash at the end', (url) => url.href.slice(0, -1)],
	['a method behind', (url) => `${url.href}user.get.json`],
	['the host as a number', (url) => url.href.replace('127.0.0.1', '2130706433')],
	['the host in capitals', (url) => url.href.replace('127.0.0.1', 'LOCALHOST')],
	['the scheme in capitals', (url) => url.href.replace('http:', 'HTTP:')],
	['a trailing dot', (url) => url.href.replace('127.0.0.1', 'localhost.')],
])('%s: the same portal', async (_name, make) => {
	const run = await getWith(make(new URL(portal.webhook())));
	expect(run.error).toBeUndefined();
	expect(idsOf(run.items)).toEqual([3]);
});

it.each([301, 302, 303, 307, 308])(
	'a redirect (%i) to a foreign host is not followed',
	async (status) => {
		const { pathname } = new URL(portal.webhook());
		const targets = [
			`https://evil.example${pathname}user.get`,
			`http://evil.example${pathname}user.get`,
			`//evil.example${pathname}user.get`,
			`http://127.0.0.1.evil.example${pathname}user.get`,
			`http://user@${foreignHost}${pathname}user.get`,
			`http://${foreignHost}/elsewhere`,
			`http://${foreignHost}/rest/1/user.get`,
			'javascript:alert(1)',
			'',
			'http://',
		];
		for (const location of targets) {
			portal.clearFaults();
			portal.fault({ answer: { status, body: '', headers: { location } } });
			const run = await getWith(portal.webhook());
			expect(run.error?.message).toMatch(/sent the request on to another address|answered nothing/);
			expect(heard).toEqual([]);
		}
	},
);

it.each([
	['user and password', 'http://admin:secret@HOST'],
	['a user that looks like the portal', 'HOST@FOREIGN'],
	['plain http to the internet', 'http://portal.example.com'],
	['another scheme', 'gopher://HOST'],
	['nothing', '  '],
])('OAuth2, portal URL with %s: the token goes nowhere', async (_name, shape) => {
	const application = portal.application();
	const oauthTokenData = { ...portal.authorise(application), client_endpoint: '' };
	const { host } = new URL(portal.url);
	const portalUrl = shape.replace('HOST', host).replace('FOREIGN', foreignHost);
	const run = await runNode({
		parameters: { ...get, authentication: 'oAuth2' },
		credentials: credential('bitrix24OAuth2Api', {
			portalUrl,
			clientId: application.clientId,
			clientSecret: application.clientSecret,
			authServer: portal.authServer,
			oauthTokenData,
		}),
	});
	expect(heard.join()).not.toContain(oauthTokenData.access_token);
	expect(run.items).toEqual([]);
	expect(run.error).toBeDefined();
});
