/** Batches answered in part, the same address twice, reading back, one request at a time. */
import { callsOf, columns, pluck, requestsOf, runOn, stored } from '../support/portal';
import type { Portal, PortalOptions } from '../portal';
import {
	allCalls,
	changesOf,
	closePortals,
	commandsOf,
	guests,
	invitationsOf,
	INVITE,
	isOneAtATime,
	notesOf,
	open,
	range,
	UPDATE,
} from './support';

type Hook = NonNullable<PortalOptions['onCall']>;

let portal: Portal;
let hook: Hook | undefined;

beforeEach(async () => {
	hook = undefined;
	portal = await open({ people: 260, onCall: (call) => hook?.(call) });
});
afterEach(closePortals);

const ON = { continueOnFail: 'continueErrorOutput' } as const;
const UPSERT = {
	...INVITE,
	operation: 'upsert',
	fields: columns({ WORK_POSITION: '={{ $json.text }}' }),
};
const changed = () => callsOf(portal, 'user.update').map(({ params }) => Number(params.ID));

/** Requests that look people up or change them; what the form asks of the portal comes before. */
const aboutPeople = () =>
	requestsOf(portal).filter((name) => /user\.(?:get|add|update)\b/.test(name));

describe('partial answers of a batch', () => {
	/** Answers the nth call of a method once with an error, in place of running it. */
	function refuseOnce(method: string, nth: number, error: string, status = 503): void {
		let seen = 0;
		hook = (call) =>
			call.method === method && seen++ === nth
				? { status, error, error_description: 'for the moment' }
				: undefined;
	}

	it.each(['QUERY_LIMIT_EXCEEDED', 'INTERNAL_SERVER_ERROR'])(
		'%s for one of 50: only that one is asked again',
		async (error) => {
			refuseOnce('user.update', 7, error);
			const items = changesOf(portal, 50);
			const run = await runOn(portal, UPDATE, { items, ...ON });
			expect(requestsOf(portal)).toEqual(['batch(50 user.update)', 'user.update']);
			expect(changed()).toEqual([...items.map(({ id }) => id), items[7].id]);
			expect(run.errorItems).toEqual([]);
			expect(pluck(run.next, 'row')).toEqual(range(50));
			expect(notesOf(portal, items)).toEqual(items.map(({ text }) => text));
		},
	);

	it('while stopping is wanted: that one and those behind it, which had not been run', async () => {
		refuseOnce('user.update', 7, 'QUERY_LIMIT_EXCEEDED');
		const items = changesOf(portal, 50);
		const run = await runOn(portal, UPDATE, { items });
		expect(run.error).toBeUndefined();
		expect(commandsOf(portal)).toEqual([8, 43]);
		expect(changed()).toEqual([...items.slice(0, 8), ...items.slice(7)].map(({ id }) => id));
	});

	it.each([true, false])(
		'an invitation whose outcome is unknown is looked up, not sent twice (it had been sent: %s)',
		async (hadBeenSent) => {
			let seen = 0;
			hook = ({ method }) => {
				if (method !== 'user.add' || seen++ !== 3) return;
				if (hadBeenSent) {
					const [sample] = portal.people.values();
					const at = new Date().toISOString();
					const own = { ID: 9_999, EMAIL: 'new3@example.com', DATE_REGISTER: at, isAdmin: false };
					portal.people.set(9_999, { ...sample, ...own, invitations: [{ text: '', at }] });
				}
				return { status: 500, error: 'INTERNAL_SERVER_ERROR', error_description: '' };
			};
			const run = await runOn(portal, INVITE, { items: guests(10), ...ON });
			expect(run.errorItems).toEqual([]);
			expect(invitationsOf(portal)).toEqual(range(10).map(() => 1));
			expect(pluck(run.next, 'row')).toEqual(range(10));
			expect(pluck(run.items, 'recovered')).toEqual(
				range(10).map((row) => (row === 3 && hadBeenSent ? true : undefined)),
			);
			const [before, batch, look, ...again] = aboutPeople();
			expect([before, batch, look]).toEqual(['user.get', 'batch(10 user.add)', 'user.get']);
			expect(again).toEqual(hadBeenSent ? [] : ['user.add']);
		},
	);

	it('commands that the portal left out of its answer are asked again, the others are not', async () => {
		const items = changesOf(portal, 4);
		portal.fault({
			method: 'batch',
			answer: {
				status: 200,
				body: { result: { result: { c0: true, c3: true }, result_error: [] } },
			},
		});
		const run = await runOn(portal, UPDATE, { items, ...ON });
		expect(run.errorItems).toEqual([]);
		expect(changed()).toEqual([items[1].id, items[2].id]);
	});
});

describe('upsert, returnUser, pace', () => {
	it('the same e-mail twice in one run: invited once, then updated, in the order of the items', async () => {
		const items = ['first', 'second', 'third'].map((text, row) => ({
			email: row === 1 ? 'NEW0@example.com' : 'new0@example.com',
			text,
			row,
		}));
		const run = await runOn(portal, UPSERT, { items });
		expect(pluck(run.items, 'action')).toEqual(['invited', 'updated', 'updated']);
		expect(new Set(pluck(run.items, 'ID')).size).toBe(1);
		expect(invitationsOf(portal)).toEqual([1]);
		expect(stored(portal, String(run.items[0].json.ID)).WORK_POSITION).toBe('third');
		expect(aboutPeople()).toEqual(['user.get', 'user.add', 'batch(2 user.update)']);
	});

	it('100 upserts, half of them there: one look-up, then full batches', async () => {
		const staff = changesOf(portal, 100);
		const items = range(100).map((row) => ({
			email: row % 2 ? stored(portal, staff[row].id).EMAIL : `new${row}@example.com`,
			text: `position ${row}`,
			row,
		}));
		const run = await runOn(portal, UPSERT, { items });
		expect(run.error).toBeUndefined();
		expect(pluck(run.items, 'action')).toEqual(
			range(100).map((row) => (row % 2 ? 'updated' : 'invited')),
		);
		const [lookUp, ...writes] = aboutPeople();
		expect(lookUp).toBe('batch(3 user.get)');
		// An invitation weighs as much as two updates, so 100 changes do not quite fit into three batches.
		expect(writes).toHaveLength(4);
		expect(callsOf(portal, 'user.update')).toHaveLength(50);
		expect(invitationsOf(portal)).toEqual(range(50).map(() => 1));
	});

	it.each([
		[
			'update',
			UPDATE,
			98,
			['batch(49 user.update, 1 user.get)', 'batch(49 user.update, 1 user.get)'],
		],
		[
			'invite',
			INVITE,
			50,
			['batch(2 user.get)', 'batch(25 user.add)', 'batch(25 user.add)', 'user.get'],
		],
		[
			'invite',
			INVITE,
			75,
			[
				'batch(2 user.get)',
				'batch(25 user.add)',
				'batch(25 user.add)',
				'batch(25 user.add)',
				'batch(2 user.get)',
			],
		],
	])('returnUser of %s costs no request per item', async (name, parameters, count, requests) => {
		const items = name === 'update' ? changesOf(portal, count) : guests(count);
		const run = await runOn(portal, { ...parameters, options: { returnUser: true } }, { items });
		expect(aboutPeople()).toEqual(requests);
		expect(pluck(run.next, 'row')).toEqual(range(count));
		const emails = run.items.map(({ json }) => stored(portal, String(json.ID)).EMAIL);
		expect(pluck(run.items, 'EMAIL')).toEqual(emails);
	});

	it('one request at a time, whatever is asked', async () => {
		portal = await open({ people: 700, cost: { latency: 8 } });
		await runOn(portal, UPDATE, { items: changesOf(portal, 160) });
		await runOn(portal, { operation: 'getAll', returnAll: true });
		await runOn(portal, UPSERT, {
			items: range(30).map((row) => ({ email: `n${row}@a.example`, text: 'x' })),
		});
		const dismiss = { ...UPDATE, operation: 'dismiss', options: { maxPeople: 60 } };
		await runOn(portal, dismiss, { items: changesOf(portal, 60) });
		expect(portal.requests.length).toBeGreaterThan(8);
		expect(allCalls(portal).length).toBeGreaterThan(250);
		expect(isOneAtATime(portal)).toBe(true);
	});
});
