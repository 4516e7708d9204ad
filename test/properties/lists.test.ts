/** Any list under any interleaving of people who come, go and change: everybody who stays comes exactly once. */
import fc from 'fast-check';
import { listAll, type ListRequest } from '../../nodes/Bitrix24/transport/list';
import { Lab, RUNS } from './lab';

/** Something that happens just before the page with this number is read. */
interface Happening {
	page: number;
	type: 'go' | 'come' | 'hide' | 'show';
	/** Which of the people, or where in the order of IDs. */
	where: number;
	count: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
	page: fc.nat(9),
	type: fc.constantFrom('go', 'come', 'hide', 'show'),
	where: fc.nat(1_000),
	count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 40, max: 110 })),
});

const size = fc.oneof(
	fc.nat(260),
	fc.constantFrom(0, 1, 48, 49, 50, 51, 98, 99, 100, 101, 149, 150),
);
const limit = fc.oneof(
	fc.constant(Infinity),
	fc.integer({ min: 1, max: 300 }),
	fc.constantFrom(49, 50, 51, 100, 101, 150),
);

/** Lists of the same people, paged in every way there is by ID. */
const list = fc.record({
	limit,
	descending: fc.boolean(),
	uncounted: fc.boolean(),
	/** A condition that no batch can carry. */
	single: fc.boolean(),
});
type Asked = typeof list extends fc.Arbitrary<infer T> ? T : never;

function request({ limit: most, descending, uncounted, single }: Asked): ListRequest {
	return {
		method: 'user.get',
		params: { select: ['ID'], FILTER: { ACTIVE: 'Y', ...(single && { '!NAME': false }) } },
		limit: most,
		uncounted: uncounted || undefined,
		paging: { by: 'keyset', descending },
	};
}

/** A portal on which things happen, and who was there all the time. */
class Restless {
	readonly lab: Lab;

	readonly stable: Set<number>;

	readonly ever = new Set<number>();

	private page = 0;

	constructor(
		people: number,
		hidden: number,
		private readonly happenings: Happening[],
	) {
		this.lab = new Lab({ onCall: ({ method }) => void (method === 'user.get' && this.happen()) });
		for (let at = 0; at < people; at++) this.lab.add(10 + at * 3, { ACTIVE: at % 10 >= hidden });
		this.stable = new Set(this.visible());
		this.note();
	}

	visible(): number[] {
		const { people } = this.lab.state;
		return people.ids.filter((id) => people.get(id)?.ACTIVE);
	}

	private note(): void {
		const now = this.visible();
		now.forEach((id) => this.ever.add(id));
		const there = new Set(now);
		for (const id of this.stable) if (!there.has(id)) this.stable.delete(id);
	}

	private happen(): void {
		const { people } = this.lab.state;
		for (const { page, type, where, count } of this.happenings) {
			if (page !== this.page) continue;
			const ids = people.ids.filter((id) => id !== 1);
			const from = ids.length === 0 ? 0 : where % ids.length;
			const some = ids.slice(from, from + count);
			if (type === 'go') some.forEach((id) => people.delete(id));
			else if (type === 'come') {
				// New IDs at the end, as in life, and in the gaps, which is worse.
				const first = where % 2 ? (ids.at(-1) ?? 10) + 1 : (ids[from] ?? 10) + 1;
				for (let at = 0; at < count; at++) {
					const id = where % 2 ? first + at : first + at * 3;
					if (!people.has(id)) this.lab.add(id);
				}
			} else for (const id of some) people.get(id)!.ACTIVE = type === 'show';
			this.note();
		}
		this.page++;
	}
}

it('1,200 runs by ID, up and down, with limits, several lists at once', async () => {
	await fc.assert(
		fc.asyncProperty(
			size,
			fc.nat(5),
			fc.array(happening, { maxLength: 8 }),
			fc.array(list, { minLength: 1, maxLength: 3 }),
			async (people, hidden, happenings, asked) => {
				const world = new Restless(people, hidden, happenings);
				const outcomes = await listAll(await world.lab.connect(), asked.map(request));
				outcomes.forEach((outcome, index) => {
					if (!outcome.ok) throw outcome.error;
					const { limit: most, descending } = asked[index];
					const found = outcome.value.map((row) => Number(row.ID));
					expect(found.length).toBeLessThanOrEqual(most);
					// In order, which means nobody twice.
					const ordered = [...new Set(found)].sort((a, b) => (descending ? b - a : a - b));
					expect(found).toEqual(ordered);
					expect(found.filter((id) => !world.ever.has(id))).toEqual([]);
					// A full list ends where it ends; whoever stands before that and stayed is in it.
					const last = found.at(-1);
					const isDue = (id: number) =>
						found.length < most || (last !== undefined && (descending ? id > last : id < last));
					const missed = [...world.stable].filter((id) => isDue(id) && !found.includes(id));
					expect(missed).toEqual([]);
				});
				// Every request brings something, or is the last one for its list.
				const pages = asked.length * Math.ceil(world.ever.size / 50 + happenings.length + 2);
				expect(world.lab.requests.length).toBeLessThanOrEqual(pages);
			},
		),
		{ ...RUNS, numRuns: 1_200 },
	);
});

it('600 runs in another order: nobody twice, an end, and everybody when nobody goes', async () => {
	await fc.assert(
		fc.asyncProperty(
			size,
			fc.array(happening, { maxLength: 6 }),
			limit,
			async (people, happenings, most) => {
				const world = new Restless(people, 0, happenings);
				const [outcome] = await listAll(await world.lab.connect(), [
					{
						...request({ limit: most, descending: false, uncounted: false, single: false }),
						paging: { by: 'offset', sort: { sort: 'LAST_NAME', order: 'DESC' } },
					},
				]);
				if (!outcome.ok) throw outcome.error;
				const found = outcome.value.map((row) => Number(row.ID));
				expect(new Set(found).size).toBe(found.length);
				expect(found.length).toBeLessThanOrEqual(most);
				const onlyCome = happenings.every(({ type }) => type === 'come' || type === 'show');
				if (onlyCome && found.length < most) {
					expect([...world.stable].filter((id) => !found.includes(id))).toEqual([]);
				}
				// People of one name swap places between pages; a list that came short is begun anew, three times at the most.
				const pages = world.ever.size / 50 + happenings.length + 2;
				expect(world.lab.requests.length).toBeLessThanOrEqual(4 * pages);
			},
		),
		{ ...RUNS, numRuns: 600 },
	);
});

it('a portal at rest, 300 runs: exactly the people there, in no more commands than pages', async () => {
	await fc.assert(
		fc.asyncProperty(size, limit, fc.boolean(), async (people, most, descending) => {
			const world = new Restless(people, 0, []);
			const [outcome] = await listAll(await world.lab.connect(), [
				request({ limit: most, descending, uncounted: false, single: false }),
			]);
			const ids = world.visible();
			if (descending) ids.reverse();
			const wanted = ids.slice(0, most);
			expect(outcome).toEqual({ ok: true, value: wanted.map((ID) => ({ ID: String(ID) })) });
			const commands = world.lab.requests.flat();
			const pages = most <= ids.length ? Math.ceil(most / 50) : Math.floor(ids.length / 50) + 1;
			expect(commands).toHaveLength(pages);
			expect(JSON.stringify(commands)).not.toMatch(/\$|\[object/);
			expect(world.lab.requests.length).toBeLessThanOrEqual(1 + Math.ceil((pages - 1) / 50));
		}),
		{ ...RUNS, numRuns: 300 },
	);
});
