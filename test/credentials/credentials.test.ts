/** Credential type `bitrix24WebhookApi`, and what both types have in common: shapes and the test. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { credential, loadPackage, runNode, testCredential } from '../harness';
import { startPortal, type Portal } from '../portal';
import { oauthCredential, requestsOf, webhookCredential } from '../support/portal';

const WEBHOOK = 'bitrix24WebhookApi';
const OAUTH = 'bitrix24OAuth2Api';
const SECRET = 'abcdefgh12345678';

let portal: Portal;
let hook: string;
let foreign: Server;
let foreignUrl: string;

beforeAll(async () => {
	portal = await startPortal({ people: 3 });
	hook = portal.webhook();
	foreign = createServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'text/html' });
		response.end('<html><title>Welcome</title></html>');
	});
	await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
	foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
});
beforeEach(() => portal.forget());
afterAll(async () => {
	foreign.closeAllConnections();
	await new Promise((resolve) => foreign.close(resolve));
	await portal.stop();
});

const code = () => new URL(hook).pathname.split('/')[3];

describe('both credential types', () => {
	it('are those of the interface, with their secrets as password fields', async () => {
		const { credentials } = await loadPackage();
		expect(Object.keys(credentials)).toEqual(expect.arrayContaining([OAUTH, WEBHOOK]));
		expect(credentials[WEBHOOK].displayName).toBe('Bitrix24 Webhook API');
		expect(credentials[OAUTH].displayName).toBe('Bitrix24 OAuth2 API');
		const secretOf = (type: string, name: string) =>
			credentials[type].properties.find((one) => one.name === name)?.typeOptions?.password;
		expect(secretOf(WEBHOOK, 'webhookUrl')).toBe(true);
		expect(secretOf(OAUTH, 'clientSecret')).toBe(true);
		const shown = credentials[OAUTH].properties.filter(({ type }) => type !== 'hidden');
		expect(shown.map(({ name }) => name)).toEqual([
			'portalUrl',
			'clientId',
			'clientSecret',
			'authServer',
		]);
		expect(shown[3].default).toBe('https://oauth.bitrix.info');
		expect(credentials[WEBHOOK].properties.map(({ name }) => name)).toEqual(['webhookUrl']);
	});
});

describe('webhookUrl', () => {
	const run = (webhookUrl: string) =>
		runNode({
			credentials: credential(WEBHOOK, { webhookUrl }),
			parameters: { operation: 'getCurrent' },
		});

	it.each<[string, (url: string) => string]>([
		['as the portal shows it', (url) => url],
		['without the slash at the end', (url) => url.slice(0, -1)],
		['with a method', (url) => `${url}user.get`],
		['with a method and a slash', (url) => `${url}user.get/`],
		['with profile.json', (url) => `${url}profile.json`],
		['with blanks around it', (url) => `  ${url} \n`],
		['in quotes', (url) => `"${url}"`],
		['in angle brackets', (url) => `<${url}>`],
		['with a blank that has no width', (url) => `\u200b${url}`],
		['with a scheme in capitals', (url) => url.replace('http:', 'HTTP:')],
		['with a host in capitals', (url) => url.replace('127.0.0.1', 'LOCALHOST')],
		['with a host that ends in a dot', (url) => url.replace('127.0.0.1', 'localhost.')],
	])('is taken %s, by the node and by the test', async (_how, change) => {
		const webhookUrl = change(hook);
		const { items, error } = await run(webhookUrl);
		expect(error).toBeUndefined();
		expect(items[0].json.ID).toBe('1');
		expect(await testCredential(WEBHOOK, { webhookUrl })).toMatchObject({ status: 'OK' });
		expect(requestsOf(portal)).toEqual(['user.current', 'user.current']);
	});

	const shape = 'https://your-portal.bitrix24.com/rest/1/abcdefgh12345678/';
	const secret = 'zyxwvutsrq987654';

	it.each([
		['nothing', '', 'empty'],
		['blanks', '   ', 'empty'],
		['the code alone', secret, 'not a URL'],
		['the portal alone', 'https://my.bitrix24.com', 'not the URL of an inbound webhook'],
		['no user ID', `https://my.bitrix24.com/rest/${secret}/`, 'inbound webhook'],
		['no code', 'https://my.bitrix24.com/rest/1/', 'inbound webhook'],
		['a code cut off', 'https://my.bitrix24.com/rest/1/zyxw/', 'inbound webhook'],
		['a page of the portal', 'https://my.bitrix24.com/devops/list/', 'inbound webhook'],
		['more path', `https://my.bitrix24.com/rest/1/${secret}/a/b/`, 'inbound webhook'],
		['a query', `https://my.bitrix24.com/rest/1/${secret}/user.get?ID=1`, 'inbound webhook'],
		['a fragment', `https://my.bitrix24.com/rest/1/${secret}/#x`, 'inbound webhook'],
		['two URLs', `https://a.b/rest/1/${secret}/ https://a.b/rest/1/${secret}/`, 'not a URL'],
		['another scheme', `ftp://my.bitrix24.com/rest/1/${secret}/`, 'begin with https://'],
		['a user name', `https://me:${secret}@my.bitrix24.com/rest/1/${secret}/`, 'user name'],
		['http for a public host', `http://my.bitrix24.com/rest/1/${secret}/`, 'Plain http://'],
		['http for a public address', `http://8.8.8.8/rest/1/${secret}/`, 'Plain http://'],
	])('refuses %s, shows the right shape and never the secret', async (_what, url, message) => {
		const { error, stored, logged } = await run(url);
		const verdict = await testCredential(WEBHOOK, { webhookUrl: url });
		for (const text of [error?.message, verdict.message]) {
			expect(text).toContain(message);
			expect(text).toContain(message === 'Plain http://' ? 'https://' : shape);
			expect(text).not.toContain(secret);
		}
		expect(verdict.status).toBe('Error');
		expect(error?.description).toContain('Open the credential in n8n');
		expect(stored + logged).not.toContain(secret);
		expect(portal.requests).toEqual([]);
	});
});

describe.each([
	[WEBHOOK, webhookCredential],
	[OAUTH, oauthCredential],
] as const)('the test of %s', (type, make) => {
	it('is good for an account with any user scope', async () => {
		for (const scope of ['user', 'user_basic', 'user_brief'] as const) {
			const verdict = await testCredential(make(portal, { scopes: [scope] }));
			expect(verdict).toEqual({ status: 'OK', message: 'Connection successful!' });
		}
	});

	it('says that the scope user is missing', async () => {
		const verdict = await testCredential(make(portal, { scopes: ['department'] }));
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toContain('lacks a permission (scope)');
		expect(verdict.message).toContain('user_basic');
	});

	it.each([
		[400, 'INVALID_REQUEST', 'over https only'],
		[403, 'ACCESS_DENIED', 'commercial plans'],
		[403, 'PORTAL_DELETED', 'has been closed'],
		[403, 'user_access_error', 'may not use the application'],
		[404, 'ERROR_METHOD_NOT_FOUND', 'does not know this method'],
		[503, 'QUERY_LIMIT_EXCEEDED', 'too many requests'],
		[503, 'OVERLOAD_LIMIT', 'Bitrix24 support'],
		[400, '', 'without giving a reason'],
	])('says what %d %j means', async (status, error, message) => {
		const stored = make(portal);
		portal.fault({ answer: { status, body: { error, error_description: 'No.' } } });
		const verdict = await testCredential(stored);
		portal.clearFaults();
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toContain(message);
	});

	it.each([
		['an HTML page', { status: 200, body: '<html>Sign in</html>' }],
		['an HTML page with status 502', { status: 502, body: '<html>Bad Gateway</html>' }],
		['an empty answer', { status: 200, body: '' }],
		['JSON of something else', { status: 200, body: { hello: 'world' } }],
	])('takes %s for no portal', async (_what, answer) => {
		const stored = make(portal);
		portal.fault({ answer });
		const verdict = await testCredential(stored);
		portal.clearFaults();
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toContain('not that of a Bitrix24 portal');
	});

	it('says that nobody answers at the address, without the secret', async () => {
		const gone = await startPortal({ people: 0 });
		const stored = make(gone);
		await gone.stop();
		const verdict = await testCredential(stored);
		expect(verdict.status).toBe('Error');
		expect(verdict.message).not.toContain('/rest/');
		expect(verdict.message).toMatch(/ECONNREFUSED|No server answers|refused the connection/);
		const run = await runNode({
			credentials: stored,
			parameters: {
				operation: 'getFields',
				authentication: type === WEBHOOK ? 'webhook' : 'oAuth2',
			},
			settings: {},
		});
		expect(run.error?.message).toBe('No server answers at the address of the portal');
	});
});

describe('the test of bitrix24WebhookApi', () => {
	it('says that the code is wrong', async () => {
		const webhookUrl = hook.replace(code(), SECRET);
		const verdict = await testCredential(WEBHOOK, { webhookUrl });
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toContain('its code is wrong or it was deleted');
		expect(verdict.message).not.toContain(SECRET);
	});

	it('says so when a webhook was deleted', async () => {
		const own = portal.webhook();
		portal.revokeWebhook(own);
		const verdict = await testCredential(WEBHOOK, { webhookUrl: own });
		expect(verdict.message).toContain('its code is wrong or it was deleted');
	});

	it.each([301, 302, 303, 307, 308])(
		'follows no redirect (%i): the secret goes to the portal or nowhere',
		async (status) => {
			const heard: string[] = [];
			foreign.on('request', (request) => heard.push(String(request.url)));
			const location = `${foreignUrl}${new URL(hook).pathname}user.current`;
			for (const stored of [webhookCredential(portal), oauthCredential(portal)]) {
				portal.fault({ answer: { status, body: '', headers: { location } } });
				const verdict = await testCredential(stored);
				portal.clearFaults();
				expect(verdict.status).toBe('Error');
				expect(verdict.message).toContain('it may lead to another one');
			}
			expect(heard).toEqual([]);
		},
	);

	it('takes a web server that is no portal for what it is', async () => {
		const verdict = await testCredential(WEBHOOK, {
			webhookUrl: `${foreignUrl}/rest/1/${SECRET}/`,
		});
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toContain('not that of a Bitrix24 portal');
	});
});
