/** The User Changes Trigger's memory and reckoning, without HTTP: what changed between two looks, exactly once. */
import fc from 'fast-check';

import { begin, type Change, detect, OVERLAP } from '../../nodes/Bitrix24/triggers/changes/detect';
import { type Memory, recall, store } from '../../nodes/Bitrix24/triggers/changes/memory';
import { packIds, unpackIds } from '../../nodes/Bitrix24/triggers/changes/packing';
import type { Row } from '../../nodes/Bitrix24/transport/list';
import { ChangingPortal, type Happening, type State } from './support/changingPortal';

const PORTAL = ['https://portal.example'];
const NOW = 1_800_000_000;

const row = (id: number, more: Row = {}): Row => ({
	ID: String(id),
	ACTIVE: true,
	TIMESTAMP_X: {},
	NAME: 'Nora',
	...more,
});

const kinds = (changes: Change[]) =>
	changes.map(({ kind, row: { ID } }) => `${kind} ${String(ID)}`);

/** Puts a memory away and takes it out again, as a restart of n8n does. */
const restarted = (memory: Memory): Memory =>
	recall(JSON.parse(JSON.stringify(store(memory, PORTAL))), PORTAL)!;

describe('what changed', () => {
	const memory = begin([7], 10, [], NOW);

	it.each<[string, Row, string]>([
		['a higher ID is somebody new', row(11), 'added 11'],
		[
			'somebody new who is dismissed already is new all the same',
			row(11, { ACTIVE: false }),
			'added 11',
		],
		['active, and not dismissed before', row(3), 'updated 3'],
		['no longer active', row(3, { ACTIVE: false }), 'dismissed 3'],
		['active again', row(7), 'reinstated 7'],
		['a dismissed profile was edited', row(7, { ACTIVE: false }), 'updated 7'],
	])('%s', (_, changed, expected) => {
		expect(kinds(detect(memory, { rows: [changed], now: NOW + 5 }).changes)).toEqual([expected]);
	});

	it('is not handed on again while the next looks still show it', () => {
		const first = detect(memory, { rows: [row(3)], now: NOW + 5 });
		const again = row(3, { LAST_LOGIN: 'now', LAST_ACTIVITY_DATE: 'now', IS_ONLINE: 'Y' });
		expect(detect(first.memory, { rows: [again], now: NOW + 10 }).changes).toEqual([]);
	});

	it('in the same second as the look before is found, even without a readable TIMESTAMP_X', () => {
		const first = detect(memory, { rows: [row(3)], now: NOW + 5 });
		const second = detect(first.memory, { rows: [row(3, { NAME: 'Nele' })], now: NOW + 5 });
		expect(kinds(second.changes)).toEqual(['updated 3']);
	});

	it('a lower ID that shows up after a higher one is new as well', () => {
		const first = detect(memory, { rows: [row(12)], now: NOW + 5 });
		const second = detect(first.memory, { rows: [row(11), row(12)], now: NOW + 10 });
		expect(kinds(second.changes)).toEqual(['added 11']);
	});

	it('leaves the memory it was given alone, so that a failed poll can be repeated', () => {
		const before = store(memory, PORTAL);
		detect(memory, { rows: [row(3, { ACTIVE: false }), row(12)], now: NOW + 5 });
		expect(store(memory, PORTAL)).toEqual(before);
	});

	it('looks back a little before the last look', () => {
		expect(detect(memory, { rows: [], now: NOW + 100 }).memory.since).toBe(NOW + 100 - OVERLAP);
	});

	it('people changed just before the first look are remembered, not handed on', () => {
		const begun = begin([], 10, [row(4, { ACTIVE: false }), row(11)], NOW);
		expect(
			detect(begun, { rows: [row(4, { ACTIVE: false }), row(11)], now: NOW + 5 }).changes,
		).toEqual([]);
		expect(kinds(detect(begun, { rows: [row(4)], now: NOW + 5 }).changes)).toEqual([
			'reinstated 4',
		]);
	});
});

describe('the memory', () => {
	it.each([[[]], [[1]], [[1, 2, 3]], [[7, 5000, 36, 1_000_000]]])('packs %j', (ids) => {
		expect([...unpackIds(packIds(ids))]).toEqual([...ids].sort((a, b) => a - b));
	});

	it('is not taken for another portal, another version or a broken one', () => {
		const stored = { ...store(begin([7], 10, [], NOW), PORTAL) };
		expect(recall(stored, PORTAL)?.settledId).toBe(10);
		expect(recall(stored, ['https://other.example'])).toBeUndefined();
		expect(recall({ ...stored, version: 0 }, PORTAL)).toBeUndefined();
		expect(recall({ ...stored, dismissed: undefined }, PORTAL)).toBeUndefined();
		expect(recall({}, PORTAL)).toBeUndefined();
	});

	it('is known by any of the names of a portal: renamed, or with another credential', () => {
		const stored = { ...store(begin([7], 10, [], NOW), ['https://portal.example', 'member']) };
		for (const names of [['https://renamed.example', 'member'], ['https://portal.example']]) {
			expect(recall(stored, names)?.settledId).toBe(10);
		}
		expect(recall({ ...stored, portal: 'member' }, ['member'])).toBeUndefined();
	});

	it('stays small: 50,000 people, 5,000 of them dismissed', () => {
		const dismissed = Array.from({ length: 5000 }, (_, index) => 1 + ((index * 7919) % 50_000));
		const bytes = JSON.stringify(store(begin(dismissed, 50_000, [], NOW), PORTAL)).length;
		expect(new Set(dismissed).size).toBe(5000);
		expect(bytes).toBeLessThan(12_000);
		// Somebody dismissed costs about two characters, somebody changed in the last minute about twenty.
		const changed = Array.from({ length: 100 }, (_, index) => row(index + 1));
		const busy = detect(begin(dismissed, 50_000, [], NOW), changed, NOW + 5).memory;
		expect(JSON.stringify(store(busy, PORTAL)).length - bytes).toBeLessThan(2_500);
	});

	it('knows a row by its print however old its TIMESTAMP_X is: a portal that compares days shows it all day', () => {
		const old = new Date((NOW - 3600) * 1000).toISOString().replace(/\.\d+Z/, '+00:00');
		const rows = [row(4, { TIMESTAMP_X: old }), row(5)];
		const { memory: after } = detect(begin([], 10, [], NOW), { rows, now: NOW + 5 });
		expect(detect(after, { rows, now: NOW + 65 }).changes).toEqual([]);
	});
});

type Step =
	| Happening
	| { type: 'poll'; fails: boolean; between: Happening[] }
	| { type: 'restart' };

const delay = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20_000 }));
const happening: fc.Arbitrary<Happening> = fc.oneof(
	fc.record({
		type: fc.constant('wait' as const),
		milliseconds: fc.oneof(
			fc.integer({ min: 0, max: 1500 }),
			fc.integer({ min: 0, max: 90_000 }),
			fc.constant(3_600_000),
		),
	}),
	fc.record({
		type: fc.constantFrom('edit' as const, 'edit' as const, 'toggle' as const),
		whom: fc.nat({ max: 30 }),
		delay,
	}),
	fc.record({ type: fc.constant('add' as const), active: fc.boolean(), delay }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: happening },
	{
		weight: 3,
		arbitrary: fc.record({
			type: fc.constant('poll' as const),
			fails: fc.boolean(),
			between: fc.array(happening, { maxLength: 4 }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ type: fc.constant('restart' as const) }) },
);

/** What the workflow behind the trigger knows of everybody, from the first look and what was handed on since. */
class Follower {
	readonly known = new Map<number, State>();

	constructor(portal: ChangingPortal) {
		for (const [id, state] of portal.people) this.known.set(id, state);
	}

	/** Every item must stand for a real change, and be called what it is. */
	take(changes: Change[], states: Map<number, State>): void {
		for (const { kind, row: changed } of changes) {
			const id = Number(changed.ID);
			const before = this.known.get(id);
			const after = states.get(id)!;
			expect(after).not.toEqual(before);
			expect(kind).toBe(nameOf(before, after));
			this.known.set(id, after);
		}
	}

	/** Nothing was missed: who is known as they are now. */
	expectUpToDate(portal: ChangingPortal): void {
		const visible = (states: Map<number, State>) =>
			[...states].map(([id, { active, text }]) => [id, active, text]).sort();
		expect(visible(this.known)).toEqual(visible(portal.people));
	}
}

function nameOf(before: State | undefined, after: State): string {
	if (!before) return 'added';
	if (before.active === after.active) return 'updated';
	return after.active ? 'reinstated' : 'dismissed';
}

it('1,000 random histories: every change is handed on exactly once', () => {
	let handedOn = 0;
	const history = fc.array(step, { minLength: 5, maxLength: 60 });
	const property = fc.property(history, fc.integer({ min: 1, max: 12 }), (steps, size) => {
		const portal = new ChangingPortal(size);
		const { dismissed, topId } = portal;
		const first = portal.look({ since: portal.now - OVERLAP, settledId: Infinity }, []);
		let memory = begin(dismissed, topId, first.rows, first.now);
		const follower = new Follower(portal);
		const poll = (fails: boolean, between: Happening[]) => {
			const look = portal.look(memory, between);
			const found = detect(memory, look);
			// Nothing is handed on or remembered of a poll that goes wrong at its end.
			if (fails) return;
			follower.take(found.changes, look.states);
			handedOn += found.changes.length;
			memory = found.memory;
			if (between.length === 0) follower.expectUpToDate(portal);
		};
		for (const next of steps) {
			if (next.type === 'poll') poll(next.fails, next.between);
			else if (next.type === 'restart') memory = restarted(memory);
			else portal.happen(next);
		}
		portal.settle();
		poll(false, []);
		poll(false, []);
	});
	fc.assert(property, { numRuns: 1000, seed: 24 });
	// A property that never saw a change would hold as well.
	expect(handedOn).toBeGreaterThan(5000);
});
