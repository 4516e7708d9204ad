/** The official SDK must take the emulator for a portal. It insists on HTTPS. */
import { Agent } from 'node:https';
import { AjaxError, ApiVersion, B24Hook } from '@bitrix24/b24jssdk';
import { throwAwayCertificate } from './server/certificate';
import { CAST, startPortal } from '.';
import type { Portal, WebhookOptions } from './types';

// The SDK needs `qs-esm`, a copy of qs in ES modules, which jest cannot load: qs itself does the same.
jest.mock('qs-esm', () => jest.requireActual<object>('qs'));

interface Person {
	ID: string;
	NAME?: string;
	LAST_NAME?: string;
}

let portal: Portal;
let tls: { key: string; cert: string };
let agent: Agent;

/** A client that trusts this portal's certificate, and no other client does. */
function client(options?: WebhookOptions): B24Hook {
	const hook = B24Hook.fromWebhookUrl(portal.webhook(options).replace(/\/$/, ''));
	hook.offClientSideWarning();
	hook.getHttpClient(ApiVersion.v2).ajaxClient.defaults.httpsAgent = agent;
	return hook;
}

beforeAll(async () => {
	tls = await throwAwayCertificate();
	agent = new Agent({ ca: tls.cert });
	portal = await startPortal({ people: 120, tls });
});

afterAll(async () => {
	agent.destroy();
	await portal.stop();
});

it('calls', async () => {
	const b24 = client();
	const answer = await b24.actions.v2.call.make<{ ID: string; ADMIN: boolean }>({
		method: 'profile',
	});
	expect(answer.isSuccess).toBe(true);
	expect(answer.getData()?.result).toMatchObject({ ID: '1', ADMIN: true });
	expect(answer.getData()?.time.operating).toBeGreaterThanOrEqual(0);
	expect(portal.requests.at(-1)?.headers['user-agent']).toContain('b24-js-sdk');
});

it('reads pages with total and next', async () => {
	const answer = await client().actions.v2.call.make<Person[]>({
		method: 'user.get',
		params: { start: 50 },
	});
	expect(answer.getTotal()).toBeGreaterThan(100);
	expect(answer.isMore()).toBe(true);
	expect(answer.getData()?.result).toHaveLength(50);
});

it('batches named and unnamed calls', async () => {
	const b24 = client();
	const named = await b24.actions.v2.batch.make({
		calls: {
			me: { method: 'user.current' },
			one: { method: 'user.get', params: { FILTER: { ID: CAST.placeholder } } },
		},
		options: { isHaltOnError: false, returnAjaxResult: false },
	});
	expect(named.isSuccess).toBe(true);
	expect(named.getData()).toMatchObject({
		me: { ID: '1' },
		one: [{ LAST_NAME: '$result[0]' }],
	});
	const unnamed = await b24.actions.v2.batch.make({
		calls: [
			['profile', {}],
			['scope', {}],
		],
	});
	expect(unnamed.getData()).toHaveLength(2);
});

it('reports the errors of a batch', async () => {
	const answer = await client().actions.v2.batch.make({
		calls: { good: { method: 'profile' }, bad: { method: 'no.method' } },
		options: { isHaltOnError: false },
	});
	expect(answer.isSuccess).toBe(false);
	expect(answer.getErrorMessages().join()).toContain('Method not found');
});

it('lists everybody without counting', async () => {
	const b24 = client();
	const all = await b24.actions.v2.callList.make<Person>({
		method: 'user.get',
		params: { select: ['ID', 'NAME'] },
	});
	const ids = all.getData()?.map(({ ID }) => Number(ID)) ?? [];
	const chunks: number[] = [];
	for await (const chunk of b24.actions.v2.fetchList.make<Person>({ method: 'user.get' })) {
		chunks.push(...chunk.map(({ ID }) => Number(ID)));
	}
	expect(ids.length).toBeGreaterThan(130);
	expect(chunks).toEqual(ids);
	expect([...ids].sort((a, b) => a - b)).toEqual(ids);
});

it('invites and updates', async () => {
	const b24 = client();
	const added = await b24.actions.v2.call.make<number>({
		method: 'user.add',
		params: { EMAIL: 'sdk@example.com', NAME: 'Софья', UF_DEPARTMENT: [1], PERSONAL_ZIP: '01' },
	});
	const ID = Number(added.getData()?.result);
	expect(portal.people.get(ID)).toMatchObject({ NAME: 'Софья', PERSONAL_ZIP: '01' });
	const updated = await b24.actions.v2.call.make<boolean>({
		method: 'user.update',
		params: { ID, ACTIVE: 'N' },
	});
	expect(updated.getData()?.result).toBe(true);
	expect(portal.people.get(ID)?.ACTIVE).toBe(false);
});

it.each<[string, object, WebhookOptions, string]>([
	['user.add', { EMAIL: 'x', UF_DEPARTMENT: [1] }, {}, 'ERROR_ARGUMENT'],
	['department.get', {}, { scopes: ['user'] }, 'insufficient_scope'],
	['event.get', {}, {}, 'WRONG_AUTH_TYPE'],
])('%s: knows the error', async (method, params, options, code) => {
	const failed = await client(options)
		.actions.v2.call.make({ method, params })
		.then(
			(answer) => [...answer.getErrors()][0],
			(error: unknown) => error,
		);
	expect(failed).toBeInstanceOf(AjaxError);
	expect(failed).toMatchObject({ code });
});

it('waits out the rate limit', async () => {
	const b24 = client();
	portal.fault({
		method: 'profile',
		answer: {
			status: 503,
			body: { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' },
		},
	});
	const answer = await b24.actions.v2.call.make<{ ID: string }>({ method: 'profile' });
	expect(answer.getData()?.result.ID).toBe('1');
});
