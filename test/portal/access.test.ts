/** Credentials, scopes and limits of the emulator, and the faults tests may inject. */
import { batch, caller, send } from './server/caller';
import { startPortal } from '.';
import type { Portal, PortalOptions } from './types';

let portal: Portal;

const start = async (options: PortalOptions = {}): Promise<void> => {
	portal = await startPortal({ people: 0, ...options });
};

afterEach(() => portal.stop());

describe('addresses', () => {
	beforeEach(() => start());

	it('.json after the method is optional, GET and POST both work', async () => {
		const hook = portal.webhook();
		expect((await send(`${hook}user.get.json?ID=3&select[]=ID`, {})).ids).toEqual([3]);
		expect((await send(`${hook}USER.GET`, { method: 'POST', body: 'ID=3' })).ids).toEqual([3]);
	});

	it('decodes JSON only with application/json and only when the form body is empty', async () => {
		const hook = `${portal.webhook()}user.get`;
		const post = (type: string, body: string) =>
			send(hook, { method: 'POST', headers: { 'content-type': type }, body });
		expect((await post('application/json; charset=utf-8', '{"ID":3}')).ids).toEqual([3]);
		expect((await post('text/json', '{"ID":3}')).ids.length).toBeGreaterThan(1);
		expect((await post('application/json', '{"ID":3')).ids.length).toBeGreaterThan(1);
		expect((await post('application/x-www-form-urlencoded', 'FILTER[ID]=3')).ids).toEqual([3]);
		const form = new FormData();
		form.set('FILTER[ID][]', '3');
		expect((await send(hook, { method: 'POST', body: form })).ids).toEqual([3]);
	});

	it('wrong, revoked and dismissed credentials are INVALID_CREDENTIALS', async () => {
		const hook = portal.webhook({ userId: 3 });
		expect((await caller(hook)('profile')).status).toBe(200);
		expect(await caller(hook.replace('/3/', '/1/'))('profile')).toMatchObject({
			status: 401,
			error: 'INVALID_CREDENTIALS',
		});
		portal.edit(3, { ACTIVE: false });
		expect((await caller(hook)('profile')).error).toBe('INVALID_CREDENTIALS');
		portal.edit(3, { ACTIVE: true });
		portal.revokeWebhook(hook);
		expect((await caller(hook)('profile')).error).toBe('INVALID_CREDENTIALS');
		expect((await caller(`${portal.url}/rest/`)('profile')).error).toBe('NO_AUTH_FOUND');
	});

	it('names missing scopes, unknown methods and wrong kinds of authorisation', async () => {
		const call = caller(portal.webhook({ scopes: ['user'] }));
		expect(await call('department.get')).toMatchObject({
			status: 403,
			error: 'insufficient_scope',
		});
		expect(await call('no.method')).toMatchObject({ status: 404, error: 'ERROR_METHOD_NOT_FOUND' });
		for (const method of ['event.bind', 'event.unbind', 'event.get', 'placement.bind']) {
			expect(await call(method)).toMatchObject({ status: 403, error: 'WRONG_AUTH_TYPE' });
		}
	});

	it('a renamed portal answers 302 to the same path', async () => {
		const hook = portal.webhook();
		const target = portal.url.replace('127.0.0.1', 'localhost');
		portal.renameTo(`${target}/`);
		const response = await fetch(`${hook}profile?x=1`, { redirect: 'manual' });
		expect(response.status).toBe(302);
		expect(response.headers.get('location')).toBe(`${hook.replace(portal.url, target)}profile?x=1`);
		expect((await send(`${hook}profile`, { method: 'POST', redirect: 'follow' })).status).toBe(200);
		expect(portal.requests.map(({ httpMethod, status }) => [httpMethod, status])).toEqual([
			['GET', 302],
			['POST', 302],
			['GET', 200],
		]);
		expect(portal.webhook()).toContain('localhost');
		portal.renameTo(undefined);
		expect((await caller(hook)('profile')).status).toBe(200);
	});

	it('records requests without secrets', async () => {
		const hook = portal.webhook();
		await send(`${hook}profile?auth=secret&x=1`, {
			headers: { authorization: 'Bearer secret', 'user-agent': 'node/1' },
		});
		const [request] = portal.requests;
		expect(JSON.stringify(portal.requests)).not.toMatch(/secret/);
		expect(JSON.stringify(portal.requests)).not.toContain(hook.split('/')[5]);
		expect(request).toMatchObject({
			path: '/rest/1/***/profile',
			method: 'profile',
			params: { auth: '***', x: '1' },
			headers: { 'user-agent': 'node/1', authorization: 'Bearer ***' },
			calls: [{ method: 'profile', params: { x: '1' } }],
			status: 200,
		});
	});

	it('time has all its parts; the clock may differ', async () => {
		await portal.stop();
		await start({ clockSkew: -3_600_000 });
		const { time } = await caller(portal.webhook())('profile');
		expect(time).toMatchObject({ operating: 0, date_start: expect.any(String) });
		expect(Number(time?.operating_reset_at)).toBeLessThan(Date.now() / 1000);
	});

	it.each([
		[400, 'INVALID_REQUEST', 'Https required.'],
		[403, 'ACCESS_DENIED', 'REST API is available only on commercial plans.'],
		[403, 'PORTAL_DELETED', 'Portal was deleted'],
		[503, 'OVERLOAD_LIMIT', 'REST API is blocked due to overload.'],
	])('can refuse everything: %s %s', async (status, error, error_description) => {
		portal.refuse({ status, error, error_description });
		const call = caller(portal.webhook());
		expect(await call('profile')).toMatchObject({ status, error, error_description });
		portal.refuse(undefined);
		expect((await call('profile')).status).toBe(200);
	});
});

describe('limits', () => {
	it('the bucket counts HTTP requests; a batch counts once', async () => {
		await start({ limit: { bucket: 3, perSecond: 1 } });
		const call = caller(portal.webhook());
		await batch(
			call,
			Array.from({ length: 50 }, () => 'profile'),
		);
		const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => call('profile')));
		const blocked = answers.filter(({ status }) => status === 503);
		expect(blocked).toHaveLength(4);
		expect(blocked[0].error).toBe('QUERY_LIMIT_EXCEEDED');
		const refused = portal.requests.filter(({ status }) => status === 503);
		expect(refused.map(({ calls }) => calls)).toEqual([[], [], [], []]);
	});

	it('leaks', async () => {
		await start({ limit: { bucket: 1, perSecond: 50 } });
		const call = caller(portal.webhook());
		await call('profile');
		await new Promise((resolve) => setTimeout(resolve, 1100));
		expect((await call('profile')).status).toBe(200);
	});

	it('a method whose time is used up answers 429, alone or in a batch', async () => {
		await start();
		const call = caller(portal.webhook());
		const resetAt = Math.floor(Date.now() / 1000) + 120;
		portal.limitOperation('user.get', resetAt);
		expect(await call('user.get')).toMatchObject({ status: 429, error: 'OPERATION_TIME_LIMIT' });
		const { result, result_error } = await batch(call, { a: 'user.get', b: 'profile' });
		expect(Object.keys(result)).toEqual(['b']);
		expect(result_error.a.error).toBe('OPERATION_TIME_LIMIT');
		portal.passTime(121_000);
		expect((await call('user.get')).status).toBe(200);
	});

	it('operating time adds up per method and credential, and runs out', async () => {
		await start({ operatingLimit: 0.02, cost: { call: 30 } });
		const call = caller(portal.webhook());
		expect(Number((await call('profile')).time?.operating)).toBeGreaterThan(0.02);
		expect((await call('profile')).status).toBe(429);
		expect((await call('scope')).status).toBe(200);
		expect((await caller(portal.webhook())('profile')).status).toBe(200);
		portal.passTime(600_000);
		expect((await call('profile')).status).toBe(200);
	});

	it('costs are slept: per request, per call, per count', async () => {
		await start({ cost: { latency: 20, call: 10, count: 40 } });
		const call = caller(portal.webhook());
		const timed = async (params: object) => {
			const before = performance.now();
			await call('user.get', params);
			return performance.now() - before;
		};
		expect(await timed({ start: 0 })).toBeGreaterThanOrEqual(68);
		expect(await timed({ start: -1 })).toBeGreaterThanOrEqual(28);
	});

	it('a request that takes longer than the server allows dies with HTML', async () => {
		await start({ cost: { call: 30 }, timeout: 100 });
		const call = caller(portal.webhook());
		const adds = [1, 2, 3, 4, 5].map((n) => `user.add?EMAIL=n${n}@example.com&UF_DEPARTMENT[]=1`);
		const answer = await call('batch', { cmd: adds });
		expect([answer.status, answer.text.slice(0, 6)]).toEqual([504, '<html>']);
		expect(portal.people.size).toBe(28);
	});
});

describe('faults', () => {
	const add = { EMAIL: 'once@example.com', UF_DEPARTMENT: [1] };
	const isAdded = () => [...portal.people.values()].some(({ EMAIL }) => EMAIL === add.EMAIL);
	const failing = (promise: Promise<unknown>) =>
		promise.then(
			() => 'answered',
			() => 'failed',
		);

	beforeEach(() => start());

	it('before: answers without executing; goes away after its times', async () => {
		const call = caller(portal.webhook());
		portal.fault({ method: 'user.add', skip: 0, answer: { status: 502, body: '<h1>Bad</h1>' } });
		expect((await call('profile')).status).toBe(200);
		expect((await call('user.add', add)).status).toBe(502);
		expect(isAdded()).toBe(false);
		expect((await call('user.add', add)).status).toBe(200);
	});

	it('after: executes and then spoils the answer', async () => {
		const call = caller(portal.webhook());
		portal.fault({ when: 'after', answer: { status: 500, body: { error: 'INTERNAL' } } });
		expect(await call('user.add', add)).toMatchObject({ status: 500, error: 'INTERNAL' });
		expect(isAdded()).toBe(true);
		expect(portal.requests[0].calls).toHaveLength(1);
	});

	it.each(['reset', 'truncate'] as const)('%s after executing', async (connection) => {
		portal.fault({ method: 'user.add', when: 'after', connection });
		const call = caller(portal.webhook());
		expect(await failing(call('user.add', add))).toBe('failed');
		expect(isAdded()).toBe(true);
	});

	it('hang: never answers, and stop() still ends at once', async () => {
		portal.fault({ connection: 'hang', skip: 1, times: 2 });
		const call = caller(portal.webhook());
		expect((await call('profile')).status).toBe(200);
		const waiting = failing(call('profile'));
		await new Promise((resolve) => setTimeout(resolve, 50));
		const before = performance.now();
		await portal.stop();
		expect(await waiting).toBe('failed');
		expect(performance.now() - before).toBeLessThan(500);
		await start();
	});

	it('delay alone only delays; clearFaults disarms', async () => {
		const call = caller(portal.webhook());
		portal.fault({ delay: 60 });
		const before = performance.now();
		expect((await call('profile')).status).toBe(200);
		expect(performance.now() - before).toBeGreaterThanOrEqual(58);
		portal.fault({ times: 9, answer: { status: 500, body: '' } });
		portal.clearFaults();
		expect((await call('profile')).status).toBe(200);
	});
});
