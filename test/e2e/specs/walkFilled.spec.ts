/** A filled form that came from elsewhere: a copy, an example, another portal, an expression. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';

import { startPortal, type Portal } from '../../portal';
import { until } from '../n8n/processes';
import { sharedSession } from '../support/session';
import { example, exampleNames, exampleText } from '../n8n/examples';
import { mapping, Walk } from '../support/walk';

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
	fields: mapping({ WORK_POSITION: 'Copied' }, ['UF_USR_COST_CENTER']),
};

before(async () => {
	walk = await Walk.begin();
	other = await startPortal({ people: 20 });
	await walk.n8n.createCredential('bitrix24WebhookApi', 'Southwind', {
		webhookUrl: other.webhook(),
	});
	// Somebody else, and other departments stand under the IDs of the first portal.
	Object.assign(other.people.get(22) ?? {}, { NAME: 'Boris', LAST_NAME: 'Drugoy' });
	other.departments.splice(1);
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
		await walk.paste(['Bitrix241']);
		const twin = (await walk.copied()).find(({ name }) => name === 'Bitrix241');
		assert.deepEqual(twin?.parameters, before?.parameters);
		await walk.editor.newWorkflow();
		await walk.paste(['Start', 'Bitrix24', 'Bitrix241']);
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
	// n8n 2 asks the list anew and shows who has that ID there, or empties the box; n8n 1 leaves it as it is.
	test('a person chosen from the list of the first portal is told by name before anything is sent', async () => {
		await walk.openForm({ operation: 'dismiss', user: CARLA });
		await walk.editor.chooseCredential('Southwind');
		if (sharedSession().major === 1) {
			await walk.editor.execute();
			assert.match(
				await walk.editor.errorMessage(),
				/Carla Complete .* was chosen, but ID 22 is "Boris Drugoy/,
			);
		} else {
			await until('The form names the person of the other portal', async () => {
				const box = walk.editor.page.getByTestId('resource-locator-user').getByTestId('rlc-input');
				const shown = await box.locator('input').or(box).first().inputValue();
				return shown.startsWith('Boris Drugoy') ? true : undefined;
			});
		}
		assert.notEqual(other.people.get(22)?.ACTIVE, false);
	});

	test('a department of the first portal is told, nobody is invited', async () => {
		const before = other.people.size;
		await walk.openForm({ operation: 'invite', email: 'new@example.com', departments: [13] });
		await walk.editor.fillField('UF_USR_COST_CENTER', 'CC-1');
		await walk.editor.chooseCredential('Southwind');
		await walk.editor.execute();
		assert.match(await walk.editor.errorMessage(), /no department with ID 13/);
		assert.equal(other.people.size, before);
	});

	test('a field of the first portal is told by name, nothing is changed', async () => {
		other.customFields.splice(0);
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
		const { nodes } = example('search-and-report', []);
		await walk.lay({ nodes }, exampleText('search-and-report'));
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
			await walk.lay(workflow, exampleText(file));
			const marked = await walk.marked();
			const ours = workflow.nodes.filter(
				(node) => node.type?.includes('bitrix24') && marked.includes(String(node.name)),
			);
			assert.deepEqual([file, ours.map((node) => node.name)], [file, []]);
		}
	});
});

describe('what is on no list', () => {
	for (const [what, parameters] of Object.entries({
		departments: { operation: 'getAll', filters: { departments: [77] } },
		sort: { operation: 'getAll', sort: { field: 'UF_X' } },
		outputFields: { operation: 'getCurrent', output: 'selectedFields', outputFields: ['UF_X'] },
	})) {
		test(`is not marked as wrong in ${what}`, async () => {
			await walk.openForm(parameters);
			assert.equal(await walk.editor.marks(), 0);
		});
	}
});

describe('what an expression chooses', () => {
	for (const [what, parameters] of Object.entries({
		output: { operation: 'getAll', limit: 2, output: "={{ 'raw' }}" },
		searchBy: { operation: 'search', searchBy: "={{ 'phrase' }}", phrase: 'Carla' },
		operation: { operation: "={{ 'getCurrent' }}" },
	})) {
		test(`${what} does not keep the node from running`, async () => {
			await walk.openForm(parameters);
			assert.match(await walk.editor.execute(), /successfully/);
		});
	}
});

describe('what the output says', () => {
	test('columns of a sheet are found by their labels, and those that are no fields are named', async () => {
		const fields = { mappingMode: 'autoMapInputData', value: null };
		await walk.openForm({ ...UPDATE, fields }, [{ 'Job title': 'Lead', Shoe: 'forty' }]);
		await walk.editor.execute();
		const output = walk.editor.page.getByTestId('output-panel');
		assert.match(await output.innerText(), /left out: .*Shoe/);
		assert.equal(walk.portal.people.get(3)?.WORK_POSITION, 'Lead');
	});

	test('an error names its item once', async () => {
		const user = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
		await walk.openForm({ operation: 'get', user }, [{ id: 1 }, { id: 3 }, { id: 999999 }]);
		await walk.editor.execute();
		assert.match(await walk.editor.errorMessage(), /no person with ID 999999/);
		const output = walk.editor.page.getByTestId('output-panel');
		const said = (await output.innerText()).match(/\bitem \d/gi) ?? [];
		assert.ok(said.length <= 1, said.join());
	});
});
