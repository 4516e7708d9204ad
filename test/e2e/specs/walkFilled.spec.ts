/** A filled form that came from elsewhere: a copy, an example, another portal, an expression. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';

import { startPortal, type Portal } from '../../portal';
import { example, exampleNames, exampleText } from '../n8n/examples';
import { Walk } from '../support/walk';

let walk: Walk;
let other: Portal;

const CARLA = {
	__rl: true,
	mode: 'list',
	value: '22',
	cachedResultName: 'Carla Complete (carla.complete@example.com)',
};
const UPDATE = {
	operation: 'update',
	user: { __rl: true, mode: 'id', value: '3' },
	fields: { mappingMode: 'defineBelow', value: { WORK_POSITION: 'Copied' } },
};

before(async () => {
	walk = await Walk.begin();
	other = await startPortal({ people: 20 });
	await walk.n8n.createCredential('bitrix24WebhookApi', 'Southwind', {
		webhookUrl: other.webhook(),
	});
	// Somebody else, another department and fewer fields stand under the IDs of the first portal.
	Object.assign(other.people.get(22) ?? {}, { NAME: 'Boris', LAST_NAME: 'Drugoy' });
	other.departments.splice(1);
	other.customFields.splice(0);
});
afterEach(async (context) => {
	await walk.picture('name' in context ? context.name : 'filled');
});
after(async () => {
	await walk.end();
	await other.stop();
});

describe('a copied node', () => {
	test('has its values and no others, here and in another workflow', async () => {
		await walk.openForm(UPDATE);
		const copied = await walk.copied();
		const before = copied.find(({ name }) => name === 'Bitrix24');
		await walk.paste(copied.length);
		const twin = (await walk.copied()).find(({ name }) => name === 'Bitrix241');
		assert.deepEqual(twin?.parameters, before?.parameters);
		await walk.editor.newWorkflow();
		await walk.paste(copied.length * 2);
		await walk.editor.openNode('Bitrix24');
		await walk.editor.settle();
		assert.deepEqual(await walk.editor.mappedFields(), ['Job Title']);
		const there = (await walk.copied()).find(({ name }) => name === 'Bitrix24');
		assert.deepEqual(
			[there?.parameters, there?.credentials],
			[before?.parameters, before?.credentials],
		);
	});
});

describe('another credential behind a filled form', () => {
	test('a person chosen from the list of the first portal is told by name, not dismissed', async () => {
		await walk.openForm({ operation: 'dismiss', user: CARLA });
		await walk.editor.chooseCredential('Southwind');
		await walk.editor.execute();
		assert.match(
			await walk.editor.errorMessage(),
			/Carla Complete .* was chosen, but ID 22 is "Boris Drugoy/,
		);
		assert.notEqual(other.people.get(22)?.ACTIVE, false);
	});

	test('a department of the first portal is told, nobody is invited', async () => {
		const before = other.people.size;
		await walk.openForm({ operation: 'invite', email: 'new@example.com', departments: [13] });
		await walk.editor.chooseCredential('Southwind');
		await walk.editor.execute();
		assert.match(await walk.editor.errorMessage(), /no department with ID 13/);
		assert.equal(other.people.size, before);
	});

	test('a field of the first portal is told by name, nothing is changed', async () => {
		await walk.openForm(UPDATE);
		await walk.editor.mapField('UF_USR_COST_CENTER', 'Cost center', 'CC-9');
		await walk.editor.chooseCredential('Southwind');
		await walk.editor.execute();
		assert.match(await walk.editor.errorMessage(), /no field "Cost center" \(UF_USR_COST_CENTER\)/);
		assert.notEqual(other.people.get(3)?.WORK_POSITION, 'Copied');
	});
});

describe('an imported example', () => {
	test('shows the credential to be chosen, and is fine once it is', async () => {
		await walk.editor.newWorkflow();
		const { nodes } = example('search-and-report', []);
		await walk.paste(nodes.length, exampleText('search-and-report'));
		const ours = nodes.filter(({ type }) => type?.includes('bitrix24'));
		assert.deepEqual(
			await walk.marked(),
			ours.map(({ name }) => name),
		);
		await walk.editor.openNode(String(ours[0].name));
		await walk.editor.chooseCredential('Northwind');
		assert.equal(await walk.editor.marks(), 0);
		await walk.editor.closeNode();
		assert.deepEqual(await walk.marked(), []);
	});

	test('finds the credential by its name, and nothing of ours is marked', async () => {
		const webhookUrl = walk.portal.webhook();
		const name = 'Bitrix24 Webhook account';
		await walk.n8n.createCredential('bitrix24WebhookApi', name, { webhookUrl });
		await walk.n8n.createCredential('bitrix24OAuth2Api', 'Bitrix24 account', {});
		for (const file of exampleNames()) {
			const workflow = example(file, []);
			await walk.editor.newWorkflow();
			await walk.paste(workflow.nodes.length, exampleText(file));
			const marked = await walk.marked();
			const ours = workflow.nodes.filter(
				(node) => node.type?.includes('bitrix24') && marked.includes(String(node.name)),
			);
			assert.deepEqual([file, ours.map((node) => node.name)], [file, []]);
		}
	});
});
