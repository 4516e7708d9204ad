/** `npm run test:e2e -- --screenshots`: the pictures of docs/screenshots, taken anew. */
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { startPortal, type Portal } from '../../portal';
import type { CredentialRef } from '../n8n/client';
import { Editor } from '../support/editor';
import { pathOf } from '../support/screenshots';
import { sharedClient, sharedSession } from '../support/session';
import { mapped } from '../support/mapped';
import { staffList } from '../support/staffList';
import { bitrix24, workflowOf } from '../support/workflows';
import { opened } from './opened';

const MAX_BYTES = 150_000;

const n8n = sharedClient();
let portal: Portal;
let credential: CredentialRef;
let editor: Editor;

const CARLA = {
	__rl: true,
	mode: 'list',
	value: '22',
	cachedResultName: 'Carla Complete (carla.complete@example.com)',
};

const NEWCOMER = {
	Email: 'nathan.miller@example.com',
	'First name': 'Nathan',
	'Last name': 'Miller',
	Position: 'Account manager',
};

/** Forms by the name of their picture. */
const FORMS: Record<string, Record<string, unknown>> = {
	'form-department': opened({ resource: 'department', operation: 'create' }),
	'form-workgroup': opened({ resource: 'workgroup', operation: 'addMember' }),
	'form-custom-field': opened({ resource: 'customField', operation: 'create' }),
	'form-offboard': { operation: 'offboard', user: CARLA, options: { preview: true } },
};

before(async () => {
	portal = await startPortal({ people: 120 });
	credential = await n8n.createCredential('bitrix24WebhookApi', 'Bitrix24 Webhook account', {
		webhookUrl: portal.webhook(),
	});
	editor = await Editor.open(sharedSession());
});
after(async () => {
	await editor.close();
	await portal.stop();
});

async function open(parameters: Record<string, unknown>, ...items: object[]): Promise<void> {
	const node = bitrix24(credential, { resource: 'user', ...parameters });
	const { id } = await n8n.createWorkflow(workflowOf('picture', items, node));
	await editor.openWorkflow(id);
	await editor.openNode('Bitrix24');
	await editor.settle();
}

function assertSmall(name: string): void {
	const { size } = statSync(pathOf(name));
	assert.ok(size <= MAX_BYTES, `${name}.png has ${size} bytes`);
}

describe('forms', () => {
	before(() => editor.page.setViewportSize({ width: 1280, height: 1400 }));

	for (const [name, parameters] of Object.entries(FORMS)) {
		test(name, async () => {
			await open(parameters, NEWCOMER);
			await editor.formPicture(name);
			assertSmall(name);
		});
	}

	test('Sync Directory, and what its preview puts out', async () => {
		const { rows, parameters, columns } = staffList(portal);
		const fields = await mapped(n8n, credential, 'sync', columns);
		await open({ ...parameters, fields }, ...rows);
		await editor.formPicture('form-sync');
		assertSmall('form-sync');
		await editor.page.setViewportSize({ width: 1600, height: 620 });
		await editor.execute();
		await editor.settle();
		await editor.picture('sync-preview', editor.page.getByTestId('output-panel'));
		assertSmall('sync-preview');
	});
});

describe('the editor at work', () => {
	before(() => editor.page.setViewportSize({ width: 1280, height: 860 }));

	test('the actions', async () => {
		await editor.newWorkflow();
		await editor.addNode('manual', 'Manual Trigger');
		await editor.page.getByTestId('node-creator-plus-button').click();
		await editor.page.getByTestId('node-creator-search-bar').fill('bitrix');
		await editor.listed('Bitrix24').click();
		await editor.listed('Invite user').waitFor();
		await editor.settle();
		await editor.picture('editor-actions');
		assertSmall('editor-actions');
	});

	test('inviting from a table', async () => {
		const value = {
			NAME: "={{ $json['First name'] }}",
			LAST_NAME: "={{ $json['Last name'] }}",
			WORK_POSITION: '={{ $json.Position }}',
			UF_USR_COST_CENTER: 'CC-100',
		};
		const fields = await mapped(n8n, credential, 'invite', value);
		await open(
			{
				operation: 'invite',
				email: '={{ $json.Email }}',
				departments: [3],
				fields,
			},
			NEWCOMER,
		);
		assert.match(await editor.execute(), /successfully/);
		await editor.settle();
		await editor.picture('editor-invite');
		assertSmall('editor-invite');
	});

	test('choosing a person', async () => {
		await open({ operation: 'update', user: { __rl: true, mode: 'list', value: '' } }, NEWCOMER);
		await editor.searchPeople('Acc');
		await editor.settle();
		await editor.picture('editor-choose-person');
		assertSmall('editor-choose-person');
	});

	test('a list of people', async () => {
		const condition = [{ field: 'WORK_POSITION', operator: 'eq', value: 'Accountant' }];
		await open(
			{
				operation: 'getAll',
				limit: 15,
				filters: { status: 'active' },
				conditions: { condition },
			},
			NEWCOMER,
		);
		await editor.execute();
		await editor.settle();
		await editor.picture('editor-get-many');
		assertSmall('editor-get-many');
	});

	test('what went wrong', async () => {
		await open({ operation: 'get', user: { __rl: true, mode: 'id', value: '999999' } }, NEWCOMER);
		await editor.execute();
		await editor.settle();
		await editor.picture('editor-error');
		assertSmall('editor-error');
	});

	for (const type of ['Bitrix24 Webhook API', 'Bitrix24 OAuth2 API']) {
		test(`the window of ${type}`, async () => {
			await editor.openCredential(type);
			await editor.settle();
			const name = `credential-${type.includes('OAuth2') ? 'oauth2' : 'webhook'}`;
			await editor.picture(name, editor.page.getByTestId('editCredential-modal'));
			assertSmall(name);
		});
	}
});
