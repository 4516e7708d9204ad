/** What a credential without the scope of workgroups is told; refusals of the portal: `test/resources/documentedErrors.test.ts`. */
import { startPortal, type Portal } from '../../portal';
import { runOn, userBy } from '../../support/portal';
import { form, groupBy } from '../../support/workgroups';

let portal: Portal;

afterEach(() => portal.stop());

describe.each([
	['getMembers', { workgroup: groupBy('id', 1) }],
	['getAll', {}],
	['addMember', { workgroup: groupBy('id', 1), user: userBy('id', 5) }],
])('%s without the scope', (operation, parameters) => {
	it('names the scope', async () => {
		portal = await startPortal({ people: 0 });
		const run = await runOn(portal, form(operation, parameters), {
			account: { scopes: ['user'] },
		});
		expect(run.error?.message).toContain('The credential lacks a permission (scope) this needs');
		expect(run.error && 'description' in run.error && run.error.description).toContain(
			'sonet_group',
		);
	});
});
