/** A small chaos run, always the same; `npm run chaos` runs 20 seeds of 2,000 operations. */
import '../harness';
import { runChaos, type ChaosReport } from './chaosRun';
import { QuickClock } from '../support/clock';

const SEED = 8;
const OPERATIONS = 300;

let report: ChaosReport;

beforeAll(async () => {
	const clock = new QuickClock();
	clock.start();
	report = await runChaos(SEED, OPERATIONS, clock);
	clock.stop();
});

test(`what the node says agrees with what the portal holds (seed ${SEED})`, () => {
	expect(report.discrepancies).toEqual([]);
	const { done, recovered, failed, doubtful, untouched } = report.fates;
	expect(done + recovered + failed + doubtful + untouched).toBe(OPERATIONS);
});

test('there was chaos, and the node got most of it done all the same', () => {
	expect(report.faults.size).toBeGreaterThan(8);
	expect(report.fates.done).toBeGreaterThan(OPERATIONS / 2);
	expect(report.fates.failed).toBeGreaterThan(0);
	expect(report.fates.recovered).toBeGreaterThan(0);
	expect(report.invitations).toBeGreaterThan(20);
});
