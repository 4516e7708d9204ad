/** Credential type `bitrix24WebhookApi` in n8n's HTTP Request node: the secret goes to the portal, and nowhere else. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { credential, httpClient, loadPackage } from '../harness';
import { startPortal, type Portal } from '../portal';
import { requestWith, type Helper } from '../support/httpRequestNode';

const WEBHOOK = 'bitrix24WebhookApi';
const SECRET = 'abcdefgh12345678';

let portal: Portal;
let hook: string;
let foreign: Server;
let foreignUrl: string;
const foreignPaths: string[] = [];

beforeAll(async () => {
	portal = await startPortal({ people: 3 });
	hook = portal.webhook();
	foreign = createServer((request, response) => {
		foreignPaths.push(request.url ?? '');
		response.end('{}');
	});
	await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
	foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
});
beforeEach(() => {
	portal.forget();
	foreignPaths.length = 0;
});
afterAll(async () => {
	foreign.closeAllConnections();
	await new Promise((resolve) => foreign.close(resolve));
	await portal.stop();
});

const code = () => new URL(hook).pathname.split('/')[3];

describe.each<[Helper]>([['HTTP Request node'], ['other nodes']])(
	'bitrix24WebhookApi used by the %s',
	(helper) => {
		const ask = (url: string, more = {}) =>
			requestWith(credential(WEBHOOK, { webhookUrl: hook }), { url, ...more }, helper);

		it.each([
			['a method below /rest/', '/rest/user.get?FILTER[ID]=3'],
			['a method with .json', '/rest/user.get.json?FILTER[ID]=3'],
		])('puts the secret into an absolute URL of the portal: %s', async (_what, path) => {
			const answer = await ask(portal.url + path);
			expect(answer).toMatchObject({ result: [{ ID: '3', LAST_NAME: 'Smith' }] });
			expect(portal.requests[0].path).toMatch(/^\/rest\/1\/\*\*\*\/user\.get/);
		});

		it('keeps query parameters and bodies that the node adds', async () => {
			expect(await ask(`${portal.url}/rest/user.get`, { qs: { ID: 4 } })).toMatchObject({
				result: [{ LAST_NAME: "O'Brien" }],
			});
			const post = { method: 'POST', body: { FILTER: { ID: [5] } } };
			expect(await ask(`${portal.url}/rest/user.get`, post)).toMatchObject({
				result: [{ LAST_NAME: 'Unicorn' }],
			});
		});

		it('leaves a URL alone that carries the secret already', async () => {
			expect(await ask(`${hook}user.get?ID=3`)).toMatchObject({ result: [{ ID: '3' }] });
		});

		it.each([
			['another host', () => `${foreignUrl}/rest/user.get`],
			[
				'another host in user:password form',
				() => `http://127.0.0.1@${foreignUrl.slice(7)}/rest/x`,
			],
			['another port', () => `http://127.0.0.1:1/rest/user.get`],
			['the portal but not REST', () => `${portal.url}/company/`],
			['climbing out of REST', () => `${portal.url}/rest/../company/`],
		])('never sends the secret to %s', async (_what, url) => {
			const refused = await ask(url()).then(
				() => undefined,
				(error: unknown) => error,
			);
			expect(refused).toBeInstanceOf(Error);
			expect(String(refused)).toContain('not on the portal of this credential');
			expect(JSON.stringify(refused)).not.toContain(code());
			expect(foreignPaths).toEqual([]);
			expect(portal.requests).toEqual([]);
		});
	},
);

describe('the `authenticate` of bitrix24WebhookApi', () => {
	const authenticate = async (url: string) => {
		const { credentials } = await loadPackage();
		const { authenticate: sign } = credentials[WEBHOOK];
		if (typeof sign !== 'function') throw new Error('authenticate is no function');
		const webhookUrl = `https://my.bitrix24.com/rest/7/${SECRET}/profile.json`;
		return (await sign({ webhookUrl }, { url, method: 'POST' })).url;
	};
	const base = `https://my.bitrix24.com/rest/7/${SECRET}/`;

	it.each([
		['user.get', `${base}user.get`],
		['/user.get', `${base}user.get`],
		['rest/user.get', `${base}user.get`],
		['/rest/user.get?start=50', `${base}user.get?start=50`],
		['https://my.bitrix24.com/rest/crm.deal.list', `${base}crm.deal.list`],
		['https://MY.bitrix24.com:443/rest/crm.deal.list?a=1', `${base}crm.deal.list?a=1`],
	])('%s', async (url, expected) => {
		expect(await authenticate(url)).toBe(expected);
	});

	it.each([
		'https://evil.example/rest/user.get',
		'https://my.bitrix24.com.evil.example/rest/user.get',
		'https://other.bitrix24.com/rest/user.get',
		'http://my.bitrix24.com/rest/user.get',
		'//evil.example/rest/user.get',
		'\\\\evil.example\\rest',
		'https:evil.example/rest/user.get',
	])('%s gets no secret that would leave the portal', async (url) => {
		const signed = await authenticate(url).catch((error: unknown) => String(error));
		if (!signed.startsWith('AddressError')) expect(new URL(signed).host).toBe('my.bitrix24.com');
		else expect(signed).not.toContain(SECRET);
	});

	it('leads to the very webhook the portal knows', async () => {
		const { credentials } = await loadPackage();
		const { authenticate: sign } = credentials[WEBHOOK];
		if (typeof sign !== 'function') throw new Error('authenticate is no function');
		const { url } = await sign({ webhookUrl: hook }, { url: 'profile' });
		const { data } = await httpClient.get(url);
		expect(data).toMatchObject({ result: { ID: '1', ADMIN: true } });
	});
});
