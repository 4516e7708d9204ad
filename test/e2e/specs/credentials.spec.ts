/** What a person reads under "Connection" in the window of a credential. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startPortal, type Portal } from '../../portal';
import { freePorts } from '../n8n/ports';
import { sharedClient, sharedSession } from '../support/session';

const n8n = sharedClient();
let portal: Portal;

before(async () => {
	portal = await startPortal();
});
after(() => portal.stop());

async function verdict(webhookUrl: string) {
	const type = 'bitrix24WebhookApi';
	const credential = await n8n.createCredential(type, 'tested', { webhookUrl });
	return await n8n.testCredential(credential, { webhookUrl });
}

describe('the test of a webhook credential', () => {
	test('says OK for a good one', async () => {
		assert.equal((await verdict(portal.webhook())).status, 'OK');
	});

	for (const [pasted, change] of [
		['without a trailing slash', (url: string) => url.slice(0, -1)],
		['with profile.json at its end', (url: string) => `${url}profile.json`],
		['with blanks around it', (url: string) => `  ${url} \n`],
	] as const) {
		test(`says OK for one pasted ${pasted}`, async () => {
			assert.equal((await verdict(change(portal.webhook()))).status, 'OK');
		});
	}

	test('says OK with the least scope that lists people', async () => {
		assert.equal((await verdict(portal.webhook({ scopes: ['user_brief'] }))).status, 'OK');
	});

	test('names a wrong code', async () => {
		const { status, message } = await verdict(portal.webhook().replace(/.{4}\/$/, 'zzzz/'));
		assert.equal(status, 'Error');
		assert.match(message, /code is wrong or it was deleted/);
	});

	test('names the scope that is missing', async () => {
		const { status, message } = await verdict(portal.webhook({ scopes: ['department'] }));
		assert.equal(status, 'Error');
		assert.match(message, /lacks a permission \(scope\)/);
		assert.match(message, /user, user_basic or user_brief/);
	});

	test('says that nobody answers at the address', async () => {
		const [closed] = await freePorts(1);
		const { status, message } = await verdict(
			`http://127.0.0.1:${closed}/rest/1/nobodyhome123456/`,
		);
		assert.equal(status, 'Error');
		// n8n's own words: it leaves credentials no say when nobody answers.
		const expected =
			sharedSession().major === 1
				? 'The service refused the connection - perhaps it is offline'
				: 'ECONNREFUSED';
		assert.equal(message, expected);
	});

	test('refuses to send the secret over plain http', async () => {
		const secret = 'plainhttp1234567';
		const { status, message } = await verdict(`http://portal.bitrix24.com/rest/1/${secret}/`);
		assert.equal(status, 'Error');
		assert.match(message, /Use https:\/\//);
		assert.ok(!message.includes(secret), message);
	});

	test('shows the right shape when something else was pasted, without repeating it', async () => {
		const { status, message } = await verdict('https://portal.bitrix24.com/company/hushhush/');
		assert.equal(status, 'Error');
		assert.match(message, /not the URL of an inbound webhook/);
		assert.match(message, /https:\/\/your-portal\.bitrix24\.com\/rest\/1\//);
		assert.ok(!message.includes('hushhush'), message);
	});

	test('does not take a web page for a portal', async () => {
		const webhook = portal.webhook();
		portal.fault({ times: 4, answer: { status: 200, body: '<html>Maintenance</html>' } });
		const { status, message } = await verdict(webhook);
		portal.clearFaults();
		assert.equal(status, 'Error');
		assert.match(message, /not that of a Bitrix24 portal/);
	});
});
