/** placement.* and opened widgets as documented in b24restdocs `api-reference/widgets/`. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { caller } from './server/caller';
import type { Call } from './server/caller';
import { CAST, startPortal } from '.';
import { parseStr } from './protocol/php';
import type { Application, Portal, PortalOptions, Scope } from './types';

let portal: Portal;
let application: Application;
let call: Call;
let page: Server;
let handler: string;
let received: Array<{ message: IncomingMessage; body: string }>;

const bearer = (app: Application, userId = 1): Call =>
	caller(`${portal.url}/rest/`, {
		authorization: `Bearer ${portal.authorise(app, userId).access_token}`,
	});

async function open(quirks: PortalOptions['quirks'] = {}): Promise<void> {
	portal = await startPortal({ people: 0, quirks });
	application = portal.application({ scopes: ['placement', 'user'] });
	call = bearer(application);
}

beforeAll(async () => {
	page = createServer((message, response) => {
		let body = '';
		message.on('data', (chunk: Buffer) => (body += chunk.toString()));
		message.on('end', () => {
			received.push({ message, body });
			response.writeHead(201, { 'content-type': 'text/html', 'x-frame-options': 'DENY' });
			response.end('<h1>Done</h1>');
		});
	});
	await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
	const address = page.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	handler = `http://127.0.0.1:${port}/widget?id=7`;
});

beforeEach(() => {
	received = [];
});

afterEach(() => portal.stop());

afterAll(() => new Promise<void>((resolve) => page.close(() => resolve())));

const TOOLBAR = 'USER_PROFILE_TOOLBAR';
const MENU = 'USER_PROFILE_MENU';
const other = 'https://n8n.example/webhook/2';

describe('binding', () => {
	beforeEach(() => open());

	it('keeps texts but no options, and names the application without a title (placement-bind.md)', async () => {
		const OPTIONS = { width: 5 };
		await call('placement.bind', { PLACEMENT: 'user_profile_menu', HANDLER: other, OPTIONS });
		const text = { TITLE: 'Run', DESCRIPTION: 'Runs it' };
		await call('placement.bind', { PLACEMENT: TOOLBAR, HANDLER: other, ...text });
		expect((await call('placement.get')).rows).toEqual([
			{
				id: 1,
				placement: MENU,
				userId: 0,
				handler: other,
				options: [],
				title: application.clientId,
				description: '',
				langAll: [],
			},
			{
				id: 2,
				placement: TOOLBAR,
				userId: 0,
				handler: other,
				options: [],
				title: 'Run',
				description: 'Runs it',
				langAll: [],
			},
		]);
	});

	it('LANG_ALL makes the texts beside it void, and what a language lacks empty (server behaviour)', async () => {
		const LANG_ALL = { en: { TITLE: 'Run' }, de: { TITLE: 'Los', GROUP_NAME: 'n8n' } };
		await call('placement.bind', { PLACEMENT: TOOLBAR, HANDLER: other, TITLE: 'Void', LANG_ALL });
		expect((await call('placement.get')).rows[0]).toMatchObject({
			title: 'Run',
			langAll: {
				en: { TITLE: 'Run', DESCRIPTION: '', GROUP_NAME: '' },
				de: { TITLE: 'Los', DESCRIPTION: '', GROUP_NAME: 'n8n' },
			},
		});
	});

	it('takes several handlers per place, each once (server behaviour)', async () => {
		const bind = (HANDLER: string) => call('placement.bind', { PLACEMENT: TOOLBAR, HANDLER });
		expect((await bind(other)).result).toBe(true);
		expect((await bind(handler)).result).toBe(true);
		expect(await bind(other)).toMatchObject({ status: 400, error: 'ERROR_CORE' });
		const one = await call('placement.unbind', { PLACEMENT: TOOLBAR, HANDLER: other });
		expect(one.result).toEqual({ count: 1 });
		await bind(other);
		const all = await call('placement.unbind', { PLACEMENT: TOOLBAR });
		expect(all.result).toEqual({ count: 2 });
		expect((await call('placement.unbind', { PLACEMENT: TOOLBAR })).result).toEqual({ count: 0 });
	});

	it.each<[object, object]>([
		[{ HANDLER: other }, { error: 'ERROR_ARGUMENT', argument: 'PLACEMENT' }],
		[{ PLACEMENT: TOOLBAR }, { error: 'ERROR_ARGUMENT', argument: 'HANDLER' }],
		[{ PLACEMENT: 'NOWHERE', HANDLER: other }, { error: 'ERROR_PLACEMENT_NOT_FOUND' }],
		[{ PLACEMENT: TOOLBAR, HANDLER: 'http://localhost/x' }, { error: 'ERROR_WRONG_HANDLER_URL' }],
		[{ PLACEMENT: TOOLBAR, HANDLER: 'ftp://a.example' }, { error: 'ERROR_UNSUPPORTED_PROTOCOL' }],
		[
			{ PLACEMENT: TOOLBAR, HANDLER: other, USER_ID: 1 },
			{ error: 'ERROR_PLACEMENT_USER_MODE', error_description: 'User mode is not available' },
		],
	])('%j: %j (placement-bind.md)', async (params, expected) => {
		expect(await call('placement.bind', params)).toMatchObject({ status: 400, ...expected });
		expect((await call('placement.get')).rows).toEqual([]);
	});

	it('is for administrators and for applications (placement-bind.md)', async () => {
		const john = bearer(application, CAST.employee);
		const hook = caller(portal.webhook());
		for (const method of ['bind', 'unbind', 'get']) {
			const params = { PLACEMENT: TOOLBAR, HANDLER: other };
			expect(await john(`placement.${method}`, params)).toMatchObject({
				status: 403,
				error: 'ACCESS_DENIED',
			});
			expect(await hook(`placement.${method}`, params)).toMatchObject({
				status: 403,
				error: 'WRONG_AUTH_TYPE',
			});
		}
		expect((await hook('placement.list')).error).toBe('WRONG_AUTH_TYPE');
	});

	it('the places belong to the scope user, as readers report (b24-rest-docs issue 155)', async () => {
		const using = (...scopes: Scope[]) => bearer(portal.application({ scopes }));
		const params = { PLACEMENT: TOOLBAR, HANDLER: other };
		const without = using('placement', 'department');
		expect((await without('placement.bind', params)).error).toBe('ERROR_PLACEMENT_NOT_FOUND');
		expect((await using('user')('placement.bind', params)).error).toBe('insufficient_scope');
		expect((await without('placement.list')).result).toEqual([]);
		expect((await without('placement.list', { FULL: true })).result).toEqual([MENU, TOOLBAR]);
		expect((await call('placement.list', { SCOPE: 'crm', FULL: true })).result).toEqual([]);
		const john = bearer(application, CAST.employee);
		expect((await john('placement.list')).result).toEqual([MENU, TOOLBAR]);
	});
});

it('some portals limit handlers per place, and some count twice what they unbind (server behaviour)', async () => {
	await open({ placementLimit: 1, placementCountDoubled: true });
	await call('placement.bind', { PLACEMENT: TOOLBAR, HANDLER: other });
	expect(await call('placement.bind', { PLACEMENT: TOOLBAR, HANDLER: handler })).toMatchObject({
		error: 'ERROR_PLACEMENT_MAX_COUNT',
	});
	expect((await call('placement.unbind', { PLACEMENT: TOOLBAR })).result).toEqual({ count: 2 });
});

describe('opening', () => {
	beforeEach(() => open());

	it('posts the documented keys and answers status, headers and body (user-profile-toolbar.md)', async () => {
		await call('placement.bind', { PLACEMENT: TOOLBAR, HANDLER: handler });
		const opened = await portal.openWidget(application, TOOLBAR, { userId: 3, subjectId: 5 });
		expect(opened).toMatchObject({ status: 201, body: '<h1>Done</h1>' });
		expect(opened.headers['x-frame-options']).toBe('DENY');
		const [{ message, body }] = received;
		expect(message.headers['content-type']).toBe('application/x-www-form-urlencoded');
		const query = new URL(message.url ?? '', 'http://x').searchParams;
		expect([...query.keys()]).toEqual(['id', 'DOMAIN', 'PROTOCOL', 'LANG', 'APP_SID']);
		expect(body).toBe(opened.sent);
		const sent = parseStr(body);
		expect(sent).toMatchObject({
			AUTH_EXPIRES: '3600',
			SERVER_ENDPOINT: `${portal.url}/rest/`,
			APPLICATION_TOKEN: portal.applicationToken(application),
			APPLICATION_SCOPE: 'placement,user',
			status: 'L',
			PLACEMENT: TOOLBAR,
			PLACEMENT_OPTIONS: '{"USER_ID":"5","URI":"/company/personal/user/5/"}',
		});
		const clicked = caller(`${portal.url}/rest/`, {
			authorization: `Bearer ${String(sent.AUTH_ID)}`,
		});
		expect((await clicked('user.current')).result).toMatchObject({ ID: '3' });
	});

	it('in the menu the ID is that of whoever opened it (user-profile-menu.md)', async () => {
		await call('placement.bind', { PLACEMENT: MENU, HANDLER: handler });
		const opened = await portal.openWidget(application, MENU, { userId: 3, subjectId: 5 });
		expect(parseStr(opened.sent).PLACEMENT_OPTIONS).toBe('{"USER_ID":"3","URI":"/company/"}');
	});

	it('opens the handler asked for, and nothing where nothing is bound', async () => {
		await call('placement.bind', { PLACEMENT: TOOLBAR, HANDLER: other });
		await call('placement.bind', { PLACEMENT: TOOLBAR, HANDLER: handler });
		expect((await portal.openWidget(application, TOOLBAR, { handler })).status).toBe(201);
		await expect(portal.openWidget(application, MENU)).rejects.toThrow('no handler');
	});

	it('shows only administrators a widget whose installation is not finished (installation-finish.md)', async () => {
		const fresh = portal.application({ installed: false });
		await bearer(fresh)('placement.bind', { PLACEMENT: TOOLBAR, HANDLER: handler });
		const asJohn = () => portal.openWidget(fresh, TOOLBAR, { userId: 3 });
		await expect(asJohn()).rejects.toThrow('not finished');
		expect((await portal.openWidget(fresh, TOOLBAR, { userId: 1 })).status).toBe(201);
		portal.finishInstallation(fresh);
		expect((await asJohn()).status).toBe(201);
	});

	it('a card has its buttons, and pressing one gives what the browser posts (profile-toolbar.md)', async () => {
		const card = `${portal.url}/company/personal/user/${CAST.employee}/`;
		const read = async (address: string) => (await fetch(address)).text();
		expect(await read(card)).toContain('John Smith');
		expect(await read(card)).not.toContain('<button');
		const TITLE = '"><b>Run';
		await call('placement.bind', { PLACEMENT: TOOLBAR, HANDLER: handler, TITLE });
		expect(await read(card)).toContain(
			'<button value="0" title="">&quot;&gt;&lt;b&gt;Run</button>',
		);
		portal.browserUser = CAST.employee;
		const { url, form } = JSON.parse(await read(`${card}button/0/`));
		expect(url).toMatch(/\?id=7&DOMAIN=.*&LANG=en&/);
		expect(form).toMatchObject({ PLACEMENT: TOOLBAR, AUTH_EXPIRES: '3600', status: 'L' });
		expect(JSON.parse(form.PLACEMENT_OPTIONS).USER_ID).toBe(String(CAST.employee));
		const asWhom = caller(`${portal.url}/rest/`, { authorization: `Bearer ${form.AUTH_ID}` });
		expect((await asWhom('user.current')).result).toMatchObject({ ID: String(CAST.employee) });
		for (const address of [`${card}button/1/`, `${portal.url}/company/personal/user/9999/`]) {
			expect((await fetch(address)).status).toBe(404);
		}
	});
});
