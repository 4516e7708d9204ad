/** The node as an AI tool: what a language model may enter, and what it gets. n8n runs it as a type of its own, `…Tool`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { pluck, requestsOf, runOn, stored } from '../../support/portal';

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 300 });
	Object.assign(stored(portal, CAST.complete), { XML_ID: 'HR-0022', WORK_POSITION: 'Engineer' });
});
afterEach(() => portal.stop());

/** One call of the tool. */
function call(parameters: Record<string, unknown>) {
	return runOn(
		portal,
		{ resource: 'user', operation: 'get', ...parameters },
		{ type: 'bitrix24Tool' },
	);
}

describe('a person', () => {
	it.each([
		['an ID', '22'],
		['an address', 'Carla.Complete@example.com'],
		['an external code', 'HR-0022'],
		['an external code, marked', 'XML_ID:HR-0022'],
		['a link', '/company/personal/user/22/'],
		['the whole name', 'carla complete'],
		['the whole name, last name first', 'Complete, Carla'],
		['all three names', 'Carla Maria Complete'],
	])('can be told by %s', async (_name, person) => {
		const run = await call({ operation: 'get', person });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'ID')).toEqual(['22']);
	});

	it('of a name that several have is answered with who they are', async () => {
		const run = await call({ operation: 'dismiss', person: 'Ivan Ivanov' });
		expect(run.error?.message).toMatch(/Several people are called "Ivan Ivanov": Ivan Ivanov/);
		expect(run.error?.message).toContain('department 1 (ID 11)');
		expect(run.error?.message).toContain('(ID 12)');
		expect(run.error?.message).toMatch(/Name the person by ID\.$/);
		expect(stored(portal, 11).ACTIVE).toBe(true);
	});

	it('of half a name is not guessed, however few have it', async () => {
		const run = await call({ operation: 'dismiss', person: 'Carla' });
		expect(run.error?.message).toContain('Nobody is called exactly "Carla"');
		expect(run.error?.message).toContain('Carla Complete, Engineer, department 1, 3 (ID 22)');
		expect(stored(portal, 22).ACTIVE).toBe(true);
	});

	it('whom nobody knows is said to be unknown, with what to do', async () => {
		const run = await call({ operation: 'get', person: 'Xerxes Xylophon' });
		expect(run.error?.message).toMatch(
			/no person with the name Xerxes Xylophon.*Check it for mistakes\./,
		);
	});

	it('is found by name with other rights and in one request', async () => {
		await call({ operation: 'get', person: 'Nora Nowhere' });
		expect(requestsOf(portal)).toEqual(['user.search']);
	});
});

describe('every operation that takes a person or departments takes them as text', () => {
	it.each<[string, Record<string, unknown>]>([
		[
			'user update',
			{ operation: 'update', fields: { mappingMode: 'defineBelow', value: { NAME: 'Jon' } } },
		],
		['user dismiss', { operation: 'dismiss' }],
		['user reinstate', { operation: 'reinstate' }],
		['workgroup getUserGroups', { resource: 'workgroup', operation: 'getUserGroups' }],
		[
			'workgroup addMember',
			{
				resource: 'workgroup',
				operation: 'addMember',
				workgroup: { __rl: true, mode: 'id', value: '1' },
			},
		],
		[
			'department addMember',
			{
				resource: 'department',
				operation: 'addMember',
				department: { __rl: true, mode: 'id', value: '3' },
			},
		],
	])('%s', async (_name, parameters) => {
		const run = await call({ ...parameters, person: 'john.smith@example.com' });
		expect(run.error).toBeUndefined();
		expect(run.items.length).toBeGreaterThan(0);
	});

	it('user invite and Get Many with departments', async () => {
		const invited = await call({
			operation: 'invite',
			email: 'new.one@example.com',
			departmentNames: 'Sales; IT',
		});
		expect(invited.error).toBeUndefined();
		expect(stored(portal, String(invited.items[0].json.ID)).UF_DEPARTMENT).toEqual([17, 7]);
		const listed = await call({ operation: 'getAll', departmentNames: 'Sales / Support' });
		expect(listed.error).toBeUndefined();
		const vague = await call({ operation: 'getAll', departmentNames: 'Support' });
		expect(vague.error?.message).toMatch(/Several departments.*Sales \/ Support \(ID 55\)/s);
	});
});

describe('an answer', () => {
	const bytesOf = (items: Array<{ json: unknown }>) =>
		Buffer.byteLength(JSON.stringify(items.map(({ json }) => json)));

	it.each(['simplified', 'raw'])(
		'of a list (%s) fits into 20 kB and says how many there are',
		async (output) => {
			const run = await call({ operation: 'getAll', output });
			expect(run.error).toBeUndefined();
			expect(bytesOf(run.items)).toBeLessThan(20_500);
			const [last, ...others] = [...run.items].reverse();
			expect(others.length).toBeGreaterThan(5);
			const total = Number(/of (\d+) shown/.exec(String(last.json.message))?.[1]);
			expect(last.json.message).toMatch(new RegExp(`^${others.length} of ${total} shown`));
			expect(total).toBeGreaterThan(250);
		},
	);

	it('that holds everybody has nothing behind it', async () => {
		const run = await call({ operation: 'search', phrase: 'Complete' });
		expect(pluck(run.items, 'ID')).toEqual(['22']);
	});

	it('says in words that nobody was found', async () => {
		const run = await call({ operation: 'search', phrase: 'Xylophon' });
		expect(run.items.map(({ json }) => json)).toEqual([
			{ message: 'Nothing was found. Loosen the filters, or look for other words.' },
		]);
	});

	it('is untouched where no model asks', async () => {
		const parameters = { resource: 'user', operation: 'search', phrase: 'Xylophon' };
		expect((await runOn(portal, parameters)).items).toEqual([]);
	});
});

it('a message carries its remedy, since an agent sees nothing else', async () => {
	const run = await call({ operation: 'get', person: '99999' });
	expect(run.error?.message).toBe(
		'There is no person with ID 99999 that this credential can see. Check the ID.',
	);
	const asNode = await runOn(portal, {
		operation: 'get',
		user: { __rl: true, mode: 'id', value: '99999' },
	});
	expect(asNode.error?.message).toBe(
		'There is no person with ID 99999 that this credential can see',
	);
});
