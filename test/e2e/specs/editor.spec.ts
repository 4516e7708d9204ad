/** The editor in a browser: what somebody sees who has never heard of Bitrix24's API. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';

import { startPortal, type Portal } from '../../portal';
import type { CredentialRef } from '../n8n/client';
import { Editor } from '../support/editor';
import { sharedClient, sharedSession } from '../support/session';
import { bitrix24, workflowOf } from '../support/workflows';

const n8n = sharedClient();
let portal: Portal;
let credential: CredentialRef;
let editor: Editor;

/** Labels below Operation, in this order. */
const FORMS: Record<string, string[]> = {
	Dismiss: ['User', 'Options'],
	Get: ['User', 'Output', 'Options'],
	'Get Current': ['Output', 'Options'],
	'Get Fields': [],
	'Get Many': ['Return All', 'Limit', 'Output', 'Filters', 'Conditions', 'Sort', 'Options'],
	Invite: ['Email', 'User Type', 'Department Names or IDs', 'Values to Send', 'Options'],
	'Invite or Update': [
		'Match By Name or ID',
		'Email',
		'User Type',
		'Department Names or IDs',
		'Values to Send',
		'Options',
	],
	Offboard: ['User', 'Successor', 'Parts', 'Options'],
	Reinstate: ['User', 'Options'],
	Search: ['Search By', 'Phrase', 'Return All', 'Limit', 'Output', 'Filters', 'Sort', 'Options'],
	'Sync Directory': ['Preview', 'Match By Name or ID', 'Email', 'Values to Send', 'Scope', 'Brake'],
	Update: ['User', 'Values to Send', 'Options'],
};

before(async () => {
	portal = await startPortal({ people: 120 });
	credential = await n8n.createCredential('bitrix24WebhookApi', 'Bitrix24 Webhook account', {
		webhookUrl: portal.webhook(),
	});
	editor = await Editor.open(sharedSession());
});
afterEach(async (context) => {
	await editor.picture(`after-${'name' in context ? context.name : 'test'}`.replace(/\W+/g, '-'));
});
after(async () => {
	await editor.close();
	await portal.stop();
});

/** Opens the node of a workflow with one input item. */
async function openForm(parameters: Record<string, unknown>, item: object = {}): Promise<void> {
	const node = bitrix24(credential, { resource: 'user', ...parameters });
	const { id } = await n8n.createWorkflow(workflowOf('editor', [{ row: 1, ...item }], node));
	await editor.openWorkflow(id);
	await editor.openNode('Bitrix24');
}

describe('the editor', () => {
	test('finds the node by what people call it, and adds it with an action', async () => {
		await editor.newWorkflow();
		await editor.addNode('manual', 'Manual Trigger');
		await editor.page.getByTestId('node-creator-plus-button').click();
		await editor.page.getByTestId('node-creator-search-bar').fill('employees');
		await editor.listed('Bitrix24').click();
		for (const action of ['Invite user', 'Invite or update user', 'Dismiss user']) {
			await editor.listed(action).waitFor();
		}
		await editor.listed('Get many users').click();
		await editor.page.getByTestId('ndv').waitFor();
		assert.equal(await editor.parameter('operation').locator('input').inputValue(), 'Get Many');
	});

	test('offers every operation, each with its own form', async () => {
		await openForm({ operation: 'getAll' });
		const offered = await editor.openDropdown('operation');
		assert.deepEqual(
			offered.filter((name) => name !== 'Custom API Call'),
			Object.keys(FORMS),
		);
		await editor.closeDropdown();
		for (const [operation, expected] of Object.entries(FORMS)) {
			await editor.choose('operation', operation);
			if (expected.includes('Values to Send')) {
				await editor.page.getByTestId('mapping-fields-container').waitFor();
			}
			const labels = await editor.labels();
			assert.deepEqual(
				labels.filter((label) => expected.includes(label)),
				expected,
				`${operation}: ${labels.join(' | ')}`,
			);
		}
	});

	test('the mapper of Update opens without fields that nobody chose', async () => {
		await openForm({ operation: 'update' });
		await editor.page.getByTestId('mapping-fields-container').waitFor();
		assert.deepEqual(await editor.mappedFields(), []);
	});

	test('fills the dropdown of departments from the portal', async () => {
		await openForm({ operation: 'invite' });
		const offered = await editor.openDropdown('departments');
		assert.equal(offered.length, portal.departments.length);
		assert.ok(offered[0].startsWith('Northwind & Sons'));
	});

	test('fills the dropdown of output fields with labels', async () => {
		await openForm({ operation: 'getCurrent', output: 'selectedFields' });
		const offered = await editor.openDropdown('outputFields');
		assert.ok(offered.includes('Last Name') && offered.includes('Date of Birth'), offered.join());
	});

	test('searches people while one types, and gets the one chosen', async () => {
		await openForm({ operation: 'get', user: { __rl: true, mode: 'list', value: '' } });
		const found = await editor.searchPeople('Carla');
		assert.ok(
			found.every((name) => /carla/i.test(name)),
			found.join(),
		);
		await editor.choosePerson('carla.complete@example.com');
		await editor.execute();
		const { heads, rows } = await editor.outputTable();
		assert.equal(rows.length, 1);
		assert.equal(rows[0][heads.indexOf('ID')], '22');
	});

	test('maps a field, executes, and the portal has the value', async () => {
		await openForm({ operation: 'update', user: { __rl: true, mode: 'id', value: '3' } });
		await editor.mapField('PERSONAL_NOTES', 'Additional Notes', 'Likes tea');
		await editor.execute();
		const { heads, rows } = await editor.outputTable();
		assert.deepEqual(rows[0].slice(0, 2), ['3', 'true'], heads.join());
		assert.equal(portal.people.get(3)?.PERSONAL_NOTES, 'Likes tea');
	});

	// n8n stores false for every yes/no column it shows; forms.spec.ts shows that none is offered as one.
	test('a job title after a switched operation dismisses nobody and changes nothing else', async () => {
		const before = { ...portal.people.get(22) };
		await openForm({ operation: 'getAll' });
		await editor.choose('operation', 'Update');
		await editor.page.getByTestId('mapping-fields-container').waitFor();
		assert.deepEqual(await editor.mappedFields(), []);
		await editor.searchPeople('Carla');
		await editor.choosePerson('carla.complete@example.com');
		await editor.mapField('WORK_POSITION', 'Job Title', 'After a switch');
		await editor.execute();
		const { heads, rows } = await editor.outputTable();
		assert.equal(rows[0][heads.indexOf('ID')], '22');
		assert.deepEqual(
			{ ...portal.people.get(22), TIMESTAMP_X: 0 },
			{ ...before, WORK_POSITION: 'After a switch', TIMESTAMP_X: 0 },
		);
	});

	test('invites somebody by mapping what the form shows', async () => {
		const email = 'editor@example.com';
		await openForm({ operation: 'invite', email, departments: [1] });
		await editor.page.getByTestId('mapping-fields-container').waitFor();
		const required = portal.customFields.filter(({ MANDATORY }) => MANDATORY);
		const shown = await editor.mappedFields();
		for (const { LABEL } of required) assert.ok(shown.includes(LABEL), shown.join());
		for (const { FIELD_NAME } of required) await editor.fillField(FIELD_NAME, 'CC-1');
		assert.match(await editor.execute(), /successfully/);
		const { rows } = await editor.outputTable();
		assert.equal(portal.people.get(Number(rows[0][0]))?.EMAIL, email);
	});

	test('shows people in a table', async () => {
		await openForm({ operation: 'getAll', limit: 5 });
		await editor.execute();
		const { heads, rows } = await editor.outputTable();
		for (const head of ['ID', 'NAME', 'LAST_NAME', 'EMAIL', 'UF_DEPARTMENT']) {
			assert.ok(heads.includes(head), heads.join());
		}
		assert.equal(rows.length, 5);
		assert.deepEqual(rows[0].slice(0, 2), ['1', 'true']);
	});

	test('says in plain words what went wrong and what to do', async () => {
		await openForm({ operation: 'get', user: { __rl: true, mode: 'id', value: '999999' } });
		await editor.execute();
		const message = await editor.page.getByTestId('node-error-message').first().innerText();
		assert.match(message, /no person with ID 999999/);
		const description = editor.page.getByTestId('node-error-description').first();
		assert.ok((await description.innerText()).length > 20);
	});
});
