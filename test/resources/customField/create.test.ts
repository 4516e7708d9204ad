/** Get Many and Create. Facts: b24restdocs `api-reference/user/userfields/user-userfield-add.md`, `user-userfield-list.md`. */
import { startPortal, type Portal } from '../../portal';
import { callsOf, hintsOf, pluck, requestsOf, runOn } from '../../support/portal';
import { form, storedField, storedValues } from '../../support/customFields';

const CREATE = form('create', {
	code: '={{ $json.code }}',
	label: '={{ $json.label }}',
	type: '={{ $json.type }}',
});

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const locker = (more: Record<string, unknown> = {}, options: Record<string, unknown> = {}) => ({
	...CREATE,
	code: 'LOCKER',
	label: 'Locker',
	type: 'string',
	...(more as Record<string, string>),
	options: options as Record<string, string>,
});

describe('Create', () => {
	it('looks before it creates, and reads back: three requests', async () => {
		await runOn(portal, locker());
		expect(requestsOf(portal)).toEqual([
			'user.userfield.list',
			'user.userfield.add',
			'user.userfield.list',
		]);
	});

	it('a list with its values, in their order', async () => {
		const run = await runOn(portal, locker({ type: 'enumeration' }, { values: 'S; M, slim\nL' }));
		expect(storedValues(portal, 'UF_USR_LOCKER')).toEqual(['S', 'M, slim', 'L']);
		expect(run.items[0].json).toMatchObject({ code: 'UF_USR_LOCKER', type: 'list' });
		expect(run.items[0].json.options).toEqual(
			storedField(portal, 'UF_USR_LOCKER')?.LIST?.map(({ ID, VALUE }) => ({
				value: String(ID),
				label: VALUE,
			})),
		);
	});

	it('flags and settings', async () => {
		const options = { multiple: true, mandatory: 'yes', settings: '{"ROWS": 3}' };
		const run = await runOn(portal, locker({}, options));
		expect(storedField(portal, 'UF_USR_LOCKER')).toMatchObject({
			MULTIPLE: true,
			MANDATORY: true,
			SETTINGS: { ROWS: 3 },
		});
		expect(run.items[0].json.multiple).toBe(true);
		expect(hintsOf(run)).toEqual([]);
	});

	it('flags that the portal drops without a word are told', async () => {
		await portal.stop();
		portal = await startPortal({ people: 0, quirks: { userFieldFlagsDropped: true } });
		const run = await runOn(portal, locker({}, { mandatory: true }));
		expect(run.items[0].json).toMatchObject({ code: 'UF_USR_LOCKER' });
		expect(hintsOf(run)).toEqual([
			'The portal stored these new fields otherwise than they were asked for, without saying so. Set it in the portal, or try Update: UF_USR_LOCKER MANDATORY is N instead of Y',
		]);
	});

	it('settings that the portal does not know are told', async () => {
		const run = await runOn(portal, locker({}, { settings: { COLOUR: 'red' } }));
		expect(hintsOf(run).join()).toContain('SETTINGS.COLOUR is missing instead of red');
	});

	it('an answer that was lost: the field is found by its code, and not created twice', async () => {
		portal.fault({ method: 'user.userfield.add', when: 'after', connection: 'reset' });
		const run = await runOn(portal, locker());
		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toMatchObject({ code: 'UF_USR_LOCKER', recovered: true });
		expect(callsOf(portal, 'user.userfield.add')).toHaveLength(1);
	});

	it('the same code twice in one run: the second is refused, the first stays', async () => {
		const items = [1, 2].map((row) => ({ row, code: 'LOCKER', label: 'Locker', type: 'string' }));
		const run = await runOn(portal, CREATE, { items, continueOnFail: 'continueErrorOutput' });
		expect(pluck(run.next, 'row')).toEqual([1]);
		expect(pluck(run.nextOnError, 'row')).toEqual([2]);
		expect(callsOf(portal, 'user.userfield.add')).toHaveLength(1);
	});

	it('what Get Many hands on makes the same fields in another portal', async () => {
		const fields = await runOn(portal, form('getAll', { returnAll: true }));
		const items = fields.items
			.map(({ json }) => json)
			.filter(({ type }) => type !== 'unknown' && type !== 'reference');
		const empty = await startPortal({ people: 0 });
		empty.customFields.length = 0;
		const as = {
			...CREATE,
			options: {
				multiple: '={{ $json.multiple }}',
				values: '={{ $json.options }}',
			},
		};
		const run = await runOn(empty, as, { items });
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => [json.code, json.type, json.multiple])).toEqual(
			items.map(({ code, type, multiple }) => [code, type, multiple]),
		);
		expect(storedValues(empty, 'UF_USR_LANGUAGES')).toEqual(
			storedValues(portal, 'UF_USR_LANGUAGES'),
		);
		await empty.stop();
	});
});

describe('Get Many', () => {
	const MANY = form('getAll');

	it('gets code, label, type, values and ID of every custom field', async () => {
		const run = await runOn(portal, { ...MANY, returnAll: true });
		expect(pluck(run.items, 'code')).toEqual(
			portal.customFields.map(({ FIELD_NAME }) => FIELD_NAME),
		);
		expect(run.items[0].json).toEqual({
			id: '176',
			code: 'UF_USR_COST_CENTER',
			label: 'Cost center',
			type: 'text',
			multiple: false,
			custom: true,
			writable: true,
		});
		expect(run.items.map(({ json }) => json)).toContainEqual(
			expect.objectContaining({
				label: 'T-shirt size',
				type: 'list',
				options: ['S', 'M', 'L', 'XL'].map((label, at) => ({ value: String(26 + at), label })),
			}),
		);
		expect(requestsOf(portal).length).toBeLessThanOrEqual(2);
	});

	it('a field without a label is called by its code', async () => {
		const run = await runOn(portal, { ...MANY, returnAll: true });
		const salary = run.items.find(({ json }) => json.code === 'UF_USR_SALARY');
		expect(salary?.json.label).toBe('UF_USR_SALARY');
	});

	it('gets as many as the limit says, and each once of a long list', async () => {
		await portal.stop();
		portal = await startPortal({ people: 0, extraCustomFields: 120 });
		expect((await runOn(portal, { ...MANY, limit: 3 })).items).toHaveLength(3);
		const all = await runOn(portal, { ...MANY, returnAll: true });
		expect(pluck(all.items, 'code')).toEqual(
			portal.customFields.map(({ FIELD_NAME }) => FIELD_NAME),
		);
	});
});
