/** From the form of one node to that of another: n8n may ask for the fields anew, and keeps what is mapped. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { until } from '../n8n/processes';
import { mapping, Walk } from '../support/walk';
import { bitrix24, workflowOf } from '../support/workflows';

let walk: Walk;

before(async () => {
	walk = await Walk.begin();
});
after(() => walk.end());

const ONE = {
	operation: 'update',
	user: { __rl: true, mode: 'id', value: '22' },
	fields: mapping({ WORK_POSITION: 'First' }, ['UF_USR_COST_CENTER']),
};
const TWO = {
	operation: 'invite',
	email: 'b@example.com',
	departments: [1],
	fields: mapping({ WORK_POSITION: 'Second', UF_USR_COST_CENTER: 'CC-2' }),
};
const THREE = { ...ONE, fields: mapping({ UF_USR_COST_CENTER: 'CC-3' }, ['WORK_POSITION']) };
const MAPPED: Record<string, string[]> = {
	One: ['Job Title'],
	Two: ['Job Title', 'Cost center'],
	Three: ['Cost center'],
};

const everyMapping = Object.entries({ One: ONE, Two: TWO, Three: THREE }).map(
	([name, { fields }]) => [name, fields.value],
);

/** Lays three nodes in a row, goes through their forms, and reads what is mapped then. */
async function goThrough(forms: () => Promise<void>): Promise<void> {
	const nodes = Object.entries({ One: ONE, Two: TWO, Three: THREE }).map(([name, parameters]) =>
		bitrix24(walk.credential, { resource: 'user', ...parameters }, { name }),
	);
	await walk.lay(workflowOf('Row', [{ row: 1 }], nodes));
	await forms();
	const kept: unknown[] = [];
	for (const [name] of everyMapping) kept.push([name, (await walk.stored(String(name))).fields]);
	assert.deepEqual(kept, everyMapping);
}

/** The form shows what is mapped in this node and nothing of another one. */
async function shows(name: string): Promise<void> {
	let shown: string[] = [];
	await until(
		`${name} shows its fields`,
		async () => {
			shown = await walk.editor.mappedFields();
			return shown.join() === MAPPED[name].join() ? true : undefined;
		},
		{ seconds: 15 },
	).catch(() => assert.deepEqual([name, shown], [name, MAPPED[name]]));
}

describe('going to the form of another node', () => {
	test('by the canvas leaves every mapping as it was', async () => {
		await goThrough(async () => {
			for (const name of ['One', 'Two', 'One', 'Three', 'Two']) {
				await walk.editor.openNode(name);
				await shows(name);
				await walk.editor.closeNode();
			}
		});
	});

	test('by its button beside the form leaves every mapping as it was', async () => {
		await goThrough(async () => {
			await walk.editor.openNode('One');
			await shows('One');
			for (const name of ['Two', 'Three', 'Two', 'One', 'Two']) {
				await walk.editor.goTo(name);
				await shows(name);
			}
		});
	});

	test('in haste leaves every mapping as it was', async () => {
		const { page } = walk.editor;
		await goThrough(async () => {
			await walk.editor.openNode('One');
			for (const name of ['Two', 'Three', 'Two', 'One', 'Two', 'One']) {
				await page.locator(`[data-test-id="floating-node"][data-node-name="${name}"]`).click();
			}
			await shows('One');
		});
	});
});
