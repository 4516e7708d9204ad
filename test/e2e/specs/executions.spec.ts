/** Whole workflows, and what n8n has stored of them. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { startPortal, type Portal } from '../../portal';
import type { CredentialRef } from '../n8n/client';
import { itemsOf, jsonOf } from '../n8n/execution';
import { sharedClient } from '../support/session';
import { bitrix24, workflowOf } from '../support/workflows';

const n8n = sharedClient();
let portal: Portal;
let credential: CredentialRef;

before(async () => {
	portal = await startPortal({ people: 60 });
	credential = await n8n.createCredential('bitrix24WebhookApi', 'executions', {
		webhookUrl: portal.webhook(),
	});
});
beforeEach(() => portal.forget());
after(() => portal.stop());

const byId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };

function columns(value: Record<string, unknown>) {
	return { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] };
}

const AUTOMATIC = {
	mappingMode: 'autoMapInputData',
	value: null,
	matchingColumns: [],
	schema: [],
};

describe('an execution', () => {
	test('invites, updates and finds people, each item linked to its own', async () => {
		const items = [1, 2, 3].map((row) => ({
			row,
			email: `e2e.${row}@example.com`,
			name: `Person ${row}`,
			city: `City ${row}`,
		}));
		const execution = await n8n.runToEnd(
			workflowOf('onboarding', items, [
				bitrix24(credential, {
					operation: 'invite',
					email: '={{ $json.email }}',
					departments: [1, 3],
					fields: columns({ NAME: '={{ $json.name }}' }),
				}),
				bitrix24(
					credential,
					{
						operation: 'update',
						user: { __rl: true, mode: 'id', value: '={{ $json.ID }}' },
						fields: columns({ PERSONAL_CITY: "={{ $('Items').item.json.city }}" }),
						options: { returnUser: true },
					},
					{ name: 'Update' },
				),
			]),
		);
		assert.equal(execution.status, 'success', execution.error?.message);
		const ids = jsonOf(execution, 'Bitrix24').map(({ ID }) => Number(ID));
		assert.equal(new Set(ids).size, 3);
		for (const [index, id] of ids.entries()) {
			const person = portal.people.get(id);
			const row = index + 1;
			assert.equal(person?.EMAIL, `e2e.${row}@example.com`);
			assert.equal(person?.NAME, `Person ${row}`);
			assert.equal(person?.PERSONAL_CITY, `City ${row}`);
			assert.deepEqual(person?.UF_DEPARTMENT, [1, 3]);
		}
		assert.deepEqual(
			jsonOf(execution, 'Next').map(({ row, NAME }) => [row, NAME]),
			items.map(({ row, name }) => [row, name]),
		);
	});

	test('sends failed items to the error output, linked, and goes on with the others', async () => {
		const items = [
			{ row: 1, id: 3 },
			{ row: 2, id: 999_999 },
			{ row: 3, id: 'nobody' },
			{ row: 4, id: 4 },
		];
		const execution = await n8n.runToEnd(
			workflowOf(
				'error output',
				items,
				bitrix24(credential, { operation: 'get', user: byId }, { onError: 'continueErrorOutput' }),
			),
		);
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.deepEqual(
			jsonOf(execution, 'Next').map(({ row, ID }) => [row, ID]),
			[
				[1, '3'],
				[4, '4'],
			],
		);
		assert.deepEqual(
			jsonOf(execution, 'Failed').map(({ row }) => row),
			[2, 3],
		);
		for (const { error } of jsonOf(execution, 'Bitrix24', 1)) assert.ok(String(error).length > 10);
	});

	test('stops at the item that fails, and names it', async () => {
		const items = [
			{ row: 1, id: 3 },
			{ row: 2, id: 999_999 },
		];
		const execution = await n8n.runToEnd(
			workflowOf('stop', items, bitrix24(credential, { operation: 'get', user: byId })),
		);
		assert.equal(execution.status, 'error');
		assert.match(String(execution.error?.message), /999999/);
		assert.match(JSON.stringify(execution.error), /item 1|itemIndex":1/i);
	});

	test('maps columns automatically and hints at those that are no fields', async () => {
		const items = [{ row: 1, ID: 5, WORK_POSITION: 'Astronaut', 'Shoe size': 41 }];
		const execution = await n8n.runToEnd(
			workflowOf(
				'automatic',
				items,
				bitrix24(credential, {
					operation: 'update',
					user: { ...byId, value: '={{ $json.ID }}' },
					fields: AUTOMATIC,
				}),
			),
		);
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.equal(portal.people.get(5)?.WORK_POSITION, 'Astronaut');
		const [hint] = execution.nodes.get('Bitrix24')?.hints ?? [];
		assert.match(hint, /Shoe size/);
	});

	test('reads all people over several pages', async () => {
		const node = bitrix24(credential, { operation: 'getAll', returnAll: true });
		const execution = await n8n.runToEnd(workflowOf('everybody', [{ row: 7 }], node));
		assert.equal(execution.status, 'success', execution.error?.message);
		const ids = jsonOf(execution, 'Bitrix24').map(({ ID }) => ID);
		assert.ok(ids.length > 60, `${ids.length} people`);
		assert.equal(new Set(ids).size, ids.length);
		assert.ok(jsonOf(execution, 'Next').every(({ row }) => row === 7));
	});

	test('dismisses and reinstates, and the portal agrees', async () => {
		const execution = await n8n.runToEnd(
			workflowOf(
				'offboarding',
				[{ row: 1, id: 12 }],
				[
					bitrix24(credential, { operation: 'dismiss', user: byId }),
					bitrix24(
						credential,
						{
							operation: 'getAll',
							filters: { status: 'dismissed' },
							returnAll: true,
							output: 'selectedFields',
							outputFields: ['ID', 'ACTIVE'],
						},
						{ name: 'Dismissed' },
					),
					bitrix24(
						credential,
						{ operation: 'reinstate', user: { __rl: true, mode: 'id', value: '12' } },
						{ name: 'Reinstate', executeOnce: true },
					),
				],
			),
		);
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.deepEqual(jsonOf(execution, 'Bitrix24'), [{ ID: '12', ACTIVE: false }]);
		assert.ok(jsonOf(execution, 'Dismissed').some(({ ID }) => ID === '12'));
		assert.deepEqual(jsonOf(execution, 'Reinstate'), [{ ID: '12', ACTIVE: true }]);
		assert.equal(portal.people.get(12)?.ACTIVE, true);
	});

	test('sets a photo from binary data', async () => {
		const execution = await n8n.runToEnd(
			workflowOf(
				'photo',
				[{ row: 1, id: 11, text: 'not really a picture' }],
				[
					{
						name: 'File',
						type: 'n8n-nodes-base.convertToFile',
						typeVersion: 1.1,
						parameters: {
							operation: 'toText',
							sourceProperty: 'text',
							options: { fileName: 'photo.png' },
						},
					},
					bitrix24(credential, {
						operation: 'update',
						user: { __rl: true, mode: 'id', value: '11' },
						options: { photoBinaryProperty: 'data' },
					}),
				],
			),
		);
		assert.equal(execution.status, 'success', execution.error?.message);
		const file = portal.files.get(Number(portal.people.get(11)?.PERSONAL_PHOTO));
		assert.equal(file?.bytes.toString(), 'not really a picture');
	});

	test('describes the fields of the portal', async () => {
		const node = bitrix24(credential, { operation: 'getFields' });
		const execution = await n8n.runToEnd(workflowOf('fields', [{ row: 1 }], node));
		const codes = itemsOf(execution, 'Bitrix24').map(({ json }) => json.code);
		for (const code of ['ID', 'NAME', 'UF_DEPARTMENT', 'UF_USR_DRIVER']) {
			assert.ok(codes.includes(code), code);
		}
	});
});
