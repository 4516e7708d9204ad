/** What fills the form: dropdowns, the search for people, and the fields of the mapper. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startPortal, type Portal, type WebhookOptions } from '../../portal';
import type { Form } from '../n8n/client';
import { sharedClient } from '../support/session';

const n8n = sharedClient();
let portal: Portal;
let russian: Portal;

before(async () => {
	portal = await startPortal({ people: 120 });
	russian = await startPortal({ people: 20, language: 'ru' });
});
after(() => Promise.all([portal.stop(), russian.stop()]));

async function form(of: Portal, operation: string, options?: WebhookOptions): Promise<Form> {
	const credential = await n8n.createCredential('bitrix24WebhookApi', 'form', {
		webhookUrl: of.webhook(options),
	});
	return { parameters: { authentication: 'webhook', resource: 'user', operation }, credential };
}

describe('dropdowns', () => {
	test('list every department with its path', async () => {
		const options = await n8n.loadOptions(
			'getDepartments',
			await form(portal, 'invite'),
			'departments',
		);
		assert.equal(options.length, portal.departments.length);
		assert.ok(options.some(({ name }) => name.includes(' / ')));
		assert.equal(new Set(options.map(({ name }) => name)).size, options.length);
	});

	test('list the workgroups', async () => {
		const options = await n8n.loadOptions(
			'getWorkgroups',
			await form(portal, 'invite'),
			'workgroups',
		);
		const names = options.map(({ name }) => name);
		assert.ok(names.length > 0);
		for (const name of names)
			assert.ok(
				portal.workgroups.some(({ NAME }) => NAME === name),
				name,
			);
	});

	for (const method of ['getUserFields', 'getSortableFields']) {
		test(`${method} names fields in the language of the portal, codes as values`, async () => {
			const [english, translated] = [
				await n8n.loadOptions(method, await form(portal, 'getAll'), 'outputFields'),
				await n8n.loadOptions(method, await form(russian, 'getAll'), 'outputFields'),
			];
			const label = (list: typeof english) => list.find(({ value }) => value === 'LAST_NAME')?.name;
			assert.equal(label(english), 'Last Name');
			assert.match(label(translated) ?? '', /Фамилия/);
			assert.deepEqual(
				english.map(({ value }) => String(value)).sort(),
				translated.map(({ value }) => String(value)).sort(),
			);
		});
	}

	test('explain a missing scope instead of being empty', async () => {
		const options = await n8n.loadOptions(
			'getDepartments',
			await form(portal, 'invite', { scopes: ['user'] }),
			'departments',
		);
		assert.equal(options.length, 1);
		assert.match(options[0].name, /lacks the scope "department"/);
	});

	test('say why they cannot be shown when the credential is bad', async () => {
		const broken = await form(portal, 'invite');
		portal.refuse({ status: 401, error: 'INVALID_CREDENTIALS', error_description: 'x' });
		await assert.rejects(
			n8n.loadOptions('getDepartments', broken, 'departments'),
			/code is wrong or it was deleted/,
		);
		portal.refuse(undefined);
	});
});

describe('the list of people', () => {
	test('pages through everybody once', async () => {
		const locator = await form(portal, 'get');
		const seen: string[] = [];
		let paginationToken: string | undefined;
		do {
			const page = await n8n.listSearch('searchUsers', locator, { paginationToken });
			seen.push(...page.results.map(({ value }) => value));
			paginationToken = page.paginationToken;
		} while (paginationToken !== undefined);
		assert.equal(new Set(seen).size, seen.length, 'somebody is listed twice');
		assert.ok(seen.length >= 120, `${seen.length} people`);
	});

	test('finds people by the beginning of a word, and tells namesakes apart', async () => {
		const { results } = await n8n.listSearch('searchUsers', await form(portal, 'get'), {
			filter: 'Ivano',
		});
		const names = results.map(({ name }) => name);
		assert.ok(
			names.some((name) => name.includes('ivan.ivanov@example.com')),
			names.join(),
		);
		assert.ok(names.some((name) => name.includes('ivan.ivanov2@example.com')));
		assert.equal(new Set(names).size, names.length);
	});

	test('finds Cyrillic names', async () => {
		const { results } = await n8n.listSearch('searchUsers', await form(russian, 'get'), {
			filter: 'Оль',
		});
		assert.ok(results.some(({ name }) => name.startsWith('Ольга Петрова-Ёлкина')));
	});
});

describe('the fields of the mapper', () => {
	const READ_ONLY = ['ID', 'LAST_LOGIN', 'DATE_REGISTER', 'IS_ONLINE', 'TIMESTAMP_X', 'USER_TYPE'];

	for (const [method, operation] of [
		['getInviteFields', 'invite'],
		['getUpdateFields', 'update'],
	]) {
		test(`${method} offers what can be written, typed, nothing else`, async () => {
			const { fields } = await n8n.mapperFields(method, await form(portal, operation));
			const byId = new Map(fields.map((field) => [field.id, field]));
			for (const code of READ_ONLY) assert.ok(!byId.has(code), code);
			assert.equal(byId.get('NAME')?.type, 'string');
			assert.equal(byId.get('PERSONAL_BIRTHDAY')?.type, 'dateTime');
			// A switch would store false for everybody it is shown to.
			assert.equal(byId.get('UF_USR_DRIVER')?.type, 'options');
			assert.ok(!fields.some(({ id, type }) => id === 'ACTIVE' || type === 'boolean'));
			assert.equal(byId.get('UF_USR_1724228142162')?.type, 'options');
			assert.ok((byId.get('UF_USR_1724228142162')?.options?.length ?? 0) > 1);
			const shown = fields.filter(({ removed }) => removed !== true).map(({ id }) => id);
			// A required field that is not shown could not be filled, and n8n would not execute without it.
			const required = fields.filter((field) => field.required).map(({ id }) => id);
			const first = ['NAME', 'LAST_NAME', 'WORK_POSITION'];
			assert.deepEqual(shown.sort(), [...new Set([...first, ...required])].sort());
			if (operation === 'update') assert.deepEqual(required, []);
		});
	}

	test('show the labels of a Russian portal over the same codes', async () => {
		const english = await n8n.mapperFields('getUpdateFields', await form(portal, 'update'));
		const translated = await n8n.mapperFields('getUpdateFields', await form(russian, 'update'));
		assert.deepEqual(
			translated.fields.map(({ id }) => id),
			english.fields.map(({ id }) => id),
		);
		const label = translated.fields.find(({ id }) => id === 'WORK_POSITION')?.displayName;
		assert.match(label ?? '', /[А-я]/);
	});

	test('are read anew by "Refresh field list"', async () => {
		const mapper = await form(portal, 'update');
		const before = await n8n.mapperFields('getUpdateFields', mapper);
		assert.ok(!before.fields.some(({ id }) => id === 'UF_USR_E2E'));
		portal.customFields.push({
			ID: 9001,
			FIELD_NAME: 'UF_USR_E2E',
			USER_TYPE_ID: 'double',
			MULTIPLE: false,
			MANDATORY: false,
			LABEL: 'Desk height',
		});
		const refreshed = await n8n.mapperFields('getUpdateFields', mapper);
		const field = refreshed.fields.find(({ id }) => id === 'UF_USR_E2E');
		assert.deepEqual([field?.displayName, field?.type], ['Desk height', 'number']);
	});

	test('are text and say so where the scope for their definitions is missing', async () => {
		const { fields } = await n8n.mapperFields(
			'getUpdateFields',
			await form(portal, 'update', { scopes: ['user'] }),
		);
		const driver = fields.find(({ id }) => id === 'UF_USR_DRIVER');
		assert.equal(driver?.type, 'string');
		assert.match(driver.displayName, /user\.userfield/);
	});
});
