/** Offboard, broken off at every request in turn: a second run ends where an undisturbed one does. */
import { startPortal, type Fault, type Portal } from '../../../portal';
import { QuickClock } from '../../../support/clock';
import { ALL_PARTS, fill, LITTLE, offboard, stateOf } from './support';

const clock = new QuickClock();

beforeAll(() => clock.start());

afterAll(() => clock.stop());

let portal: Portal;

async function open(): Promise<void> {
	portal = await startPortal({ people: 0 });
	fill(portal, LITTLE);
}

afterEach(() => portal.stop());

const run = () => offboard(portal, { parts: ALL_PARTS });

/** What an undisturbed run comes to, and its requests. */
async function undisturbed() {
	await open();
	const done = await run();
	expect(done.error).toBeUndefined();
	const result = { state: stateOf(portal), requests: portal.requests.map(({ method }) => method) };
	await portal.stop();
	return result;
}

/** The first `at` requests go through; from then on nothing does, until the fault is cleared. */
const KINDS: Array<[string, Omit<Fault, 'method' | 'skip'>]> = [
	['not carried out', { when: 'before', answer: { status: 502, body: '<h1>Bad Gateway</h1>' } }],
	['carried out, the answer lost', { when: 'after', connection: 'reset' }],
	['refused', { when: 'before', answer: { status: 403, body: { error: 'INVALID_CREDENTIALS' } } }],
];

describe.each(KINDS)('every request from one on %s', (_kind, fault) => {
	it('a second run ends in the same state, whichever request it was', async () => {
		const { state, requests } = await undisturbed();
		expect(requests.length).toBeGreaterThan(8);
		for (let at = 0; at < requests.length; at++) {
			await open();
			for (const method of new Set(requests)) {
				const skip = requests.slice(0, at).filter((one) => one === method).length;
				portal.fault({ ...fault, method, skip, times: 1_000 });
			}
			const broken = await run();
			expect({ at, error: broken.error?.message }).toEqual({ at, error: expect.any(String) });
			portal.clearFaults();
			const second = await run();
			expect({ at, error: second.error?.message }).toEqual({ at, error: undefined });
			expect({ at, ...stateOf(portal) }).toEqual({ at, ...state });
			await portal.stop();
		}
		await open();
	});

	it('one such request alone: the run itself ends in the same state, or a second one does', async () => {
		const { state, requests } = await undisturbed();
		for (let at = 0; at < requests.length; at++) {
			await open();
			const skip = requests.slice(0, at).filter((one) => one === requests[at]).length;
			portal.fault({ ...fault, method: requests[at], skip });
			const first = await run();
			if (first.error) expect((await run()).error).toBeUndefined();
			expect({ at, ...stateOf(portal) }).toEqual({ at, ...state });
			await portal.stop();
		}
		await open();
	});
});
