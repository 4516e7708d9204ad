/** After failures of every kind, nothing secret is in n8n's database, its log files or what it hands out. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startPortal, type Application, type Portal } from '../../portal';
import type { CredentialRef } from '../n8n/client';
import { connectAccount } from '../n8n/connect';
import { bytesStored, filesHolding } from '../n8n/storage';
import { sharedClient, sharedSession } from '../support/session';
import { bitrix24, workflowOf } from '../support/workflows';

const n8n = sharedClient();
const { url, userFolder } = sharedSession();
const items = [{ row: 1 }];
let portal: Portal;
let application: Application;
let webhook: CredentialRef;
let oauth: CredentialRef;
/** Whatever must not be found, gathered while the failures happen. */
const secrets: string[] = [];
/** All that n8n handed out about the executions. */
const shown: string[] = [];

before(async () => {
	portal = await startPortal();
	const webhookUrl = portal.webhook();
	const code = webhookUrl.split('/')[5];
	webhook = await n8n.createCredential('bitrix24WebhookApi', 'secret', { webhookUrl });
	const redirectUri = `${url}/rest/oauth2-credential/callback`;
	application = portal.application({ redirectUri });
	const { clientId, clientSecret } = application;
	oauth = await n8n.createCredential('bitrix24OAuth2Api', 'secret', {
		portalUrl: portal.url,
		clientId,
		clientSecret,
		authServer: portal.authServer,
	});
	secrets.push(code, clientSecret);
	await connectAccount(n8n, oauth);
});
after(() => portal.stop());

async function fail(credential: CredentialRef, parameters: Record<string, unknown>, name: string) {
	for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
		const node = bitrix24(credential, parameters, { onError });
		const execution = await n8n.runToEnd(workflowOf(name, items, node));
		const outcome = execution.nodes.get('Bitrix24');
		const failed = execution.status === 'error' || (outcome?.outputs[1] ?? []).length > 0;
		assert.ok(failed, `${name} was meant to fail`);
		shown.push(execution.text);
	}
}

/** A proxy's page that shows the address that was asked for, secret included. */
function echoingPage(secret: string): string {
	return `<html><h1>502 Bad Gateway</h1><p>${portal.url}/rest/1/${secret}/user.get and ${encodeURIComponent(
		`/rest/1/${secret}/`,
	)}</p></html>`;
}

describe('no secret is stored in clear', () => {
	test('after a gateway has echoed the address', async () => {
		const [code] = secrets;
		portal.fault({ times: 60, answer: { status: 502, body: echoingPage(code) } });
		await fail(
			webhook,
			{ operation: 'invite', email: 'x@example.com', departments: [1] },
			'gateway',
		);
		portal.clearFaults();
	});

	test('after the portal has repeated the address in its own refusal', async () => {
		const [code] = secrets;
		portal.refuse({
			status: 400,
			error: 'ERROR_CORE',
			error_description: `Bad call of /rest/1/${code}/user.add`,
		});
		await fail(webhook, { operation: 'getCurrent' }, 'refusal');
		portal.refuse(undefined);
	});

	test('after the connection was cut', async () => {
		portal.fault({ times: 60, connection: 'reset' });
		await fail(webhook, { operation: 'invite', email: 'y@example.com', departments: [1] }, 'reset');
		portal.clearFaults();
	});

	test('after something that is no webhook was stored as one', async () => {
		const webhookUrl = 'https://portal.bitrix24.com/rest/1/notRightButSecret99/?x=1';
		secrets.push('notRightButSecret99');
		const wrong = await n8n.createCredential('bitrix24WebhookApi', 'wrong', { webhookUrl });
		await fail(wrong, { operation: 'getCurrent' }, 'wrong webhook');
	});

	test('after the OAuth2 connection was revoked', async () => {
		const { access_token, refresh_token } = portal.authorise(application);
		const { clientId, clientSecret } = application;
		const known = await n8n.createCredential('bitrix24OAuth2Api', 'known token', {
			portalUrl: portal.url,
			clientId,
			clientSecret,
			authServer: portal.authServer,
			oauthTokenData: { access_token, refresh_token, token_type: 'Bearer' },
		});
		secrets.push(access_token, refresh_token);
		portal.revokeTokens();
		await fail(known, { operation: 'getCurrent' }, 'revoked');
		await fail(oauth, { operation: 'getCurrent' }, 'revoked as well');
	});

	test('in the database, its write-ahead log and the log files', () => {
		assert.ok(bytesStored(userFolder) > 500_000, 'there is hardly anything to search');
		// What was searched does hold the executions: a marker that is no secret is found.
		assert.notDeepEqual(filesHolding(userFolder, ['revoked as well']), []);
		assert.deepEqual(filesHolding(userFolder, secrets), []);
	});

	test('in what the editor is given', () => {
		assert.ok(shown.length >= 12);
		for (const text of shown) {
			for (const secret of secrets) assert.ok(!text.includes(secret), secret.slice(0, 4));
		}
	});
});
