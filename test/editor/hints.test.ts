/** What the node says before it is run: its condition, evaluated by the engine in the node's own place. */
import { loadPackage } from '../harness';
import { startPortal, type Portal } from '../portal';
import { runOn, userBy } from '../support/portal';

let portal: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 0 });
});
afterAll(() => portal.stop());

it.each([
	['getAll', 2, 'shown'],
	['getAll', 1, 'hidden'],
	['search', 3, 'shown'],
	['get', 2, 'hidden'],
])(
	'that a list comes once for each item: %s with %d items, %s',
	async (operation, count, state) => {
		const { descriptions } = await loadPackage();
		const [hint] = descriptions.find(({ name }) => name === 'bitrix24')?.hints ?? [];
		expect(hint).toMatchObject({ whenToDisplay: 'beforeExecution', location: 'outputPane' });
		const condition = (hint.displayCondition ?? '').replace(/^=\{\{|\}\}$/g, '');
		// Where a number of seconds should be, the message repeats what the condition came to.
		const run = await runOn(
			portal,
			{
				operation,
				user: userBy('id', '1'),
				phrase: 'Anna',
				options: { maxWait: `={{ (${condition}) ? "shown" : "hidden" }}` },
			},
			{ items: Array.from({ length: count }, (_, at) => ({ at })) },
		);
		expect(run.error?.message).toContain(`"Max Wait": "${state}"`);
	},
);
