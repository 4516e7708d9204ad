/** Update: mapping modes, options and what the portal drops silently. */
import {
	AUTOMATIC,
	callsOf,
	columns,
	hintsOf,
	pluck,
	requestsOf,
	runOn,
	stored,
	userBy,
} from '../../support/portal';
import { CAST, startPortal, type Portal } from '../../portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

const ID = CAST.employee;
const update = { operation: 'update', user: userBy('id', ID) };

describe('Update: the resource mapper "fields"', () => {
	it('Map Automatically: fields by name; other columns are ignored and named once in a hint', async () => {
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('id', '={{ $json.ID }}'), fields: AUTOMATIC },
			{
				items: [
					{ ID: '2', TITLE: 'A', row: 1, Salary: 100, DATE_REGISTER: '2020-01-01' },
					{ ID: '3', TITLE: 'B', row: 2, Salary: 200, 'a.b[c]': 'x' },
				],
			},
		);
		expect(pluck(run.next, 'row')).toEqual([1, 2]);
		expect([stored(portal, 2).TITLE, stored(portal, 3).TITLE]).toEqual(['A', 'B']);
		expect(run.hints).toEqual([
			expect.objectContaining({
				location: 'outputPane',
				message: expect.stringMatching(
					/left out: row, Salary \(near: UF_USR_SALARY\), DATE_REGISTER, a\.b\[c\]$/,
				),
			}),
		]);
		for (const { params } of callsOf(portal, 'user.update')) {
			expect(Object.keys(params).sort()).toEqual(['ID', 'TITLE']);
		}
	});

	it('the output of Get, raw, feeds Update as it is and changes nothing by it', async () => {
		const user = userBy('id', CAST.complete);
		const before = structuredClone(stored(portal, CAST.complete));
		const got = await runOn(portal, { operation: 'get', user, output: 'raw' });
		const items = [{ ...got.items[0].json, TITLE: 'Prof.' }];
		const run = await runOn(portal, { operation: 'update', user, fields: AUTOMATIC }, { items });
		expect(run.error).toBeUndefined();
		expect(stored(portal, CAST.complete)).toEqual({
			...before,
			TITLE: 'Prof.',
			TIMESTAMP_X: expect.any(String),
		});
	});

	it('Map Automatically with no field among the columns: nothing to change, told so', async () => {
		const run = await runOn(portal, { ...update, fields: AUTOMATIC }, { items: [{ Salary: 100 }] });
		expect(run.error?.message).toBe('There is nothing to change');
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('Map Each Column Manually: a column that is no field is refused by name', async () => {
		const run = await runOn(portal, { ...update, fields: columns({ NICKNAME: 'x' }) });
		expect(run.error?.message).toBe('The portal has no field NICKNAME');
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('a field of another portal is refused by the name it was chosen by, which n8n keeps with the mapping', async () => {
		const fields = {
			...columns({ UF_USR_DESK: '70' }),
			schema: [{ id: 'UF_USR_DESK', displayName: 'Desk height' }],
		};
		const run = await runOn(portal, { ...update, fields });
		expect(run.error?.message).toBe('The portal has no field "Desk height" (UF_USR_DESK)');
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('an empty form: nothing to change, nothing sent', async () => {
		const run = await runOn(portal, update);
		expect(run.error?.message).toBe('There is nothing to change');
		expect(portal.requests).toEqual([]);
	});

	it('EMAIL can be changed; one that belongs to somebody is refused with the portal’s words', async () => {
		await runOn(portal, { ...update, fields: columns({ EMAIL: 'j.smith@example.com' }) });
		expect(stored(portal, ID).EMAIL).toBe('j.smith@example.com');
		const run = await runOn(portal, { ...update, fields: columns({ EMAIL: 'zoe@example.com' }) });
		expect(run.error?.message).toContain('zoe@example.com');
		expect(run.error?.message).not.toContain('<br>');
		expect(stored(portal, ID).EMAIL).toBe('j.smith@example.com');
	});

	it('a column ACTIVE neither dismisses nor reinstates by accident', async () => {
		const fields = columns({ ACTIVE: '={{ $json.active }}' });
		const said = [];
		for (const active of [false, true, 'N', 'Y']) {
			const run = await runOn(portal, { ...update, fields }, { items: [{ active }] });
			said.push(run.error?.message);
		}
		const dismisses = 'The column ACTIVE would dismiss the person';
		const reinstates = 'The column ACTIVE would reinstate the person';
		expect(said).toEqual([dismisses, reinstates, dismisses, reinstates]);
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});

	it('ACTIVE with "Allow Status Column": sent as Y or N only, since the portal takes true for N', async () => {
		const options = { allowStatus: true };
		const fields = columns({ ACTIVE: '={{ $json.active }}' });
		for (const active of [false, true, 'N', 'Y']) {
			await runOn(portal, { ...update, fields, options }, { items: [{ active }] });
			expect(stored(portal, ID).ACTIVE).toBe(active === true || active === 'Y');
		}
		expect(callsOf(portal, 'user.update').map(({ params }) => params.ACTIVE)).toEqual([
			'N',
			'Y',
			'N',
			'Y',
		]);
	});
});

describe('Update: options.departments replaces the list', () => {
	it.each([
		['an array', [3, 5], [3, 5]],
		['a text with commas', '3, 5', [3, 5]],
		['a number', 5, [5]],
		['an expression', '={{ [3] }}', [3]],
	])('%s', async (_shape, departments, expected) => {
		const run = await runOn(portal, { ...update, options: { departments } });
		expect(run.error).toBeUndefined();
		expect(stored(portal, ID).UF_DEPARTMENT).toEqual(expected);
	});

	it('wins over a mapped UF_DEPARTMENT column', async () => {
		const fields = columns({ UF_DEPARTMENT: [7] });
		await runOn(portal, { ...update, fields, options: { departments: [3] } });
		expect(stored(portal, ID).UF_DEPARTMENT).toEqual([3]);
	});

	it('left empty it touches nothing', async () => {
		const fields = columns({ TITLE: 'Dr.' });
		await runOn(portal, { ...update, fields, options: { departments: [] } });
		expect(stored(portal, ID)).toMatchObject({ TITLE: 'Dr.', UF_DEPARTMENT: [1] });
	});
});

describe('Update: options.returnUser', () => {
	const fields = columns({ TITLE: '={{ $json.title }}' });
	const options = { returnUser: true };

	it('hands on the whole user as it is afterwards, read in the same request', async () => {
		const items = [2, 3, 4].map((id) => ({ id, row: id, title: `T${id}` }));
		const user = userBy('id', '={{ $json.id }}');
		const run = await runOn(portal, { operation: 'update', user, fields, options }, { items });
		expect(pluck(run.items, 'TITLE')).toEqual(['T2', 'T3', 'T4']);
		expect(pluck(run.items, 'ID')).toEqual(['2', '3', '4']);
		expect(run.items[1].json).toMatchObject({ EMAIL: 'john.smith@example.com', ACTIVE: true });
		expect(run.items[1].json).not.toHaveProperty('updated');
		expect(pluck(run.next, 'row')).toEqual([2, 3, 4]);
		expect(requestsOf(portal)).toEqual(['batch(3 user.update, 1 user.get)']);
	});

	it('120 people take three requests: 49 changes and one read each', async () => {
		await portal.stop();
		portal = await startPortal({ people: 120 });
		const ids = [...portal.people.keys()].slice(-120);
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('id', '={{ $json.id }}'), fields, options },
			{ items: ids.map((id) => ({ id, title: `T${id}` })) },
		);
		expect(pluck(run.items, 'TITLE')).toEqual(ids.map((id) => `T${id}`));
		expect(requestsOf(portal)).toEqual([
			'batch(49 user.update, 1 user.get)',
			'batch(49 user.update, 1 user.get)',
			'batch(22 user.update, 1 user.get)',
		]);
	});

	it('two people stopped by a third: what was done before is told', async () => {
		const items = [2, 3, 999_999, 4].map((id) => ({ id, title: 'X' }));
		const user = userBy('id', '={{ $json.id }}');
		const run = await runOn(portal, { operation: 'update', user, fields, options }, { items });
		expect(run.error?.context.itemIndex).toBe(2);
		expect(run.error?.description).toContain('Done before it: 2. Nothing after it was sent.');
		expect(stored(portal, 4).TITLE).not.toBe('X');
	});
});

describe('Update: options.returnUser when nobody can be read', () => {
	it('the change stands, so its ID is output; what is missing is told in a hint', async () => {
		portal.limitOperation('user.get', 4_000_000_000);
		const fields = columns({ TITLE: 'Dr.' });
		const options = { returnUser: true, maxWait: 0 };
		const run = await runOn(portal, { ...update, fields, options });
		expect(stored(portal, ID).TITLE).toBe('Dr.');
		expect(pluck(run.items, 'ID')).toEqual([String(ID)]);
		expect(run.hints).toHaveLength(1);
	});
});

describe('Update: what the portal drops silently for somebody who is no administrator', () => {
	const own = { account: { userId: ID } };

	it('UF_DEPARTMENT: the rest arrives, a hint tells of the loss', async () => {
		const fields = columns({ TITLE: 'Dr.' });
		const run = await runOn(portal, { ...update, fields, options: { departments: [5] } }, own);
		expect(run.items.map(({ json }) => json)).toEqual([{ ID: '3', updated: true }]);
		expect(stored(portal, ID)).toMatchObject({ TITLE: 'Dr.', UF_DEPARTMENT: [1] });
		expect(run.hints).toHaveLength(1);
		expect(run.hints[0].message).toContain('not an administrator');
		expect(run.hints[0].message).toContain('UF_DEPARTMENT of person 3');
	});

	it('ACTIVE: a hint as well', async () => {
		const form = { fields: columns({ ACTIVE: false }), options: { allowStatus: true } };
		const run = await runOn(portal, { ...update, ...form }, own);
		expect(stored(portal, ID).ACTIVE).toBe(true);
		expect(hintsOf(run)).toEqual([expect.stringContaining('ACTIVE of person 3')]);
	});

	it('values that stay the same are no loss', async () => {
		const run = await runOn(portal, { ...update, options: { departments: [1] } }, own);
		expect(run.items).toHaveLength(1);
		expect(run.hints).toEqual([]);
	});

	it('an administrator gets no hint and pays no extra read', async () => {
		const run = await runOn(portal, { ...update, options: { departments: [5] } });
		expect(run.hints).toEqual([]);
		expect(callsOf(portal, 'user.get')).toEqual([]);
		expect(stored(portal, ID).UF_DEPARTMENT).toEqual([5]);
	});

	it('somebody else’s profile is refused, not dropped', async () => {
		const user = userBy('id', 4);
		const fields = columns({ TITLE: 'Dr.' });
		const run = await runOn(portal, { operation: 'update', user, fields }, own);
		expect(run.error?.message).toBe('The portal refused access (person with ID 4)');
		expect(run.error?.description).toContain('changing other people takes an administrator');
	});

	it('the scope user_basic refuses inside HTTP 200: an error, in a batch as well', async () => {
		const account = { scopes: ['user_basic' as const] };
		const fields = columns({ TITLE: 'Dr.' });
		const items = [{ row: 1 }, { row: 2 }];
		const run = await runOn(
			portal,
			{ ...update, fields },
			{ items, account, continueOnFail: 'continueErrorOutput' },
		);
		expect(portal.requests.map(({ status }) => status)).toEqual([200]);
		expect(run.items).toEqual([]);
		expect(pluck(run.nextOnError, 'row')).toEqual([1, 2]);
		expect(run.errorItems[0].json.error).toContain('lacks a permission (scope)');
		expect(stored(portal, ID).TITLE).not.toBe('Dr.');
	});
});
