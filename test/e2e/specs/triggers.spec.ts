/** Workflows that the portal starts: by its events, and by what polling finds, also across a restart of n8n. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { CAST, startPortal, type Application, type Portal } from '../../portal';
import { caller } from '../../portal/server/caller';
import { openStage, type Stage } from '../n8n';
import type { CredentialRef, StoredWorkflow } from '../n8n/client';
import { connectAccount } from '../n8n/connect';
import { edition } from '../n8n/editions';
import { jsonOf, type Execution } from '../n8n/execution';
import { startN8n, type Instance } from '../n8n/instance';
import { freePorts } from '../n8n/ports';
import { until } from '../n8n/processes';
import { bytesStored, filesHolding } from '../n8n/storage';
import { activate, deactivate, startedBy, startedIds, startedOf } from '../support/activation';
import { changed, join, KNOWN, lastForm, post, REFUSED } from '../support/deliveries';
import { sharedSession } from '../support/session';

/** n8n asks for at least a minute between the times of one entry; twelve entries make it five seconds. */
const EVERY_FIVE_SECONDS = {
	item: Array.from({ length: 12 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 5} * * * * *`,
	})),
};

let stage: Stage;
/** The n8n of the stage, or the one that took its place after the restart. */
let instance: Instance;
let environment: Record<string, string>;
/** The address the portal knows n8n by: unlike `localhost` its host has a dot. */
let address: string;
let portal: Portal;

let byHand: StoredWorkflow;
let polling: StoredWorkflow;

before(async () => {
	const [port] = await freePorts(1);
	address = `http://127.0.0.1:${port}`;
	environment = { WEBHOOK_URL: `${address}/` };
	portal = await startPortal({ people: 10 });
	stage = await openStage({ edition: edition(String(sharedSession().major)), port, environment });
	instance = stage.instance;
});
after(async () => {
	await instance?.stop();
	await stage?.close();
	await portal?.stop();
});

function usersOf(executions: Execution[]): string[] {
	return executions.flatMap((execution) =>
		jsonOf(execution, 'Next').map(({ user }) => {
			assert.ok(typeof user === 'object' && user !== null && 'ID' in user);
			return String(user.ID);
		}),
	);
}

const HAND_MADE = 'e2e0a1b2-0000-4000-8000-000000000001';
const BOUND = 'e2e0a1b2-0000-4000-8000-000000000002';
const urlOf = (webhookId: string): string => `${address}/webhook/${webhookId}/webhook`;

describe('an outgoing webhook made by hand', () => {
	let outgoing: ReturnType<Portal['outgoingWebhook']>;

	before(async () => {
		outgoing = portal.outgoingWebhook(urlOf(HAND_MADE), 'ONUSERADD');
		const { applicationToken } = outgoing;
		const n8n = stage.client;
		const credential = await n8n.createCredential('bitrix24OutgoingWebhookApi', 'by hand', {
			applicationToken,
		});
		const form = { authentication: 'outgoingWebhook', event: 'userAdded' };
		byHand = await n8n.createWorkflow(
			startedBy('by hand', 'bitrix24Trigger', credential, form, HAND_MADE),
		);
		assert.deepEqual(await join(portal, 600, urlOf(HAND_MADE)), [404]);
		await activate(n8n, byHand);
	});

	test('starts one execution with the person who signed in, and stores no token', async () => {
		assert.deepEqual(await join(portal, 601, urlOf(HAND_MADE)), [200]);
		const started = await startedOf(stage.client, byHand, 1);
		assert.deepEqual(usersOf(started), ['601']);
		const [execution] = started;
		assert.equal(execution.status, 'success', execution.error?.message);
		const [{ event, user, portal: from }] = jsonOf(execution, 'Trigger');
		assert.equal(event, 'ONUSERADD');
		assert.deepEqual((user as { UF_DEPARTMENT: unknown }).UF_DEPARTMENT, [1]);
		assert.equal((from as { domain: unknown }).domain, new URL(portal.url).host);
		assert.ok(!execution.text.includes(outgoing.applicationToken));
	});

	test('starts nothing for a forged delivery, which is refused, or for a repeated one', async () => {
		const form = await lastForm(portal, urlOf(HAND_MADE));
		const forged = { 'auth[application_token]': 'f'.repeat(32), 'data[ID]': '602' };
		assert.deepEqual(await post(urlOf(HAND_MADE), changed(form, forged)), REFUSED);
		const unsigned = { ...forged, 'auth[application_token]': undefined };
		assert.deepEqual(await post(urlOf(HAND_MADE), changed(form, unsigned)), REFUSED);
		assert.deepEqual(await post(urlOf(HAND_MADE), form), KNOWN);
		// Somebody genuine comes last, so what the others had started would be there before.
		assert.deepEqual(await join(portal, 603, urlOf(HAND_MADE)), [200]);
		const started = await startedOf(stage.client, byHand, 2);
		assert.deepEqual(usersOf(started), ['601', '603']);
	});
});

describe('a handler bound by an application', () => {
	let application: Application;
	let bound: StoredWorkflow;

	/** What the portal was asked about handlers: method and URL. */
	const asked = () =>
		portal.requests
			.filter(({ method }) => /^event\.(un)?bind$/.test(method))
			.map(({ method, params }) => [method, String(params.event), String(params.handler)]);

	/** Handlers on the portal, asked as somebody besides n8n would. */
	const handlers = async () => {
		const { access_token } = portal.authorise(application, CAST.secondAdministrator);
		const call = caller(`${portal.url}/rest/`, { authorization: `Bearer ${access_token}` });
		return { call, urls: (await call('event.get')).rows.map(({ handler }) => handler) };
	};
	const foreign = 'https://colleague.example.com/handler';

	/** The URL as the portal was told it, with the trigger's own secret; kept, because it is asked after the unbinding too. */
	let told = '';
	const toldUrl = async () => {
		const { urls } = await handlers();
		return String(urls.find((url) => String(url).startsWith(`${urlOf(BOUND)}?key=`)));
	};

	before(async () => {
		const redirectUri = `${address}/rest/oauth2-credential/callback`;
		application = portal.application({ redirectUri });
		const { clientId, clientSecret } = application;
		const { url: portalUrl, authServer } = portal;
		const data = { portalUrl, clientId, clientSecret, authServer };
		const n8n = stage.client;
		const credential: CredentialRef = await n8n.createCredential(
			'bitrix24OAuth2Api',
			'application',
			data,
		);
		const { page } = await connectAccount(n8n, credential);
		assert.equal(page.status, 200, page.text);
		const { call } = await handlers();
		const { error } = await call('event.bind', { event: 'ONUSERADD', handler: foreign });
		assert.equal(error, undefined);
		const form = { authentication: 'oAuth2', event: 'userAdded' };
		bound = await n8n.createWorkflow(
			startedBy('bound', 'bitrix24Trigger', credential, form, BOUND),
		);
	});

	test('is bound when the workflow is activated', async () => {
		portal.forget();
		await activate(stage.client, bound);
		told = await toldUrl();
		assert.deepEqual(asked(), [['event.bind', 'ONUSERADD', told]]);
		assert.deepEqual((await handlers()).urls, [foreign, told]);
	});

	test('starts one execution for each person, and nothing for a stranger', async () => {
		portal.forget();
		assert.deepEqual(await join(portal, 611, told), [200]);
		const form = await lastForm(portal, told);
		const forged = changed(form, {
			'auth[application_token]': 'f'.repeat(32),
			'auth[access_token]': 'f'.repeat(40),
			'data[ID]': '612',
		});
		assert.deepEqual(await post(told, forged), REFUSED);
		assert.deepEqual(await post(urlOf(BOUND), form), REFUSED);
		assert.deepEqual(await post(told, form), KNOWN);
		assert.deepEqual(await join(portal, 613, told), [200]);
		const started = await startedOf(stage.client, bound, 2);
		assert.deepEqual(usersOf(started), ['611', '613']);
		// Asked about the first delivery and the forged one: afterwards the application token is known.
		assert.equal(portal.requests.filter(({ method }) => method === 'app.info').length, 2);
	});

	test('leaves no token of a delivery on the disk', async () => {
		const form = await lastForm(portal, told);
		const secrets = ['auth[access_token]', 'auth[application_token]'].map((name) => form.get(name));
		const { userFolder } = instance;
		assert.ok(bytesStored(userFolder) > 100_000);
		assert.deepEqual(filesHolding(userFolder, secrets.map(String)), []);
		// What was delivered beside them is there, so the search does find things.
		assert.notDeepEqual(filesHolding(userFolder, ['new.613@example.com']), []);
	});

	test('is unbound when the workflow is deactivated, and a colleague’s is left alone', async () => {
		portal.forget();
		await deactivate(stage.client, bound);
		await until('The portal is asked', async () => (asked().length > 0 ? true : undefined));
		assert.deepEqual(asked(), [['event.unbind', 'ONUSERADD', told]]);
		assert.deepEqual((await handlers()).urls, [foreign]);
		const [status] = await post(told, await lastForm(portal, told));
		assert.equal(status, 404);
		assert.equal((await startedIds(stage.client, bound)).length, 2);
	});
});

/** Waits for polls that begin from now on. */
async function polls(count: number): Promise<void> {
	const reads = () => portal.requests.filter(({ method }) => /^(user\.get|batch)$/.test(method));
	const earlier = reads().length;
	await until(`${count} polls`, async () => (reads().length >= earlier + count ? true : undefined));
}

/** What the polling workflow has been told so far: who, and what happened. */
async function told(atLeast: number): Promise<unknown[][]> {
	const executions = await startedOf(stage.client, polling, atLeast);
	return executions.map((execution) =>
		jsonOf(execution, 'Next').map(({ ID, change }) => `${String(ID)} ${String(change)}`),
	);
}

describe('polling for changes', () => {
	before(async () => {
		const n8n = stage.client;
		const credential = await n8n.createCredential('bitrix24WebhookApi', 'polling', {
			webhookUrl: portal.webhook(),
		});
		const form = { authentication: 'webhook', pollTimes: EVERY_FIVE_SECONDS };
		polling = await n8n.createWorkflow(
			startedBy('polling', 'bitrix24UserChangesTrigger', credential, form),
		);
		portal.forget();
		await activate(n8n, polling);
	});

	test('only remembers at first', async () => {
		await polls(2);
		assert.deepEqual(await startedIds(stage.client, polling), []);
	});

	test('starts one execution for an edit, however many polls follow', async () => {
		portal.edit(12, { WORK_POSITION: 'Astronaut' });
		assert.deepEqual(await told(1), [['12 updated']]);
		await polls(3);
		assert.deepEqual(await told(1), [['12 updated']]);
	});
});

describe('after a restart of n8n', () => {
	before(async () => {
		const { installation, userFolder } = instance;
		await instance.stop();
		portal.edit(12, { ACTIVE: false });
		portal.forget();
		const port = Number(new URL(address).port);
		instance = await startN8n(installation, { userFolder, port, environment });
		await stage.client.signIn();
	});

	test('hands on once who was dismissed meanwhile', async () => {
		assert.deepEqual(await told(2), [['12 updated'], ['12 dismissed']]);
		await polls(3);
		assert.deepEqual(await told(2), [['12 updated'], ['12 dismissed']]);
	});

	test('goes on from where it was when the workflow is activated again', async () => {
		await deactivate(stage.client, polling);
		portal.edit(11, { WORK_POSITION: 'Cosmonaut' });
		await activate(stage.client, polling);
		assert.deepEqual((await told(3)).slice(2), [['11 updated']]);
	});

	test('still knows who has been handed on, and hands on who comes now', async () => {
		const earlier = usersOf(await startedOf(stage.client, byHand, 1));
		const form = await lastForm(portal, urlOf(HAND_MADE));
		assert.equal(form.get('data[ID]'), earlier[earlier.length - 1]);
		assert.deepEqual(await post(urlOf(HAND_MADE), form), KNOWN);
		assert.deepEqual(await join(portal, 621, urlOf(HAND_MADE)), [200]);
		const started = await startedOf(stage.client, byHand, earlier.length + 1);
		assert.deepEqual(usersOf(started), [...earlier, '621']);
	});

	test('starts nothing when the workflow is deactivated', async () => {
		const earlier = await startedIds(stage.client, byHand);
		await deactivate(stage.client, byHand);
		assert.deepEqual(await join(portal, 622, urlOf(HAND_MADE)), [404]);
		assert.deepEqual(await startedIds(stage.client, byHand), earlier);
	});
});
