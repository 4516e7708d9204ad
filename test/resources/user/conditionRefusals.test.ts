/** Operation Get Many (`getAll`): `conditions` that cannot be meant, refused before any people are asked for. */
import { CAST, startPortal, type Portal } from '../../portal';
import { idsOf } from '../../support/people';
import {
	birthdayIs,
	departmentIs,
	genderIs,
	meeting,
	type Condition,
} from '../../support/conditions';
import { callsOf, pluck, runOn } from '../../support/portal';

let portal: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 10 });
});
beforeEach(() => portal.forget());
afterAll(() => portal.stop());

describe('refused, before any people are asked for', () => {
	it.each<[string, Condition | Condition[], string]>([
		['a field the portal does not have', { field: 'UF_GONE', value: 1 }, 'no field UF_GONE'],
		['a name in small letters', { field: 'name', value: 'Anna' }, 'no field name'],
		['no field', { field: '', value: 1 }, 'A condition has no field'],
		['no value', { field: 'NAME', value: ' ' }, '"First Name" (Equals) has no value'],
		['no values', { field: 'NAME', operator: 'in', value: ' , ' }, 'has no value'],
		[
			'an operator there is not',
			{ field: 'NAME', operator: 'like', value: 1 },
			'"like" is none of the values',
		],
		['a date in words', birthdayIs('gt', 'yesterday'), 'not a date'],
		[
			'a date read in two ways',
			birthdayIs('gt', '03/04/2026'),
			'"03/04/2026" can be read as 2026-04-03 and as',
		],
		[
			'a day that is none',
			birthdayIs('eq', '2026-02-30'),
			'"2026-02-30" is no day of the calendar',
		],
		['a number in words', { field: 'UF_USR_BADGE', value: 'many' }, 'not a whole number'],
		['a list value there is not', genderIs('eq', 'X'), '"X" is none of the values of this list'],
		['neither yes nor no', { field: 'ACTIVE', value: 'perhaps' }, 'neither yes nor no'],
		[
			'a department nobody knows',
			departmentIs('eq', 'Nowhere'),
			'There is no department "Nowhere"',
		],
		[
			'the same field twice in the same way',
			[
				{ field: 'NAME', value: 'Anna' },
				{ field: 'NAME', value: 'Olga' },
			],
			'Two conditions compare "First Name" in the same way',
		],
	])('%s', async (_what, condition, message) => {
		const run = await runOn(portal, meeting(condition));
		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain(message);
		expect(run.error?.description).toBeTruthy();
		expect(callsOf(portal, 'user.get')).toEqual([]);
	});

	// The server reads anything truthy but "N" under the key ACTIVE as active (reference, "Lists").
	it.each([
		['ACTIVE', 'Activity'],
		['IS_ONLINE', 'IS_ONLINE'],
	])(
		'%s is refused with any other operator: it would be answered wrongly',
		async (field, label) => {
			for (const operator of ['in', 'notIn', 'isEmpty', 'isNotEmpty', 'contains', 'gt']) {
				const run = await runOn(portal, meeting({ field, operator, value: 'false' }));
				expect(run.error?.message).toMatch(new RegExp(`^"${label}" cannot be compared with `));
				expect(run.error?.description).toContain('Use Equals with true or false.');
			}
			expect(callsOf(portal, 'user.get')).toEqual([]);
		},
	);

	// LIKE has wildcards of its own: `_` is any character.
	it.each([
		['startsWith', 'person10_'],
		['startsWith', '%smith'],
		['endsWith', 'example_com'],
	])('%s %s is refused: the portal would take the wildcards for such', async (operator, value) => {
		const run = await runOn(portal, meeting({ field: 'EMAIL', operator, value }));
		expect(run.error?.message).toMatch(/^The condition on "E-Mail" \(.*\) holds % or _$/);
		expect(callsOf(portal, 'user.get')).toEqual([]);
	});

	it('a filter and a condition on the same thing', async () => {
		const more = { filters: { status: 'active' } };
		const run = await runOn(portal, meeting({ field: 'ACTIVE', value: 'false' }, more));
		expect(run.error?.message).toContain('both speak of ACTIVE');
		expect(callsOf(portal, 'user.get')).toEqual([]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s only the item it belongs to fails',
		async (continueOnFail) => {
			const items = [
				{ field: 'NAME', row: 'a' },
				{ field: 'UF_GONE', row: 'b' },
				{ field: 'LAST_NAME', row: 'c' },
			];
			const condition = { field: '={{ $json.field }}', operator: 'in', value: 'John, Smith' };
			const run = await runOn(portal, meeting(condition), { items, continueOnFail });
			const failed = [...run.items, ...run.errorItems].filter(({ json }) => json.error);
			expect(pluck(failed, 'error')).toEqual(['The portal has no field UF_GONE']);
			const good = run.items.filter(({ json }) => !json.error);
			expect(idsOf(good)).toEqual([CAST.employee, CAST.employee]);
			expect([...pluck(run.next, 'row'), ...pluck(run.nextOnError, 'row')].sort()).toEqual([
				'a',
				'b',
				'c',
			]);
			expect(run.errorItems).toHaveLength(continueOnFail === 'continueErrorOutput' ? 1 : 0);
		},
	);
});
