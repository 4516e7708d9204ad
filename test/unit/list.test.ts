/** Cursors of lists: which pages are asked for, and where a list ends. The portal is a few lines of this file. */
import { PortalClock } from '../../nodes/Bitrix24/transport/clock';
import { PortalError } from '../../nodes/Bitrix24/transport/errors';
import { listAll, type ListRequest } from '../../nodes/Bitrix24/transport/list';
import { Portal } from '../../nodes/Bitrix24/transport/portal';
import {
	failed,
	isRecord,
	type Outcome,
	type Params,
	type RestAnswer,
	type RestRequest,
	succeeded,
} from '../../nodes/Bitrix24/transport/types';
import { parseStr } from '../portal/protocol/php';

const KEYSET: ListRequest['paging'] = { by: 'keyset', descending: false };
const OFFSET: ListRequest['paging'] = { by: 'offset', sort: { sort: 'NAME', order: 'ASC' } };

const byId = (limit: number, more: Partial<ListRequest> = {}): ListRequest => ({
	method: 'user.get',
	params: {},
	limit,
	paging: KEYSET,
	...more,
});

type Answer = (params: Record<string, unknown>) => RestAnswer | PortalError;

/** A portal that writes down the pages asked for: per HTTP request its commands. */
class Pages {
	readonly requests: Array<Array<Record<string, unknown>>> = [];

	constructor(private readonly answer: Answer) {}

	readonly portal: Portal = Object.assign(Object.create(Portal.prototype), {
		clean: (text: string) => text,
		clock: new PortalClock(),
		waitFor: async () => false,
		call: async ({ params }: RestRequest) => {
			const asked = isRecord(params) ? params : {};
			this.requests.push([asked]);
			return this.outcome(asked);
		},
		post: async (_method: string, { cmd }: Params) => {
			const results: Record<string, unknown> = {};
			const totals: Record<string, unknown> = {};
			const asked: Array<Record<string, unknown>> = [];
			for (const [key, command] of Object.entries(isRecord(cmd) ? cmd : {})) {
				const params = this.resolve(parseStr(String(command).split('?')[1]), results);
				asked.push(params);
				const outcome = this.outcome(params);
				if (!outcome.ok) continue;
				results[key] = outcome.value.result;
				totals[key] = outcome.value.total;
			}
			this.requests.push(asked);
			return succeeded({
				result: { result: results, result_error: [], result_total: totals, result_time: [] },
			});
		},
	});

	private outcome(params: Record<string, unknown>): Outcome<RestAnswer> {
		const answer = this.answer(params);
		return answer instanceof PortalError ? failed(answer) : succeeded(answer);
	}

	/** `$result[c0][49][ID]`, as far as these tests need it. */
	private resolve(params: Params, results: Record<string, unknown>): Params {
		const text = JSON.stringify(params).replace(
			/\$result\[(\w+)\]\[(\d+)\]\[ID\]/g,
			(whole, key: string, row: string) => {
				const page = results[key];
				const found: unknown = Array.isArray(page) ? page[Number(row)] : undefined;
				return isRecord(found) ? String(found.ID) : whole;
			},
		);
		return JSON.parse(text);
	}
}

const rows = (ids: number[]) => ids.map((ID) => ({ ID: String(ID) }));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** A portal with these people, that pages as b24restdocs `api-reference/performance/huge-data.md` says. */
function people(ids: number[]): Pages {
	return new Pages((params) => {
		const filter = isRecord(params.FILTER) ? params.FILTER : {};
		const above = Number(filter['>ID'] ?? 0);
		const below = Number(filter['<ID'] ?? Infinity);
		const sorted = params.order === 'DESC' ? [...ids].reverse() : ids;
		const matching = sorted.filter((id) => id > above && id < below);
		const start = Number(params.start ?? 0);
		const result = rows(matching.slice(Math.max(0, start)).slice(0, 50));
		return start < 0 ? { result, total: 0 } : { result, total: matching.length };
	});
}

async function idsOf(pages: Pages, list: ListRequest): Promise<number[]> {
	const [outcome] = await listAll(pages.portal, [list]);
	if (!outcome.ok) throw outcome.error;
	return outcome.value.map((row) => Number(row.ID));
}

describe('by ID', () => {
	it.each([0, -1])('asks nothing for a limit of %i', async (limit) => {
		const pages = people(numbers(10));
		expect(await idsOf(pages, byId(limit))).toEqual([]);
		expect(pages.requests).toEqual([]);
	});

	it.each([1, 49, 50])('a limit of %i takes one page, and nobody counts', async (limit) => {
		const pages = people(numbers(120));
		expect(await idsOf(pages, byId(limit))).toEqual(numbers(limit));
		expect(pages.requests).toEqual([[{ sort: 'ID', order: 'ASC', start: -1 }]]);
	});

	it.each<[people: number, limit: number, requests: number[]]>([
		[0, Infinity, [1]],
		[1, Infinity, [1]],
		[49, Infinity, [1]],
		[50, Infinity, [1, 1]],
		[51, Infinity, [1, 1]],
		[120, Infinity, [1, 2]],
		[150, Infinity, [1, 3]],
		[1000, Infinity, [1, 20]],
		[120, 51, [1, 1]],
		[120, 100, [1, 1]],
		[120, 120, [1, 2]],
		[120, 1000, [1, 2]],
		[2600, Infinity, [1, 50, 2]],
	])('of %i people up to %p: %j pages per request', async (count, limit, requests) => {
		const pages = people(numbers(count));
		expect(await idsOf(pages, byId(limit))).toEqual(numbers(Math.min(count, limit)));
		expect(pages.requests.map((commands) => commands.length)).toEqual(requests);
		const counted = pages.requests.flat().filter(({ start }) => Number(start) >= 0);
		expect(counted).toHaveLength(1);
	});

	it('walks down as well, and over gaps', async () => {
		const ids = numbers(400).filter((id) => id % 3 !== 0);
		const pages = people(ids);
		const list = byId(Infinity, { paging: { by: 'keyset', descending: true } });
		expect(await idsOf(pages, list)).toEqual([...ids].reverse());
		expect(pages.requests.flat().map(({ order }) => order)).toEqual(
			pages.requests.flat().map(() => 'DESC'),
		);
	});

	it('keeps the other conditions on every page', async () => {
		const pages = people(numbers(170));
		await idsOf(pages, byId(Infinity, { params: { FILTER: { ACTIVE: 'Y' }, select: ['ID'] } }));
		for (const page of pages.requests.flat()) {
			expect(page).toMatchObject({ FILTER: { ACTIVE: 'Y' }, select: ['ID'] });
		}
	});

	it('pages by single requests when a condition cannot be said in a batch', async () => {
		const pages = people(numbers(120));
		const list = byId(Infinity, { params: { FILTER: { WORK_PHONE: false } } });
		expect(await idsOf(pages, list)).toEqual(numbers(120));
		expect(pages.requests.map((commands) => commands.length)).toEqual([1, 1, 1]);
		expect(pages.requests[2][0].FILTER).toEqual({ WORK_PHONE: false, '>ID': 100 });
	});

	it('says how many of how many came when the portal honours neither the ID nor the position', async () => {
		const pages = new Pages(() => ({ result: rows(numbers(50)), total: 288 }));
		await expect(idsOf(pages, byId(Infinity))).rejects.toThrow(
			'The portal counts 288 entries in this list but showed only 50 of them',
		);
		expect(pages.requests.length).toBeLessThanOrEqual(4);
	});

	it('goes on by position when the portal does not honour the condition on ID', async () => {
		const pages = new Pages(({ start }) => ({
			result: rows(numbers(120).slice(Math.max(0, Number(start)), Number(start) + 50)),
			total: 120,
		}));
		expect(await idsOf(pages, byId(Infinity))).toEqual(numbers(120));
	});

	it('counts nobody twice who comes in between two pages', async () => {
		let first = true;
		const ids = numbers(120);
		const pages = new Pages((params) => {
			if (!first) ids.unshift(0);
			first = false;
			const filter = isRecord(params.FILTER) ? params.FILTER : {};
			const matching = ids.filter((id) => id > Number(filter['>ID'] ?? -1));
			return { result: rows(matching.slice(0, 50)), total: 120 };
		});
		expect(await idsOf(pages, byId(Infinity))).toEqual(numbers(120));
	});
});

describe('by position', () => {
	it('misses nobody when somebody is deleted between two pages', async () => {
		let ids = numbers(120);
		const pages = new Pages(({ start, FILTER }) => {
			const above = isRecord(FILTER) ? Number(FILTER['>ID']) : 0;
			const matching = ids.filter((id) => id > above);
			const from = Math.max(0, Number(start));
			const answer = { result: rows(matching.slice(from, from + 50)), total: matching.length };
			ids = ids.filter((id) => id !== 3);
			return answer;
		});
		expect(await idsOf(pages, byId(Infinity, { paging: OFFSET }))).toEqual(numbers(120));
	});

	it('misses nobody when pages overlap, as with equal values, or `start` is ignored', async () => {
		for (const step of [40, 0]) {
			const pages = new Pages(({ start, FILTER }) => {
				const above = isRecord(FILTER) ? Number(FILTER['>ID']) : 0;
				const matching = numbers(230).filter((id) => id > above);
				const from = (Math.max(0, Number(start)) / 50) * step;
				return { result: rows(matching.slice(from, from + 50)), total: matching.length };
			});
			const found = await idsOf(pages, byId(Infinity, { paging: OFFSET }));
			expect([...found].sort((a, b) => a - b)).toEqual(numbers(230));
		}
	});

	it('drops what a page shows a second time', async () => {
		const pages = new Pages(({ start }) => {
			const at = Number(start);
			// Somebody came in before the second page: its first row is the last one of the first.
			const ids = at === 0 ? numbers(50) : numbers(80).slice(49);
			return { result: rows(ids), total: 80 };
		});
		expect(await idsOf(pages, byId(Infinity, { paging: OFFSET }))).toEqual(numbers(80));
	});

	it.each<[people: number, limit: number, starts: number[]]>([
		[30, 20, [-1]],
		[120, 50, [-1]],
		[120, 51, [0, 50]],
		[120, Infinity, [0, 50, 100]],
		// A full page proves nothing: somebody may have come in meanwhile.
		[100, Infinity, [0, 50, 100]],
	])('of %i people up to %p asks for %j', async (count, limit, starts) => {
		const pages = people(numbers(count));
		expect(await idsOf(pages, byId(limit, { paging: OFFSET }))).toHaveLength(
			Math.min(count, limit),
		);
		expect(pages.requests.flat().map(({ start }) => Number(start))).toEqual(starts);
		expect(pages.requests.flat()[0]).toMatchObject({ sort: 'NAME', order: 'ASC' });
	});
});

describe('several lists', () => {
	it('reads equal ones once and shares batches between the others', async () => {
		const pages = people(numbers(10));
		const other = byId(Infinity, { params: { FILTER: { ACTIVE: 'Y' } } });
		const outcomes = await listAll(pages.portal, [byId(Infinity), other, byId(Infinity)]);
		expect(outcomes.map((outcome) => outcome.ok && outcome.value.length)).toEqual([10, 10, 10]);
		expect(pages.requests.map((commands) => commands.length)).toEqual([2]);
	});

	it('tells a list without a limit from the same list with one', async () => {
		const pages = people(numbers(60));
		const outcomes = await listAll(pages.portal, [byId(10), byId(Infinity)]);
		expect(outcomes.map((outcome) => outcome.ok && outcome.value.length)).toEqual([10, 60]);
	});
});

describe('lists that fail together', () => {
	it('wait together: 20 of them take the time of one', async () => {
		const limited = new PortalError('rateLimit', 'Too many requests', 'Wait');
		let calls = 0;
		const pages = new Pages(() => (calls++ < 20 ? limited : { result: [], total: 0 }));
		let waiting = 0;
		let most = 0;
		Object.assign(pages.portal, {
			async waitFor() {
				most = Math.max(most, ++waiting);
				await Promise.resolve();
				waiting--;
				return true;
			},
		});
		const lists = numbers(20).map((id) => byId(5, { params: { FILTER: { DEPARTMENT: id } } }));
		const outcomes = await listAll(pages.portal, lists);
		expect(outcomes.every(({ ok }) => ok)).toBe(true);
		expect(most).toBe(20);
	});
});

describe('answers that are no list', () => {
	it.each<[name: string, result: unknown]>([
		['null', null],
		['a text', 'rows'],
		['an object', { ID: '1' }],
		['nothing', undefined],
	])('%s', async (_name, result) => {
		const [outcome] = await listAll(new Pages(() => ({ result })).portal, [byId(Infinity)]);
		expect(outcome.ok).toBe(false);
		expect(!outcome.ok && outcome.error.message).toBe(
			'The portal answered something other than a list',
		);
	});

	it('rows that are no objects are left out', async () => {
		const pages = new Pages(() => ({ result: [null, 'x', { ID: '7' }, []], total: 1 }));
		expect(await idsOf(pages, byId(Infinity))).toEqual([7]);
	});

	it('a refusal is the outcome of its list alone', async () => {
		const refused = new PortalError('refused', 'No', 'Ask');
		const pages = new Pages(({ FILTER }) => (FILTER ? refused : { result: [], total: 0 }));
		const outcomes = await listAll(pages.portal, [
			byId(5, { params: { FILTER: { NAME: false } } }),
			byId(5),
		]);
		expect(outcomes).toEqual([{ ok: false, error: refused }, succeeded([])]);
	});
});
