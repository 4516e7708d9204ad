/** Refusals with a cause in the portal or the credential; those in words alone: `test/resources/documentedErrors.test.ts`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { QuickClock } from '../../support/clock';
import { requestsOf, runOn } from '../../support/portal';
import { fieldBy, form } from '../../support/customFields';

const CREATE = form('create', { code: 'LOCKER', label: 'Locker', type: 'string' });
const DELETE = form('delete', {
	field: fieldBy('code', 'BADGE'),
	options: { confirm: 'UF_USR_BADGE' },
});

const clock = new QuickClock();
beforeAll(() => clock.start());
afterAll(() => clock.stop());

let portal: Portal;

afterEach(() => portal.stop());

it('more fields than a table has columns: trouble of the portal’s own, and the field is looked for', async () => {
	portal = await startPortal({ people: 0, extraCustomFields: 1010 });
	const run = await runOn(portal, CREATE);
	expect(run.error?.message).toContain('The portal ran into trouble of its own');
	expect(run.error?.message).toContain('custom field UF_USR_LOCKER');
});

it('all fields there are come in one answer, however many, and are asked for once', async () => {
	// b24restdocs `api-reference/user/userfields/user-userfield-list.md` knows no `start`.
	portal = await startPortal({ people: 0, extraCustomFields: 120 });
	const run = await runOn(portal, form('getAll', { returnAll: true }));
	expect(run.items).toHaveLength(portal.customFields.length);
	expect(requestsOf(portal)).toEqual(['user.userfield.list', 'user.fields']);
});

it('an employee is told that it takes an administrator', async () => {
	portal = await startPortal({ people: 0 });
	const run = await runOn(portal, form('getAll'), { account: { userId: CAST.employee } });
	expect(run.error?.message).toBe('The account behind the credential may not manage custom fields');
});

it.each([
	['getAll', form('getAll')],
	['create', CREATE],
	['delete', DELETE],
])('%s without the scope names the scope', async (_operation, own) => {
	portal = await startPortal({ people: 0 });
	const run = await runOn(portal, own, { account: { scopes: ['user'] } });
	expect(run.error?.message).toContain('The credential lacks a permission (scope) this needs');
	expect(run.error && 'description' in run.error && run.error.description).toContain(
		'user.userfield',
	);
});
