/** When tokens are renewed, and where secrets travel: only when the portal says "expired", and only to the portal. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runNode } from '../harness';
import { employees, idsOf } from '../support/people';
import { BOTH_CREDENTIALS, OAUTH2, requestsOf } from '../support/portal';
import { startPortal, type Portal } from '../portal';
import { QuickClock } from '../support/clock';

const clock = new QuickClock();
let portal: Portal;

beforeAll(() => clock.start());
afterAll(() => clock.stop());
beforeEach(async () => {
	portal = await startPortal({ people: 260 });
});
afterEach(() => portal.stop());

function list(access = OAUTH2) {
	return runNode({
		credentials: access.credential(portal),
		parameters: { authentication: access.authentication, operation: 'getAll', returnAll: true },
	});
}

const renewals = () => portal.requests.filter(({ method }) => method === 'oauth.token');

test.each([
	[401, 'invalid_token'],
	[401, 'NO_AUTH_FOUND'],
	[401, 'INVALID_CREDENTIALS'],
	[403, 'INVALID_CREDENTIALS'],
	[403, 'insufficient_scope'],
	[403, 'authorization_error'],
	[503, 'QUERY_LIMIT_EXCEEDED'],
	[401, ''],
])('a token is not renewed on %s %s', async (status, error) => {
	portal.fault({ answer: { status, body: { error, error_description: '' } }, times: 100 });
	const run = await list();
	expect(run.error).toBeDefined();
	expect(renewals()).toEqual([]);
});

test('a token that expires in the middle of a list: renewed once, and no page is read twice', async () => {
	const calm = await list();
	const without = requestsOf(portal);
	portal.forget();
	let requests = 0;
	portal.requests.push = function (...records) {
		if (records.some(({ method }) => method === 'batch') && ++requests === 1) portal.expireTokens();
		return Array.prototype.push.apply(this, records);
	};
	const run = await list();
	expect(idsOf(run.items)).toEqual(employees(portal));
	expect(idsOf(run.items)).toEqual(idsOf(calm.items));
	expect(renewals()).toHaveLength(1);
	// What the portal carried out, is what it carries out without the interruption.
	expect(requestsOf(portal).filter((name) => !/oauth|^batch\(\)$/.test(name))).toEqual(without);
});

test('a renewal that is refused is not asked for again', async () => {
	const body = { error: 'invalid_grant', error_description: '' };
	portal.fault({ method: 'oauth.token', times: 100, answer: { status: 400, body } });
	const credential = OAUTH2.credential(portal);
	portal.expireTokens();
	const run = await list({ ...OAUTH2, credential: () => credential });
	expect(run.error?.message).toMatch(/connection to the portal is no longer valid|expired/);
	expect(renewals()).toHaveLength(1);
});

describe.each(BOTH_CREDENTIALS)('a redirect, with $name', (access) => {
	const seen: string[] = [];
	const foreign = createServer((request, response) => {
		seen.push(`${request.method} ${request.url}`);
		response.end('{"result":[]}');
	});
	let host: string;

	beforeAll(async () => {
		await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', () => resolve()));
		host = `127.0.0.1:${(foreign.address() as AddressInfo).port}`;
	});
	beforeEach(() => seen.splice(0));
	afterAll(() => new Promise((resolve) => foreign.close(resolve)));

	/** The same server: reachable for a client that follows, and none of the portal's. */
	test.each(['/login/?back=', '/?', '/rest/9/other/user.get?x='])(
		'to %s leads nowhere',
		async (path) => {
			const headers = { location: `http://${host}${path}` };
			portal.fault({ answer: { status: 302, body: '', headers }, times: 9 });
			const run = await list(access);
			expect(seen).toEqual([]);
			expect(run.error?.message).toBe(
				`The portal sent the request on to another address (${host})`,
			);
			expect(portal.requests).toHaveLength(1);
		},
	);

	test('to the new name is followed once: a portal that sends on again is left', async () => {
		const second = await startPortal({ people: 0 });
		const credential = access.credential(portal);
		portal.renameTo(second.url);
		second.renameTo(`http://${host}`);
		const run = await list({ ...access, credential: () => credential });
		await second.stop();
		expect(seen).toEqual([]);
		expect(run.error?.message).toBe(`The portal sent the request on to another address (${host})`);
		expect([portal.requests.length, second.requests.length]).toEqual([1, 1]);
	});
});
