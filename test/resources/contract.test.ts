/** One list of subjects, one spec for what every operation owes; an operation without a subject fails. */
import { loadPackage } from '../harness';
import { startPortal, type Portal } from '../portal';
import { describeContract } from '../support/contract';
import { runOn } from '../support/portal';
import { subjects } from '../support/subjects';

describe.each(subjects)('$name', (subject) => describeContract(subject));

/** Operations of the node as it is packed: `department.create`. */
async function operations(): Promise<Array<{ name: string; resource: string; operation: string }>> {
	const { descriptions } = await loadPackage();
	const node = descriptions.find(({ name }) => name === 'bitrix24');
	return (node?.properties ?? [])
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options }) => {
			const resource = String(displayOptions?.show?.resource?.[0]);
			return (options ?? []).flatMap((option) =>
				'value' in option
					? [
							{
								name: `${resource}.${String(option.value)}`,
								resource,
								operation: String(option.value),
							},
						]
					: [],
			);
		});
}

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
