/** Bitrix24 Trigger: what a stranger may try. */
import type { ActiveTrigger } from '../harness';
import { log } from '../harness/packages';
import { CAST, startPortal, type Portal } from '../portal';
import type { Connected } from '../support/handlers';
import {
	connect,
	invite,
	lastForm,
	listen,
	plainAddress,
	post,
	without,
} from '../support/handlers';
import { requestsOf } from '../support/portal';

let portal: Portal;
let connected: Connected;
let active: ActiveTrigger;
/** Triggers a test started besides. */
let others: ActiveTrigger[];

beforeEach(async () => {
	portal = await startPortal({ people: 3 });
	connected = connect(portal);
	active = await listen(connected);
	others = [];
});
afterEach(async () => {
	await Promise.all([active, ...others].map((trigger) => trigger.stop()));
	await portal.stop();
});

type Form = Record<string, string>;
const WORTHLESS = 'w'.repeat(64);

/** What a stranger could make of a genuine delivery. */
const forgeries: Array<[string, (form: Form) => Form | string]> = [
	['a made-up access token', (form) => ({ ...form, 'auth[access_token]': WORTHLESS })],
	['no access token', (form) => without(form, 'auth[access_token]')],
	['no application token', (form) => ({ ...form, 'auth[application_token]': '' })],
	['a wrong member id', (form) => ({ ...form, 'auth[member_id]': 'f'.repeat(32) })],
	['no member id', (form) => without(form, 'auth[member_id]')],
	['another event', (form) => ({ ...form, event: 'ONUSERDELETE' })],
	['no person', (form) => without(form, 'data[ID]')],
	['a prototype key', (form) => ({ ...form, 'data[__proto__][ACTIVE]': 'Y' })],
	['a constructor key', (form) => ({ ...form, 'constructor[prototype][x]': 'Y' })],
	['too deep a name', (form) => ({ ...form, [`data${'[a]'.repeat(20)}`]: '1' })],
	['too large a body', (form) => ({ ...form, 'data[WORK_NOTES]': 'x'.repeat(1_100_000) })],
	['too many names', (form) => ({ ...form, ...names(5_100) })],
	['two application tokens', (form) => `${text(form)}&auth[application_token]=x`],
	['no body at all', () => ''],
	['nonsense', () => '%%%=%00&[]=&[[=1'],
];

const text = (form: Form): string => new URLSearchParams(form).toString();

function names(count: number): Form {
	return Object.fromEntries(Array.from({ length: count }, (_, index) => [`data[A${index}]`, '']));
}

/** A delivery the trigger has not seen, and a trigger that has yet to learn its application token. */
async function strangers(): Promise<{ fresh: ActiveTrigger; form: Form }> {
	await portal.signIn(CAST.invited);
	const form = { ...(await lastForm(portal)), 'data[ID]': '600' };
	const fresh = await listen(connected);
	others.push(fresh);
	portal.forget();
	return { fresh, form };
}

describe('403, and nothing is started or remembered:', () => {
	it.each(forgeries)('%s', async (_name, forge) => {
		const { fresh, form } = await strangers();
		const before = JSON.stringify(fresh.memory);
		expect(await post(fresh.webhookUrl, forge(form))).toBe(403);
		expect([fresh.executions, fresh.errors]).toEqual([[], []]);
		expect(JSON.stringify(fresh.memory)).toBe(before);
		// The same delivery as it was is taken: nothing but the forgery stood in its way.
		expect(await post(fresh.webhookUrl, form)).toBe(200);
		expect(fresh.executions).toHaveLength(1);
	});

	it('a wrong application token, once the right one is known', async () => {
		const { form } = await strangers();
		const forged = { ...form, 'auth[application_token]': WORTHLESS };
		const bare = without(forged, 'auth[access_token]');
		expect(await post(active.webhookUrl, bare)).toBe(403);
		const vain = { ...forged, 'auth[access_token]': WORTHLESS };
		expect(await post(active.webhookUrl, vain)).toBe(403);
		expect(active.executions).toHaveLength(1);
	});

	it('a good access token of somebody else in the company', async () => {
		const { fresh, form } = await strangers();
		const { access_token } = portal.authorise(connected.application, CAST.employee);
		const forged = { ...form, 'auth[access_token]': access_token };
		expect(await post(fresh.webhookUrl, forged)).toBe(403);
	});

	it('a good access token of another portal, which is not even told of ours', async () => {
		const { fresh, form } = await strangers();
		const other = await startPortal({ people: 0 });
		const { access_token } = other.authorise(other.application());
		const host = new URL(other.url).host;
		const forged = {
			...form,
			'auth[access_token]': access_token,
			'auth[domain]': host,
			'auth[client_endpoint]': `${other.url}/rest/`,
			'auth[server_endpoint]': `${other.url}/rest/`,
		};
		expect(await post(fresh.webhookUrl, forged)).toBe(403);
		expect(other.requests).toEqual([]);
		expect(requestsOf(portal)).toEqual(['app.info']);
		await other.stop();
	});

	it('a good access token of another application, of the same portal and person', async () => {
		const { fresh, form } = await strangers();
		const { access_token } = portal.authorise(portal.application());
		const forged = {
			...form,
			'auth[access_token]': access_token,
			'auth[application_token]': WORTHLESS,
		};
		expect(await post(fresh.webhookUrl, forged)).toBe(403);
		// What was invented is not trusted later either.
		expect(await post(fresh.webhookUrl, without(forged, 'auth[access_token]'))).toBe(403);
		expect(await post(fresh.webhookUrl, form)).toBe(200);
		expect(fresh.executions).toHaveLength(1);
	});

	it.each<[string, (url: string) => string]>([
		['no secret of ours in the URL', plainAddress],
		['a made-up one', (url) => url.replace(/key=.{5}/, 'key=AAAAA')],
		['a part of it', (url) => url.slice(0, -1)],
		['none', (url) => url.replace(/key=.*/, 'key=')],
		['two of them', (url) => `${url}&key=${url.split('key=')[1]}`],
	])('a genuine delivery with %s, and the portal is not asked', async (_name, change) => {
		const { fresh, form } = await strangers();
		expect(await post(change(fresh.webhookUrl), form)).toBe(403);
		expect(portal.requests).toEqual([]);
		expect([fresh.executions, fresh.memory.applicationToken]).toEqual([[], undefined]);
	});

	it('a flood of made-up tokens without our secret: the genuine first delivery is taken', async () => {
		const { fresh, form } = await strangers();
		for (let index = 0; index < 30; index++) {
			const forged = { ...form, 'data[ID]': String(700 + index), ...tokens(index) };
			expect(await post(plainAddress(fresh.webhookUrl), forged)).toBe(403);
		}
		expect(portal.requests).toEqual([]);
		expect(await post(fresh.webhookUrl, form)).toBe(200);
		expect(fresh.executions).toHaveLength(1);
	});

	it('JSON instead of a form', async () => {
		const { fresh, form } = await strangers();
		const json = JSON.stringify({ event: form.event, data: { ID: 1 }, auth: { member_id: 'x' } });
		expect(await post(fresh.webhookUrl, json, 'application/json')).toBe(403);
		expect(await post(fresh.webhookUrl, JSON.stringify(form), 'text/plain')).toBe(403);
	});

	it('a delivery that cannot be proved because the portal is out of order; a later one is taken', async () => {
		const { fresh, form } = await strangers();
		portal.refuse({ status: 403, error: 'ACCESS_DENIED', error_description: '' });
		expect(await post(fresh.webhookUrl, form)).toBe(403);
		portal.refuse(undefined);
		expect(await post(fresh.webhookUrl, form)).toBe(200);
	});

	it('somebody who knows the whole URL, with many tokens, does not use up the portal, and the genuine ones still come', async () => {
		await portal.signIn(CAST.invited);
		const form = await lastForm(portal);
		portal.forget();
		for (let index = 0; index < 15; index++) {
			const forged = { ...form, 'data[ID]': String(700 + index), ...tokens(index) };
			expect(await post(active.webhookUrl, forged)).toBe(403);
		}
		expect(portal.requests).toHaveLength(10);
		invite(portal, 508);
		await portal.signIn(508);
		expect(active.executions).toHaveLength(2);
	});

	it('the log says why, without the tokens', async () => {
		const { fresh, form } = await strangers();
		const mark = log.mark;
		await post(fresh.webhookUrl, { ...form, 'auth[access_token]': WORTHLESS });
		const logged = log.since(mark);
		expect(logged).toContain(
			'Bitrix24 Trigger refused a delivery: the portal does not vouch for its access token',
		);
		for (const secret of [WORTHLESS, form['auth[application_token]']]) {
			expect(logged).not.toContain(secret);
		}
	});
});

const tokens = (index: number): Form => ({
	'auth[access_token]': `${WORTHLESS}${index}`,
	'auth[application_token]': WORTHLESS,
});
