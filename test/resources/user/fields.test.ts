/** Operations Get Fields (`getFields`) and Get Current (`getCurrent`). */
import { CAST, startPortal, type Portal } from '../../portal';
import { BOTH_CREDENTIALS, pluck, requestsOf, runOn, type Account } from '../../support/portal';

let portal: Portal;
let russian: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 5 });
	russian = await startPortal({ people: 5, language: 'ru', extraCustomFields: 60 });
});
beforeEach(() => {
	portal.forget();
	russian.forget();
});
afterAll(() => Promise.all([portal.stop(), russian.stop()]));

const FIELDS = { operation: 'getFields' };
const CURRENT = { operation: 'getCurrent' };

async function fieldsOf(on: Portal, account = {}) {
	const run = await runOn(on, FIELDS, { account });
	if (run.error) throw run.error;
	return new Map(run.items.map(({ json }) => [json.code, json]));
}

describe.each(BOTH_CREDENTIALS)('Get Fields with $name', (access) => {
	it('hands on one item per field, in one request, paired', async () => {
		const items = [{ row: 'a' }, { row: 'b' }];
		const run = await runOn(portal, FIELDS, { items }, access);
		const half = run.items.length / 2;
		expect(half).toBeGreaterThan(60);
		expect(pluck(run.items.slice(0, half), 'code')).toEqual(pluck(run.items.slice(half), 'code'));
		expect(new Set(pluck(run.items, 'code')).size).toBe(half);
		expect(pluck(run.next, 'row')).toEqual([
			...Array.from({ length: half }, () => 'a'),
			...Array.from({ length: half }, () => 'b'),
		]);
		expect(requestsOf(portal)).toHaveLength(1);
	});
});

describe('getFields', () => {
	it.each([
		['ID', { type: 'integer', multiple: false, custom: false, writable: false }],
		['NAME', { label: 'First Name', type: 'text', custom: false, writable: true }],
		['EMAIL', { label: 'E-Mail', type: 'email', writable: true }],
		['ACTIVE', { label: 'Activity', type: 'boolean', writable: true }],
		['LAST_LOGIN', { type: 'dateTime', writable: false }],
		['DATE_REGISTER', { type: 'dateTime', writable: false }],
		['IS_ONLINE', { type: 'boolean', writable: false }],
		['PERSONAL_BIRTHDAY', { type: 'date', writable: true }],
		['PERSONAL_PHOTO', { type: 'photo', writable: true }],
		['UF_DEPARTMENT', { label: 'Units', type: 'departments', multiple: true, writable: true }],
		['UF_USR_COST_CENTER', { type: 'text', custom: true, writable: true }],
		['UF_USR_ALIASES', { type: 'text', multiple: true, custom: true }],
		['UF_USR_BADGE', { type: 'integer', custom: true }],
		['UF_USR_RATE', { type: 'number', custom: true }],
		['UF_USR_DRIVER', { type: 'boolean', custom: true }],
		['UF_USR_VISA_UNTIL', { type: 'date', custom: true }],
		['UF_USR_CHECKED_AT', { type: 'dateTime', custom: true }],
		['UF_USR_BLOG', { type: 'url', multiple: true }],
		['UF_USR_HOME', { type: 'address', label: 'City' }],
		['UF_USR_MENTOR', { type: 'user' }],
		['UF_USR_CONTRACT', { type: 'file' }],
	])('%s', async (code, expected) => {
		expect((await fieldsOf(portal)).get(code)).toMatchObject(expected);
	});

	it('gives lists their options, with the values the portal takes', async () => {
		const fields = await fieldsOf(portal);
		expect(fields.get('UF_USR_1724228142162')).toEqual({
			code: 'UF_USR_1724228142162',
			label: 'T-shirt size',
			type: 'list',
			multiple: false,
			custom: true,
			writable: true,
			options: [
				{ value: '26', label: 'S' },
				{ value: '27', label: 'M' },
				{ value: '28', label: 'L' },
				{ value: '29', label: 'XL' },
			],
		});
		expect(fields.get('PERSONAL_GENDER')?.options).toEqual([
			{ value: 'M', label: 'Male' },
			{ value: 'F', label: 'Female' },
		]);
		expect(fields.get('NAME')).not.toHaveProperty('options');
	});

	it('labels are the portal’s own; without one a field is called by its code', async () => {
		const fields = await fieldsOf(russian);
		expect(fields.get('LAST_NAME')?.label).toBe('Фамилия');
		expect(fields.get('UF_USR_LANGUAGES')?.label).toBe('Языки');
		expect(fields.get('WORK_NOTES')?.label).toBe('WORK_NOTES');
		expect(fields.get('UF_USR_SALARY')).toMatchObject({ label: 'UF_USR_SALARY', type: 'money' });
	});

	it('types custom fields beyond the first 50', async () => {
		const fields = await fieldsOf(russian);
		expect(fields.get('UF_USR_EXTRA_60')).toMatchObject({ type: 'text', label: 'Extra 60' });
		expect([...fields.values()].filter(({ custom }) => custom)).toHaveLength(74);
		expect([...fields.values()].filter(({ type }) => type === 'unknown')).toEqual([]);
	});

	it.each([
		['without the scope user.userfield', { scopes: ['user' as const] }],
		['for somebody who is no administrator', { userId: CAST.employee }],
	])('lists custom fields %s, as unknown', async (_why, account) => {
		const fields = await fieldsOf(portal, account);
		expect(fields.get('UF_USR_BADGE')).toMatchObject({
			label: 'Badge',
			type: 'unknown',
			custom: true,
			writable: true,
		});
	});

	it('leaves out what the scope hides', async () => {
		const fields = await fieldsOf(portal, { scopes: ['user_brief'] });
		expect(fields.has('NAME')).toBe(true);
		expect(fields.has('EMAIL')).toBe(false);
		expect(fields.has('UF_USR_BADGE')).toBe(false);
	});
});

describe.each(BOTH_CREDENTIALS)('Get Current with $name', (access) => {
	it('hands on the person behind the credential, once per item', async () => {
		const options = { account: { userId: CAST.complete }, items: [{ row: 'a' }, { row: 'b' }] };
		const run = await runOn(portal, CURRENT, options, access);
		expect(pluck(run.items, 'ID')).toEqual(['22', '22']);
		expect(pluck(run.items, 'EMAIL')).toEqual(Array(2).fill('carla.complete@example.com'));
		expect(Object.keys(run.items[0].json)).toHaveLength(9);
		expect(pluck(run.next, 'row')).toEqual(['a', 'b']);
		expect(requestsOf(portal)).toEqual(['user.current']);
	});
});

describe('getCurrent', () => {
	const current = (more: Record<string, unknown>, account: Account = { userId: CAST.complete }) =>
		runOn(portal, { ...CURRENT, ...more }, { account });

	it('output raw', async () => {
		const run = await current({ output: 'raw' });
		expect(run.items[0].json).toMatchObject({ ID: '22', UF_USR_COST_CENTER: 'CC-100' });
	});

	it('output selectedFields, with the ID always', async () => {
		const run = await current({ output: 'selectedFields', outputFields: ['TITLE', 'UF_SKYPE'] });
		expect(run.items[0].json).toEqual({ ID: '22', TITLE: 'Dr.', UF_SKYPE: 'carla.c' });
	});

	it('tidies a guest: no departments, no {} dates', async () => {
		const more = { output: 'selectedFields', outputFields: ['UF_DEPARTMENT', 'TIMESTAMP_X'] };
		const run = await current(more, { userId: CAST.extranetAlone });
		expect(run.items[0].json).toEqual({ ID: '9', TIMESTAMP_X: null });
		const other = await current(more, { userId: CAST.extranet });
		expect(other.items[0].json.UF_DEPARTMENT).toEqual([]);
	});

	it.each(['getFields', 'getCurrent'])('%s says which scope is missing', async (operation) => {
		const account = { scopes: ['department' as const] };
		const run = await runOn(portal, { operation }, { account });
		expect(run.error?.message).toBe('The credential lacks a permission (scope) this needs');
		expect(run.error?.description).toContain('user, user_basic or user_brief');
	});

	it.each(['getFields', 'getCurrent'])(
		'%s fails every item of a bad webhook',
		async (operation) => {
			const run = await runOn(
				portal,
				{ operation },
				{
					items: [{ row: 'a' }, { row: 'b' }],
					continueOnFail: 'continueErrorOutput',
					credentials: {
						id: 'bad',
						name: 'bad',
						type: 'bitrix24WebhookApi',
						data: { webhookUrl: `${portal.url}/rest/1/wrongwrongwrong/` },
					},
				},
			);
			expect(run.items).toEqual([]);
			expect(pluck(run.nextOnError, 'row')).toEqual(['a', 'b']);
			expect(run.errorItems[0].json.error).toContain('its code is wrong or it was deleted');
			expect(run.stored).not.toContain('wrongwrongwrong');
		},
	);
});
