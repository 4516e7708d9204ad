/** Events of the emulator. (docs: common/events/on-user-add.md, events/) */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call } from './server/caller';
import { caller } from './server/caller';
import { CAST, startPortal } from '.';
import { parseStr } from './protocol/php';
import type { Application, Portal } from './types';

let portal: Portal;
let application: Application;
let call: Call;
let handler: string;
let status = 200;
const listener = createServer((request, response) => {
	request.resume().on('end', () => {
		response.writeHead(status).end('thanks');
	});
});

beforeAll(async () => {
	await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
	handler = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
});

afterAll(() => {
	listener.closeAllConnections();
	listener.close();
});

beforeEach(async () => {
	status = 200;
	portal = await startPortal({ people: 0 });
	application = portal.application();
	const { access_token } = portal.authorise(application);
	call = caller(`${portal.url}/rest/`, { authorization: `Bearer ${access_token}` });
});

afterEach(() => portal.stop());

it('ONUSERADD comes when the person first signs in, not when invited', async () => {
	expect((await call('event.bind', { event: 'onUserAdd', handler })).result).toBe(true);
	const { result } = await call('user.add', { EMAIL: 'n@example.com', UF_DEPARTMENT: [1, 3] });
	expect(await portal.deliveries()).toEqual([]);
	await portal.signIn(Number(result));
	await portal.signIn(Number(result));
	const [delivery, ...more] = await portal.deliveries();
	expect(more).toEqual([]);
	expect(delivery).toMatchObject({ event: 'ONUSERADD', handler, status: 200, answer: 'thanks' });
	expect(parseStr(delivery.body)).toMatchObject({
		event: 'ONUSERADD',
		data: { ID: String(result), ACTIVE: 'Y', EMAIL: 'n@example.com', UF_DEPARTMENT: ['1', '3'] },
		ts: expect.stringMatching(/^\d+$/),
		auth: {
			application_token: portal.applicationToken(application),
			access_token: expect.any(String),
			domain: new URL(portal.url).host,
			member_id: expect.any(String),
			client_endpoint: `${portal.url}/rest/`,
		},
	});
});

it('an outgoing webhook has its own application token and no access token', async () => {
	const { applicationToken, remove } = portal.outgoingWebhook(handler);
	await portal.signIn(CAST.invited);
	const [{ body }] = await portal.deliveries();
	expect(parseStr(body).auth).toMatchObject({ application_token: applicationToken });
	expect(body).not.toContain('access_token');
	remove();
	portal.edit(CAST.invited, { LAST_LOGIN: null });
	await portal.signIn(CAST.invited);
	expect(await portal.deliveries()).toHaveLength(1);
});

it('a handler that refuses or is gone misses the event', async () => {
	await call('event.bind', { event: 'ONUSERADD', handler });
	await call('event.bind', { event: 'ONUSERADD', handler: 'http://127.0.0.1:1/gone' });
	status = 403;
	await portal.signIn(CAST.invited);
	expect((await portal.deliveries()).map((delivery) => delivery.status)).toEqual([403, 0]);
});

it('binds, lists and unbinds', async () => {
	const bind = { event: 'ONUSERADD', handler };
	expect((await call('event.bind', bind)).result).toBe(true);
	expect(await call('event.bind', bind)).toMatchObject({
		status: 400,
		error: 'ERROR_CORE',
		error_description: 'Unable to set event handler: Handler already binded',
	});
	expect((await call('event.get')).result).toEqual([{ ...bind, auth_type: '0', offline: 0 }]);
	expect((await call('event.unbind', bind)).result).toEqual({ count: 1 });
	expect((await call('event.get')).result).toEqual([]);
	expect((await call('events')).result).toContain('ONUSERADD');
});

it('refuses a host without a dot, other protocols and unknown events', async () => {
	const refused = async (event: string, url: string) =>
		(await call('event.bind', { event, handler: url })).error;
	expect(await refused('ONUSERADD', 'http://localhost:5678/x')).toBe('ERROR_WRONG_HANDLER_URL');
	expect(await refused('ONUSERADD', 'ftp://a.example')).toBe('ERROR_UNSUPPORTED_PROTOCOL');
	expect(await refused('ONUSERUPDATE', handler)).toBe('ERROR_EVENT_NOT_FOUND');
});

it('the event belongs to the scope user; others bind in their own name only', async () => {
	const narrow = portal.application({ scopes: ['department'] });
	const bearer = (app: Application, user: number) =>
		caller(`${portal.url}/rest/`, {
			authorization: `Bearer ${portal.authorise(app, user).access_token}`,
		});
	const bind = { event: 'ONUSERADD', handler };
	expect((await bearer(narrow, 1)('event.bind', bind)).error).toBe('ERROR_EVENT_NOT_FOUND');
	const john = bearer(application, 3);
	expect((await john('event.bind', { ...bind, auth_type: 1 })).status).toBe(403);
	await john('event.bind', bind);
	expect((await call('event.get')).rows[0].auth_type).toBe('3');
});

it('opens places in the profile', async () => {
	const bind = { PLACEMENT: 'USER_PROFILE_TOOLBAR', HANDLER: handler, TITLE: 'n8n' };
	expect((await call('placement.bind', bind)).result).toBe(true);
	expect((await call('placement.get')).rows).toHaveLength(1);
	const opened = await portal.openPlacement(application, 'USER_PROFILE_TOOLBAR', { subjectId: 5 });
	expect(Object.fromEntries(new URL(opened.handler).searchParams)).toMatchObject({
		DOMAIN: new URL(portal.url).host,
		PROTOCOL: '0',
		LANG: 'en',
	});
	const body = parseStr(opened.body);
	expect(body).toMatchObject({
		PLACEMENT: 'USER_PROFILE_TOOLBAR',
		APPLICATION_TOKEN: portal.applicationToken(application),
	});
	expect(JSON.parse(String(body.PLACEMENT_OPTIONS))).toMatchObject({ USER_ID: '5' });
	const answer = await call('placement.unbind', { PLACEMENT: 'USER_PROFILE_TOOLBAR' });
	expect(answer.result).toEqual({ count: 1 });
});
