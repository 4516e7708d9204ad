/** Bitrix24 Profile Button Trigger: the button in the portal, what pressing it starts, and what a stranger or a colleague may try. */
import type { INodeParameters } from 'n8n-workflow';
import { issue, redeem } from '../../nodes/Bitrix24/triggers/profileButton/ticket';
import type { ActiveTrigger } from '../harness';
import { activateTrigger } from '../harness';
import { log } from '../harness/packages';
import { CAST, startPortal, type Portal } from '../portal';
import type { OpenedWidget } from '../portal/types';
import type { Connected } from '../support/handlers';
import { callAs, callHook, complaint, connect, plainAddress, readable } from '../support/handlers';
import { requestsOf, stored } from '../support/portal';

const TYPE = 'bitrix24ProfileButtonTrigger';
const CARD = 'USER_PROFILE_TOOLBAR';
const MENU = 'USER_PROFILE_MENU';

let portal: Portal;
let connected: Connected;
let active: ActiveTrigger | undefined;

beforeEach(async () => {
	portal = await startPortal({ people: 3 });
	connected = connect(portal);
});
afterEach(async () => {
	await active?.stop();
	active = undefined;
	await portal.stop();
});

const atOnce = { options: { confirm: false } };

async function listen(parameters: INodeParameters = {}): Promise<ActiveTrigger> {
	const { credential } = connected;
	active = await activateTrigger({ type: TYPE, credentials: credential, parameters });
	portal.forget();
	return active;
}

const press = (options: { userId?: number; subjectId?: number } = {}, place = CARD) =>
	portal.openWidget(connected.application, place, { subjectId: CAST.employee, ...options });

/** Posts a form to the handler as a browser does. */
async function submit(url: string, form: Record<string, string> | string) {
	const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	const response = await fetch(url, { method: 'POST', headers, body });
	return { status: response.status, body: await response.text() };
}

const ticketIn = ({ body }: { body: string }): string =>
	/name="ticket" value="([\w.-]+)"/.exec(body)?.[1] ?? '';

const confirm = (opened: OpenedWidget) => submit(opened.url, { ticket: ticketIn(opened) });

const buttons = async () => (await callAs(portal, connected.application)('placement.get')).rows;

describe('activation', () => {
	it('puts one button into the portal, and deactivation takes it away and nobody else’s', async () => {
		const colleague = 'https://crm.example.com/button';
		await callAs(portal, connected.application)('placement.bind', {
			PLACEMENT: CARD,
			HANDLER: colleague,
		});
		const { webhookUrl, deactivate } = await listen({
			title: 'Start offboarding',
			description: 'Closes the account',
		});
		const [other, own, ...more] = await buttons();
		expect([other.handler, more]).toEqual([colleague, []]);
		expect(own).toMatchObject({ placement: CARD, title: 'Start offboarding' });
		expect(own.description).toBe('Closes the account');
		expect(own.handler).toMatch(/\?key=[\w-]{43}$/);
		expect(plainAddress(own.handler)).toBe(webhookUrl);
		await deactivate();
		expect((await buttons()).map(({ handler }) => handler)).toEqual([colleague]);
	});

	it('names the button in several languages', async () => {
		await listen({
			title: 'Start offboarding',
			options: { titles: { title: [{ language: ' DE', title: 'Austritt starten' }] } },
		});
		const [{ langAll }] = await buttons();
		expect(langAll).toMatchObject({
			en: { TITLE: 'Start offboarding' },
			de: { TITLE: 'Austritt starten', DESCRIPTION: '' },
		});
	});

	it('keeps test and production apart, finds its button again, and counts "already binded" as bound', async () => {
		const hook = { type: TYPE, credentials: connected.credential, memory: {} };
		portal.fault({ method: 'placement.bind', when: 'after', connection: 'reset' });
		await callHook('create', hook);
		expect(await callHook('checkExists', hook)).toBe(true);
		expect(await callHook('checkExists', { ...hook, memory: {} }, { isTest: true })).toBe(false);
		await callHook('create', { ...hook, memory: {} }, { isTest: true });
		expect(await buttons()).toHaveLength(2);
		await callHook('delete', { ...hook, memory: {} }, { isTest: true });
		expect(await callHook('checkExists', hook)).toBe(true);
	});

	it('moves the button when the address of n8n has changed', async () => {
		const hook = { type: TYPE, credentials: connected.credential, memory: {} };
		await callHook('create', hook, { baseUrl: 'https://old.example.com' });
		await callHook('create', hook);
		expect((await buttons()).map(({ handler }) => plainAddress(handler))).toEqual([
			'https://n8n.example.com/webhook/webhook-of-the-test/webhook',
		]);
	});

	it.each<[string, Parameters<typeof connect>[1], INodeParameters, RegExp]>([
		[
			'somebody who is no administrator',
			{ userId: CAST.employee },
			{},
			/^Only an administrator of the portal may/,
		],
		[
			'a missing scope "placement"',
			{ scopes: ['user'] },
			{},
			/^The application may not put buttons into the portal .* "placement" and "user"/,
		],
		[
			'a missing scope "user"',
			{ scopes: ['placement'] },
			{},
			/^The application may not put a button there/,
		],
		['no title', {}, { title: ' ' }, /^The parameter "Title" is empty/],
		[
			'an unknown place',
			{},
			{ place: 'crm' },
			/^"crm" is no value of "Place" \| Use one of: employeeCard, ownMenu/,
		],
		['an unknown answer', {}, { answer: 'json' }, /^"json" is no value of "Answer"/],
		[
			'a language without a title',
			{},
			{ options: { titles: { title: [{ language: 'de', title: ' ' }] } } },
			/^The title in the language "de" is empty/,
		],
		[
			'an unknown language',
			{},
			{ options: { titles: { title: [{ language: 'German', title: 'x' }] } } },
			/^"german" is not a language/,
		],
	])('explains %s', async (_, account, parameters, expected) => {
		const { credential } = connect(portal, account);
		const hook = { type: TYPE, credentials: credential, parameters };
		expect(await complaint(callHook('create', hook))).toMatch(expected);
	});

	it('explains that an https portal shows no http page', async () => {
		const { credential } = connected;
		credential.data.portalUrl = 'https://portal.bitrix24.com';
		credential.data.oauthTokenData = {
			...(credential.data.oauthTokenData as object),
			client_endpoint: 'https://portal.bitrix24.com/rest/',
		};
		const hook = { type: TYPE, credentials: credential };
		const text = await complaint(callHook('create', hook, { baseUrl: 'http://n8n.example.com' }));
		expect(text).toMatch(/its address is http:\/\/n8n\.example\.com .*WEBHOOK_URL/);
	});
});

describe('pressing the button', () => {
	it('asks first; the second button starts one execution with whose card it was and who pressed', async () => {
		const { executions, memory, errors } = await listen({
			title: 'Start offboarding',
			pageText: 'Offboarding of {name} has been started.',
		});
		const opened = await press({ userId: CAST.secondAdministrator });
		expect([opened.status, executions]).toEqual([200, []]);
		expect(readable(opened.body)).toContain('Start this for John Smith?');
		const done = await confirm(opened);
		expect(done.status).toBe(200);
		expect(readable(done.body)).toContain('Offboarding of John Smith has been started.');
		expect(executions).toHaveLength(1);
		const { NAME, LAST_NAME } = stored(portal, CAST.secondAdministrator);
		expect(executions[0]).toEqual([
			{
				json: {
					user: { ID: String(CAST.employee) },
					openedBy: { ID: '24', NAME, LAST_NAME, admin: true },
					place: 'employeeCard',
					portal: { domain: new URL(portal.url).host, memberId: expect.any(String) },
					receivedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
				},
			},
		]);
		const sent = new URLSearchParams(opened.sent);
		const kept = JSON.stringify([executions, memory, errors, opened.body, done.body]);
		for (const name of ['AUTH_ID', 'REFRESH_ID', 'APPLICATION_TOKEN']) {
			expect(kept).not.toContain(sent.get(name));
		}
	});

	it('asks the portal whose token it is, for which application, and for the name', async () => {
		await listen();
		await press();
		expect(requestsOf(portal)).toEqual(['app.info', 'profile', 'user.get']);
	});

	it('starts once, however often the second button or the page is sent again', async () => {
		const { executions } = await listen();
		const opened = await press();
		await Promise.all([1, 2, 3].map(() => confirm(opened)));
		expect(readable((await confirm(opened)).body)).toContain(
			'has been started for John Smith before.',
		);
		expect(executions).toHaveLength(1);
		await confirm(await press());
		expect(executions).toHaveLength(2);
	});

	it('starts at once without confirmation, and a page sent again starts nothing', async () => {
		const { executions } = await listen({ ...atOnce });
		const opened = await press();
		expect(readable(opened.body)).toContain('The workflow has been started for John Smith.');
		expect(await submit(opened.url, opened.sent)).toMatchObject({ status: 200 });
		expect(executions).toHaveLength(1);
		const other = await press({ subjectId: CAST.cyrillic });
		const fresh = other.sent.replace(/USER_ID%22%3A%22\d+/, `USER_ID%22%3A%22${CAST.apostrophe}`);
		await Promise.all([1, 2, 3].map(() => submit(other.url, fresh)));
		expect(executions.map(([{ json }]) => json.user)).toEqual([
			{ ID: String(CAST.employee) },
			{ ID: String(CAST.cyrillic) },
			{ ID: String(CAST.apostrophe) },
		]);
	});

	it('in one’s own menu is about oneself', async () => {
		const { executions } = await listen({ ...atOnce, place: 'ownMenu' });
		await press({ userId: CAST.employee }, MENU);
		expect(executions[0][0].json).toMatchObject({
			user: { ID: '3' },
			openedBy: { ID: '3', admin: false },
			place: 'ownMenu',
		});
	});

	it.each(['lastNode', 'responseNode'])('with %s leaves the answer to n8n', async (answer) => {
		const { executions } = await listen({ ...atOnce, answer });
		const opened = await press();
		expect([opened.status, executions.length]).toEqual([200, 1]);
		expect(opened.headers['content-type']).toContain('application/json');
	});

	it('works after the application was installed again and has another token', async () => {
		const { executions } = await listen({ ...atOnce });
		const opened = await press();
		const again = new URLSearchParams((await press({ subjectId: CAST.cyrillic })).sent);
		again.set('APPLICATION_TOKEN', 'n'.repeat(32));
		expect((await submit(opened.url, again.toString())).status).toBe(200);
		expect(executions).toHaveLength(2);
	});
});

describe('the page', () => {
	it('lets the portal frame it, and nothing else in', async () => {
		await listen();
		const { headers, body } = await press();
		expect(headers['content-type']).toBe('text/html; charset=utf-8');
		expect(headers['content-security-policy']).toMatch(
			/^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors http:\/\/127\.0\.0\.1:\d+$/,
		);
		expect(headers).not.toHaveProperty('x-frame-options');
		expect(headers['cache-control']).toBe('no-store');
		expect(body).not.toMatch(/<script|javascript:|\son\w+=/i);
	});

	it.each([
		['<script>alert(1)</script>'],
		['"><img src=x onerror=alert(1)>'],
		['"><script>alert(1)</script>'],
		["'; alert(1); //"],
		['{name}</p><form action=https://evil.example>'],
		['&lt;b&gt; $& $1'],
		['שרה \u202egnorw'],
		['مُحَمَّد'],
		['Я×300', 'Я'.repeat(300)],
		['👩‍👩‍👧‍👦×30', '👩‍👩‍👧‍👦'.repeat(30)],
	])('shows the name %s as text', async (title, name = title) => {
		Object.assign(stored(portal, CAST.employee), { NAME: name, LAST_NAME: 'X' });
		await listen();
		const opened = await press();
		const shown = (await confirm(opened)).body + opened.body;
		expect(shown).not.toContain('<script');
		expect(shown).not.toContain('<img');
		// Whatever direction a name has ends with it.
		expect(shown.match(/<bdi>/g)).toHaveLength(2);
		expect(shown.match(/<form[^>]*>/g)).toEqual(['<form method="post">']);
		expect(readable(shown)).toContain(`The workflow has been started for ${name} X.`);
	});
});

describe('the language of the page', () => {
	const titles = { title: [{ language: 'de', title: 'Austritt starten' }] };
	const speak = (url: string, language: string) => url.replace(/LANG=\w*/, `LANG=${language}`);

	it.each([
		['de', 'de', 'Austritt starten', 'Für John Smith starten?', 'Starten', 'wurde für John Smith'],
		['ru', 'ru', 'Offboarding', 'Сотрудник: John Smith', 'Запустить', 'Процесс запущен'],
		['br', 'en', 'Offboarding', 'Start this for John Smith?', 'Start', 'has been started for John'],
		['DE', 'de', 'Austritt starten', 'Für John Smith starten?', 'Starten', 'wurde für John Smith'],
		['', 'en', 'Offboarding', 'Start this for John Smith?', 'Start', 'has been started for John'],
		['__proto__', 'en', 'Offboarding', 'Start this for John', 'Start', 'has been started for John'],
	])('of a portal in "%s" is %s', async (language, lang, title, asks, button, started) => {
		await listen({ title: 'Offboarding', options: { titles } });
		const { url, sent } = await press();
		const opened = await submit(speak(url, language), sent);
		expect(opened.body).toContain(`<html lang="${lang}">`);
		expect(opened.body).toContain(`<button type="submit">${button}</button>`);
		expect(opened.body).toContain(`<h1>${title}</h1>`);
		expect(readable(opened.body)).toContain(asks);
		const done = await submit(speak(url, language), { ticket: ticketIn(opened) });
		expect(readable(done.body)).toContain(started);
		const refused = await submit(speak(url, language), { ticket: 'x' });
		expect(refused.body).toContain(`<html lang="${lang}">`);
	});

	it('gives way to words written into the form', async () => {
		await listen({ pageText: 'Done: {name}', options: { confirmText: 'Really, {name}?' } });
		const { url, sent } = await press();
		const opened = await submit(speak(url, 'de'), sent);
		expect(readable(opened.body)).toContain('Really, John Smith?');
		const done = await submit(speak(url, 'de'), { ticket: ticketIn(opened) });
		expect(readable(done.body)).toContain('Done: John Smith');
	});
});

type Form = Record<string, string>;
const WORTHLESS = 'w'.repeat(64);
const set = (name: string, value: string) => (form: Form) => ({ ...form, [name]: value });

describe('403, and nothing is started or remembered:', () => {
	it.each<[string, (form: Form) => Form]>([
		['a made-up token', set('AUTH_ID', WORTHLESS)],
		['no token', set('AUTH_ID', '')],
		['a token with a line break', set('AUTH_ID', 'a\r\nHost: evil')],
		[
			'a good token of another application of the portal',
			(form) => ({
				...form,
				AUTH_ID: portal.authorise(portal.application()).access_token,
			}),
		],
		['no application token', set('APPLICATION_TOKEN', '')],
		['another member id', set('member_id', 'f'.repeat(32))],
		['no member id', set('member_id', '')],
		['another place', set('PLACEMENT', MENU)],
		['no place', set('PLACEMENT', '')],
		['no person', set('PLACEMENT_OPTIONS', '{}')],
		['no options', set('PLACEMENT_OPTIONS', '')],
		['options that are no JSON', set('PLACEMENT_OPTIONS', '{"USER_ID":')],
		['a list of people', set('PLACEMENT_OPTIONS', '{"USER_ID":["3","4"]}')],
		['a person who is a condition', set('PLACEMENT_OPTIONS', '{"USER_ID":"3 or 1=1"}')],
		['a person in the prototype', set('PLACEMENT_OPTIONS', '{"__proto__":{"USER_ID":"3"}}')],
		['a person nobody is', set('PLACEMENT_OPTIONS', '{"USER_ID":"99999"}')],
		[
			'options without end',
			set('PLACEMENT_OPTIONS', `{"USER_ID":"3","x":"${'x'.repeat(20_000)}"}`),
		],
		['a made-up one-time key', set('ticket', `eyJ1c2VySWQiOiIzIn0.${'A'.repeat(43)}`)],
		['an empty one-time key', set('ticket', '')],
		['a one-time key without a signature', set('ticket', 'eyJ1c2VySWQiOiIzIn0')],
	])('%s', async (_name, forge) => {
		const { executions, errors } = await listen({ ...atOnce });
		const { url, sent } = await portal
			.openWidget(connected.application, CARD, { subjectId: CAST.cyrillic })
			.then((opened) => opened);
		executions.length = 0;
		const form = {
			...Object.fromEntries(new URLSearchParams(sent)),
			PLACEMENT_OPTIONS: '{"USER_ID":"3"}',
		};
		const refused = await submit(url, forge(form));
		expect(refused.status).toBe(403);
		expect([executions, errors]).toEqual([[], []]);
		// The same opening as it was is taken: nothing but the forgery stood in its way.
		expect((await submit(url, form)).status).toBe(200);
		expect(executions).toHaveLength(1);
	});

	it('a stranger without our secret in the URL, and the portal is not asked', async () => {
		const { executions } = await listen({ ...atOnce });
		const opened = await press();
		portal.forget();
		for (let index = 0; index < 30; index++) {
			const form = opened.sent.replace(/AUTH_ID=[^&]+/, `AUTH_ID=${WORTHLESS}${index}`);
			expect((await submit(opened.url.replace(/key=[\w-]+&/, ''), form)).status).toBe(403);
		}
		expect([portal.requests, executions.length]).toEqual([[], 1]);
		expect((await press({ subjectId: CAST.cyrillic })).status).toBe(200);
	});

	it('a one-time key of another person, cut out of its signature', async () => {
		const { executions } = await listen();
		const [mine, other] = [await press(), await press({ subjectId: CAST.cyrillic })];
		const [payload] = ticketIn(other).split('.');
		const [, signature] = ticketIn(mine).split('.');
		const forged = { ticket: `${payload}.${signature}` };
		expect((await submit(mine.url, forged)).status).toBe(403);
		expect(executions).toEqual([]);
	});

	it('a one-time key of another button of the same application', async () => {
		const { executions } = await listen();
		const opened = await press();
		const seal = { secret: connected.application.clientSecret, path: '/webhook-test/x/webhook' };
		const key = issue(
			{ userId: '3', name: '', openedBy: { ID: '1', NAME: '', LAST_NAME: '', admin: true } },
			seal,
			Date.now(),
		);
		expect((await submit(opened.url, { ticket: key })).status).toBe(403);
		expect(executions).toEqual([]);
		const own = new URL(opened.url).pathname;
		expect(redeem(ticketIn(opened), { ...seal, path: own }, Date.now())).toMatchObject({
			pressed: { userId: '3' },
		});
		expect(redeem(ticketIn(opened), seal, Date.now())).toBeUndefined();
	});

	it('a one-time key that has stood open for longer than a quarter of an hour', () => {
		const seal = { secret: 's', path: '/webhook/x' };
		const openedBy = { ID: '1', NAME: '👩'.repeat(300), LAST_NAME: '', admin: true };
		const key = issue({ userId: '3', name: '👩'.repeat(300), openedBy }, seal, 0);
		expect(redeem(key, seal, 900_000)).toMatchObject({ pressed: { userId: '3' } });
		expect(redeem(key, seal, 900_001)).toBeUndefined();
	});

	it('somebody in one’s own menu for somebody else', async () => {
		const { executions } = await listen({ ...atOnce, place: 'ownMenu' });
		const opened = await press({ userId: CAST.employee }, MENU);
		const form = Object.fromEntries(new URLSearchParams(opened.sent));
		const forged = { ...form, PLACEMENT_OPTIONS: '{"USER_ID":"4"}' };
		expect((await submit(opened.url, forged)).status).toBe(403);
		expect(executions).toHaveLength(1);
	});

	it('a guest whom the person who presses cannot see', async () => {
		const { executions } = await listen({ ...atOnce });
		const opened = await press({ userId: CAST.employee, subjectId: CAST.extranetAlone });
		expect([opened.status, executions]).toEqual([403, []]);
	});

	it('the log says why, without the tokens', async () => {
		await listen();
		const opened = await press();
		const mark = log.mark;
		const form = Object.fromEntries(new URLSearchParams(opened.sent));
		await submit(opened.url, { ...form, AUTH_ID: WORTHLESS });
		const logged = log.since(mark);
		expect(logged).toContain('refused a request: the portal does not vouch for its access token');
		for (const secret of [WORTHLESS, form.APPLICATION_TOKEN, opened.url.split('key=')[1]]) {
			expect(logged).not.toContain(secret);
		}
	});
});
