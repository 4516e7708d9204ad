/**
 * Pictures to look at after a change of the forms, in `.cache/gallery`: every operation and trigger, as it opens and with
 * everything added to it, behind a portal of 12,000 people and 400 departments. Not kept in docs/.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import type { INode, INodeTypeDescription } from 'n8n-workflow';

import { startPortal, type Portal } from '../../portal';
import type { CredentialRef } from '../n8n/client';
import { CACHE } from '../n8n/folders';
import { PACKAGE } from '../n8n/package';
import { Editor } from '../support/editor';
import { sharedClient, sharedSession } from '../support/session';
import { FORMS, opened, openedOf } from './opened';

const GALLERY = join(CACHE, 'gallery');
/** Tall enough for the longest form. */
const WINDOW = { width: 1280, height: 2400 };

const TRIGGERS = ['bitrix24Trigger', 'bitrix24ProfileButtonTrigger', 'bitrix24UserChangesTrigger'];

const n8n = sharedClient();
let portal: Portal;
let russian: Portal;
let credential: CredentialRef;
let editor: Editor;
let workflowId = '';

before(async () => {
	mkdirSync(GALLERY, { recursive: true });
	portal = await startPortal({ people: 12_000 });
	const branches = Array.from({ length: 20 }, () => portal.addDepartment());
	for (const { ID } of branches) {
		for (let below = 0; below < 19; below++) portal.addDepartment({ PARENT: ID });
	}
	russian = await startPortal({ people: 60, language: 'ru' });
	credential = await n8n.createCredential('bitrix24WebhookApi', 'Bitrix24 Webhook account', {
		webhookUrl: portal.webhook(),
	});
	editor = await Editor.open(sharedSession());
	await editor.page.setViewportSize(WINDOW);
});
after(async () => {
	await editor.close();
	await portal.stop();
	await russian.stop();
});

interface Picture {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
}

/** n8n takes the beginning of an ID for the whole. */
const idOf = (name: string): string => `${name}.`;

/** All of them are nodes of one workflow: n8n's editor is loaded once. */
async function openAll(pictures: readonly Picture[], { id, name, type }: CredentialRef) {
	const nodes = pictures.map((picture, index) => ({
		id: idOf(picture.name),
		name: picture.name,
		type: `${PACKAGE}.${picture.type}`,
		typeVersion: 1,
		position: [0, index * 200] as [number, number],
		parameters: picture.parameters as INode['parameters'],
		credentials: { [type]: { id, name } },
	}));
	workflowId = (await n8n.createWorkflow({ name: 'gallery', nodes, connections: {} })).id;
	await editor.openWorkflow(workflowId);
}

/** By the address of the node, as the browser's "Back" would: it may be beyond the edge of the canvas. */
async function openNode(name: string): Promise<void> {
	const at = JSON.stringify(`/workflow/${workflowId}/${idOf(name)}`);
	await editor.page.evaluate(
		`history.pushState(null, '', ${at}), dispatchEvent(new PopStateEvent('popstate', { state: null }))`,
	);
	await editor.page.getByTestId('ndv').waitFor();
}

async function closeNode(): Promise<void> {
	await editor.page.keyboard.press('Escape');
	await editor.page.getByTestId('ndv').waitFor({ state: 'hidden' });
}

async function take(name: string): Promise<void> {
	await openNode(name);
	await editor.settle();
	await editor.formPicture(name, join(GALLERY, `${name}.png`));
	await closeNode();
}

const ofOperations = FORMS.flatMap((form) => {
	const name = `${form.resource}-${form.operation}`;
	return [
		{ name, type: 'bitrix24', parameters: { ...form } },
		{ name: `${name}-opened`, type: 'bitrix24', parameters: opened(form) },
	];
});

describe('the form of each operation and trigger, as it opens and with everything added', () => {
	before(async () => {
		const types = await n8n.call<INodeTypeDescription[]>('GET', '/types/nodes.json');
		const ofTriggers = TRIGGERS.flatMap((type) => {
			const { properties = [] } = types.find(({ name }) => name === `${PACKAGE}.${type}`) ?? {};
			return [
				{ name: type, type, parameters: {} },
				{ name: `${type}-opened`, type, parameters: openedOf(properties) },
			];
		});
		await openAll([...ofOperations, ...ofTriggers], credential);
	});

	for (const name of [
		...ofOperations.map((picture) => picture.name),
		...TRIGGERS.flatMap((type) => [type, `${type}-opened`]),
	]) {
		test(name, () => take(name));
	}
});

describe('a portal in another language', () => {
	const pictures = ['invite', 'getAll', 'sync'].map((operation) => ({
		name: `ru-${operation}`,
		type: 'bitrix24',
		parameters: opened({ resource: 'user', operation }),
	}));
	before(async () => {
		const webhookUrl = russian.webhook();
		await openAll(pictures, await n8n.createCredential('bitrix24WebhookApi', 'ru', { webhookUrl }));
	});

	for (const { name } of pictures) test(name, () => take(name));
});

describe('long lists', () => {
	before(() => openAll(ofOperations, credential));

	test('departments', async () => {
		await openNode('user-invite');
		await editor.openDropdown('departments');
		await editor.page.screenshot({ path: join(GALLERY, 'list-departments.png') });
		await editor.closeDropdown();
		await closeNode();
	});

	test('people', async () => {
		await openNode('user-get');
		await editor.searchPeople('Ann');
		await editor.page.screenshot({ path: join(GALLERY, 'list-people.png') });
	});
});
