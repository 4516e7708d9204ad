/** The OAuth2 credential from "Connect my account" to the day its connection ends. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startPortal, type Application, type Portal } from '../../portal';
import type { CredentialRef } from '../n8n/client';
import { connectAccount, type Dance } from '../n8n/connect';
import { jsonOf } from '../n8n/execution';
import { sharedClient, sharedSession } from '../support/session';
import { bitrix24, workflowOf } from '../support/workflows';

const n8n = sharedClient();
let portal: Portal;
let application: Application;
let credential: CredentialRef;
let dance: Dance;

function dataOf(app: Application) {
	const { clientId, clientSecret } = app;
	return {
		portalUrl: portal.url,
		clientId,
		clientSecret,
		authServer: portal.authServer,
	};
}

function redirectUri(): string {
	return `${sharedSession().url}/rest/oauth2-credential/callback`;
}

/** Runs Get Current with the credential. */
async function whoAmI(name: string) {
	const node = bitrix24(credential, { operation: 'getCurrent' });
	return await n8n.runToEnd(workflowOf(name, [{ row: 1 }], node));
}

function tokenRequests() {
	return portal.requests.filter(({ method }) => method === 'oauth.token');
}

before(async () => {
	portal = await startPortal();
	application = portal.application({ redirectUri: redirectUri() });
	portal.browserUser = 24;
	const data = dataOf(application);
	credential = await n8n.createCredential('bitrix24OAuth2Api', 'oauth', data);
	dance = await connectAccount(n8n, credential);
});
after(() => portal.stop());

describe('the OAuth2 credential', () => {
	test('sends the browser to the portal, with the callback n8n shows and no secret', () => {
		const { authorisation } = dance;
		assert.equal(authorisation.origin, portal.url);
		assert.equal(authorisation.pathname, '/oauth/authorize/');
		assert.equal(authorisation.searchParams.get('client_id'), application.clientId);
		assert.equal(authorisation.searchParams.get('redirect_uri'), redirectUri());
		assert.equal(authorisation.searchParams.get('response_type'), 'code');
		assert.ok(!authorisation.href.includes(application.clientSecret));
	});

	test('exchanges the code with id and secret in the form body, and ends on the page of success', () => {
		assert.equal(dance.page.status, 200, dance.page.text);
		assert.match(dance.page.text, /success/i);
		const [exchange] = tokenRequests();
		assert.equal(exchange.httpMethod, 'POST');
		assert.equal(exchange.params.grant_type, 'authorization_code');
		assert.equal(exchange.params.client_id, application.clientId);
		assert.ok('client_secret' in exchange.params);
		assert.equal(exchange.headers.authorization, undefined);
	});

	test('acts as the person who connected', async () => {
		const execution = await whoAmI('connected');
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.equal(jsonOf(execution, 'Bitrix24')[0].ID, '24');
	});

	test('renews an expired token once and goes on', async () => {
		portal.expireTokens();
		portal.forget();
		const execution = await whoAmI('renewed');
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.equal(jsonOf(execution, 'Bitrix24')[0].ID, '24');
		const renewals = tokenRequests();
		assert.deepEqual(
			renewals.map(({ params, status }) => [params.grant_type, status]),
			[['refresh_token', 200]],
		);
	});

	test('has stored the renewed token: the next execution asks for none', async () => {
		portal.forget();
		const execution = await whoAmI('stored');
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.equal(tokenRequests().length, 0);
	});

	test('fills the dropdowns of the form as well, with a token that has expired', async () => {
		portal.expireTokens();
		const form = {
			parameters: { authentication: 'oAuth2', resource: 'user', operation: 'getAll' },
			credential,
		};
		const departments = await n8n.loadOptions('getDepartments', form, 'filters.departments');
		assert.equal(departments.length, portal.departments.length);
	});

	test('says what to do when the connection has been revoked', async () => {
		portal.revokeTokens();
		const { status, error, text } = await whoAmI('revoked');
		assert.equal(status, 'error');
		assert.match(error?.message ?? '', /no longer valid|could not be renewed|expired/i);
		assert.match(text, /connect the account again/i);
		assert.ok(!text.includes(application.clientSecret));
	});

	test('works again after "Connect my account" is pressed once more', async () => {
		const again = await connectAccount(n8n, credential);
		assert.equal(again.page.status, 200);
		const execution = await whoAmI('connected again');
		assert.equal(execution.status, 'success', execution.error?.message);
	});

	test('does not connect with a wrong secret, and the page does not repeat it', async () => {
		const own = portal.application({ redirectUri: redirectUri() });
		const clientSecret = `${own.clientSecret.slice(0, -6)}wrong1`;
		const wrong = await n8n.createCredential('bitrix24OAuth2Api', 'wrong secret', {
			...dataOf(own),
			clientSecret,
		});
		const { page } = await connectAccount(n8n, wrong);
		assert.ok(!/Connection successful/i.test(page.text), page.text);
		assert.ok(!page.text.includes(clientSecret));
	});
});
