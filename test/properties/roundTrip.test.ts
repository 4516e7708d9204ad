/** What Get Many hands on raw, Update by automatic mapping takes back: nothing changes, whatever the credential may see. */
import { startPortal, type Scope } from '../portal';
import { AUTOMATIC, changesOf, runOn } from '../support/portal';

const WITH_SCOPES: Scope[][] = [
	['user'],
	['user', 'user.userfield'],
	['user_basic'],
	['user', 'department'],
];

it.each(WITH_SCOPES.map((scopes) => [scopes.join(', '), scopes] as const))(
	'500 people with the scopes %s go round and nothing changes',
	async (_name, scopes) => {
		const portal = await startPortal({ people: 500 });
		try {
			const account = { scopes: [...scopes] };
			const read = await runOn(
				portal,
				{ operation: 'getAll', returnAll: true, output: 'raw', options: { adminMode: true } },
				{ account },
			);
			expect(read.items.length).toBeGreaterThan(450);
			const before = standing();
			const written = await runOn(
				portal,
				{
					operation: 'update',
					user: { __rl: true, mode: 'id', value: '={{ $json.ID }}' },
					fields: AUTOMATIC,
				},
				{
					account,
					items: read.items.map(({ json }) => json),
					continueOnFail: 'continueErrorOutput',
				},
			);
			expect(standing()).toEqual(before);
			// Who was dismissed is refused, since the column ACTIVE says so; all others go through.
			if (scopes.includes('user')) {
				const refused = written.errorItems.filter(({ json }) => json.ACTIVE !== false);
				expect(refused.map(({ json }) => [json.ID, json.error, json.details])).toEqual([]);
				expect(changesOf(portal).length).toBeGreaterThan(400);
			}

			function standing() {
				return [...portal.people.values()].map((person) => ({
					...person,
					TIMESTAMP_X: undefined,
				}));
			}
		} finally {
			await portal.stop();
		}
	},
	120_000,
);
