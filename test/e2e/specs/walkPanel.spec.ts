/** From the panel of nodes: what people search for, every action, and a node that is new. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { formProperties, resources } from '../../../nodes/Bitrix24/resources';
import { isRecord } from '../../../nodes/Bitrix24/transport/types';
import { NODE_TYPE } from '../n8n/package';
import { Walk } from '../support/walk';

/** What people look for; the node has to stand first. */
const WORDS =
	'employee employees deactivate staff offboard offboarding fire hire onboard onboarding directory department person people invite dismiss'.split(
		' ',
	);

/** Several words, as they are typed. */
const PHRASES = [
	'org chart',
	'new hire',
	'human resources',
	'employee directory',
	'user management',
	'deactivate user',
	'custom field',
];

/** Nodes whose names hold these letters; n8n 2 puts what most people use before what is meant. */
const OTHER_HR_SYSTEMS = ['BambooHR', 'HiBob', 'Personio', 'Workday'];

let walk: Walk;

before(async () => {
	walk = await Walk.begin();
	await walk.editor.newWorkflow();
	await walk.editor.addNode('manual', 'Manual Trigger');
});
after(() => walk.end());

async function found(words: string): Promise<string[]> {
	const { page } = walk.editor;
	const bar = page.getByTestId('node-creator-search-bar');
	if (!(await bar.isVisible())) await page.getByTestId('node-creator-plus-button').click();
	await bar.fill(words);
	const items = page.getByTestId('item-iterator-item');
	await items.filter({ hasText: 'Bitrix24' }).first().waitFor();
	return (await items.allInnerTexts()).map((text) => text.split('\n')[0]);
}

/** An empty collection, or a list nothing was chosen from. */
function isNothing(value: unknown): boolean {
	return isRecord(value) && (Object.keys(value).length === 0 || value.value === '');
}

const everyOperation = resources.flatMap(({ value: resource, operations }) =>
	operations.map(({ value: operation, action }) => ({ resource, operation, action })),
);

describe('the panel of nodes', () => {
	test('has the node first for what people call it', async () => {
		const first: Array<[string, string]> = [];
		const words = [...WORDS, ...PHRASES];
		for (const word of words) first.push([word, (await found(word))[0]]);
		assert.deepEqual(
			first,
			words.map((word) => [word, 'Bitrix24']),
		);
	});

	test('has it before every other HR system for "HR"', async () => {
		const names = await found('HR');
		const ours = names.indexOf('Bitrix24');
		assert.ok(ours !== -1 && ours < 8, names.slice(0, 10).join());
		for (const other of OTHER_HR_SYSTEMS) {
			const place = names.indexOf(other);
			assert.ok(place === -1 || place > ours, `${other} is before it`);
		}
	});
});

describe('a new node', () => {
	for (const [action, resource, operation, hasFields] of [
		['Invite user', 'user', 'invite', true],
		['Add member to department', 'department', 'addMember', false],
		['Set owner of workgroup', 'workgroup', 'setOwner', false],
		['Create custom field', 'customField', 'create', false],
	] as const) {
		test(`by the action "${action}" opens that form, with nothing marked before it is filled`, async () => {
			const { editor } = walk;
			await found('Bitrix24');
			await editor.listed('Bitrix24').click();
			await editor.listed(action).click();
			await editor.page.getByTestId('ndv').waitFor();
			const fields = editor.page.getByTestId('mapping-fields-container');
			if (hasFields) await fields.waitFor();
			await editor.settle();
			assert.equal(await editor.marks(), 0);
			if (hasFields) assert.deepEqual(await editor.mappedFields(), ['Cost center']);
			const added = (await walk.copied()).filter(({ type }) => type === NODE_TYPE).at(-1);
			const { parameters, credentials } = added ?? {};
			assert.equal(credentials?.bitrix24WebhookApi.name, 'Northwind');
			assert.deepEqual(
				[parameters?.resource ?? 'user', parameters?.operation],
				[resource, operation],
			);
		});
	}

	test('of every operation has nothing that nobody chose, and misses nothing but what is required', async () => {
		const nodes = everyOperation.map(({ resource, operation, action }, index) => ({
			id: `node-${index}`,
			name: action,
			type: NODE_TYPE,
			typeVersion: 1,
			position: [(index % 6) * 220, Math.floor(index / 6) * 160] satisfies [number, number],
			parameters: { resource, operation },
			credentials: {
				bitrix24WebhookApi: { id: walk.credential.id, name: walk.credential.name },
			},
		}));
		await walk.lay({ nodes });
		const demanding = everyOperation.filter(({ resource, operation }) =>
			formProperties.some(
				({ required, displayOptions }) =>
					required &&
					displayOptions?.show?.resource?.includes(resource) &&
					displayOptions.show.operation?.includes(operation),
			),
		);
		assert.deepEqual(await walk.marked(), demanding.map(({ action }) => action).sort());
		for (const { name, parameters } of await walk.copied()) {
			const { resource, operation, ...others } = parameters;
			assert.ok([resource, operation].every((one) => one === undefined || typeof one === 'string'));
			const chosen = Object.entries(others).filter(([, value]) => !isNothing(value));
			assert.deepEqual([name, chosen], [name, []]);
		}
	});
});
