/** What is not understood is neither taken for "not set" nor for something else: values that failed before this node, and gaps. */
import { startPortal, type Portal, type PortalOptions } from '../../portal';
import { FROM_ITEM, invite, many, update } from '../../support/badInput/forms';
import {
	callsOf,
	changesOf,
	columns,
	hintsOf,
	pluck,
	requestsOf,
	runOn,
	stored,
	userBy,
} from '../../support/portal';

type Form = Parameters<typeof runOn>[1];
type Values = Array<Record<string, string | number | boolean | null>>;

let portal: Portal;
afterEach(async () => await portal.stop());

async function run(form: Form, items: Values = [{}], options: PortalOptions = {}) {
	portal = await startPortal({ people: 0, ...options });
	const ran = await runOn(portal, form, { items, next: undefined });
	return { ...ran, message: ran.error?.message, hints: hintsOf(ran) };
}

const member = (operation: string, more: Record<string, unknown>): Form => ({
	...{ resource: 'department', operation, user: userBy('id', 3) },
	department: { __rl: true, mode: 'id', value: 7 },
	...(more as Form),
});

const byCode = (value: string): Form => ({
	...invite({ email: '={{ $json.email }}', matchBy: 'XML_ID', matchValue: value }),
	operation: 'upsert',
	fields: columns({ NAME: '={{ $json.name }}' }),
});

describe('an expression that gives nothing', () => {
	const gaps: Values = [{}, { value: null }, { value: '' }, { value: '\u00a0' }];

	it.each([...gaps, { value: ' ' }])(
		'does not turn a preview into a dismissal: %j',
		async (item) => {
			const form = { operation: 'dismiss', user: userBy('id', 3), options: { preview: FROM_ITEM } };
			const { message } = await run(form, [item]);
			expect(message).toBe('The option "Preview" is empty');
			expect(changesOf(portal)).toEqual([]);
		},
	);

	it.each(gaps)('makes nobody an employee by its user type: %j', async (item) => {
		const { message } = await run(invite({ userType: FROM_ITEM }), [item]);
		expect(message).toBe('The parameter "User Type" is empty');
		expect(changesOf(portal)).toEqual([]);
	});

	it.each(gaps)('takes nobody the role of a moderator: %j', async (item) => {
		const form = {
			...{ resource: 'workgroup', operation: 'changeRole', user: userBy('id', 3), role: FROM_ITEM },
			workgroup: { __rl: true, mode: 'id', value: 1 },
		};
		const { message } = await run(form, [item]);
		expect(message).toMatch(/^Parameter "Role": .* is none of the values there are/);
		expect(callsOf(portal, 'sonet_group.user.update')).toEqual([]);
	});

	it.each(gaps)('takes nobody out of departments that "From" does not name: %j', async (item) => {
		const from = { __rl: true, mode: 'path', value: FROM_ITEM };
		const { message } = await run(member('moveMember', { from }), [item]);
		expect(message).toMatch(/^The parameter "From" is empty/);
		expect(changesOf(portal)).toEqual([]);
	});

	it('is told where it is the value of a filter', async () => {
		const { hints, items } = await run(
			many({ limit: 3, filters: { status: FROM_ITEM, departments: FROM_ITEM } }),
		);
		expect(items).toHaveLength(3);
		expect(hints).toContain('These filters have no value and left nobody out: Departments, Status');
	});
});

describe('what something before this node has broken', () => {
	it.each([
		...['#N/A', '#REF!', '#DIV/0!', '#NAME?', '#Н/Д', '#ССЫЛКА!', '#WERT!', '#NV'],
		...['[object Object]', 'Room [object Object]', 'undefined', 'NaN', 'Invalid DateTime'],
	])('is not stored: %s', async (value) => {
		const { message } = await run(update({ WORK_POSITION: FROM_ITEM }), [{ value }]);
		expect(message).toContain('"Job Title" (WORK_POSITION): ');
		expect(message).toContain(value);
		expect(message).toContain('is what programs write where a value is missing');
		expect(changesOf(portal)).toEqual([]);
	});

	it.each(['#1 in sales!', '#TEAM', 'N/A', 'Nan', 'undefined behaviour', '-'])(
		'is not seen in a text of people: %s',
		async (value) => {
			const { message } = await run(update({ WORK_POSITION: FROM_ITEM }), [{ value }]);
			expect(message).toBeUndefined();
			expect(stored(portal, 3).WORK_POSITION).toBe(value);
		},
	);

	it('does not become the name of a department, nor a message to people', async () => {
		const create = { resource: 'department', operation: 'create', name: FROM_ITEM };
		const parent = { __rl: true, mode: 'id', value: 1 };
		const value = '[object Object]';
		const { message } = await run({ ...create, parent }, [{ value }]);
		expect(message).toMatch(/^Parameter "Name": "\[object Object\]" is what programs write/);
		await portal.stop();
		const sent = await run(invite({ options: { message: FROM_ITEM } }), [{ value }]);
		expect(sent.message).toMatch(/^Parameter "Invitation Message": "\[object Object\]" is what/);
		expect(changesOf(portal)).toEqual([]);
	});
});

describe('what stands for no value', () => {
	it.each(['N/A', '-', '—', 'null', 'нет', '0', 0, false, '#N/A', 'undefined'])(
		'tells nobody apart: %s',
		async (value) => {
			const { message } = await run(byCode(FROM_ITEM), [{ value, email: 'a@example.com' }]);
			expect(message).toMatch(/^Parameter "Match Value": /);
			expect(changesOf(portal)).toEqual([]);
		},
	);

	it('dismisses nobody who has it for an external code', async () => {
		const form = { operation: 'dismiss', user: userBy('xmlId', 'N/A') };
		portal = await startPortal({ people: 0 });
		stored(portal, 3).XML_ID = 'N/A';
		const { error } = await runOn(portal, form, { next: undefined });
		expect(error?.message).toMatch(/^Parameter "User": "N\/A" stands for no value/);
		expect(changesOf(portal)).toEqual([]);
	});
});

describe('rows with one external code', () => {
	it('are one person, invited once and updated after it', async () => {
		const { items, message } = await run(byCode('HR-9'), [
			{ email: 'one@example.com', name: 'One' },
			{ email: 'One@Example.com', name: 'Two' },
		]);
		expect(message).toBeUndefined();
		expect(pluck(items, 'action')).toEqual(['invited', 'updated']);
		expect(new Set(pluck(items, 'ID')).size).toBe(1);
		expect(requestsOf(portal).filter((request) => request.includes('user.add'))).toHaveLength(1);
	});

	it('and different addresses are refused, before either is sent', async () => {
		const { message } = await run(byCode('HR-9'), [
			{ email: 'one@example.com', name: 'One' },
			{ email: 'two@example.com', name: 'Two' },
		]);
		expect(message).toContain('Rows with the external code HR-9 have different addresses');
		expect(changesOf(portal)).toEqual([]);
	});
});

describe('a locator that was not made in the editor', () => {
	it.each(['xml_id', 'externalCode', 'By URL', 'name'])(
		'has no mode %s: digits are an ID in one and a code in another',
		async (mode) => {
			const user = { __rl: true, mode, value: '3' };
			const { message, error } = await run({ operation: 'dismiss', user });
			expect(message).toBe(`Parameter "User": Mode: "${mode}" is none of the values there are`);
			expect(String(error && 'description' in error && error.description)).toContain('xmlId');
			expect(changesOf(portal)).toEqual([]);
		},
	);

	it('has none of these for departments and workgroups either', async () => {
		const department = { __rl: true, mode: 'name', value: '17' };
		const { message } = await run(member('addMember', { department }));
		expect(message).toBe('Parameter "Department": Mode: "name" is none of the values there are');
	});

	it('takes modes in other letters', async () => {
		const user = { __rl: true, mode: 'Email', value: 'john.smith@example.com' };
		const { items } = await run({ operation: 'get', user });
		expect(pluck(items, 'ID')).toEqual(['3']);
	});

	// RFC 3986, section 4.2: what begins with two slashes names a host.
	it.each(['//evil.example.com/company/personal/user/3/', '///evil.example.com/user/3/'])(
		'dismisses nobody by the link of another portal: %s',
		async (link) => {
			const { message } = await run({ operation: 'dismiss', user: userBy('url', link) });
			expect(message).toContain('leads to another portal than the credential');
			expect(changesOf(portal)).toEqual([]);
		},
	);
});

it('A condition that leaves nobody is refused: the portal would leave out its empty list', async () => {
	const condition = [{ field: 'USER_TYPE', operator: 'notIn', value: 'employee,extranet,email' }];
	const { message } = await run(many({ conditions: { condition } }));
	expect(message).toBe('The condition on "USER_TYPE" leaves nobody');
	expect(callsOf(portal, 'user.get')).toEqual([]);
});

it('A field that the portal does not know is not called empty', async () => {
	const { hints } = await run(many({ limit: 1, output: 'selectedFields', outputFields: ['name'] }));
	expect(hints.join()).toMatch(/sent nothing for these fields.* unknown to the portal, .*: name$/);
});

describe('Invite with a mapped column ACTIVE', () => {
	const form = (ACTIVE: string) => invite({ fields: columns({ NAME: 'A', ACTIVE }) });

	it('that says yes is told that the person is active by accepting, not that it would reinstate', async () => {
		const { message, error } = await run(form('Y'));
		expect(message).toBe('The column ACTIVE says that the person is active');
		expect(String(error && 'description' in error && error.description)).toMatch(
			/^Whoever is invited is active by accepting the invitation: remove the column/,
		);
		expect(changesOf(portal)).toEqual([]);
	});

	it('that says no is told to filter such rows out', async () => {
		const { message } = await run(form('N'));
		expect(message).toBe('The column ACTIVE says that the person is not active');
	});
});

it('The refusal of a department that comes near others has the path and the ID of each', async () => {
	const { error } = await run(update({ UF_DEPARTMENT: 'Saless' }));
	expect(error?.message).toMatch(/There is no department "Saless"$/);
	expect(String(error && 'description' in error && error.description)).toMatch(
		/^Near it come: (?:[^()]+ \(ID \d+\), )*Sales \(ID 17\)/,
	);
});
