/** Invitations whose answer was lost: looked up, sent again only where nobody is there, never sent twice. */
import { runNode } from '../harness';
import { callsOf, requestsOf, webhookCredential } from '../support/portal';
import { startPortal, type Portal } from '../portal';
import { GatewayTimeout } from '../portal/protocol/errors';
import { QuickClock } from '../support/clock';
import { failureOf } from '../support/failures';
import { beforeCommand } from './support/faults';
import { invitationsOf } from './support/operations';

const clock = new QuickClock();
let portal: Portal;

beforeAll(() => clock.start());
afterAll(() => clock.stop());
beforeEach(async () => {
	portal = await startPortal({ people: 60 });
});
afterEach(() => portal.stop());

const guest = (row: number) => `guest${row}@new.example`;
/** The departments, in two pages, and who is there. */
const BEFORE = ['department.get', 'department.get', 'user.get'];

const LOST = { answer: { status: 502, body: '<h1>Bad Gateway</h1>' } };

function invite(
	emails: string[],
	continueOnFail: 'stop' | 'continueRegularOutput' = 'continueRegularOutput',
	more: { retryOnFail?: { maxTries: number } } = {},
) {
	return runNode({
		credentials: webhookCredential(portal),
		parameters: { operation: 'invite', email: '={{ $json.email }}', departments: [1] },
		items: emails.map((email) => ({ email })),
		continueOnFail,
		...more,
	});
}

const idOf = (email: string) =>
	String([...portal.people.values()].find(({ EMAIL }) => EMAIL === email)?.ID);

/** How often the portal was asked to invite somebody. */
const asked = (email: string) =>
	callsOf(portal, 'user.add').filter(({ params }) => params.EMAIL === email).length;

test.each(['stop', 'continueRegularOutput'] as const)(
	'a batch that broke off half-way: the first ones are recovered, the others sent (%s)',
	async (continueOnFail) => {
		beforeCommand(portal, 'user.add', 4, () => {
			throw new GatewayTimeout();
		});
		const emails = Array.from({ length: 7 }, (_, row) => guest(row));
		const run = await invite(emails, continueOnFail);

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => json)).toEqual(
			emails.map((email, row) => ({ ID: idOf(email), ...(row < 3 && { recovered: true }) })),
		);
		// The fourth reached the portal and was not carried out.
		expect(emails.map(asked)).toEqual([1, 1, 1, 2, 1, 1, 1]);
		expect(emails.map((email) => invitationsOf(portal, email))).toEqual([1, 1, 1, 1, 1, 1, 1]);
		expect(requestsOf(portal)).toEqual([
			...BEFORE,
			'batch(4 user.add)',
			'user.get',
			'batch(4 user.add)',
		]);
	},
);

test('of two items with one address only the first is invited, also when the answer was lost', async () => {
	portal.fault({ ...LOST, method: 'batch', when: 'after' });
	const run = await invite([guest(1), guest(1)]);
	expect(run.items[0].json).toMatchObject({ ID: idOf(guest(1)) });
	expect(run.items[1].json.error).toBe(
		`${guest(1)} belongs to ${guest(1)} (ID ${idOf(guest(1))}), who has been invited and has not signed in yet`,
	);
	expect(invitationsOf(portal, guest(1))).toBe(1);
});

test('an invitation that the portal carries out after the look-up is recovered as well', async () => {
	portal.fault({ method: 'user.add', connection: 'reset' });
	// What the server was still doing is done by the time the second one comes.
	beforeCommand(portal, 'user.add', 1, () => {
		const [, model] = [...portal.people.values()];
		const ID = Math.max(...portal.people.keys()) + 1;
		const now = new Date(Date.now()).toISOString();
		const invitations = [{ text: '', at: now }];
		const own = { ID, EMAIL: guest(1), LOGIN: guest(1), DATE_REGISTER: now, invitations };
		portal.people.set(ID, { ...model, ...own });
	});
	const run = await invite([guest(1)]);
	expect(run.items.map(({ json }) => json)).toEqual([{ ID: idOf(guest(1)), recovered: true }]);
	expect(invitationsOf(portal, guest(1))).toBe(1);
});

test('somebody who was there before is not claimed, whatever the portal’s clock says', async () => {
	await portal.stop();
	portal = await startPortal({ people: 60, clockSkew: -3 * 3_600_000 });
	// One of the two is refused beforehand, so the other travels alone.
	portal.fault({ ...LOST, method: 'user.add', when: 'after' });
	const [, known] = [...portal.people.values()];
	const run = await invite([known.EMAIL, guest(1)]);
	expect(run.items[0].json.error).toMatch(/ belongs to .*, who is in the portal already$/);
	expect(run.items[1].json).toEqual({ ID: idOf(guest(1)), recovered: true });
});

test('answers lost again and again: sent a bounded number of times, looked up to the end', async () => {
	portal.fault({ ...LOST, method: 'user.add', times: 3 });
	portal.fault({ ...LOST, method: 'user.add', when: 'after' });
	const run = await invite([guest(1)]);
	// The fourth and last one arrived, and its answer was lost like the others.
	expect(run.items.map(({ json }) => json)).toEqual([{ ID: idOf(guest(1)), recovered: true }]);
	expect(portal.requests.filter(({ method }) => method === 'user.add')).toHaveLength(4);
});

test('answers lost for good: failed with a warning, after a bounded number of tries', async () => {
	portal.fault({ ...LOST, method: 'user.add', times: 100 });
	const run = await invite([guest(1)]);
	expect(failureOf(run.items[0])?.description).toMatch(
		/look the person up before running this again/,
	);
	expect(portal.requests.filter(({ method }) => method === 'user.add')).toHaveLength(4);
	expect(invitationsOf(portal, guest(1))).toBe(0);
});

test('where the look-up fails too, nothing is sent again and the doubt is told', async () => {
	portal.fault({ ...LOST, method: 'user.add', when: 'after' });
	// The first look-up, before the invitation, is answered.
	portal.fault({ ...LOST, method: 'user.get', skip: 1, times: 100 });
	const run = await invite([guest(1)]);
	expect(failureOf(run.items[0])?.description).toMatch(
		/look the person up before running this again/,
	);
	expect(asked(guest(1))).toBe(1);
	expect(invitationsOf(portal, guest(1))).toBe(1);
});

test('six invitations with photos, each alone, four answers lost in a row: all six are done, each once', async () => {
	// With a photo each travels by itself; On Error is Stop.
	portal.fault({ ...LOST, method: 'user.add', when: 'after', times: 4 });
	const emails = Array.from({ length: 6 }, (_, row) => guest(row));
	const face = { data: 'AAAA', mimeType: 'image/png', fileName: 'a.png' };
	const run = await runNode({
		credentials: webhookCredential(portal),
		parameters: {
			operation: 'invite',
			email: '={{ $json.email }}',
			departments: [1],
			options: { photoBinaryProperty: 'face' },
		},
		items: emails.map((email) => ({ email })),
		binary: { face },
	});
	expect(run.error).toBeUndefined();
	expect(run.items.map(({ json }) => json)).toEqual(
		emails.map((email, row) => ({ ID: idOf(email), ...(row < 4 && { recovered: true }) })),
	);
	expect(emails.map((email) => invitationsOf(portal, email))).toEqual([1, 1, 1, 1, 1, 1]);
	expect(emails.map(asked)).toEqual([1, 1, 1, 1, 1, 1]);
});

describe('Retry On Fail of n8n', () => {
	test('does not invite twice those whom the first try had invited', async () => {
		// An account that cannot be seen: only the portal can know of it.
		const emails = [guest(1), guest(2), 'bot@example.com', guest(4)];
		const run = await invite(emails, 'stop', { retryOnFail: { maxTries: 3 } });
		// The second and third try stop before the first item, who is there now.
		expect(run.error?.message).toMatch(
			/^2 of 4 items: guest1@new\.example belongs to .*, who has been invited and has not signed in yet$/,
		);
		expect(emails.map((email) => invitationsOf(portal, email))).toEqual([1, 1, 0, 0]);
		expect(asked(guest(1))).toBe(1);
		expect(asked(guest(2))).toBe(1);
	});

	test('invites nobody at all where one address is taken: the second try meets what the first met', async () => {
		const [, known] = [...portal.people.values()];
		const emails = [guest(1), known.EMAIL, guest(3)];
		const run = await invite(emails, 'stop', { retryOnFail: { maxTries: 2 } });
		expect(run.error?.message).toMatch(/ belongs to .*, who is in the portal already$/);
		expect(emails.map(asked)).toEqual([0, 0, 0]);
	});

	test('finishes what a broken portal had interrupted, and each is invited once', async () => {
		portal.fault({ answer: { status: 503, body: { error: 'OVERLOAD_LIMIT' } } });
		const emails = [guest(1), guest(2)];
		const run = await invite(emails, 'stop', { retryOnFail: { maxTries: 2 } });
		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(2);
		expect(emails.map((email) => invitationsOf(portal, email))).toEqual([1, 1]);
		expect(emails.map(asked)).toEqual([1, 1]);
	});
});

describe('a change that was carried out, whose answer was lost, and whose repetition is refused', () => {
	const person = () => [...portal.people.values()][1];

	test.each([
		{ name: 'overload', answer: { status: 503, body: { error: 'OVERLOAD_LIMIT' } } },
		{
			name: 'a foreign redirect',
			answer: { status: 302, body: '', headers: { location: 'https://b.invalid/' } },
		},
		{ name: 'no scope', answer: { status: 403, body: { error: 'insufficient_scope' } } },
	])('is told as doubtful, not as refused: $name', async ({ answer }) => {
		// Looked up, and asked for what they lead.
		portal.fault({ ...LOST, skip: 2, when: 'after' });
		portal.fault({ answer, skip: 2, times: 9 });
		const run = await runNode({
			credentials: webhookCredential(portal),
			parameters: {
				operation: 'dismiss',
				user: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			},
			items: [{ id: person().ID }, { id: person().ID + 1 }],
		});
		expect(person().ACTIVE).toBe(false);
		const description = run.error && 'description' in run.error ? run.error.description : '';
		expect(description).toMatch(/may have been carried out all the same/);
		expect(description).not.toMatch(/Nothing was changed/);
		expect(description).toMatch(/Unknown after it, in the same request: 1/);
	});
});
