/** What the portal may answer about custom fields, whole: b24restdocs `api-reference/user/userfields/`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { runOn } from '../../support/portal';
import { fieldBy, form } from '../../support/customFields';

const CREATE = form('create', { code: 'LOCKER', label: 'Locker', type: 'string' });
const UPDATE = form('update', { field: fieldBy('code', 'BADGE'), updateFields: { label: 'Pass' } });
const DELETE = form('delete', {
	field: fieldBy('code', 'BADGE'),
	options: { confirm: 'UF_USR_BADGE' },
});
const SYNC = form('syncValues', {
	field: fieldBy('code', '1724228142162'),
	values: 'S; XXL',
});

interface Refused {
	method: string;
	says: string;
	code?: string;
	form: Record<string, unknown>;
	sees: string;
	advice: string;
}

const DENIED = 'The account behind the credential may not manage custom fields';
const ADMINISTRATOR = 'That takes an administrator: use an administrator’s webhook or account';
const NO_ID = 'The portal knows no custom field with this ID';

const refused: Refused[] = [
	{
		method: 'user.userfield.add',
		says: "The 'FIELD_NAME' field is not found.",
		form: CREATE,
		sees: 'A custom field needs a code',
		advice: 'Check the parameter "Code".',
	},
	{
		method: 'user.userfield.add',
		says: "The 'USER_TYPE_ID' field is not found.",
		form: CREATE,
		sees: 'A custom field needs a type',
		advice: 'Check the parameter "Type".',
	},
	{
		method: 'user.userfield.add',
		says: "Argument 'USER_TYPE_ID' is null or empty",
		code: 'ERROR_ARGUMENT',
		form: CREATE,
		sees: 'A custom field needs a type',
		advice: 'Check the parameter "Type".',
	},
	{
		method: 'user.userfield.add',
		says: 'Field UF_USR_LOCKER for USER object already exists',
		code: 'ERROR_CORE',
		form: CREATE,
		sees: 'There is a custom field with this code already',
		advice: 'Use another code, or change the field with Update or Sync Values.',
	},
	{
		method: 'user.userfield.add',
		says: 'Fail to create new user field',
		code: 'ERROR_CORE',
		form: CREATE,
		sees: 'The portal could not create the custom field',
		advice: 'Check its type and settings',
	},
	...[
		['user.userfield.add', CREATE],
		['user.userfield.update', UPDATE],
		['user.userfield.update', SYNC],
		['user.userfield.delete', DELETE],
		['user.userfield.list', UPDATE],
		['user.userfield.list', form('getAll')],
	].map(
		([method, own]): Refused => ({
			method: String(method),
			says: 'Access denied.',
			form: Object(own),
			sees: DENIED,
			advice: ADMINISTRATOR,
		}),
	),
	...[
		['user.userfield.update', UPDATE],
		['user.userfield.delete', DELETE],
	].map(
		([method, own]): Refused => ({
			method: String(method),
			says: 'ID is not defined or invalid',
			form: Object(own),
			sees: NO_ID,
			advice: 'Choose the field from the list',
		}),
	),
];

let portal: Portal;

afterEach(() => portal.stop());

it.each(refused)(
	'$method: "$says"',
	async ({ method, says, code = '', form: own, sees, advice }) => {
		portal = await startPortal({
			people: 0,
			onCall: (call) =>
				call.method === method ? { status: 400, error: code, error_description: says } : undefined,
		});
		const run = await runOn(portal, own as Parameters<typeof runOn>[1]);
		expect(String(run.error?.message).startsWith(sees)).toBe(true);
		const description =
			run.error && 'description' in run.error ? String(run.error.description) : '';
		expect(description).toContain(advice);
	},
);

it('more fields than a table has columns: trouble of the portal’s own, and the field is looked for', async () => {
	portal = await startPortal({ people: 0, extraCustomFields: 1010 });
	const run = await runOn(portal, CREATE);
	expect(run.error?.message).toContain('The portal ran into trouble of its own');
	expect(run.error?.message).toContain('custom field UF_USR_LOCKER');
});

it('an employee is told that it takes an administrator', async () => {
	portal = await startPortal({ people: 0 });
	const run = await runOn(portal, form('getAll'), { account: { userId: CAST.employee } });
	expect(run.error?.message).toBe(DENIED);
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
