/** How people write departments and workgroups, and what is understood. */
import { readDepartments } from '../../nodes/Bitrix24/form/departments';
import { readWorkgroups } from '../../nodes/Bitrix24/form/workgroups';
import type { Item, Question } from '../../nodes/Bitrix24/plan/types';
import { PortalError } from '../../nodes/Bitrix24/transport/errors';
import { failed, type Row, succeeded } from '../../nodes/Bitrix24/transport/types';
import { InputError } from '../../nodes/Bitrix24/values/errors';

/** Rows as `department.get` answers them (b24restdocs `api-reference/departments/department-get.md`). */
const DEPARTMENTS = [
	{ ID: '1', NAME: 'Acme GmbH', SORT: 500 },
	{ ID: '3', NAME: 'Sales', SORT: 500, PARENT: '1' },
	{ ID: '5', NAME: 'North', SORT: 500, PARENT: '3' },
	{ ID: '7', NAME: 'Support', SORT: 500, PARENT: '1' },
	{ ID: '9', NAME: 'Логистика', SORT: 500, PARENT: '1' },
	{ ID: '11', NAME: 'Sales, North', SORT: 500, PARENT: '7' },
	{ ID: '13', NAME: 'Lab', SORT: 500, PARENT: '3' },
	{ ID: '15', NAME: 'Lab', SORT: 500, PARENT: '7' },
	{ ID: '17', NAME: 'R/D', SORT: 500, PARENT: '1' },
	{ ID: '19', NAME: '1C', SORT: 500, PARENT: '1' },
	{ ID: '21', NAME: '2024', SORT: 500, PARENT: '1' },
	{ ID: '23', NAME: 'İnsan Kaynakları', SORT: 500, PARENT: '1' },
];

const GROUPS = [
	{ ID: '2', NAME: 'Partners, South' },
	{ ID: '4', NAME: 'Board' },
	{ ID: '6', NAME: 'Twins' },
	{ ID: '8', NAME: 'twins ' },
];

/** An item of a portal with these lists; `undefined` for a credential without the scope. */
function itemOf(rows: Row[] | undefined) {
	const hints: string[] = [];
	const item: Pick<Item, 'ask' | 'hint' | 'isTool' | 'param'> = {
		isTool: false,
		param: () => '',
		hint: (topic, detail = '') => hints.push(topic.say(detail)),
		ask: async <T>(question: Question<T>) =>
			question.answer({
				lists: [
					rows
						? succeeded(rows)
						: failed(
								new PortalError('refused', 'A scope is missing', 'Add it.', {
									code: 'insufficient_scope',
								}),
							),
				],
				requests: [],
			}),
	};
	return { item: Object.assign(Object.create(null), item) as Item, hints };
}

async function refusal(reading: Promise<number[]>): Promise<string> {
	try {
		return `accepted as ${JSON.stringify(await reading)}`;
	} catch (error) {
		if (error instanceof InputError) return `${error.message}. ${error.remedy}`;
		throw error instanceof Error ? error : new Error(String(error));
	}
}

describe('departments', () => {
	it.each<[value: unknown, ids: number[]]>([
		[5, [5]],
		['5', [5]],
		['5.0', [5]],
		[
			[5, '7'],
			[5, 7],
		],
		['5;7', [5, 7]],
		['5, 7', [5, 7]],
		['[5,7]', [5, 7]],
		['5\n7', [5, 7]],
		['5,5', [5]],
		['Support', [7]],
		['  sUPPORT ', [7]],
		['Support; Логистика', [7, 9]],
		['Support, логистика', [7, 9]],
		['Support\nЛогистика\n', [7, 9]],
		['["Support","North"]', [7, 5]],
		['Sales / North', [5]],
		['Sales/North', [5]],
		['sales /north', [5]],
		['Sales > North', [5]],
		['Sales → North', [5]],
		['Sales \\ North', [5]],
		['Acme GmbH / Sales / North', [5]],
		['acme gmbh/sales/north', [5]],
		['Acme GmbH', [1]],
		['Sales, North', [11]],
		['Sales, North; Support', [11, 7]],
		['North, Sales', [5, 3]],
		['Sales / Lab, Support / Lab', [13, 15]],
		['R/D', [17]],
		['1C', [19]],
		['2024', [21]],
		[2024, []],
		['INSAN KAYNAKLARI', [23]],
		['\u200BSupport\u00A0', [7]],
		[[{ id: 7, name: 'Support', path: 'Support' }], [7]],
		['', []],
		[null, []],
		[[], []],
		[' ; , ', []],
		['=', []],
	])('%j is %j', async (value, ids) => {
		if (value === 2024) {
			// A number is an ID and nothing else.
			expect(await refusal(readDepartments(itemOf(DEPARTMENTS).item, value))).toContain('ID 2024');
			return;
		}
		expect(await readDepartments(itemOf(DEPARTMENTS).item, value)).toEqual(ids);
	});

	it.each<[value: unknown, text: string]>([
		['Suport', 'Parameter "Departments": There is no department "Suport". Near it come: Support'],
		[
			'Lab',
			'Several departments are called "Lab". Enter the path or the ID of one of them: Sales / Lab (ID 13), Support / Lab (ID 15)',
		],
		['North (Sales)', 'There is no department "North (Sales)"'],
		['Marketing', 'There is no department "Marketing"'],
		['99', 'There is no department with ID 99'],
		['5; Nowhere', 'There is no department "Nowhere"'],
		[true, 'There is no department "true"'],
		[{ a: 1 }, 'An object is no text'],
		['{{ $json.department }}', 'Switch the field from Fixed to Expression'],
	])('%j is refused with what was meant', async (value, text) => {
		expect(await refusal(readDepartments(itemOf(DEPARTMENTS).item, value))).toContain(text);
	});

	it('without the scope IDs pass with a hint, and names are refused with the scope', async () => {
		const { item, hints } = itemOf(undefined);
		expect(await readDepartments(item, '5; 7')).toEqual([5, 7]);
		expect(hints.join()).toContain('could not be checked');
		expect(await refusal(readDepartments(item, 'Support'))).toContain('the scope "department"');
	});
});

describe('workgroups', () => {
	it.each<[value: unknown, ids: number[]]>([
		[4, [4]],
		['Board', [4]],
		['partners, south', [2]],
		['Partners, South; 4', [2, 4]],
		['[2,4]', [2, 4]],
		['', []],
	])('%j is %j', async (value, ids) => {
		expect(await readWorkgroups(itemOf(GROUPS).item, value)).toEqual(ids);
	});

	it('names what is unknown or not unique', async () => {
		const { item } = itemOf(GROUPS);
		expect(await refusal(readWorkgroups(item, 'Boar'))).toContain('Near it come: Board (ID 4)');
		expect(await refusal(readWorkgroups(item, 'Twins'))).toContain('the ID of one of them: 6, 8');
	});

	it('an ID the credential cannot see passes with a hint: secret groups are hidden', async () => {
		const { item, hints } = itemOf(GROUPS);
		expect(await readWorkgroups(item, 99)).toEqual([99]);
		expect(hints.join()).toContain('99');
	});

	it('without the scope IDs pass with a hint, and names are refused with the scope', async () => {
		const { item, hints } = itemOf(undefined);
		expect(await readWorkgroups(item, '5')).toEqual([5]);
		expect(hints.join()).toContain('could not be checked');
		expect(await refusal(readWorkgroups(item, 'Board'))).toContain('the scope "sonet_group"');
	});
});
