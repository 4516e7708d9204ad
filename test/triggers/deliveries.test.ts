/** Bitrix24 Trigger: which deliveries start a workflow, what they hand on, and which are refused. */
import { setTimeout as soon } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import type { ActiveTrigger } from '../harness';
import { CAST, startPortal, type Portal } from '../portal';
import type { Connected } from '../support/handlers';
import {
	connect,
	invite,
	lastAuth,
	lastForm,
	listen,
	listenByHand,
	post,
	without,
} from '../support/handlers';
import { requestsOf, stored } from '../support/portal';

let portal: Portal;
let connected: Connected;
let active: ActiveTrigger;

beforeEach(async () => {
	portal = await startPortal({ people: 3 });
	connected = connect(portal);
	active = await listen(connected);
	portal.forget();
});
afterEach(async () => {
	await active.stop();
	await portal.stop();
});

const MEMBER_ID = 'a0b1c2d3e4f5061728394a5b6c7d8e9f';

/** What the executions started so far got, one item each. */
const started = (trigger = active): IDataObject[] =>
	trigger.executions.flat().map(({ json }) => json);

const lastStatus = async (): Promise<number | undefined> =>
	(await portal.deliveries()).at(-1)?.status;

describe('a first sign-in', () => {
	it('starts one execution with the person, the portal and nothing secret', async () => {
		await portal.signIn(CAST.invited);
		expect(await lastStatus()).toBe(200);
		expect(active.executions).toHaveLength(1);
		const [{ receivedAt, ...item }] = started();
		expect(item).toEqual({
			event: 'ONUSERADD',
			user: expect.objectContaining({
				ID: '23',
				ACTIVE: true,
				EMAIL: 'ines.invited@example.com',
				NAME: 'Ines',
				UF_DEPARTMENT: [1],
			}),
			portal: { domain: new URL(portal.url).host, memberId: MEMBER_ID },
		});
		expect(String(receivedAt)).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
		const auth = await lastAuth(portal);
		const kept = JSON.stringify([active.executions, active.memory]);
		for (const secret of [auth.access_token, auth.application_token]) {
			expect(kept).not.toContain(String(secret));
		}
	});

	it('is proved by asking the portal once, for its application and its person; from then on by the application token', async () => {
		invite(portal, 501);
		invite(portal, 502);
		await portal.signIn(CAST.invited);
		await portal.signIn(501);
		await portal.signIn(502);
		expect(requestsOf(portal)).toEqual(['app.info', 'profile']);
		const auth = await lastAuth(portal);
		const [{ headers, params }] = portal.requests;
		expect(headers.authorization).toMatch(/^Bearer /);
		expect(JSON.stringify(params)).not.toContain(String(auth.access_token));
		expect(started()).toHaveLength(3);
	});

	it('of a guest hands on no departments of others', async () => {
		invite(portal, 503);
		Object.assign(stored(portal, 503), { USER_TYPE: 'extranet', UF_DEPARTMENT: [] });
		await portal.signIn(503);
		expect(started()[0].user).not.toHaveProperty('UF_DEPARTMENT');
	});

	// 120 custom fields of type file, five entries each: more than 600 names in the form.
	it.each([120, 400])('of a person with %i files in custom fields starts one', async (files) => {
		await portal.signIn(CAST.invited);
		const form = without(await lastForm(portal), 'auth[application_token]');
		const parts = ['id', 'showUrl', 'downloadUrl', 'name', 'size'];
		const fields = Array.from({ length: files }, (_, index) =>
			parts.map((part) => [`data[UF_USR_FILE_${index}][${part}]`, 'x']),
		);
		const token = portal.applicationToken(connected.application);
		const body = { ...Object.fromEntries(fields.flat()), ...form, 'data[ID]': '509' };
		// The proof stands last, as the portal writes it.
		expect(await post(active.webhookUrl, { ...body, 'auth[application_token]': token })).toBe(200);
		expect(started()).toHaveLength(2);
		expect(started()[1].user).toHaveProperty(`UF_USR_FILE_${files - 1}`);
	});

	it('is taken in a portal too old to know app.info', async () => {
		const body = { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' };
		portal.fault({ method: 'app.info', answer: { status: 404, body } });
		await portal.signIn(CAST.invited);
		expect(await lastStatus()).toBe(200);
	});

	it('is taken after the secret of the application was exchanged in the credential', async () => {
		connected.credential.data.clientSecret = 's'.repeat(50);
		await portal.signIn(CAST.invited);
		expect(await lastStatus()).toBe(200);
	});

	it('that comes without an access token is known by the application token', async () => {
		await portal.signIn(CAST.invited);
		const form = without(await lastForm(portal), 'auth[access_token]');
		expect(await post(active.webhookUrl, { ...form, 'data[ID]': '504' })).toBe(200);
		expect(started()).toHaveLength(2);
	});

	it('is known after the application was installed again and has another token', async () => {
		await portal.signIn(CAST.invited);
		const form = { ...(await lastForm(portal)), 'auth[application_token]': 'n'.repeat(32) };
		expect(await post(active.webhookUrl, { ...form, 'data[ID]': '505' })).toBe(200);
		const later = without(form, 'auth[access_token]');
		expect(await post(active.webhookUrl, { ...later, 'data[ID]': '506' })).toBe(200);
		expect(started()).toHaveLength(3);
	});
});

describe('a repeated delivery', () => {
	it('starts nothing, however often and whenever it comes', async () => {
		await portal.signIn(CAST.invited);
		const form = await lastForm(portal);
		const again = [form, { ...form, ts: '1999999999' }, form];
		for (const one of again) expect(await post(active.webhookUrl, one)).toBe(200);
		expect(active.executions).toHaveLength(1);
	});

	it('starts nothing after a restart of n8n', async () => {
		await portal.signIn(CAST.invited);
		const form = await lastForm(portal);
		await active.stop();
		const restarted = await listen(connected, { memory: active.memory });
		expect(await post(restarted.webhookUrl, form)).toBe(200);
		expect(restarted.executions).toEqual([]);
		await restarted.stop();
	});

	it('at the same moment starts one execution', async () => {
		await portal.signIn(CAST.invited);
		const form = { ...(await lastForm(portal)), 'data[ID]': '507' };
		const statuses = await Promise.all([1, 2, 3].map(() => post(active.webhookUrl, form)));
		expect(statuses).toEqual([200, 200, 200]);
		expect(active.executions).toHaveLength(2);
	});
});

describe('the first proof survives', () => {
	it.each<[string, Parameters<Portal['fault']>[0]]>([
		['a portal that is busy', { method: 'profile', answer: busy() }],
		['a broken connection', { method: 'profile', connection: 'reset' }],
	])('%s', async (_, fault) => {
		portal.fault(fault);
		await portal.signIn(CAST.invited);
		expect(await lastStatus()).toBe(200);
		expect(started()).toHaveLength(1);
	});

	it('an account that was connected anew, as somebody else', async () => {
		const { application } = connected;
		const other = connect(portal, { userId: CAST.secondAdministrator }, application);
		connected.credential.data.oauthTokenData = other.credential.data.oauthTokenData;
		await portal.signIn(CAST.invited);
		expect(await lastStatus()).toBe(200);
	});
});

function busy() {
	const body = { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' };
	return { status: 503, body };
}

/** The executions there will be, for what happens after the portal has been answered. */
async function executions(count: number, trigger = active): Promise<IDataObject[]> {
	// Long enough for any answer from loopback; the expectation behind tells when none came.
	for (let turn = 0; turn < 1000 && trigger.executions.length < count; turn++) await soon(5);
	return started(trigger);
}

describe('Return User', () => {
	beforeEach(async () => {
		await active.stop();
		active = await listen(connected, { parameters: { options: { returnUser: true } } });
		portal.forget();
	});

	it('answers the portal first, then hands on the whole user, typed as in other outputs', async () => {
		Object.assign(stored(portal, CAST.invited), { WORK_PHONE: '0042', UF_USR_BADGE: 7 });
		portal.fault({ method: 'user.get', delay: 200 });
		await portal.signIn(CAST.invited);
		expect([await lastStatus(), active.executions.length]).toEqual([200, 0]);
		const [{ user, ...item }] = await executions(1);
		expect(user).toMatchObject({ ID: '23', ACTIVE: true, WORK_PHONE: '0042', UF_DEPARTMENT: [1] });
		expect(user).toHaveProperty('UF_USR_BADGE');
		expect(Object.keys(item).sort()).toEqual(['event', 'portal', 'receivedAt']);
		expect(requestsOf(portal)).toEqual(['app.info', 'profile', 'user.get']);
	});

	it('finds guests too', async () => {
		Object.assign(stored(portal, CAST.invited), { USER_TYPE: 'extranet', UF_DEPARTMENT: [] });
		await portal.signIn(CAST.invited);
		const [{ user, warning }] = await executions(1);
		expect(user).toMatchObject({ ID: '23', USER_TYPE: 'extranet' });
		expect(warning).toBeUndefined();
	});

	it('hands on what the event told, with a warning, rather than losing the person', async () => {
		const body = { error: 'insufficient_scope', error_description: '' };
		portal.fault({ method: 'user.get', answer: { status: 403, body } });
		await portal.signIn(CAST.invited);
		const [{ user, warning }] = await executions(1);
		expect(user).toMatchObject({ ID: '23', NAME: 'Ines' });
		expect(warning).toMatch(/^The whole user could not be fetched.*lacks a permission/);
	});
});

describe('with an outgoing webhook made by hand', () => {
	let byHand: ActiveTrigger;
	let applicationToken: string;

	beforeEach(async () => {
		// The portal wants the URL first; the token it then shows goes into the credential.
		const forUrl = await listenByHand('x'.repeat(32));
		({ applicationToken } = portal.outgoingWebhook(forUrl.webhookUrl));
		await forUrl.stop();
		byHand = await listenByHand(` ${applicationToken}\n`);
		portal.outgoingWebhook(byHand.webhookUrl);
	});
	afterEach(() => byHand.stop());

	it('starts on the token of the credential, and asks the portal nothing', async () => {
		const form = { ...handMade(), 'auth[application_token]': applicationToken };
		expect(await post(byHand.webhookUrl, form)).toBe(200);
		expect(await post(byHand.webhookUrl, form)).toBe(200);
		expect(started(byHand)).toEqual([
			{
				event: 'ONUSERADD',
				user: { ID: '23', ACTIVE: true },
				portal: { domain: 'portal.example.com', memberId: MEMBER_ID },
				receivedAt: expect.any(String),
			},
		]);
		expect(JSON.stringify(byHand.executions)).not.toContain(applicationToken);
		expect(portal.requests).toEqual([]);
	});

	it.each([
		['another token', 'y'.repeat(32)],
		['a part of the token', 'x'],
		['no token', ''],
	])('refuses %s', async (_, token) => {
		const form = { ...handMade(), 'auth[application_token]': token };
		expect(await post(byHand.webhookUrl, form)).toBe(403);
		// The second webhook of this portal has a token of its own, which the credential does not hold.
		await portal.signIn(CAST.invited);
		const statuses = (await portal.deliveries()).map(({ status }) => status);
		expect(statuses.sort()).toEqual([0, 200, 403]);
		expect(byHand.executions).toEqual([]);
	});
});

const handMade = () => ({
	event: 'ONUSERADD',
	'data[ID]': '23',
	'data[ACTIVE]': 'Y',
	ts: '1',
	'auth[domain]': 'portal.example.com',
	'auth[member_id]': MEMBER_ID,
});
