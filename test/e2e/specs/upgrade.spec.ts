/** People upgrade the package under workflows they saved before. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { startPortal } from '../../portal';
import { openStage } from '../n8n';
import { Client } from '../n8n/client';
import { edition } from '../n8n/editions';
import { jsonOf } from '../n8n/execution';
import { startN8n } from '../n8n/instance';
import { installCommunityPackage, NODE_TYPE, pack } from '../n8n/package';
import { sharedSession } from '../support/session';
import { bitrix24, workflowOf } from '../support/workflows';

async function versionIn(n8n: Client): Promise<string | undefined> {
	const types = await n8n.call<Array<{ name: string; communityNodePackageVersion?: string }>>(
		'GET',
		'/types/nodes.json',
	);
	return types.find(({ name }) => name === NODE_TYPE)?.communityNodePackageVersion;
}

describe('an upgrade', () => {
	test('a workflow and a credential saved with 0.0.9 run with the current version', async () => {
		const { major } = sharedSession();
		const portal = await startPortal();
		const old = await openStage({ edition: edition(String(major)), packageVersion: '0.0.9' });
		const { installation, userFolder } = old.instance;
		try {
			assert.equal(await versionIn(old.client), '0.0.9');
			const credential = await old.client.createCredential('bitrix24WebhookApi', 'kept', {
				webhookUrl: portal.webhook(),
			});
			const node = bitrix24(credential, {
				operation: 'getAll',
				limit: 2,
				output: 'selectedFields',
				outputFields: ['ID', 'EMAIL'],
				conditions: { condition: [{ field: 'LAST_NAME', operator: 'eq', value: 'Ivanov' }] },
			});
			const workflow = await old.client.createWorkflow(workflowOf('kept', [{ row: 1 }], node));
			const before = await old.client.finished(await old.client.run(workflow, 'Start'));
			assert.equal(jsonOf(before, 'Bitrix24').length, 2, before.error?.message);

			await old.instance.stop();
			const tarball = await pack();
			await installCommunityPackage(tarball, userFolder);
			tarball.remove();
			const instance = await startN8n(installation, { userFolder });
			try {
				const n8n = new Client(instance.url, major);
				await n8n.signIn();
				assert.equal(await versionIn(n8n), tarball.version);
				const after = await n8n.finished(await n8n.run(workflow, 'Start'));
				assert.equal(after.status, 'success', after.error?.message);
				assert.deepEqual(jsonOf(after, 'Next'), jsonOf(before, 'Next'));
			} finally {
				await instance.stop();
			}
		} finally {
			await old.close();
			await portal.stop();
		}
	});
});
