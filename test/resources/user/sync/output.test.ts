/** Sync Directory: what comes out, the brake, previews, and what happens when something goes wrong. */
import type { IDataObject } from 'n8n-workflow';

import { CAST, type Portal, startPortal } from '../../../portal';
import { hintsOf, pluck, requestsOf, runOn, stored } from '../../../support/portal';
import {
	changed,
	FORM,
	JOHN,
	type Line,
	listOf,
	OLGA,
	sent,
	sync,
	told,
	without,
	ZOE,
} from './support';

let portal: Portal;
let list: Line[];

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
	list = listOf(portal);
});

afterEach(() => portal.stop());

const leftOut = (json: object, left: string): IDataObject =>
	Object.fromEntries(Object.entries(json).filter(([name]) => name !== left));

const fresh = { email: 'new@example.com', position: 'New', departments: [1] };
const DISMISS = { onMissing: 'dismiss' };
const jsonOf = (run: Awaited<ReturnType<typeof sync>>, email: string) =>
	run.items.find(({ json }) => json.EMAIL === email)?.json;

/** Everything a run can come to, at once. */
const eventful = () => [
	...without(changed(list, JOHN, { position: 'Lead', departments: ['Sales'] }), OLGA),
	fresh,
];

describe('Sync Directory: output', () => {
	it('one item per listed person in the order of the list, linked to it; then missing people by ID, without', async () => {
		const items = eventful().map((row, at) => ({ ...row, row: at }));
		const run = await sync(portal, items, DISMISS);
		expect(run.error).toBeUndefined();
		expect(pluck(run.next.slice(0, items.length), 'row')).toEqual(items.map(({ row }) => row));
		expect(run.items).toHaveLength(items.length + 1);
		expect(run.items.at(-1)).toEqual({ json: { ID: '2', EMAIL: OLGA, action: 'dismissed' } });
		expect(pluck(run.items, 'action').filter((action) => action !== 'unchanged')).toEqual([
			'updated',
			'invited',
			'dismissed',
		]);
	});

	it('changes with from and to as people read them', async () => {
		const run = await sync(portal, eventful(), DISMISS);
		expect(jsonOf(run, JOHN)).toEqual({
			ID: '3',
			EMAIL: JOHN,
			action: 'updated',
			changes: {
				WORK_POSITION: { from: null, to: 'Lead' },
				UF_DEPARTMENT: { from: ['Northwind & Sons'], to: ['Sales'] },
			},
		});
		const invited = [...portal.people.values()].at(-1);
		expect(jsonOf(run, fresh.email)).toEqual({
			ID: String(invited?.ID),
			EMAIL: fresh.email,
			action: 'invited',
		});
	});

	it('Return = Changes: only who was changed', async () => {
		const run = await sync(portal, eventful(), { ...DISMISS, return: 'changes' });
		expect(pluck(run.items, 'action')).toEqual(['updated', 'invited', 'dismissed']);
	});

	it('Return = Summary: one item of counts', async () => {
		const items = eventful();
		const run = await sync(portal, items, { ...DISMISS, return: 'summary' });
		expect(run.items.map(({ json }) => json)).toEqual([
			{
				listed: items.length,
				invited: 1,
				updated: 1,
				reinstated: 0,
				dismissed: 1,
				unchanged: items.length - 2,
				missing: 0,
				excluded: 0,
				refused: 0,
				reported: 0,
				preview: false,
			},
		]);
	});

	it('the same run again has nothing to do', async () => {
		await sync(portal, eventful(), DISMISS);
		portal.forget();
		const again = await sync(portal, eventful(), DISMISS);
		expect(told(again)).toEqual([]);
		expect(sent(portal)).toEqual([]);
	});
});

describe('Sync Directory: rows that cannot be used', () => {
	const spoiled = () => [...without(list, OLGA), { ...fresh, email: 'x' }, fresh];

	it('Continue On Fail: they are error items in their place, the others are done, and nobody is dismissed', async () => {
		const items = spoiled().map((row, at) => ({ ...row, row: at }));
		const run = await sync(portal, items, DISMISS, { continueOnFail: 'continueErrorOutput' });
		expect(pluck(run.nextOnError, 'row')).toEqual([items.length - 2]);
		expect(told(run)).toEqual([
			'new@example.com invited',
			`${OLGA} missing`,
			'error: Parameter "Email": "x" is not an e-mail address',
		]);
		expect(jsonOf(run, OLGA)?.reason).toBe(
			`1 of ${items.length} rows cannot be used, and one of them may be this person`,
		);
		expect(hintsOf(run)).toEqual([expect.stringContaining('Nobody is dismissed in this run')]);
		expect(stored(portal, 2).ACTIVE).toBe(true);
	});

	it('in a summary they count as refused', async () => {
		const run = await sync(
			portal,
			spoiled(),
			{ ...DISMISS, return: 'summary' },
			{ continueOnFail: 'continueRegularOutput' },
		);
		expect(run.items[0].json).toMatchObject({ refused: 1, invited: 1, missing: 1, dismissed: 0 });
	});

	it('a list without a usable row dismisses nobody and says so', async () => {
		const run = await sync(portal, [{}], DISMISS, { continueOnFail: 'continueRegularOutput' });
		expect(sent(portal)).toEqual([]);
		expect(run.items[0].json.error).toContain('The parameter "Email" is empty');
		expect(hintsOf(run).join()).toContain('the list has no row that can be used');
	});
});

describe('Sync Directory: the brake', () => {
	const newcomers = (count: number) =>
		Array.from({ length: count }, (_, at) => ({ ...fresh, email: `new${at}@example.com` }));

	it.each([
		['dismissals just at the limit', 2, { maxDismissals: 2, maxDismissalPercent: 100 }],
		['one dismissal over', 3, { maxDismissals: 2, maxDismissalPercent: 100 }],
	])('%s', async (_what, gone, brake) => {
		const leaving = [OLGA, JOHN, ZOE].slice(0, gone);
		const run = await sync(portal, without(list, ...leaving), { ...DISMISS, brake });
		if (gone === 2) {
			expect(run.error).toBeUndefined();
			expect(told(run)).toEqual(leaving.map((email) => `${email} dismissed`));
			return;
		}
		expect(run.error?.message).toBe(
			'The run was stopped before anything was changed: 3 dismissals are 1 more than "Max Dismissals" allows (2)',
		);
		expect(run.error?.description).toContain('raise the limit under "Brake" for one run');
		expect(sent(portal)).toEqual([]);
	});

	it('percent of the active people in scope: exactly at it goes through, above it does not', async () => {
		// 16 people: four are 25 %.
		expect(list).toHaveLength(16);
		const leaving = [OLGA, JOHN, ZOE, 'max.dollar@example.com'];
		const items = without(list, ...leaving);
		const stopped = await sync(portal, items, {
			...DISMISS,
			brake: { maxDismissalPercent: 24.9 },
		});
		expect(stopped.error?.message).toContain(
			'4 dismissals are 25 % of the 16 active people in scope, and "Max Dismissal Percent" allows 24.9 %',
		);
		expect(sent(portal)).toEqual([]);
		const run = await sync(portal, items, { ...DISMISS, brake: { maxDismissalPercent: 25 } });
		expect(run.error).toBeUndefined();
		expect(told(run)).toHaveLength(4);
	});

	it('in a small portal one dismissal is more than five percent', async () => {
		const run = await sync(portal, without(list, JOHN), { ...DISMISS, brake: {} });
		expect(run.error?.message).toContain('1 dismissal is 6.3 % of the 16 active people in scope');
	});

	it('invitations over the limit stop updates as well', async () => {
		const items = [...changed(list, JOHN, { position: 'Lead' }), ...newcomers(3)];
		const run = await sync(portal, items, { brake: { maxInvitations: 2 } });
		expect(run.error?.message).toContain(
			'3 invitations are 1 more than "Max Invitations" allows (2)',
		);
		expect(sent(portal)).toEqual([]);
	});

	it('a preview over it does not fail, it tells', async () => {
		const parameters = { ...DISMISS, preview: true, brake: {} };
		const run = await sync(portal, without(list, JOHN), parameters);
		expect(told(run)).toEqual([`${JOHN} dismissed`]);
		expect(hintsOf(run).join()).toContain('would be stopped by its brake');
		const summary = await sync(portal, without(list, JOHN), { ...parameters, return: 'summary' });
		expect(summary.items[0].json).toMatchObject({ dismissed: 1, preview: true, overBrake: true });
		expect(sent(portal)).toEqual([]);
	});

	it.each(['many', '', -1, 2.5])('a limit of %p is refused, never loose', async (limit) => {
		const brake = { maxDismissals: `={{ ${JSON.stringify(limit)} }}` };
		const run = await sync(portal, list, { brake });
		expect(run.error?.message).toContain('Brake "Max Dismissals"');
	});
});

describe('Sync Directory: preview', () => {
	it('is on by default', async () => {
		const form = leftOut(FORM, 'preview');
		const run = await runOn(portal, { ...form, ...DISMISS }, { items: eventful() });
		expect(pluck(run.items, 'preview')).toEqual(run.items.map(() => true));
		expect(sent(portal)).toEqual([]);
	});

	it('puts out what the run at once after it does', async () => {
		const foreseen = await sync(portal, eventful(), { ...DISMISS, preview: true });
		const run = await sync(portal, eventful(), DISMISS);
		const expected = foreseen.items.map(({ json }) => leftOut(json, 'preview'));
		const ids = run.items.map(({ json }) =>
			json.action === 'invited' ? { ...json, ID: null } : json,
		);
		expect(expected).toEqual(ids);
	});
});

describe('Sync Directory: when something goes wrong', () => {
	it('halts at the third of ten; run again it does only what is left', async () => {
		const ten = list.slice(0, 10).map(({ email }) => email);
		const items: IDataObject[] = list.map((row) =>
			ten.includes(row.email) ? { ...row, position: `New ${row.email}` } : row,
		);
		const third = stored(portal, CAST.employee);
		const refusal = { status: 400, error: 'ERROR_CORE', error_description: 'Locked by HR' };
		await portal.stop();
		let isLocked = true;
		portal = await startPortal({
			people: 0,
			onCall: ({ method, params }) =>
				isLocked && method === 'user.update' && params.ID === String(third.ID)
					? refusal
					: undefined,
		});
		const run = await sync(portal, items);
		expect(run.error?.message).toContain('Locked by HR');
		expect(run.error?.description).toContain('Done before it: 2.');
		isLocked = false;
		portal.forget();
		const again = await sync(portal, items);
		expect(again.error).toBeUndefined();
		expect(told(again)).toHaveLength(8);
		expect(sent(portal)).toHaveLength(8);
	});

	it('a lost answer to an invitation: nobody is invited twice', async () => {
		portal.fault({ connection: 'reset', method: 'user.add', when: 'after' });
		const run = await sync(portal, [...list, fresh]);
		expect(run.error).toBeUndefined();
		expect(jsonOf(run, fresh.email)).toMatchObject({ action: 'invited' });
		const invited = [...portal.people.values()].filter(({ EMAIL }) => EMAIL === fresh.email);
		expect(invited).toHaveLength(1);
	});

	it('without the scope "department" names are refused and IDs go through', async () => {
		const account = { scopes: ['user' as const] };
		const byName = await sync(
			portal,
			changed(list, JOHN, { departments: 'Sales' }),
			{},
			{ account },
		);
		expect(byName.error?.message).toContain('lacks the scope "department"');
		const byId = await sync(portal, changed(list, JOHN, { departments: [5] }), {}, { account });
		expect(byId.error).toBeUndefined();
		expect(jsonOf(byId, JOHN)?.changes).toEqual({ UF_DEPARTMENT: { from: [1], to: [5] } });
	});
});

describe('Sync Directory: requests', () => {
	it('3,000 people of whom nothing differs: two requests for the people, none for changes', async () => {
		await portal.stop();
		portal = await startPortal({ people: 3_000 });
		const items = listOf(portal);
		const run = await sync(portal, items, { departments: [] });
		expect(run.error).toBeUndefined();
		expect(told(run)).toEqual([]);
		expect(requestsOf(portal)).toEqual([
			'batch(50 user.get)',
			expect.stringMatching(/^batch\(1\d user\.get\)$/),
		]);
	});

	it('40 changed, 10 new and 5 to dismiss among 3,000 take ten requests at the most', async () => {
		await portal.stop();
		portal = await startPortal({ people: 3_000 });
		const full = listOf(portal);
		const items = [
			...full.slice(5).map((row, at) => (at % 70 === 3 ? { ...row, position: 'Moved' } : row)),
			...Array.from({ length: 10 }, (_, at) => ({ ...fresh, email: `new${at}@example.com` })),
		];
		const run = await sync(portal, items, { ...DISMISS, exclude: [1, CAST.invited] });
		expect(run.error).toBeUndefined();
		expect(portal.requests.length).toBeLessThanOrEqual(10);
	});

	it('the first row has no department, the others have: the people are read once', async () => {
		const run = await sync(portal, changed(list, list[0].email, { departments: [] }));
		expect(told(run)).toEqual([]);
		expect(requestsOf(portal).filter((one) => one.includes('user.get'))).toHaveLength(1);
	});

	it('a field that only one row speaks of is read as well, and no change is made up', async () => {
		const person = stored(portal, CAST.complete);
		person.PERSONAL_CITY = 'Riga';
		const clears = changed(
			list.map((row) => ({ ...row, clear: [] })),
			JOHN,
			{ clear: ['PERSONAL_CITY'] },
		);
		const options = { clearFields: '={{ $json.clear }}' };
		expect(told(await sync(portal, clears, { options }))).toEqual([]);
		const both = changed(clears, person.EMAIL, { clear: ['PERSONAL_CITY'] });
		expect(told(await sync(portal, both, { options }))).toEqual([`${person.EMAIL} updated`]);
		expect(sent(portal)).toEqual([`user.update ${CAST.complete} PERSONAL_CITY`]);
	});
});
