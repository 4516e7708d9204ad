/** Queue mode: one main, two workers, one portal with the limits of Bitrix24's cloud. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { startPortal, type Portal } from '../../portal';
import { connectAccount } from '../n8n/connect';
import type { CredentialRef, WorkflowData } from '../n8n/client';
import { jsonOf, type Execution } from '../n8n/execution';
import { WORKERS, workerLog } from '../n8n/queue';
import { sharedClient, sharedSession } from '../support/session';
import { bitrix24, workflowOf } from '../support/workflows';

const EXECUTIONS = 4;
const UPDATES = 500;
const BUCKET = 50;

const n8n = sharedClient();
const { url, userFolder } = sharedSession();
let portal: Portal;
let webhook: CredentialRef;
let oauth: CredentialRef;
/** Whom the executions update: the first 500 belong to the first one, and so on. */
let ids: number[];

before(async () => {
	portal = await startPortal({
		people: EXECUTIONS * UPDATES + 100,
		limit: { bucket: BUCKET, perSecond: 2 },
		cost: { latency: 20, call: 5 },
	});
	const employees = [...portal.people.values()].filter(({ USER_TYPE }) => USER_TYPE === 'employee');
	ids = employees.map(({ ID }) => ID).slice(-EXECUTIONS * UPDATES);
	webhook = await n8n.createCredential('bitrix24WebhookApi', 'queue', {
		webhookUrl: portal.webhook(),
	});
	const { clientId, clientSecret } = portal.application({
		redirectUri: `${url}/rest/oauth2-credential/callback`,
	});
	oauth = await n8n.createCredential('bitrix24OAuth2Api', 'queue', {
		portalUrl: portal.url,
		clientId,
		clientSecret,
		authServer: portal.authServer,
	});
	await connectAccount(n8n, oauth);
});
after(() => portal.stop());

/** One execution's share: people nobody else changes. */
function share(execution: number, credential: CredentialRef): WorkflowData {
	const items = Array.from({ length: UPDATES }, (_, index) => ({
		row: index,
		id: ids[execution * UPDATES + index],
		note: `Execution ${execution}, row ${index}`,
	}));
	return workflowOf(
		`share ${execution}`,
		items,
		bitrix24(credential, {
			operation: 'update',
			user: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			fields: {
				mappingMode: 'defineBelow',
				value: { PERSONAL_NOTES: '={{ $json.note }}' },
				matchingColumns: [],
				schema: [],
			},
		}),
	);
}

/** Starts all shares at once and waits for the last. */
async function runTogether(credential: CredentialRef): Promise<Execution[]> {
	const workflows = await Promise.all(
		Array.from({ length: EXECUTIONS }, (_, index) => n8n.createWorkflow(share(index, credential))),
	);
	const ids = await Promise.all(workflows.map((workflow) => n8n.run(workflow, 'Start')));
	return await Promise.all(ids.map((id) => n8n.finished(id, 400)));
}

function assertDone(executions: Execution[]): void {
	for (const [index, execution] of executions.entries()) {
		assert.equal(execution.status, 'success', execution.error?.message);
		const rows = jsonOf(execution, 'Next').map(({ row, ID }) => [row, Number(ID)]);
		const expected = Array.from({ length: UPDATES }, (_, row) => [row, ids[index * UPDATES + row]]);
		assert.deepEqual(rows, expected);
	}
	for (let index = 0; index < EXECUTIONS * UPDATES; index++) {
		const [execution, row] = [Math.floor(index / UPDATES), index % UPDATES];
		const note = portal.people.get(ids[index])?.PERSONAL_NOTES;
		assert.equal(note, `Execution ${execution}, row ${row}`);
	}
}

/** Other integrations behind the same address have just filled the bucket. */
async function useUpLimit(): Promise<void> {
	const address = `${portal.webhook()}user.current`;
	for (let call = 0; call < BUCKET; call++) await fetch(address, { method: 'POST' });
}

describe('queue mode', () => {
	test('four executions of 500 updates at once: all done, none twice', async (context) => {
		await useUpLimit();
		portal.forget();
		const began = Date.now();
		const executions = await runTogether(webhook);
		const seconds = (Date.now() - began) / 1000;
		assertDone(executions);
		const updates = portal.requests.flatMap(({ calls }) =>
			calls.filter(({ method, error }) => method === 'user.update' && error === undefined),
		);
		const updated = updates.map(({ params }) => String(params.ID));
		assert.equal(updated.length, EXECUTIONS * UPDATES);
		assert.equal(new Set(updated).size, updated.length, 'somebody was updated twice');
		const refused = portal.requests.filter(({ status }) => status === 503).length;
		context.diagnostic(
			`${updated.length} updates in ${seconds.toFixed(1)} s, ${portal.requests.length} requests, ` +
				`${refused} of them refused by the limit and repeated`,
		);
		assert.ok(refused > 0, 'the limit was not met');
		// Without backing off together a refused request is followed by many more.
		assert.ok(refused <= 2 * (portal.requests.length - refused), `${refused} refusals`);
	});

	test('both workers took a part of it', () => {
		for (let worker = 1; worker <= WORKERS; worker++) {
			const log = readFileSync(workerLog(userFolder, worker), 'utf8');
			assert.match(log, /finished execution/i, `worker ${worker}`);
		}
	});

	test('an expired token is renewed while both workers use it', async (context) => {
		portal.expireTokens();
		portal.forget();
		const executions = await runTogether(oauth);
		const renewals = portal.requests.filter(({ method }) => method === 'oauth.token');
		context.diagnostic(`${renewals.length} renewals`);
		assertDone(executions);
		assert.ok(renewals.length >= 1 && renewals.length <= WORKERS, `${renewals.length} renewals`);
	});
});
