/** The button on the employee's card, pressed in a browser: portal, n8n and Chromium as they are. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, FrameLocator, Page, Response } from 'playwright-core';

import { CAST, startPortal, type Portal } from '../../portal';
import { openStage, type Stage } from '../n8n';
import type { CredentialRef, StoredWorkflow } from '../n8n/client';
import { connectAccount } from '../n8n/connect';
import { edition } from '../n8n/editions';
import { jsonOf } from '../n8n/execution';
import { startN8n, type Instance } from '../n8n/instance';
import { freePorts } from '../n8n/ports';
import { until } from '../n8n/processes';
import { filesHolding } from '../n8n/storage';
import { activate, deactivate, startedBy, startedIds, startedOf } from '../support/activation';
import { openBrowser } from '../support/browser';
import { pathOf } from '../support/screenshots';
import { sharedSession } from '../support/session';

const TYPE = 'bitrix24ProfileButtonTrigger';
const WEBHOOK = 'e2e0a1b2-0000-4000-8000-0000000000c';

let stage: Stage;
/** The n8n of the stage, or the one that took its place after the restart. */
let instance: Instance;
let environment: Record<string, string>;
let port: number;
let portal: Portal;
let credential: CredentialRef;
let browser: Browser;
let page: Page;
let workflow: StoredWorkflow;

/** What the browser complained of, a page it would not show among it. */
const complaints: string[] = [];

before(async () => {
	[port] = await freePorts(1);
	const address = `http://127.0.0.1:${port}`;
	environment = { WEBHOOK_URL: `${address}/` };
	portal = await startPortal({ people: 10 });
	stage = await openStage({ edition: edition(String(sharedSession().major)), port, environment });
	instance = stage.instance;
	const redirectUri = `${address}/rest/oauth2-credential/callback`;
	const { clientId, clientSecret } = portal.application({ redirectUri });
	const { url: portalUrl, authServer } = portal;
	const data = { portalUrl, clientId, clientSecret, authServer };
	credential = await stage.client.createCredential('bitrix24OAuth2Api', 'application', data);
	const { page: connected } = await connectAccount(stage.client, credential);
	assert.equal(connected.status, 200, connected.text);
	({ browser, page } = await openBrowser());
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(message.text());
	});
	await page.setViewportSize({ width: 1280, height: 640 });
	portal.browserUser = CAST.secondAdministrator;
	workflow = await stage.client.createWorkflow(
		startedBy(
			'offboarding',
			TYPE,
			credential,
			{
				title: 'Start offboarding',
				description: 'Hands over, takes out of groups and dismisses',
				pageText: 'Offboarding of {name} has been started.',
			},
			`${WEBHOOK}1`,
		),
	);
	await activate(stage.client, workflow);
});
after(async () => {
	await browser?.close();
	await instance?.stop();
	await stage?.close();
	await portal?.stop();
});

const shoot = (name: string) =>
	page.screenshot({ path: pathOf(name), animations: 'disabled', caret: 'hide' });

async function openCard(): Promise<void> {
	await page.goto(`${portal.url}/company/personal/user/${CAST.employee}/`);
}

/** Presses a button of the card; the page that comes, and the frame it is shown in. */
async function press(title: string): Promise<{ frame: FrameLocator; response: Response }> {
	const arriving = page.waitForResponse((response) => response.url().includes('/webhook/'));
	await page.getByRole('button', { name: title, exact: true }).click();
	return { frame: page.frameLocator('iframe[name=application]'), response: await arriving };
}

/** The second button of the page in the frame. */
async function confirm(frame: FrameLocator): Promise<Response> {
	const arriving = page.waitForResponse((response) => response.url().includes('/webhook/'));
	await frame.getByRole('button', { name: 'Start', exact: true }).click();
	return await arriving;
}

/** What the browser posted last, to be posted again. */
let sent: { url: string; openedWith: string; confirmedWith: string };

const postAgain = async (body: string) => {
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	const response = await fetch(sent.url, { method: 'POST', headers, body });
	return { status: response.status, text: await response.text() };
};

describe('a button on the employee’s card', () => {
	test('is there when the workflow is active, and opening the card starts nothing', async () => {
		await openCard();
		const button = page.getByRole('button', { name: 'Start offboarding' });
		await button.waitFor();
		await button.hover();
		await shoot('profile-button-card');
		assert.deepEqual(await startedIds(stage.client, workflow), []);
	});

	test('asks in the portal’s frame first, then starts one execution for the card and tells who pressed', async () => {
		await openCard();
		const { frame, response } = await press('Start offboarding');
		await frame.getByText('Start this for John Smith?').waitFor();
		await shoot('profile-button-confirm');
		assert.deepEqual(await startedIds(stage.client, workflow), []);
		// n8n adds neither its sandbox nor X-Frame-Options to the page of the node.
		const headers = await response.allHeaders();
		assert.match(
			headers['content-security-policy'],
			/^default-src 'none';.* frame-ancestors http:/,
		);
		assert.equal(headers['x-frame-options'], undefined);

		const done = await confirm(frame);
		await frame.getByText('Offboarding of John Smith has been started.').waitFor();
		await shoot('profile-button-started');
		const [execution, ...more] = await startedOf(stage.client, workflow, 1);
		assert.deepEqual(more, []);
		assert.equal(execution.status, 'success', execution.error?.message);
		const [{ user, openedBy, place }] = jsonOf(execution, 'Next');
		assert.deepEqual(user, { ID: String(CAST.employee) });
		assert.equal((openedBy as { ID: unknown }).ID, String(CAST.secondAdministrator));
		assert.equal(place, 'employeeCard');
		assert.deepEqual(complaints, []);
		sent = {
			url: response.url(),
			openedWith: response.request().postData() ?? '',
			confirmedWith: done.request().postData() ?? '',
		};
	});

	test('leaves no token of whoever pressed on the disk', () => {
		const form = new URLSearchParams(sent.openedWith);
		const tokens = ['AUTH_ID', 'REFRESH_ID', 'APPLICATION_TOKEN'].map((name) => form.get(name));
		assert.ok(tokens.every((token) => String(token).length >= 32));
		assert.deepEqual(filesHolding(instance.userFolder, tokens.map(String)), []);
	});

	test('starts nothing when the page is sent again, also after a restart of n8n', async () => {
		const again = /has been started for .*John Smith.* before/;
		const now = await postAgain(sent.confirmedWith);
		assert.deepEqual([now.status, again.test(now.text)], [200, true]);
		await instance.stop();
		const { installation, userFolder } = instance;
		instance = await startN8n(installation, { userFolder, port, environment });
		await stage.client.signIn();
		const later = await postAgain(sent.confirmedWith);
		assert.deepEqual([later.status, again.test(later.text)], [200, true]);
		await openCard();
		const { frame } = await press('Start offboarding');
		await confirm(frame);
		await frame.getByText('Offboarding of John Smith has been started.').waitFor();
		assert.equal((await startedOf(stage.client, workflow, 2)).length, 2);
	});

	test('is shown by its own portal only: a page elsewhere gets an empty frame', async () => {
		const elsewhere = await startPortal({ people: 0 });
		await page.goto(`${elsewhere.url}/company/personal/user/1/`);
		const arriving = page.waitForResponse((response) => response.url().includes('/webhook/'));
		const { ticket } = Object.fromEntries(new URLSearchParams(sent.confirmedWith));
		await page.setContent(
			`<iframe name="thief"></iframe><form method="post" target="thief" action="${sent.url.replaceAll('&', '&amp;')}">
			<input name="ticket" value="${ticket}"></form><script>document.forms[0].submit()</script>`,
		);
		await arriving;
		await until('The browser refuses', async () => (complaints.length > 0 ? true : undefined));
		assert.equal(await page.frameLocator('iframe').locator('main').count(), 0);
		assert.match(complaints.splice(0).join(' '), /frame-ancestors/);
		await elsewhere.stop();
	});
});

describe('an answer of the workflow', () => {
	const others: StoredWorkflow[] = [];

	before(async () => {
		const form = { options: { confirm: false } };
		const last = startedBy(
			'last node',
			TYPE,
			credential,
			{ ...form, title: 'Last node', answer: 'lastNode' },
			`${WEBHOOK}2`,
		);
		const stored = await stage.client.createWorkflow(last);
		await activate(stage.client, stored);
		others.push(stored);
	});

	test('by the last node is shown in the frame', async () => {
		await openCard();
		const { frame, response } = await press('Last node');
		await frame.getByText('"place":"employeeCard"').waitFor();
		assert.equal((await response.allHeaders())['x-frame-options'], undefined);
		assert.equal((await startedOf(stage.client, others[0], 1)).length, 1);
	});

	test('goes with its button when the workflows are deactivated', async () => {
		for (const stored of [workflow, ...others]) await deactivate(stage.client, stored);
		await openCard();
		await page.getByRole('heading', { name: 'John Smith' }).waitFor();
		// n8n 2 answers before the portal has been asked.
		await until('The buttons are gone', async () => {
			const card = await (await fetch(page.url())).text();
			return card.includes('<button value') ? undefined : true;
		});
		assert.equal((await postAgain(sent.openedWith)).status, 404);
	});
});
