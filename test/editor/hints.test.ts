/** What the node says before it is run: its condition, evaluated by the engine with the node's own parameters. */
import { loadPackage, runNode } from '../harness';
import { FOLLOW_TYPE } from '../harness/standins';

it.each([
	['getAll', 2, true],
	['getAll', 1, false],
	['search', 3, true],
	['get', 2, false],
])(
	'Get Many and the like with more than one item: %s with %d is %j',
	async (operation, count, shown) => {
		const { descriptions } = await loadPackage();
		const [hint] = descriptions.find(({ name }) => name === 'bitrix24')?.hints ?? [];
		expect(hint).toMatchObject({ whenToDisplay: 'beforeExecution', location: 'outputPane' });
		const run = await runNode({
			type: FOLLOW_TYPE,
			parameters: { operation, fields: { shown: hint.displayCondition ?? '' } },
			items: Array.from({ length: count }, (_, at) => ({ at })),
		});
		expect(run.items[0].json.shown).toBe(shown);
	},
);
