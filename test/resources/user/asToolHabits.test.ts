/**
 * What language models write where they were told nothing, or too much: nothing may be erased or guessed from it, and
 * nobody may get the whole company by accident.
 */
import { CAST, startPortal, type Portal } from '../../portal';
import { changesOf, columns, pluck, runOn, stored } from '../../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 120 });
});
afterEach(() => portal.stop());

function call(parameters: Record<string, unknown>) {
	return runOn(portal, { resource: 'user', ...parameters }, { type: 'bitrix24Tool' });
}

const NOTHING = ['', ' ', 'null', 'undefined', 'None', 'none', 'N/A', 'n/a', 'nil'];

describe.each(NOTHING)('the argument "%s"', (nothing) => {
	it('names nobody', async () => {
		const run = await call({ operation: 'dismiss', person: nothing });
		// n8n 1 does not start a node whose form lacks what is required.
		expect(run.error?.message).toMatch(
			/arameter "Person" is (?:empty\. Choose a person|required)|The workflow has issues/,
		);
		expect(changesOf(portal)).toEqual([]);
	});

	it('leaves fields and departments of a person alone', async () => {
		const before = structuredClone(stored(portal, CAST.complete));
		const run = await call({
			operation: 'update',
			person: '22',
			departmentNames: nothing,
			fields: columns({ NAME: nothing, WORK_POSITION: 'Head of sales', PERSONAL_MOBILE: nothing }),
			options: { emptyValues: 'clear' },
		});
		expect(run.error).toBeUndefined();
		const { NAME, PERSONAL_MOBILE, UF_DEPARTMENT } = before;
		expect(stored(portal, CAST.complete)).toMatchObject({
			NAME,
			PERSONAL_MOBILE,
			UF_DEPARTMENT,
			WORK_POSITION: 'Head of sales',
		});
	});

	it('is no phrase that everybody matches', async () => {
		const run = await call({ operation: 'search', phrase: nothing });
		expect(run.error?.message).toMatch(/"Phrase" is empty/);
		expect(portal.requests).toEqual([]);
	});

	it('is no condition that everybody meets', async () => {
		const condition = [{ field: 'WORK_POSITION', operator: 'eq', value: nothing }];
		const run = await call({ operation: 'getAll', conditions: { condition } });
		expect(run.error?.message).toMatch(/is empty|needs a value/i);
	});

	it('does not make a preview real', async () => {
		const run = await runOn(
			portal,
			{
				resource: 'user',
				operation: 'sync',
				email: 'new.one@example.com',
				departmentNames: 'Sales',
				fields: columns({ NAME: 'New' }),
				preview: nothing,
			},
			{ type: 'bitrix24Tool' },
		);
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'preview')).toContain(true);
		expect(changesOf(portal)).toEqual([]);
	});

	it('is the default limit', async () => {
		const run = await call({ operation: 'getAll', limit: nothing, departmentNames: nothing });
		expect(run.error).toBeUndefined();
		const [last, ...people] = [...run.items].reverse();
		expect(people).toHaveLength(50);
		expect(last.json.message).toMatch(/^50 of \d+ shown\./);
	});
});

describe('a person', () => {
	it.each([
		'all',
		'everybody',
		'*',
		'%',
		'Please dismiss John Smith of Sales',
		'the colleague with the number 3',
		'John Smith, Anna Admin',
		'3, 4',
		'[3]',
	])('told as "%s" is nobody', async (person) => {
		const run = await call({ operation: 'dismiss', person });
		expect(run.error?.message).toMatch(/[.!]$/);
		expect(run.error?.message.length).toBeLessThan(600);
		expect(changesOf(portal)).toEqual([]);
	});

	it.each([
		['a number', 3],
		['a number as text', ' 3 '],
		['other case and order', 'SMITH, john'],
		['an address in other case', 'JOHN.SMITH@EXAMPLE.COM'],
		['an address with its name', 'John Smith <john.smith@example.com>'],
		['quotes', '"John Smith"'],
	])('told by %s is found', async (_name, person) => {
		const run = await call({ operation: 'get', person });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'ID')).toEqual(['3']);
	});
});

describe('departments', () => {
	it.each(['Sales, IT', 'sales;it', '["Sales","IT"]', 'SALES\nIT', '17, 7'])(
		'told as %j are two',
		async (departmentNames) => {
			const run = await call({
				operation: 'invite',
				email: 'new.one@example.com',
				departmentNames,
			});
			expect(run.error).toBeUndefined();
			expect(stored(portal, String(run.items[0].json.ID)).UF_DEPARTMENT).toEqual([17, 7]);
		},
	);

	it.each(['all', '*', 'every department'])('told as "%s" are none', async (departmentNames) => {
		const run = await call({ operation: 'getAll', departmentNames });
		expect(run.error?.message).toMatch(/There is no department/);
	});
});

describe('a limit', () => {
	it.each([100_000, '100000'])('of %j gives what fits, and how many there are', async (limit) => {
		const run = await call({ operation: 'getAll', limit });
		expect(run.error).toBeUndefined();
		const rows = run.items.map(({ json }) => json);
		expect(Buffer.byteLength(JSON.stringify(rows))).toBeLessThan(20_500);
		expect(rows.at(-1)?.message).toMatch(/^\d+ of \d+ shown\. More would be too long an answer/);
	});

	it.each(['all', '-1', 0])('of %j is refused', async (limit) => {
		const run = await call({ operation: 'getAll', limit });
		expect(run.error?.message).toContain('Parameter "Limit"');
	});
});
