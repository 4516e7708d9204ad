/** The first node somebody ever adds: there is no credential yet. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { Walk } from '../support/walk';

let walk: Walk;

before(async () => {
	walk = await Walk.begin();
	const { n8n, credential, editor } = walk;
	await n8n.call('DELETE', `/rest/credentials/${credential.id}`);
	await editor.newWorkflow();
	await editor.addNode('manual', 'Manual Trigger');
});
afterEach(() => walk.picture('credential'));
after(() => walk.end());

/*
 * n8n's mapper asks for its fields when the form opens, and not when a credential is chosen; whatever goes wrong is to it
 * a list without entries (ResourceMapper.vue, getResourceMapperFields in nodeTypes.store.ts).
 */
test('a node without a credential says what its fields wait for, and has them once there is one', async () => {
	const { editor, portal } = walk;
	const { page, form } = editor;
	await editor.addNode('bitrix24', 'Bitrix24', 'Invite user');
	await page.getByTestId('ndv').waitFor();
	const told = form.getByText('The fields come from your portal: choose a credential that works');
	await told.waitFor();

	await editor.createCredential(portal.webhook());
	await told.waitFor();
	await editor.retryFields();
	assert.deepEqual(await editor.mappedFields(), ['Cost center']);
});
