/** The option `keepInput` of Get: the item keeps its own fields, the person stands under `user`. */
import { CAST, startPortal, type Portal } from '../../portal';
import { BOTH_CREDENTIALS, pluck, requestsOf, runOn, userBy } from '../../support/portal';

let portal: Portal;

beforeAll(async () => {
	portal = await startPortal({ people: 2_600 });
});
beforeEach(() => portal.forget());
afterAll(() => portal.stop());

const get = (keepInput: unknown, more: Record<string, unknown> = {}) => ({
	operation: 'get',
	user: userBy('id', '={{ $json.ASSIGNED_BY_ID }}'),
	output: 'selectedFields',
	outputFields: ['EMAIL'],
	options: { keepInput: keepInput as boolean, ...more },
});

describe.each(BOTH_CREDENTIALS)('Keep Input with $name', (access) => {
	it('2,500 deals get their responsible person in one request, and stay linked', async () => {
		const ids = [...portal.people.values()]
			.filter(({ USER_TYPE, EXTERNAL_AUTH_ID }) => USER_TYPE === 'employee' && !EXTERNAL_AUTH_ID)
			.map(({ ID }) => ID)
			.slice(0, 2_400);
		const deals = Array.from({ length: 2_500 }, (_, at) => ({
			ID: `D${at}`,
			TITLE: `Deal ${at}`,
			ASSIGNED_BY_ID: String(ids[at % ids.length]),
			row: at,
		}));

		const run = await runOn(portal, get(true), { items: deals }, access);

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => ({ ...json, user: undefined }))).toEqual(deals);
		expect(run.items.every(({ json }) => isPerson(json.user, json.ASSIGNED_BY_ID))).toBe(true);
		expect(pluck(run.next, 'row')).toEqual(deals.map(({ row }) => row));
		expect(requestsOf(portal)).toEqual([`batch(${Math.ceil(ids.length / 50)} user.get)`]);
	});
});

function isPerson(user: unknown, id: unknown): boolean {
	const { ID, EMAIL } = user as { ID: string; EMAIL: string };
	return ID === id && EMAIL === portal.people.get(Number(id))?.EMAIL;
}

it.each([[false], ['no'], [''], [undefined]])(
	'hands on the person alone when it is %j',
	async (keep) => {
		const run = await runOn(portal, get(keep), { items: [{ ASSIGNED_BY_ID: 3, row: 'a' }] });
		expect(run.items[0].json).toEqual({ ID: '3', EMAIL: 'john.smith@example.com' });
		expect(run.hints).toEqual([]);
	},
);

it('replaces an input field of that name, and says so', async () => {
	const items = [{ ASSIGNED_BY_ID: CAST.employee, user: 'somebody', note: 'x' }];
	const run = await runOn(portal, get('yes'), { items });
	expect(run.items[0].json).toEqual({
		ASSIGNED_BY_ID: 3,
		note: 'x',
		user: { ID: '3', EMAIL: 'john.smith@example.com' },
	});
	expect(run.hints).toEqual([
		expect.objectContaining({ message: expect.stringContaining('a field "user" of their own') }),
	]);
});

it('has what is included with the person', async () => {
	const items = [{ ASSIGNED_BY_ID: CAST.employee }];
	const run = await runOn(portal, get(true, { include: ['status'] }), { items });
	expect(run.items[0].json.user).toEqual({
		ID: '3',
		EMAIL: 'john.smith@example.com',
		status: 'active',
	});
});
