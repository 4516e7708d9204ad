/** The panel of nodes: what people search for. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

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
