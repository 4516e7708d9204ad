/** One list of subjects, one spec for what every operation owes; an operation without a subject fails. */
import { startPortal, type Portal } from '../portal';
import { describeContract } from '../support/contract';
import { operations } from '../support/operations';
import { runOn } from '../support/portal';
import { subjects } from '../support/subjects';

describe.each(subjects)('$name', (subject) => describeContract(subject));

it('every operation of the node is a subject, and every subject is an operation', async () => {
	const names = (await operations()).map(({ name }) => name);
	expect(names.length).toBeGreaterThan(30);
	expect(subjects.map(({ name }) => name).sort()).toEqual(names.sort());
});

describe('what nobody offers', () => {
	let portal: Portal;
	beforeAll(async () => {
		portal = await startPortal({ people: 0 });
	});
	afterAll(() => portal.stop());

	it('an unknown resource or operation is refused, with those there are', async () => {
		const resource = await runOn(portal, { resource: 'lead', operation: 'get' });
		expect(resource.error?.message).toBe('There is no resource "lead"');
		for (const { resource: known } of await operations()) {
			const run = await runOn(portal, { resource: known, operation: 'erase' });
			expect(run.error?.message).toBe('There is no operation "erase"');
			expect(run.error?.description).toContain('getAll');
		}
		expect(portal.requests).toEqual([]);
	});
});
