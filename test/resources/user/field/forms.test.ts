/** Forms by expressions, tools, long names, and custom fields whose definitions the credential may not read. */
import { loadPackage } from '../../../harness/packages';
import { CAST, startPortal, type Portal } from '../../../portal';
import { idsOf } from '../../../support/people';
import { meeting } from '../../../support/conditions';
import {
	callsOf,
	changesOf,
	columns,
	hintsOf,
	runOn,
	stored,
	userBy,
} from '../../../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 5 });
});
afterEach(() => portal.stop());

describe('a form whose dropdowns are expressions starts', () => {
	it('Output by an expression, per item', async () => {
		const run = await runOn(
			portal,
			{
				operation: 'get',
				user: userBy('id', 3),
				output: '={{ $json.how }}',
				outputFields: ['NAME'],
			},
			{ items: [{ how: 'raw' }, { how: 'Simplified' }, { how: 'selectedFields' }] },
		);
		expect(run.error).toBeUndefined();
		const [raw, simplified, selected] = run.items.map(({ json }) => Object.keys(json));
		expect(raw).toContain('TIMESTAMP_X');
		expect(simplified.length).toBeLessThanOrEqual(10);
		expect(selected).toEqual(['ID', 'NAME']);
	});

	it('Search By by an expression, with only the box it leads to filled in', async () => {
		const byFields = await runOn(
			portal,
			{ operation: 'search', searchBy: '={{ $json.by }}', searchFields: { LAST_NAME: 'smith' } },
			{ items: [{ by: 'fields' }] },
		);
		expect(idsOf(byFields.items)).toEqual([3]);
		const byPhrase = await runOn(
			portal,
			{ operation: 'search', searchBy: '={{ $json.by }}', phrase: 'smith' },
			{ items: [{ by: 'Phrase' }] },
		);
		expect(idsOf(byPhrase.items)).toEqual([3]);
	});

	it('an unknown value is refused with the values there are', async () => {
		const run = await runOn(portal, {
			operation: 'search',
			searchBy: '={{ "words" }}',
			phrase: 'smith',
		});
		expect(run.error?.description).toContain('phrase, fields');
	});
});

describe('an expression that fails in what is read once for all items', () => {
	it.each([
		['Max Wait', { options: { maxWait: '={{ $("Nowhere").item.json.x }}' } }],
		['Authentication', { authentication: '={{ $("Nowhere").item.json.x }}' }],
	])('%s: with Continue every item is an error, and none leaves as done', async (_name, more) => {
		const run = await runOn(
			portal,
			{ operation: 'dismiss', user: userBy('id', '={{ $json.ID }}'), ...more },
			{ items: [{ ID: 3 }, { ID: 4 }], continueOnFail: 'continueErrorOutput' },
		);
		expect(run.items).toEqual([]);
		expect(run.errorItems).toHaveLength(2);
		expect(callsOf(portal, 'user.update')).toEqual([]);
	});
});

describe('hints of a change', () => {
	it('an administrator is not told to be none: departments named twice, one person in two items', async () => {
		const run = await runOn(
			portal,
			{
				operation: 'update',
				user: userBy('id', '={{ $json.ID }}'),
				options: { departments: '={{ $json.departments }}' },
			},
			{
				items: [
					{ ID: 3, departments: '5,5' },
					{ ID: 3, departments: '5' },
				],
			},
		);
		expect(run.error).toBeUndefined();
		expect(stored(portal, CAST.employee).UF_DEPARTMENT).toEqual([5]);
		expect(run.hints.filter(({ message }) => /administrator/.test(message))).toEqual([]);
	});
});

describe('fixed empty boxes of the mapper', () => {
	const empty = {
		PERSONAL_BIRTHDAY: '',
		UF_USR_1724228142162: '',
		UF_USR_DRIVER: '',
		UF_USR_VISA_UNTIL: null,
		WORK_PHONE: null,
	};

	it('leave the fields alone, and the node starts', async () => {
		const before = { ...stored(portal, CAST.complete) };
		const fields = columns({ ...empty, TITLE: 'Prof.' });
		const run = await runOn(portal, {
			operation: 'update',
			user: userBy('id', CAST.complete),
			fields,
		});
		expect(run.error).toBeUndefined();
		for (const code of Object.keys(empty)) {
			expect(stored(portal, CAST.complete)[code]).toEqual(before[code]);
		}
	});

	it('clear them where that is asked for, except yes and no', async () => {
		await runOn(portal, {
			operation: 'update',
			user: userBy('id', CAST.complete),
			fields: columns({ ...empty, WORK_PHONE: '' }),
			options: { emptyValues: 'clear' },
		});
		const person = stored(portal, CAST.complete);
		expect(person.PERSONAL_BIRTHDAY || null).toBeNull();
		expect(person.WORK_PHONE || null).toBeNull();
		expect(person.UF_USR_1724228142162 || null).toBeNull();
		expect(person.UF_USR_DRIVER).toBe(1);
	});
});

it('a first name of 26 letters and more is sent, with a hint', async () => {
	const name = 'Wolfeschlegelsteinhausenbergerdorff';
	const run = await runOn(portal, {
		operation: 'invite',
		email: 'wolfe@example.com',
		departments: [1],
		fields: columns({ NAME: name }),
	});
	expect(run.error).toBeUndefined();
	expect(stored(portal, String(run.items[0].json.ID)).NAME).toBe(name);
	expect(hintsOf(run).join()).toContain(name);
});

describe('custom fields without the scope for their definitions', () => {
	const account = { scopes: ['user' as const] };

	it('yes/no as booleans is stored as 1 and 0', async () => {
		for (const [value, expected] of [
			[false, '0'],
			[true, '1'],
		] as const) {
			portal.forget();
			const fields = columns({ UF_USR_DRIVER: `={{ ${value} }}` });
			await runOn(portal, { operation: 'update', user: userBy('id', 3), fields }, { account });
			expect(changesOf(portal)[0].params).toMatchObject({ UF_USR_DRIVER: expected });
		}
	});

	it.each([
		['no', 'UF_USR_DRIVER'],
		['1,5', 'UF_USR_RATE'],
		['31.03.2030', 'UF_USR_VISA_UNTIL'],
	])('%j is refused with the scope that is missing', async (value, code) => {
		const run = await runOn(
			portal,
			{ operation: 'update', user: userBy('id', 3), fields: columns({ [code]: value }) },
			{ account },
		);
		expect(`${run.error?.message} ${run.error?.description}`).toContain('user.userfield');
		expect(changesOf(portal)).toEqual([]);
	});

	it('a condition by the label of a list is refused with the scope, and nobody comes back', async () => {
		const condition = { field: 'UF_USR_1724228142162', operator: 'eq', value: 'XL' };
		const run = await runOn(portal, meeting(condition), { account });
		expect(`${run.error?.message} ${run.error?.description}`).toContain('user.userfield');
		expect(callsOf(portal, 'user.get')).toEqual([]);
	});
});

/** The package as n8n offers it to agents: the same node under a name that ends with Tool. */
async function withTool() {
	const loaded = await loadPackage();
	return { ...loaded, nodes: { ...loaded.nodes, bitrix24Tool: loaded.nodes.bitrix24 } };
}

it('as a tool of an AI agent, what a model leaves empty is kept, whatever Empty Values says', async () => {
	const run = await runOn(
		portal,
		{
			operation: 'update',
			person: '3',
			user: userBy('id', 3),
			fields: columns({ NAME: '', LAST_NAME: '', WORK_POSITION: 'Lead' }),
			options: { emptyValues: 'clear' },
		},
		{ type: 'bitrix24Tool', package: await withTool() },
	);
	expect(run.error).toBeUndefined();
	expect(stored(portal, 3)).toMatchObject({
		NAME: 'John',
		LAST_NAME: 'Smith',
		WORK_POSITION: 'Lead',
	});
});
