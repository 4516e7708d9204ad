/** A cancelled execution stops waiting at once, and nothing is sent any more. */
import { runNode } from '../harness';
import { callsOf, webhookCredential } from '../support/portal';
import { startPortal, type Fault, type Portal } from '../portal';
import { QuickClock } from '../support/clock';
import { beforeCommand } from './support/faults';
import { subjects } from './support/operations';

const clock = new QuickClock();
let portal: Portal;

beforeAll(() => clock.start());
afterAll(() => clock.stop());
beforeEach(async () => {
	clock.reset();
	portal = await startPortal({ people: 60 });
});
afterEach(() => portal.stop());

/** Longest slice the node sleeps before it looks whether it may go on. */
const SLICE = 100;

function run(subject: (typeof subjects)[number], signal: AbortSignal, goesOn = false) {
	return runNode({
		credentials: webhookCredential(portal),
		parameters: { ...subject.parameters, options: { maxWait: 900 } },
		items: subject.items(portal),
		continueOnFail: goesOn ? 'continueRegularOutput' : 'stop',
		abortSignal: signal,
		next: { row: '={{ $json }}' },
	});
}

const WAITS: Array<{ name: string; fault: Partial<Fault> }> = [
	{
		name: 'a full bucket',
		fault: { answer: { status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED' } } },
	},
	{ name: 'a broken server', fault: { answer: { status: 502, body: '<h1>Bad Gateway</h1>' } } },
];

describe.each(WAITS)('waiting for $name', ({ name, fault }) => {
	// An invitation is not repeated after a 502; its look-up is.
	const waiting = subjects.filter(({ safety }) => safety !== 'once' || name !== 'a broken server');

	test.each(waiting.flatMap((one) => [true, false].map((goesOn) => ({ ...one, goesOn }))))(
		'$name (goes on: $goesOn)',
		async ({ goesOn, ...subject }) => {
			const stop = new AbortController();
			portal.fault({ ...fault, skip: subject.ahead ?? 0, times: 100 });
			let requests = 0;
			clock.onWait = () => {
				requests ||= portal.requests.length;
				stop.abort();
			};
			const { next, run: whole } = await run(subject, stop.signal, goesOn);

			expect(requests).toBeGreaterThan(0);
			expect(portal.requests).toHaveLength(requests);
			expect(clock.waited).toBeLessThanOrEqual(SLICE);
			expect(whole.status).toBe('canceled');
			// No node behind it gets anything.
			expect(next).toEqual([]);
			expect(subject.items(portal).filter((item) => subject.isDone?.(portal, item))).toEqual([]);
		},
	);
});

test('waiting ten minutes for a method whose server time is used up', async () => {
	const update = subjects.find(({ name }) => name === 'update')!;
	beforeCommand(portal, 'user.update', 2, () => {
		portal.limitOperation('user.update', Math.floor(Date.now() / 1_000) + 600);
	});
	const stop = new AbortController();
	clock.onWait = (waited) => {
		if (waited >= 60_000) stop.abort();
	};
	const { run: whole } = await run(update, stop.signal, true);
	expect(clock.waited).toBeLessThanOrEqual(60_000 + SLICE);
	expect(portal.requests).toHaveLength(1);
	expect(whole.status).toBe('canceled');
});

test('between two requests: the rest of a hundred people is not dismissed', async () => {
	const stop = new AbortController();
	// While the portal works on the first request; what it was told, it does.
	beforeCommand(portal, 'user.update', 49, () => stop.abort());
	const ids = [...portal.people.values()].flatMap(
		({ ID, ACTIVE, USER_TYPE, EXTERNAL_AUTH_ID, LAST_LOGIN }) =>
			ID > 1 && ACTIVE && LAST_LOGIN && USER_TYPE === 'employee' && !EXTERNAL_AUTH_ID ? [ID] : [],
	);
	const { run: whole } = await runNode({
		credentials: webhookCredential(portal),
		parameters: {
			operation: 'dismiss',
			user: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			options: { maxPeople: 1_000 },
		},
		items: ids.map((id) => ({ id })),
		abortSignal: stop.signal,
	});
	expect(ids.length).toBeGreaterThan(49);
	expect(callsOf(portal, 'user.update')).toHaveLength(49);
	expect(ids.filter((id) => portal.people.get(id)?.ACTIVE === false)).toHaveLength(49);
	expect(whole.status).toBe('canceled');
});

test('a request under way is given up', async () => {
	const stop = new AbortController();
	portal.fault({ connection: 'hang', when: 'after' });
	beforeCommand(portal, 'user.get', 1, () => setImmediate(() => stop.abort()));
	const get = subjects.find(({ name }) => name === 'get')!;
	const { run: whole, error } = await run(get, stop.signal);
	expect(whole.status).toBe('canceled');
	expect(error?.message ?? '').not.toMatch(/timed out|not answer in time/);
	expect(portal.requests).toHaveLength(1);
});
