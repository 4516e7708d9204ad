/** What n8n knows of the package after a community install from the tarball. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { NODE_TYPE, PACKAGE } from '../n8n/package';
import { sharedClient } from '../support/session';

interface Listed {
	name: string;
	displayName: string;
	iconUrl: { light: string; dark: string };
	codex?: { categories: string[]; subcategories: Record<string, string[]>; alias: string[] };
	outputs?: string[];
	usableAsTool?: boolean;
	communityNodePackageVersion?: string;
	supportedNodes?: string[];
	properties: Array<{ name: string; typeOptions?: { password?: boolean } }>;
}

const n8n = sharedClient();
const types = new Map<string, Listed>();

before(async () => {
	for (const path of ['/types/nodes.json', '/types/credentials.json']) {
		for (const type of await n8n.call<Listed[]>('GET', path)) types.set(type.name, type);
	}
});

function listed(name: string): Listed {
	const type = types.get(name);
	assert.ok(type, `${name} is not listed`);
	return type;
}

async function icon(path: string): Promise<string> {
	const { status, text } = await n8n.ask('GET', `/${path}`);
	assert.equal(status, 200, path);
	assert.match(text, /^\s*(<\?xml[^>]*>\s*)?<svg/, path);
	return text;
}

describe('the package in the list of nodes', () => {
	test('is the community package from the tarball, with the version of package.json', async () => {
		const { version } = await import('../../../package.json');
		assert.equal(listed(NODE_TYPE).communityNodePackageVersion, version);
		const ours = [...types.keys()].filter((name) => name.startsWith(`${PACKAGE}.`)).sort();
		assert.ok(ours.includes(NODE_TYPE) && ours.includes(`${NODE_TYPE}Tool`), ours.join());
	});

	test('stands in its categories and is found by what people call it', () => {
		const { codex } = listed(NODE_TYPE);
		assert.deepEqual(codex?.categories, ['Communication', 'Productivity', 'Miscellaneous']);
		for (const word of ['HR', 'Employees', 'Onboarding']) assert.ok(codex.alias.includes(word));
	});

	test('is offered as a tool to AI agents', () => {
		const tool = listed(`${NODE_TYPE}Tool`);
		assert.deepEqual(tool.outputs, ['ai_tool']);
		assert.deepEqual(tool.codex?.categories, ['AI']);
		assert.ok(tool.properties.some(({ name }) => name === 'toolDescription'));
	});

	for (const name of [NODE_TYPE, 'bitrix24WebhookApi', 'bitrix24OAuth2Api']) {
		test(`${name} shows an icon of its own on light and on dark ground`, async () => {
			const { light, dark } = listed(name).iconUrl;
			assert.notEqual(await icon(light), await icon(dark));
		});
	}

	for (const [name, secret] of [
		['bitrix24WebhookApi', 'webhookUrl'],
		['bitrix24OAuth2Api', 'clientSecret'],
	]) {
		test(`${name} is listed for the node, its secret hidden`, async () => {
			const type = listed(name);
			assert.ok(type.supportedNodes?.includes(NODE_TYPE));
			const property = type.properties.find((candidate) => candidate.name === secret);
			assert.equal(property?.typeOptions?.password, true);
			const { id } = await n8n.createCredential(name, `listing of ${name}`, {
				...(name === 'bitrix24OAuth2Api' && {
					portalUrl: 'http://127.0.0.1:9',
					clientId: 'local.1',
					authServer: 'http://127.0.0.1:9',
				}),
				[secret]: 'http://127.0.0.1:9/rest/1/neverShownAgain1/',
			});
			const { text } = await n8n.ask('GET', `/rest/credentials/${id}?includeData=true`);
			assert.ok(text.includes(secret));
			assert.ok(!text.includes('neverShownAgain1'), 'the stored secret went back to the browser');
		});
	}
});
