/** Operation Get Many (`getAll`), parameter `conditions`: every operator, every kind of field. */
import { CAST, startPortal, type Portal, type StoredPerson } from '../../portal';
import { employees, everybody, idsOf, textOf } from '../../support/people';
import {
	birthdayIs,
	departmentIs,
	genderIs,
	meeting,
	type Condition,
} from '../../support/conditions';
import { callsOf, pluck, requestsOf, runOn } from '../../support/portal';

let portal: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 130 });
});
beforeEach(() => portal.forget());
afterAll(() => portal.stop());

const ids = async (condition: Condition | Condition[], more: Record<string, unknown> = {}) => {
	const run = await runOn(portal, meeting(condition, more));
	if (run.error) throw run.error;
	return idsOf(run.items);
};

type Test = (person: StoredPerson) => boolean;

const position: (test: (text: string) => boolean) => Test = (test) => (person) =>
	test(textOf(person, 'WORK_POSITION').toLowerCase());

/** NULL is neither less nor greater than anything. */
const written: (test: (text: string) => boolean) => Test = (test) => (person) =>
	person.WORK_POSITION !== null && position(test)(person);

const birthday: (test: (day: string) => boolean) => Test = (test) => (person) => {
	const day = textOf(person, 'PERSONAL_BIRTHDAY');
	return day !== '' && test(day);
};

const badge: (test: (number: number) => boolean) => Test = (test) => (person) =>
	typeof person.UF_USR_BADGE === 'number' && test(person.UF_USR_BADGE);

const moment = (person: StoredPerson, field: string) => Date.parse(textOf(person, field));

describe('operators on a text', () => {
	const field = 'WORK_POSITION';

	it.each<[string, unknown, Test]>([
		['eq', 'Engineer', position((text) => text === 'engineer')],
		['eq', 'eNGINEER', position((text) => text === 'engineer')],
		['eq', 'Please select from the list', ({ ID }) => ID === CAST.sqlText],
		['neq', 'Engineer', position((text) => text !== 'engineer')],
		['contains', 'manage', position((text) => text.includes('manage'))],
		['contains', '../ & 100%', ({ ID }) => ID === CAST.markup],
		['notContains', 'e', position((text) => !text.includes('e'))],
		['startsWith', 'sales', position((text) => text.startsWith('sales'))],
		['endsWith', 'er', position((text) => text.endsWith('er'))],
		['gt', 'F', position((text) => text > 'f')],
		['gte', 'Engineer', position((text) => text >= 'engineer')],
		['lt', 'Engineer', written((text) => text < 'engineer')],
		['lte', 'Driver', written((text) => text <= 'driver')],
		['in', 'Driver, Engineer', position((text) => ['driver', 'engineer'].includes(text))],
		['in', ['Driver'], position((text) => text === 'driver')],
		['notIn', 'Driver, Engineer', position((text) => !['driver', 'engineer'].includes(text))],
		['isEmpty', '', position((text) => text === '')],
		['isNotEmpty', '', position((text) => text !== '')],
	])('%s %j', async (operator, value, test) => {
		const expected = employees(portal, test);
		expect(await ids({ field, operator, value })).toEqual(expected);
		expect(expected.length).toBeGreaterThan(0);
	});
});

describe('kinds of fields', () => {
	it.each<[Condition, Test]>([
		// Dates
		[birthdayIs('eq', '1988-02-29'), ({ ID }) => ID === CAST.complete],
		[birthdayIs('eq', '29.02.1988'), ({ ID }) => ID === CAST.complete],
		[birthdayIs('gt', '1990-01-01'), birthday((day) => day > '1990-01-01')],
		[birthdayIs('gte', '1988-02-29'), birthday((day) => day >= '1988-02-29')],
		[birthdayIs('lt', '1970-01-01'), birthday((day) => day < '1970-01-01')],
		[birthdayIs('lte', '1988-02-29T00:00:00+03:00'), birthday((day) => day <= '1988-02-29')],
		[birthdayIs('isEmpty'), ({ PERSONAL_BIRTHDAY }) => !PERSONAL_BIRTHDAY],
		[birthdayIs('isNotEmpty'), birthday(() => true)],
		[
			{ field: 'DATE_REGISTER', operator: 'gte', value: '2024-06-01T00:00:00+02:00' },
			(person) => moment(person, 'DATE_REGISTER') >= Date.UTC(2024, 4, 31, 22),
		],
		[{ field: 'LAST_LOGIN', operator: 'isEmpty' }, ({ ID }) => ID === CAST.invited],
		// Numbers
		[{ field: 'UF_USR_BADGE', operator: 'gt', value: '5000' }, badge((number) => number > 5000)],
		[{ field: 'UF_USR_BADGE', operator: 'lte', value: 5000 }, badge((number) => number <= 5000)],
		[{ field: 'UF_USR_BADGE', operator: 'in', value: '42, 43' }, badge((number) => number === 42)],
		[{ field: 'UF_USR_BADGE', operator: 'isEmpty' }, ({ UF_USR_BADGE }) => UF_USR_BADGE == null],
		[{ field: 'UF_USR_RATE', operator: 'eq', value: '0,75' }, ({ ID }) => ID === CAST.complete],
		// The ID
		[{ field: 'ID', operator: 'eq', value: 3 }, ({ ID }) => ID === 3],
		[{ field: 'ID', operator: 'in', value: [3, '4', 999_999] }, ({ ID }) => ID === 3 || ID === 4],
		[{ field: 'ID', operator: 'notIn', value: '1, 2, 3' }, ({ ID }) => ID > 3],
		[{ field: 'ID', operator: 'neq', value: '5' }, ({ ID }) => ID !== 5],
		[{ field: 'ID', operator: 'gt', value: 150 }, ({ ID }) => ID > 150],
		[{ field: 'ID', operator: 'lt', value: 150 }, ({ ID }) => ID < 150],
		[{ field: 'ID', operator: 'gte', value: 110 }, ({ ID }) => ID >= 110],
		// Yes and no
		[{ field: 'ACTIVE', value: 'true' }, ({ ACTIVE }) => ACTIVE],
		[{ field: 'ACTIVE', value: 'no' }, ({ ACTIVE }) => !ACTIVE],
		[{ field: 'ACTIVE', operator: 'neq', value: true }, ({ ACTIVE }) => !ACTIVE],
		[{ field: 'IS_ONLINE', operator: 'neq', value: 'yes' }, ({ IS_ONLINE }) => IS_ONLINE === 'N'],
		[{ field: 'IS_ONLINE', value: 'yes' }, ({ IS_ONLINE }) => IS_ONLINE === 'Y'],
		[{ field: 'UF_USR_DRIVER', value: 'true' }, ({ UF_USR_DRIVER }) => UF_USR_DRIVER === 1],
		// Lists, by label and by value
		[genderIs('eq', 'female'), ({ PERSONAL_GENDER }) => PERSONAL_GENDER === 'F'],
		[genderIs('in', 'M,F'), ({ PERSONAL_GENDER }) => Boolean(PERSONAL_GENDER)],
		[genderIs('isEmpty'), ({ PERSONAL_GENDER }) => !PERSONAL_GENDER],
		[{ field: 'UF_USR_1724228142162', value: 'M' }, ({ ID }) => ID === CAST.complete],
		[{ field: 'UF_USR_1724228142162', value: '27' }, ({ ID }) => ID === CAST.complete],
		[{ field: 'UF_USR_LANGUAGES', operator: 'in', value: 'Deutsch' }, ({ ID }) => ID === 22],
		// Departments
		[departmentIs('eq', 3), ({ UF_DEPARTMENT }) => UF_DEPARTMENT.includes(3)],
		[departmentIs('in', '3,20'), ({ UF_DEPARTMENT: of }) => of.includes(3) || of.includes(20)],
		[departmentIs('notIn', '1'), ({ UF_DEPARTMENT }) => !UF_DEPARTMENT.includes(1)],
		[departmentIs('isEmpty'), ({ ID }) => ID === CAST.noDepartment],
		[departmentIs('isNotEmpty'), ({ ID }) => ID !== CAST.noDepartment],
		// Texts that are no plain words
		[{ field: 'LAST_NAME', value: '$result[0]' }, ({ ID }) => ID === CAST.placeholder],
		[{ field: 'LAST_NAME', operator: 'contains', value: '$result[' }, ({ ID }) => ID === 6],
		[{ field: 'LAST_NAME', value: "O'Brien" }, ({ ID }) => ID === CAST.apostrophe],
		[{ field: 'NAME', operator: 'contains', value: '🦄' }, ({ ID }) => ID === CAST.emoji],
		[{ field: 'LAST_NAME', value: 'уволенный' }, ({ ID }) => ID === CAST.dismissed],
		[{ field: 'EMAIL', value: 'ANNA.admin@example.com' }, ({ ID }) => ID === 1],
		[{ field: 'EMAIL', operator: 'endsWith', value: '@Example.COM' }, ({ ID }) => ID > 0],
	])('%j', async (condition, test) => {
		const expected = employees(portal, test);
		expect(expected.length).toBeGreaterThan(0);
		expect(await ids(condition)).toEqual(expected);
	});

	it('ID finds guests, which a plain list does not show', async () => {
		expect(await ids({ field: 'ID', value: CAST.extranetAlone })).toEqual([CAST.extranetAlone]);
		expect(await ids({ field: 'ID', operator: 'in', value: '8, 9' })).toEqual([8, 9]);
	});

	it('USER_TYPE takes the label, in administrator mode', async () => {
		const options = { adminMode: true };
		const found = await ids({ field: 'USER_TYPE', value: 'Extranet' }, { options });
		expect(found).toEqual(everybody(portal, ({ USER_TYPE }) => USER_TYPE === 'extranet'));
	});

	it.each<Condition>([
		{ field: 'USER_TYPE', operator: 'neq', value: 'employee' },
		{ field: 'USER_TYPE', operator: 'notIn', value: 'employee, email' },
	])('%j, in administrator mode', async (condition) => {
		const found = await ids(condition, { options: { adminMode: true } });
		expect(found).toEqual(everybody(portal, ({ USER_TYPE }) => USER_TYPE === 'extranet'));
	});

	it('contains takes % and _ literally', async () => {
		const condition = { field: 'EMAIL', operator: 'contains', value: 'person10_' };
		expect(await ids(condition)).toEqual([]);
	});
});

describe('several conditions', () => {
	it('must all be met: a range, and another field', async () => {
		const found = await ids([
			{ field: 'ID', operator: 'gte', value: 110 },
			{ field: 'ID', operator: 'lt', value: 200 },
			{ field: 'LAST_NAME', operator: 'neq', value: 'Lee' },
		]);
		const test: Test = ({ ID, LAST_NAME }) => ID >= 110 && ID < 200 && LAST_NAME !== 'Lee';
		expect(found).toEqual(employees(portal, test));
	});

	it('narrow what the filters find', async () => {
		const filters = { status: 'active', departments: [1] };
		const found = await ids({ field: 'WORK_POSITION', operator: 'isEmpty' }, { filters });
		const test: Test = (person) =>
			person.ACTIVE && person.UF_DEPARTMENT.includes(1) && !person.WORK_POSITION;
		expect(found).toEqual(employees(portal, test));
	});

	it('that find nobody end in an empty list, not in a failure', async () => {
		expect(await ids({ field: 'LAST_NAME', value: 'Nobody of this name' })).toEqual([]);
	});

	it('isEmpty, which no batch can carry, pages through more than 50 people', async () => {
		const condition = { field: 'SECOND_NAME', operator: 'isEmpty' };
		const expected = employees(portal, ({ SECOND_NAME }) => !SECOND_NAME);
		expect(await ids(condition)).toEqual(expected);
		expect(expected.length).toBeGreaterThan(100);
		portal.forget();
		const sort = { field: 'ID', direction: 'DESC' };
		expect(await ids(condition, { sort })).toEqual([...expected].reverse());
		const sorted = await ids(condition, { sort: { field: 'NAME' } });
		expect(sorted.sort((a, b) => a - b)).toEqual(expected);
	});

	it('of several items share requests and keep their links', async () => {
		const names = ['Lee', 'Brown', '$result[0]', 'Lee', 'Hall'];
		const items = names.map((name, index) => ({ name, row: `row ${index}` }));
		const condition = { field: 'LAST_NAME', value: '={{ $json.name }}' };
		const run = await runOn(portal, meeting(condition), { items });
		const of = (name: string) => employees(portal, ({ LAST_NAME }) => LAST_NAME === name);
		expect(idsOf(run.items)).toEqual(names.flatMap(of));
		expect(pluck(run.next, 'row')).toEqual(
			names.flatMap((name, index) => of(name).map(() => `row ${index}`)),
		);
		// Fields once; three names together; the name that looks like a placeholder alone.
		expect(callsOf(portal, 'user.fields')).toHaveLength(1);
		expect(requestsOf(portal).slice(1).sort()).toEqual(['batch(3 user.get)', 'user.get']);
	});
});
