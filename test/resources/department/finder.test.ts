/** How refs of departments are looked up: by whatever resource names them. */
import { BELOW, finder, NEW } from '../../../nodes/Bitrix24/resources/department/finder';
import type { Ref } from '../../../nodes/Bitrix24/plan/types';
import { PortalError } from '../../../nodes/Bitrix24/transport/errors';

const ref = (by: string, value: string): Ref => ({ of: 'department', by, value });

// As department.get writes rows (b24restdocs `api-reference/departments/department-get.md`).
const ROWS = [
	{ ID: '1', NAME: 'Acme', SORT: 500 },
	{ ID: '5', NAME: 'Sales', SORT: 500, PARENT: '1', UF_HEAD: '7' },
	{ ID: '6', NAME: 'North', SORT: 500, PARENT: '5' },
	{ ID: '8', NAME: 'North', SORT: 500, PARENT: '1' },
];

const only = (refs: Ref[], select?: string[]) => {
	const [search, ...more] = finder.searches(refs, select);
	expect(more).toEqual([]);
	return search;
};

it('reads all departments at once where a path is wanted or given', () => {
	for (const refs of [[ref('path', 'Sales')], [ref('id', '5'), ref('path', 'Acme / North')]]) {
		expect(only(refs, []).list.params).toEqual({});
	}
	expect(only([ref('id', '5')], ['path']).list.params).toEqual({});
	expect(only([ref('id', '5')]).list.params).toEqual({});
});

it('asks for IDs alone where nothing else is wanted', () => {
	expect(only([ref('id', '5'), ref('id', '6')], []).list.params).toEqual({ ID: ['5', '6'] });
	const many = Array.from({ length: 50 }, (_, at) => ref('id', String(at + 1)));
	expect(only(many, []).list.params).toEqual({});
});

it.each([
	['id', '6', '6', 'Sales / North'],
	['path', 'sales/NORTH', '6', 'Sales / North'],
	['path', 'Acme / North', '8', 'North'],
	['path', 'Sales', '5', 'Sales'],
	[BELOW, '1/north', '8', 'North'],
	[BELOW, '5/North', '6', 'Sales / North'],
])('%s %s is the row with ID %s and the path %s', (by, value, ID, path) => {
	const own = ref(by, value);
	expect(only([own]).match(ROWS, own)).toMatchObject({ ID, path });
});

it('takes the path of a department at the top for that one, whatever stands elsewhere', () => {
	const own = ref('path', 'North');
	expect(only([own]).match(ROWS, own)).toMatchObject({ ID: '8' });
});

it('finds nothing for what is not there, and says what it is', () => {
	for (const own of [ref('id', '99'), ref('path', 'South'), ref(BELOW, '8/North')]) {
		expect(only([own]).match(ROWS, own)).toBeUndefined();
	}
	expect(finder.missing(ref('id', '99')).message).toBe('There is no department with ID 99');
	expect(finder.missing(ref('path', 'South')).message).toBe('There is no department "South"');
	expect(finder.missing(ref(NEW, '-1')).message).toBe('The department above it was not created');
});

it('asks the portal for nothing that the run creates itself, and knows it once it is there', () => {
	const own = ref(NEW, '-3');
	const search = only([own]);
	expect(search.list.limit).toBe(0);
	expect(search.match([], own)).toBeUndefined();
	const row = finder.created?.(own, 12, { NAME: 'North', PARENT: 5 });
	expect(search.match(row ? [row] : [], own)).toMatchObject({ ID: '12', NAME: 'North' });
});

it('goes on with IDs, unchecked, where the scope for the list is missing, and with nothing else', () => {
	const refused = new PortalError('refused', 'No scope', '', { code: 'insufficient_scope' });
	const broken = new PortalError('lost', 'Broken', '');
	const search = only([ref('id', '5'), ref('path', 'Sales')]);
	expect(search.unread?.(refused, ref('id', '5'))).toMatchObject({ row: { ID: '5' }, detail: '5' });
	expect(search.unread?.(refused, ref('path', 'Sales'))).toBeUndefined();
	expect(search.unread?.(broken, ref('id', '5'))).toBeUndefined();
});
