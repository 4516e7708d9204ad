/** Departments, workgroups and custom fields in the editor: chosen from lists of the portal, executed, and seen in it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { CAST, startPortal, type Portal } from '../../portal';
import { roleOf } from '../../portal/domain/groups';
import type { CredentialRef } from '../n8n/client';
import { Editor } from '../support/editor';
import { sharedClient, sharedSession } from '../support/session';
import { bitrix24, workflowOf } from '../support/workflows';

const n8n = sharedClient();
let portal: Portal;
let credential: CredentialRef;
let editor: Editor;

before(async () => {
	portal = await startPortal({ people: 0 });
	credential = await n8n.createCredential('bitrix24WebhookApi', 'Bitrix24 Webhook account', {
		webhookUrl: portal.webhook(),
	});
	editor = await Editor.open(sharedSession());
});
after(async () => {
	await editor.close();
	await portal.stop();
});

const byId = (value: number) => ({ __rl: true, mode: 'id', value: String(value) });

const person = (id: number) => {
	const found = portal.people.get(id);
	assert.ok(found, `Nobody has the ID ${id}`);
	return found;
};

const SIZE = 'UF_USR_1724228142162';

const sizes = () =>
	portal.customFields
		.find(({ FIELD_NAME }) => FIELD_NAME === SIZE)
		?.LIST?.map(({ VALUE }) => VALUE)
		.join();

interface Room {
	resource: string;
	operation: string;
	/** The locator whose list is opened, what is typed there, and what is chosen. */
	locator: string;
	words: string;
	chosen: string;
	parameters: Record<string, unknown>;
	isDone: () => boolean;
}

const ROOMS: Room[] = [
	{
		resource: 'department',
		operation: 'addMember',
		locator: 'department',
		words: 'Logist',
		chosen: 'Logistics',
		parameters: { user: byId(CAST.emoji) },
		isDone: () => person(CAST.emoji).UF_DEPARTMENT.includes(3),
	},
	{
		resource: 'workgroup',
		operation: 'addMember',
		locator: 'workgroup',
		words: 'Alpha',
		chosen: 'Project Alpha',
		parameters: { user: byId(CAST.emoji) },
		isDone: () => roleOf(portal.workgroups[0], person(CAST.emoji)) === 'K',
	},
	{
		resource: 'customField',
		operation: 'syncValues',
		locator: 'field',
		words: '1724228142162',
		chosen: SIZE,
		parameters: { values: 'S; M; L; XL; XXL' },
		isDone: () => sizes() === 'S,M,L,XL,XXL',
	},
];

describe('in the editor', () => {
	for (const room of ROOMS) {
		const { resource, operation, locator, words, chosen, parameters, isDone } = room;
		test(`${resource}: ${locator} is chosen from the portal's list, and ${operation} is done`, async () => {
			const node = bitrix24(credential, {
				resource,
				operation,
				[locator]: { __rl: true, mode: 'list', value: '' },
				...parameters,
			});
			const { id } = await n8n.createWorkflow(workflowOf(resource, [{ row: 1 }], node));
			await editor.openWorkflow(id);
			await editor.openNode('Bitrix24');
			const shown = await editor.search(locator, words);
			assert.ok(
				shown.some((text) => text.includes(chosen)),
				shown.join(),
			);
			assert.equal(isDone(), false);
			await editor.choosePerson(chosen);
			await editor.settle();
			await editor.execute();
			const { rows } = await editor.outputTable();
			assert.equal(rows.length, 1);
			assert.ok(isDone(), `${resource} ${operation} is not to be seen in the portal`);
		});
	}
});
