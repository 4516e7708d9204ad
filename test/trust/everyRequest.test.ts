/**
 * Every operation × every blow: what can heal ends with the outputs and the portal of a run without faults, so nothing was
 * done twice or left out; what cannot is told, and nothing is handed on as done. The blows take turns with the requests of an
 * operation, so that each request is struck; with `EVERY_REQUEST=1` each is struck with all of them.
 */
import '../harness';
import { isDeepStrictEqual } from 'node:util';

import { QuickClock } from '../support/clock';
import { subjects } from '../support/subjects';
import { blows, calmRunOf, expectedOf, strike } from './support/everyRequest';

const clock = new QuickClock();
beforeAll(() => clock.start());
afterAll(() => clock.stop());

describe.each(blows.map((blow, turn) => ({ ...blow, turn })))('$name', (blow) => {
	it.each(subjects)('$name', async (subject) => {
		const calm = await calmRunOf(subject, clock);
		const turn = blow.turn % calm.requests.length;
		const chosen = process.env.EVERY_REQUEST ? calm.requests : [calm.requests[turn]];
		for (const request of chosen) {
			const struck = await strike(subject, clock, { ...request, ...blow.fault });
			const expected = expectedOf(blow, subject, request, calm);
			const { state, ...ended } = struck.ended;
			expect({ request, ...ended }).toEqual({ request, ...expected.ended, state: undefined });
			expect(isDeepStrictEqual(state, expected.ended.state)).toBe(true);
			expect(struck.told).toMatch(expected.told);
		}
	});
});

it('Each of the 34 operations has its turn, and no request of theirs is spared.', async () => {
	expect(subjects).toHaveLength(34);
	for (const subject of subjects) {
		const { requests } = await calmRunOf(subject, clock);
		expect(requests.length).toBeLessThanOrEqual(blows.length);
	}
});
