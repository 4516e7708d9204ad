/** OAuth of the emulator. (docs: settings/oauth) */
import { caller, query } from './server/caller';
import { startPortal } from '.';
import type { Application, Portal } from './types';

let portal: Portal;
let application: Application;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
	application = portal.application({ scopes: ['user', 'department'] });
});

afterEach(() => portal.stop());

interface Tokens {
	status: number;
	body: { [key: string]: unknown };
}

async function token(params: Record<string, string>, post = false): Promise<Tokens> {
	const address = `${portal.authServer}/oauth/token/`;
	const response = post
		? await fetch(address, { method: 'POST', body: new URLSearchParams(params) })
		: await fetch(`${address}?${query(params)}`);
	const body: unknown = await response.json();
	return { status: response.status, body: Object(body) };
}

const ids = () => ({
	client_id: application.clientId,
	client_secret: application.clientSecret,
});

async function authorizeCode(): Promise<URL> {
	const address = `${portal.url}/oauth/authorize/?${query({
		client_id: application.clientId,
		state: 'st/ate=1&x',
		scope: 'crm',
		redirect_uri: 'https://evil.example',
	})}`;
	const response = await fetch(address, { redirect: 'manual' });
	expect(response.status).toBe(302);
	return new URL(response.headers.get('location') ?? '');
}

it('the browser returns with code, state, domain, member_id, scope, server_domain', async () => {
	const back = await authorizeCode();
	expect(back.href.startsWith(application.redirectUri)).toBe(true);
	expect(Object.fromEntries(back.searchParams)).toMatchObject({
		state: 'st/ate=1&x',
		domain: new URL(portal.url).host,
		scope: 'user,department',
		member_id: expect.any(String),
		server_domain: expect.any(String),
		code: expect.any(String),
	});
});

it.each([false, true])('a code becomes tokens, once (form POST: %s)', async (post) => {
	const code = (await authorizeCode()).searchParams.get('code') ?? '';
	const params = { grant_type: 'authorization_code', ...ids(), code };
	const { status, body } = await token(params, post);
	expect(status).toBe(200);
	expect(body).toMatchObject({
		expires_in: 3600,
		client_endpoint: `${portal.url}/rest/`,
		scope: 'user,department',
		status: 'L',
		user_id: 1,
	});
	const call = caller(`${portal.url}/rest/`, { authorization: `Bearer ${body.access_token}` });
	expect((await call('profile')).result).toMatchObject({ ID: '1' });
	expect((await token(params, post)).body.error).toBe('invalid_grant');
});

it('a code lives 30 seconds', async () => {
	const code = (await authorizeCode()).searchParams.get('code') ?? '';
	portal.passTime(30_001);
	expect((await token({ grant_type: 'authorization_code', ...ids(), code })).body.error).toBe(
		'invalid_grant',
	);
});

it('acts as the person who authorised', async () => {
	portal.browserUser = 3;
	const code = (await authorizeCode()).searchParams.get('code') ?? '';
	const { body } = await token({ grant_type: 'authorization_code', ...ids(), code });
	const call = caller(`${portal.url}/rest/`);
	for (const name of ['auth', 'access_token']) {
		const answer = await call(`profile?${name}=${body.access_token}`);
		expect(answer.result).toMatchObject({ ID: '3', ADMIN: false });
	}
});

it('an expired token is 401 expired_token; refresh tokens rotate', async () => {
	const first = portal.authorise(application);
	portal.expireTokens();
	const bearer = (access: unknown) =>
		caller(`${portal.url}/rest/`, { authorization: `Bearer ${access}` });
	expect(await bearer(first.access_token)('profile')).toMatchObject({
		status: 401,
		error: 'expired_token',
	});
	const params = { grant_type: 'refresh_token', ...ids(), refresh_token: first.refresh_token };
	const { body } = await token(params);
	expect(body.refresh_token).not.toBe(first.refresh_token);
	expect((await bearer(body.access_token)('profile')).status).toBe(200);
	expect((await token(params)).body.error).toBe('invalid_grant');
	portal.passTime(3_600_001);
	expect((await bearer(body.access_token)('profile')).error).toBe('expired_token');
	portal.revokeTokens();
	const again = { ...params, refresh_token: String(body.refresh_token) };
	expect((await token(again)).body.error).toBe('invalid_grant');
	expect((await bearer('nonsense')('profile')).error).toBe('invalid_token');
});

it('HTTP Basic is not read, JSON bodies neither', async () => {
	const tokens = portal.authorise(application);
	const basic = Buffer.from(`${application.clientId}:${application.clientSecret}`);
	const response = await fetch(`${portal.authServer}/oauth/token/`, {
		method: 'POST',
		headers: { authorization: `Basic ${basic.toString('base64')}` },
		body: new URLSearchParams({
			grant_type: 'refresh_token',
			refresh_token: tokens.refresh_token,
		}),
	});
	expect(await response.json()).toMatchObject({ error: 'invalid_client' });
	expect(JSON.stringify(portal.requests)).not.toContain(tokens.refresh_token);
	expect(portal.requests[0].method).toBe('oauth.token');
});

it('the documented errors', async () => {
	const { refresh_token } = portal.authorise(application);
	const grant = { grant_type: 'refresh_token', ...ids(), refresh_token };
	const error = async (params: Record<string, string>) => (await token(params)).body.error;
	expect(await error({ ...ids() })).toBe('invalid_request');
	expect(await error({ ...grant, client_secret: 'wrong' })).toBe('invalid_client');
	portal.unpaid = true;
	expect(await error(grant)).toBe('PAYMENT_REQUIRED');
	application = portal.application({ installed: false });
	expect(await error({ ...grant, ...ids() })).toBe('invalid_client');
	const page = await fetch(`${portal.url}/oauth/authorize/?client_id=${application.clientId}`);
	expect([page.status, page.redirected]).toEqual([200, false]);
});

it('app.info tells an application of itself, and nobody else', async () => {
	const { access_token } = portal.authorise(application);
	const call = caller(`${portal.url}/rest/`, { authorization: `Bearer ${access_token}` });
	expect((await call('app.info')).result).toMatchObject({
		CODE: application.clientId,
		STATUS: 'L',
		INSTALLED: true,
	});
	const answer = await caller(portal.webhook())('app.info');
	expect(answer).toMatchObject({ status: 400, error: 'ACCESS_DENIED' });
});

it('rights are those of the card and of the person', async () => {
	const { access_token } = portal.authorise(application, 3);
	const call = caller(`${portal.url}/rest/`, { authorization: `Bearer ${access_token}` });
	expect((await call('scope')).result).toEqual(['department', 'user']);
	expect((await call('sonet_group.get')).error_description).toContain('access token');
	portal.edit(3, { ACTIVE: false });
	expect(await call('profile')).toMatchObject({ status: 403, error: 'authorization_error' });
});
