/** Any history of a portal, whatever polls fall into it and go wrong: every change of every kind is handed on exactly once. */
import fc from 'fast-check';
import { cell, type FieldMemories } from '../../nodes/Bitrix24/triggers/changes/fieldMemory';
import {
	begin,
	type Occurrence,
	type ChangeKind,
	detect,
	OVERLAP,
} from '../../nodes/Bitrix24/triggers/changes/detect';
import { type Memory, recall, store } from '../../nodes/Bitrix24/triggers/changes/memory';
import { RUNS } from './lab';
import { ChangingPortal, type Happening, type State } from './support/changingPortal';

const NAMES = ['https://portal.example'];

/** Puts a memory away and takes it out again, as a restart of n8n does. */
const restarted = (memory: Memory): Memory =>
	recall(JSON.parse(JSON.stringify(store(memory, NAMES))), NAMES)!;

type Step =
	| Happening
	| { type: 'poll'; fails: boolean; between: Happening[] }
	/** `forgets`: n8n goes back to what it saved with the last item that was handed on. */
	| { type: 'restart'; forgets: boolean };

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
		type: fc.constantFrom('edit', 'edit', 'toggle', 'move', 'signIn'),
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
	{
		weight: 1,
		arbitrary: fc.record({ type: fc.constant('restart' as const), forgets: fc.boolean() }),
	},
);

const KINDS: ChangeKind[] = ['added', 'dismissed', 'firstSignIn', 'moved', 'reinstated', 'updated'];

/** What the workflow behind the trigger knows of everybody, from the first look and what was handed on since. */
class Follower {
	readonly known = new Map<number, State>();

	readonly handedOn = new Map<ChangeKind, number>();

	constructor(
		portal: ChangingPortal,
		private readonly watches: boolean,
	) {
		for (const [id, state] of portal.people) this.known.set(id, state);
	}

	/** Every item must stand for a real change, be called what it is, and be there. */
	take(changes: Occurrence[], states: Map<number, State>, signedIn: ReadonlySet<number>): void {
		for (const { kind } of changes) this.handedOn.set(kind, (this.handedOn.get(kind) ?? 0) + 1);
		const told = (id: number) =>
			changes.filter(({ row }) => Number(row.ID) === id).map(({ kind }) => kind);
		for (const [id, after] of states) {
			const before = this.known.get(id);
			const expected = this.kindsOf(before, after);
			const got = told(id).filter((kind) => kind !== 'firstSignIn' || !signedIn.has(id));
			// Without watched fields a change that was taken back may be called an update.
			const isLoose = !this.watches && before?.timestamp !== after.timestamp;
			if (isLoose && expected.length === 0)
				expect(got.filter((kind) => kind !== 'updated')).toEqual([]);
			else expect({ id, kinds: got.sort() }).toEqual({ id, kinds: expected.sort() });
			this.known.set(id, { ...after, signedIn: before?.signedIn ?? after.signedIn });
		}
		for (const id of signedIn) {
			expect(this.known.get(id)?.signedIn).toBe(false);
			expect(told(id)).toContain('firstSignIn');
			this.known.set(id, { ...this.known.get(id)!, signedIn: true });
		}
		const all = changes.map(({ kind, row }) => `${kind} ${String(row.ID)}`);
		expect(new Set(all).size).toBe(all.length);
	}

	/** Nothing was missed: who is known as they are now. */
	expectUpToDate(portal: ChangingPortal): void {
		const visible = (states: Map<number, State>) =>
			[...states]
				.map(([id, state]) => [id, { ...state, timestamp: 0 }] as const)
				.sort(([one], [other]) => one - other);
		expect(visible(this.known)).toEqual(visible(portal.people));
	}

	private kindsOf(before: State | undefined, after: State): ChangeKind[] {
		if (!before) return after.signedIn ? ['added', 'firstSignIn'] : ['added'];
		const kinds: ChangeKind[] = [];
		if (before.active !== after.active) kinds.push(after.active ? 'reinstated' : 'dismissed');
		if (before.department !== after.department) kinds.push('moved');
		const isEdited = before.text !== after.text;
		if (isEdited && (this.watches || kinds.length === 0)) kinds.push('updated');
		return kinds;
	}
}

/** The first look: everybody's fields are remembered before the changes are read. */
function firstLook(portal: ChangingPortal, watch: string[]): Memory {
	const codes = ['UF_DEPARTMENT', ...watch];
	const columns: FieldMemories = new Map(
		codes.map((code) => [
			code,
			new Map(portal.all.map((row) => [Number(row.ID), cell(code, row)])),
		]),
	);
	const { dismissed, topId } = portal;
	const { rows, now } = portal.look({ since: portal.now - OVERLAP, settledId: Infinity }, []);
	return begin(dismissed, topId, rows, now, {
		columns,
		pending: new Set(portal.neverSignedIn),
		choice: { kinds: new Set(KINDS), filter: {}, watch },
	});
}

describe.each([
	['with a watched field', ['NAME']],
	['without', []],
])('%s', (_, watch) => {
	it('1,000 random histories: every change of all six kinds is handed on exactly once', () => {
		const tally = new Map<ChangeKind, number>();
		const history = fc.array(step, { minLength: 5, maxLength: 60 });
		const property = fc.property(history, fc.integer({ min: 1, max: 12 }), (steps, size) => {
			const portal = new ChangingPortal(size);
			let memory = firstLook(portal, watch);
			let saved = memory;
			const follower = new Follower(portal, watch.length > 0);
			const poll = (fails: boolean, between: Happening[]) => {
				const look = portal.look(memory, between);
				const found = detect(memory, look);
				// Nothing is handed on or remembered of a poll that goes wrong at its end.
				if (fails) return;
				const signedIn = new Set(look.signedIn.map(({ ID }) => Number(ID)));
				follower.take(found.changes, look.states, signedIn);
				memory = found.memory;
				if (found.changes.length > 0) saved = memory;
				if (between.length === 0) follower.expectUpToDate(portal);
			};
			for (const next of steps) {
				if (next.type === 'poll') poll(next.fails, next.between);
				else if (next.type === 'restart') memory = restarted(next.forgets ? saved : memory);
				else portal.happen(next);
			}
			portal.settle();
			poll(false, []);
			poll(false, []);
			for (const [kind, count] of follower.handedOn)
				tally.set(kind, (tally.get(kind) ?? 0) + count);
		});
		fc.assert(property, { ...RUNS, numRuns: 1000 });
		// A property that never saw a change would hold as well.
		for (const kind of KINDS) expect([kind, (tally.get(kind) ?? 0) > 200]).toEqual([kind, true]);
	});
});
