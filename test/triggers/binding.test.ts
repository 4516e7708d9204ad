/** Bitrix24 Trigger: what activation and deactivation do to the portal's list of handlers. */
import { credential } from '../harness';
import { CAST, startPortal, type Portal } from '../portal';
import {
	callAs,
	callHook,
	complaint,
	connect,
	handlersOf,
	listen,
	listenByHand,
	plainAddress,
	urlsOf,
	without,
} from '../support/handlers';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 3 });
});
afterEach(() => portal.stop());

const BIND = { event: 'ONUSERADD' };

describe('activation with OAuth2', () => {
	it('binds the production URL, in the name of the person who authorised', async () => {
		const connected = connect(portal, { userId: CAST.secondAdministrator });
		const active = await listen(connected);
		expect(await handlersOf(portal, connected.application)).toEqual([
			{ ...BIND, handler: active.webhookUrl, auth_type: '24', offline: 0 },
		]);
		await active.stop();
	});

	it('finds its handler again after a restart of n8n, and binds nothing twice', async () => {
		const connected = connect(portal);
		const hook = { credentials: connected.credential };
		expect(await callHook('checkExists', hook)).toBe(false);
		expect(await callHook('create', hook)).toBe(true);
		expect(await callHook('checkExists', hook)).toBe(true);
		expect(await urlsOf(portal, connected.application)).toHaveLength(1);
	});

	it('binds in a portal too old to say whether the installation is finished', async () => {
		const connected = connect(portal);
		const body = { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' };
		portal.fault({ method: 'app.info', answer: { status: 404, body } });
		expect(await callHook('create', { credentials: connected.credential })).toBe(true);
		expect(await urlsOf(portal, connected.application)).toHaveLength(1);
	});

	it('takes the event and the URL exactly', async () => {
		const connected = connect(portal);
		const call = callAs(portal, connected.application);
		const url = 'https://n8n.example.com/webhook/webhook-of-the-test/webhook';
		await call('event.bind', { event: 'ONAPPUPDATE', handler: url });
		await call('event.bind', { ...BIND, handler: `${url}/` });
		await call('event.bind', { ...BIND, handler: `${url}?x=1` });
		const hook = { credentials: connected.credential };
		expect(await callHook('checkExists', hook)).toBe(false);
		await callHook('create', hook);
		expect(await callHook('checkExists', hook)).toBe(true);
		await callHook('delete', hook);
		expect(await urlsOf(portal, connected.application)).toEqual([url, `${url}/`, `${url}?x=1`]);
	});

	it('replaces a handler that an earlier activation left behind in the name of somebody else', async () => {
		const first = connect(portal);
		const second = connect(portal, { userId: CAST.secondAdministrator }, first.application);
		await callHook('create', { credentials: first.credential });
		const hook = { credentials: second.credential };
		expect(await callHook('checkExists', hook)).toBe(false);
		await callHook('create', hook);
		const [handler, ...more] = await handlersOf(portal, first.application);
		expect(handler.auth_type).toBe('24');
		expect(more).toEqual([]);
	});

	it('works for people who are not administrators', async () => {
		const connected = connect(portal, { userId: CAST.employee });
		const active = await listen(connected);
		await portal.signIn(CAST.invited);
		expect((await portal.deliveries()).map(({ status }) => status)).toEqual([200]);
		expect(active.executions).toHaveLength(1);
		await active.deactivate();
		expect(await urlsOf(portal, connected.application)).toEqual([]);
	});
});

// b24restdocs `api-reference/events/event-bind.md` lists ERROR_EVENT_BINDING_EXISTS; older servers say ERROR_CORE.
describe('a handler that the portal says is there already', () => {
	it('counts as bound when the answer to the first request was lost', async () => {
		const connected = connect(portal);
		portal.fault({ method: 'event.bind', when: 'after', connection: 'reset' });
		expect(await callHook('create', { credentials: connected.credential })).toBe(true);
		expect(await urlsOf(portal, connected.application)).toHaveLength(1);
	});

	it('counts as bound when another n8n was quicker', async () => {
		const connected = connect(portal);
		const hook = { credentials: connected.credential };
		await Promise.all([callHook('create', hook), callHook('create', hook)]);
		expect(await urlsOf(portal, connected.application)).toHaveLength(1);
	});

	it.each(['ERROR_CORE', 'ERROR_EVENT_BINDING_EXISTS'])(
		'is an error with %s when the portal does not show it',
		async (error) => {
			const connected = connect(portal);
			const body = {
				error,
				error_description: 'Unable to set event handler: Handler already binded',
			};
			portal.fault({ method: 'event.bind', answer: { status: 400, body } });
			const text = await complaint(callHook('create', { credentials: connected.credential }));
			expect(text).toMatch(/Handler already binded/);
		},
	);
});

describe('when the address of n8n has changed', () => {
	const memoryOf = async (connected: ReturnType<typeof connect>) => {
		const memory = {};
		const hook = { credentials: connected.credential, memory };
		await callHook('create', hook, { baseUrl: 'https://old.example.com' });
		return { memory, hook };
	};

	it('activation binds the new one and unbinds the old one, and nobody else’s', async () => {
		const connected = connect(portal);
		const { hook } = await memoryOf(connected);
		const other = 'https://old.example.com/webhook/of-somebody-else/webhook';
		await callAs(portal, connected.application)('event.bind', { ...BIND, handler: other });
		expect(await callHook('checkExists', hook)).toBe(false);
		await callHook('create', hook);
		const urls = (await urlsOf(portal, connected.application)).map(plainAddress);
		expect(urls).toEqual([other, 'https://n8n.example.com/webhook/webhook-of-the-test/webhook']);
		expect(await callHook('checkExists', hook)).toBe(true);
	});

	it('deactivation unbinds what was bound under the old one', async () => {
		const connected = connect(portal);
		const { hook, memory } = await memoryOf(connected);
		await callHook('delete', hook);
		expect(await urlsOf(portal, connected.application)).toEqual([]);
		expect(memory).not.toHaveProperty('addresses');
	});

	it('an old one that cannot be unbound does not stop the new one, and is tried again', async () => {
		const connected = connect(portal);
		const { hook } = await memoryOf(connected);
		const body = { error: 'ERROR_CORE', error_description: 'no' };
		portal.fault({ method: 'event.unbind', answer: { status: 400, body } });
		await callHook('create', hook);
		expect(await urlsOf(portal, connected.application)).toHaveLength(2);
		expect(await callHook('checkExists', hook)).toBe(false);
		await callHook('create', hook);
		const urls = (await urlsOf(portal, connected.application)).map(plainAddress);
		expect(urls).toEqual(['https://n8n.example.com/webhook/webhook-of-the-test/webhook']);
	});

	it('a handler of an earlier version, without a secret in its URL, is replaced', async () => {
		const connected = connect(portal);
		const handler = 'https://n8n.example.com/webhook/webhook-of-the-test/webhook';
		await callAs(portal, connected.application)('event.bind', { ...BIND, handler });
		const hook = { credentials: connected.credential };
		expect(await callHook('checkExists', hook)).toBe(false);
		await callHook('create', hook);
		const urls = await urlsOf(portal, connected.application);
		expect(urls).toEqual([expect.stringMatching(/\/webhook\?key=[\w-]{43}$/)]);
	});
});

describe('deactivation', () => {
	it('unbinds the handler; nothing is delivered any more; activation binds it again', async () => {
		const connected = connect(portal);
		const memory = {};
		const first = await listen(connected, { memory });
		await first.deactivate();
		expect(await urlsOf(portal, connected.application)).toEqual([]);
		const second = await listen(connected, { memory });
		expect(await urlsOf(portal, connected.application)).toEqual([second.webhookUrl]);
		await portal.signIn(CAST.invited);
		expect(await portal.deliveries()).toHaveLength(1);
		expect([first.executions.length, second.executions.length]).toEqual([0, 1]);
		await second.deactivate();
	});

	it('leaves handlers of others alone, of the same application and of another one', async () => {
		const connected = connect(portal);
		const colleague = portal.application();
		await callAs(portal, connected.application)('event.bind', {
			...BIND,
			handler: 'https://crm.example.com/hook',
		});
		await callAs(portal, colleague)('event.bind', {
			...BIND,
			handler: 'https://other.example.com/hook',
		});
		const active = await listen(connected);
		await active.deactivate();
		expect(await urlsOf(portal, connected.application)).toEqual(['https://crm.example.com/hook']);
		expect(await urlsOf(portal, colleague)).toEqual(['https://other.example.com/hook']);
	});

	it('of one of two workflows on a portal leaves the other one listening', async () => {
		const connected = connect(portal);
		const one = await listen(connected);
		const other = await listen(connected);
		await portal.signIn(CAST.invited);
		expect([one.executions.length, other.executions.length]).toEqual([1, 1]);
		await one.deactivate();
		expect(await urlsOf(portal, connected.application)).toEqual([other.webhookUrl]);
		await other.deactivate();
	});

	it('of a handler that is gone already is no error', async () => {
		const connected = connect(portal);
		const hook = { credentials: connected.credential };
		await expect(callHook('delete', hook)).resolves.toBe(true);
	});

	it('says so when the portal does not answer, instead of leaving the handler behind in silence', async () => {
		const connected = connect(portal);
		const hook = { credentials: connected.credential };
		await callHook('create', hook);
		portal.refuse({ status: 403, error: 'ACCESS_DENIED', error_description: 'plan' });
		expect(await complaint(callHook('delete', hook))).toMatch(/does not allow REST requests/);
	});
});

describe('test and production', () => {
	it('have URLs of their own, bound and unbound apart', async () => {
		const connected = connect(portal);
		const hook = { credentials: connected.credential };
		await callHook('create', hook);
		expect(await callHook('checkExists', hook, { isTest: true })).toBe(false);
		await callHook('create', hook, { isTest: true });
		const path = 'webhook-of-the-test/webhook';
		const urls = await urlsOf(portal, connected.application);
		expect(urls.map(plainAddress)).toEqual([
			`https://n8n.example.com/webhook/${path}`,
			`https://n8n.example.com/webhook-test/${path}`,
		]);
		await callHook('delete', hook, { isTest: true });
		expect(await callHook('checkExists', hook)).toBe(true);
	});
});

describe('what cannot work is explained', () => {
	it.each([
		['http://localhost:5678', 'localhost'],
		['http://n8n:5678', 'n8n'],
		['http://[::1]:5678', '[::1]'],
	])('an n8n at %s, before the portal is asked', async (baseUrl, host) => {
		const { credential: credentials } = connect(portal);
		for (const method of ['checkExists', 'create'] as const) {
			const text = await complaint(callHook(method, { credentials }, { baseUrl }));
			expect(text).toContain(`The portal cannot post to "${host}"`);
			expect(text).toMatch(/full host name, e\.g\. n8n\.example\.com\. Set .* WEBHOOK_URL/);
		}
		expect(portal.requests).toEqual([]);
	});

	it('an application without the scope "user"', async () => {
		const { credential: credentials } = connect(portal, { scopes: ['user_basic', 'department'] });
		const text = await complaint(callHook('create', { credentials }));
		expect(text).toMatch(/^The application may not hear of new people \|/);
		expect(text).toMatch(/tick the scope "user" and save/);
	});

	it('an application whose installation is not finished', async () => {
		const connected = connect(portal);
		const body = { result: { ID: 1, INSTALLED: false }, time: {} };
		portal.fault({ method: 'app.info', answer: { status: 200, body } });
		const text = await complaint(callHook('create', { credentials: connected.credential }));
		expect(text).toMatch(/^The installation of the application is not finished/);
		expect(text).toMatch(/tick "Uses API only"/);
		expect(await urlsOf(portal, connected.application)).toEqual([]);
	});

	it('an expired connection that cannot be renewed', async () => {
		const { credential: credentials } = connect(portal);
		portal.revokeTokens();
		const text = await complaint(callHook('checkExists', { credentials }));
		expect(text).toMatch(/connect the account again/);
	});

	it('a token that does not name its portal', async () => {
		const { credential: credentials } = connect(portal);
		const token = credentials.data.oauthTokenData as Record<string, string>;
		credentials.data.oauthTokenData = without(token, 'member_id');
		const text = await complaint(callHook('checkExists', { credentials }));
		expect(text).toMatch(/does not tell which portal it belongs to \| .*connect the account again/);
	});

	it('an outgoing webhook without its token', async () => {
		const text = await complaint(listenByHand('  '));
		expect(text).toMatch(
			/^The credential holds no application token \| Copy the "Application token"/,
		);
	});
});

it('with an outgoing webhook nothing is asked of the portal', async () => {
	const options = {
		parameters: { authentication: 'outgoingWebhook' },
		credentials: credential('bitrix24OutgoingWebhookApi', { applicationToken: 'x'.repeat(32) }),
	};
	expect(await callHook('checkExists', options)).toBe(true);
	expect(await callHook('create', options)).toBe(true);
	expect(await callHook('delete', options)).toBe(true);
	expect(portal.requests).toEqual([]);
});
