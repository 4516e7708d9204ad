import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { prepareEnvironment } from './environment';
import {
	activateTrigger,
	callListSearch,
	callLoadOptions,
	callResourceMapping,
	credential,
	httpClient,
	loadPackage,
	runNode,
	runPoll,
	runWorkflow,
	testCredential,
} from '.';
import { NodeApiError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import type { LoadedPackage, NodeRunOptions } from '.';
import { writeFixturePackage } from './fixture';
import { startFixtureServer } from './fixture/server';
import type { FixtureServer } from './fixture/server';

let fixture: LoadedPackage;
let server: FixtureServer;

beforeAll(async () => {
	fixture = await loadPackage(writeFixturePackage(prepareEnvironment()));
	server = await startFixtureServer();
});

beforeEach(() => {
	server.calls.length = 0;
});

afterAll(async () => {
	await server.stop();
});

const goodKey = () => credential('fixtureApi', { baseUrl: server.url, key: 'good' });

const token = (access_token: string) =>
	credential('fixtureOAuth2Api', {
		server: server.url,
		clientId: 'id',
		clientSecret: 'client secret',
		// n8n ignores what is saved in a hidden OAuth field.
		accessTokenUrl: 'http://127.0.0.1:1/elsewhere',
		oauthTokenData: { access_token, refresh_token: 'old', member_id: 'kept' },
	});

const fixtureNode = (options: Partial<NodeRunOptions>) =>
	runNode({
		package: fixture,
		type: 'fixture',
		credentials: goodKey(),
		parameters: { path: '={{ $json.path }}' },
		next: { from: "={{ $('Start').item.json.path }}" },
		...options,
	});

const mixed = [{ path: 'one' }, { path: 'status/500' }, { path: 'three' }];

describe('loadPackage', () => {
	it("shows the loader's view of nodes, credentials, icons and codex", () => {
		expect(fixture.name).toBe('n8n-nodes-fixture');
		expect(fixture.known.nodes.fixture).toMatchObject({ className: 'Fixture' });
		expect(fixture.known.credentials.fixtureOAuth2Api).toMatchObject({ extends: ['oAuth2Api'] });
		expect(fixture.descriptions[0]).toMatchObject({
			name: 'fixture',
			iconUrl: {
				light: 'icons/n8n-nodes-fixture/nodes/Fixture/fixture.svg',
				dark: 'icons/n8n-nodes-fixture/nodes/Fixture/fixture.dark.svg',
			},
			codex: { categories: ['Development'] },
			communityNodePackageVersion: '1.2.3',
		});
	});

	it('gives the package the very copy of n8n-workflow that the engine uses', async () => {
		const link = join(fixture.directory, '..', 'n8n-workflow');
		const engine = require.resolve('n8n-workflow/package.json', {
			paths: [require.resolve('n8n-core/package.json')],
		});
		expect(join(realpathSync(link), 'package.json')).toBe(engine);

		const refused = callLoadOptions('getOptions', {
			package: fixture,
			type: 'fixture',
			credentials: credential('fixtureApi', { baseUrl: `${server.url}/status/500` }),
		});
		await expect(refused).rejects.toBeInstanceOf(NodeApiError);
	});
});

describe('the package under test', () => {
	it('is the packed tarball, installed without dependencies of its own', async () => {
		const own = await loadPackage();
		expect(own.name).toBe('n8n-nodes-bitrix24-users');
		expect(own.directory.startsWith(realpathSync(prepareEnvironment()))).toBe(true);
		expect(existsSync(join(own.directory, 'node_modules'))).toBe(false);
		expect(existsSync(join(own.directory, 'test'))).toBe(false);
		expect(Object.keys(own.nodes)).toContain('bitrix24');
	});
});

describe('runNode', () => {
	it('resolves expressions per item, authenticates and reports hints', async () => {
		const run = await fixtureNode({ items: [{ path: 'one' }, { path: 'two' }] });
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => json)).toEqual([
			{ key: 'good', path: '/one' },
			{ key: 'good', path: '/two' },
		]);
		expect(run.hints).toEqual([{ message: 'Asked 2 times', location: 'outputPane' }]);
		expect(server.calls).toHaveLength(2);
	});

	it('shows whether a following node finds the input item', async () => {
		const items = [{ path: 'one' }, { path: 'two' }];
		const linked = await fixtureNode({
			items,
			parameters: { path: '={{ $json.path }}', copies: 2 },
		});
		expect(linked.next.map(({ json }) => json.from)).toEqual(['one', 'one', 'two', 'two']);

		const lost = await fixtureNode({
			items,
			parameters: { path: '={{ $json.path }}', copies: 2, unpaired: true },
		});
		expect(lost.next.map(({ json }) => Object.keys(json))).toEqual(Array(4).fill(['linkError']));
	});

	it('stops on a failing item', async () => {
		const run = await fixtureNode({ items: mixed });
		expect(run.items).toEqual([]);
		expect(run.error).toMatchObject({ name: 'NodeApiError', httpCode: '500' });
		expect(run.run.status).toBe('error');
		expect(server.calls).toHaveLength(2);
	});

	it('continues with the regular output', async () => {
		const run = await fixtureNode({ items: mixed, continueOnFail: 'continueRegularOutput' });
		expect(run.items).toHaveLength(3);
		expect(run.items[1]).toMatchObject({ json: { error: expect.any(String) } });
		expect(run.next.map(({ json }) => json.from)).toEqual(['one', 'status/500', 'three']);
	});

	it('continues with the error output, links included', async () => {
		const run = await fixtureNode({ items: mixed, continueOnFail: 'continueErrorOutput' });
		expect(run.items.map(({ json }) => json.path)).toEqual(['/one', '/three']);
		expect(run.errorItems).toHaveLength(1);
		expect(run.next.map(({ json }) => json.from)).toEqual(['one', 'three']);
		expect(run.nextOnError.map(({ json }) => json.from)).toEqual(['status/500']);
	});

	it('retries when the node is set to', async () => {
		const run = await fixtureNode({
			items: [{ path: 'status/500' }],
			retryOnFail: { maxTries: 2 },
		});
		expect(run.error).toBeDefined();
		expect(server.calls).toHaveLength(2);
	});

	it('cancels after a time and on a signal', async () => {
		const late = await fixtureNode({ items: [{ path: 'hang' }], cancelAfter: 100 });
		expect(late.run.status).toBe('canceled');

		const controller = new AbortController();
		const running = fixtureNode({ items: [{ path: 'hang' }], abortSignal: controller.signal });
		setTimeout(() => controller.abort(), 50);
		expect((await running).run.status).toBe('canceled');
	});

	it('reports a run that cannot start', async () => {
		const run = await fixtureNode({ parameters: { path: '' } });
		expect(run.error?.message).toContain('issues');
		expect(run.run.status).toBe('error');
	});

	it('keeps what n8n would store, so that a leaked secret is found', async () => {
		const credentials = credential('fixtureApi', { baseUrl: server.url, key: 'planted secret' });
		// The service echoes the key in its error, and n8n keeps the answer in the error's context.
		const leaking = await fixtureNode({ credentials, items: [{ path: 'status/500' }] });
		expect(leaking.error?.message).not.toContain('planted secret');
		expect(leaking.stored).toContain('planted secret');

		const clean = await fixtureNode({ credentials, items: [{ path: 'hang' }], cancelAfter: 50 });
		expect(clean.stored).not.toContain('planted secret');
	});

	it('keeps what was logged, with errors as n8n prints them', async () => {
		const { logged } = await fixtureNode({ items: [{ path: 'status/500' }] });
		expect(logged).toContain('warn: Fixture call refused {"error":{"name":"NodeApiError"');
		expect(logged).toContain('Request failed with status code 500');
	});

	it('passes binary data on to the node', async () => {
		const photo = { data: Buffer.from('x').toString('base64'), mimeType: 'image/png' };
		const run = await fixtureNode({ items: [{ path: 'one' }], binary: { photo } });
		const [start] = run.run.data.resultData.runData.Start;
		expect(start.data?.main[0]?.[0].binary).toEqual({ photo });
	});
});

describe('OAuth2', () => {
	it('renews the token on 401, stores it and repeats the call once', async () => {
		const stored = token('stale');
		const parameters = { authentication: 'oAuth2', path: '={{ $json.path }}' };
		const items = [{ path: `${server.url}/one` }];
		const run = await fixtureNode({ credentials: stored, parameters, items });
		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toEqual({ key: 'Bearer fresh', path: '/one' });
		expect(server.calls.map(({ path }) => path)).toEqual(['/one', '/token', '/one']);
		expect(Object.fromEntries(new URLSearchParams(server.calls[1].body))).toMatchObject({
			grant_type: 'refresh_token',
			client_id: 'id',
			client_secret: 'client secret',
		});
		expect(stored.data.oauthTokenData).toMatchObject({
			access_token: 'fresh',
			refresh_token: 'after old',
			member_id: 'kept',
		});
	});
});

describe('the editor', () => {
	const asking = () => ({ package: fixture, type: 'fixture', credentials: goodKey() });

	it('loads options with the current parameters', async () => {
		const options = await callLoadOptions('getOptions', {
			...asking(),
			parameters: { path: 'typed' },
		});
		expect(options).toEqual([{ name: 'typed', value: 'good' }]);
	});

	it('searches lists page by page', async () => {
		const first = await callListSearch('search', { ...asking(), filter: 'ann' });
		expect(first).toEqual({ results: [{ name: 'ann', value: 'good' }], paginationToken: 'next' });
		const { paginationToken } = await callListSearch('search', {
			...asking(),
			paginationToken: 'next',
		});
		expect(paginationToken).toBeUndefined();
	});

	it('loads columns without duplicates', async () => {
		const { fields } = await callResourceMapping('getFields', asking());
		expect(fields.map(({ id }) => id)).toEqual(['NAME']);
	});

	it('says which method is missing', async () => {
		await expect(callLoadOptions('nothing', asking())).rejects.toThrow('no method "nothing"');
	});
});

describe('testCredential', () => {
	const test = (type: string, data: Record<string, string>) =>
		testCredential(type, data, { package: fixture });

	it('asks with the function form of authenticate and a relative URL', async () => {
		expect(await test('fixtureApi', { baseUrl: server.url, key: 'good' })).toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		expect(server.calls).toMatchObject([{ path: '/test', headers: { 'x-key': 'good' } }]);
	});

	it('applies the rules on bodies', async () => {
		expect(await test('fixtureApi', { baseUrl: server.url, key: 'empty' })).toEqual({
			status: 'Error',
			message: 'The key is empty',
		});
	});

	// n8n 1's errors have lost their cause by then, so that its own tester finds no rule and no network code and shows
	// the words of the error.
	it.each([
		['/status/402', /^(Please pay|Payment required - .+)$/],
		['/status/503', /^(Service Unavailable|Service unavailable - .+)$/],
	])('reports %s by a rule, by its status, or in words of n8n', async (path, words) => {
		expect(await test('fixtureApi', { baseUrl: server.url + path })).toEqual({
			status: 'Error',
			message: expect.stringMatching(words),
		});
	});

	it('reports an unreachable host by its network code or in words of n8n', async () => {
		expect(await test('fixtureApi', { baseUrl: 'http://127.0.0.1:1' })).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^(ECONNREFUSED|The service refused the connection - .+)$/),
		});
	});

	it('resolves expressions of the generic form', async () => {
		const result = await test('fixtureGenericApi', { baseUrl: server.url, key: 'generic' });
		expect(result.status).toBe('OK');
		expect(server.calls[0].headers['x-key']).toBe('generic');
	});

	it("uses a node's test and n8n's look at OAuth2 tokens", async () => {
		expect(await test('fixturePlainApi', { key: 'good' })).toEqual({
			status: 'OK',
			message: 'Fine',
		});
		expect((await testCredential(token('any'), {}, { package: fixture })).status).toBe('OK');
		expect((await test('fixtureOAuth2Api', {})).status).toBe('Error');
	});
});

describe('runWorkflow', () => {
	const node = (name: string, type: string, parameters: INode['parameters']): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	});
	const to = (...names: string[]) =>
		names.map((name) => ({ node: name, type: 'main' as const, index: 0 }));
	const startsWithB = {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		conditions: [
			{
				id: '1',
				leftValue: '={{ $json.path }}',
				rightValue: 'b',
				operator: { type: 'string', operation: 'startsWith' },
			},
		],
		combinator: 'and',
	};
	const assignments = {
		assignments: [
			{ id: '1', name: 'path', type: 'string', value: '={{ $json.name }}' },
			{ id: '2', name: 'deep.number', type: 'number', value: '7' },
		],
	};

	it('runs our nodes between stand-ins under their real names', async () => {
		const result = await runWorkflow(
			{
				nodes: [
					node('Note', 'n8n-nodes-base.stickyNote', { content: 'Hello' }),
					node('Manual', 'n8n-nodes-base.manualTrigger', {}),
					node('Set', 'n8n-nodes-base.set', { assignments, includeOtherFields: false }),
					node('If', 'n8n-nodes-base.if', { conditions: startsWithB }),
					node('Call', 'n8n-nodes-fixture.fixture', { path: '={{ $json.path }}' }),
					node('End', 'n8n-nodes-base.noOp', {}),
					node('Merge', 'n8n-nodes-base.merge', { mode: 'append' }),
				],
				connections: {
					Manual: { main: [to('Set')] },
					Set: { main: [to('If')] },
					If: { main: [to('Call'), to('End')] },
					Call: { main: [to('Merge')] },
					End: { main: [[{ node: 'Merge', type: 'main', index: 1 }]] },
				},
			},
			{
				package: fixture,
				credentials: goodKey(),
				triggerItems: [{ name: 'a' }, { name: 'bb' }],
			},
		);
		expect(result.error).toBeUndefined();
		expect(result.json('Set')).toEqual([
			{ path: 'a', deep: { number: 7 } },
			{ path: 'bb', deep: { number: 7 } },
		]);
		expect(result.json('Call')).toEqual([{ key: 'good', path: '/bb' }]);
		expect(result.json('If', 1)).toHaveLength(1);
		expect(result.json('Merge')).toHaveLength(2);
		expect(result.hints.Call).toHaveLength(1);
	});

	it('names a type it has no stand-in for', async () => {
		const nodes = [node('Manual', 'n8n-nodes-base.gmail', {})];
		const running = runWorkflow({ nodes, connections: {} }, { package: fixture });
		await expect(running).rejects.toThrow('knows no node type "n8n-nodes-base.gmail"');
	});
});

describe('triggers', () => {
	it('polls with a memory; a manual poll does not change it', async () => {
		const memory = {};
		const options = { package: fixture, type: 'fixturePoll', credentials: goodKey(), memory };
		expect(await runPoll(options)).toEqual([]);
		expect(await runPoll(options)).toMatchObject([{ json: { poll: 2, key: 'good' } }]);
		expect(await runPoll({ ...options, mode: 'manual' })).toMatchObject([{ json: { poll: 3 } }]);
		expect(memory).toEqual({ polls: 2 });
	});

	it('binds a webhook, receives deliveries over HTTP and unbinds it', async () => {
		const trigger = await activateTrigger({
			package: fixture,
			type: 'fixtureHook',
			parameters: { secret: 'mine' },
		});
		expect(trigger.memory).toEqual({ bound: trigger.webhookUrl });

		const form = 'secret=mine&data%5BFIELDS%5D%5BID%5D=7';
		const answer = await httpClient.post(trigger.webhookUrl, form, {
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
		});
		expect(answer.data).toEqual({ message: 'Workflow was started' });
		const body = { secret: 'mine', 'data[FIELDS][ID]': '7' };
		expect(trigger.executions).toMatchObject([[{ json: { body } }]]);

		const refused = await httpClient.post(trigger.webhookUrl, { secret: 'other' });
		expect(refused.status).toBe(403);
		expect(trigger.executions).toHaveLength(1);

		await trigger.deactivate();
		expect(trigger.memory).toEqual({});
	});
});

describe('the environment', () => {
	it("keeps n8n's files in the run's own folder", () => {
		expect(process.env.N8N_USER_FOLDER).toBe(prepareEnvironment());
		expect(existsSync(join(prepareEnvironment(), '.n8n', 'config'))).toBe(true);
	});
});
