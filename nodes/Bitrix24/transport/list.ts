/**
 * Reads lists to their end in as few requests as possible. Pages always hold 50 rows
 * (b24restdocs `settings/performance/huge-data.md`, `settings/how-to-call-rest-api/list-methods-pecularities.md`).
 */
import { commandKey, MAX_COMMANDS, sendBatch, toCommand } from './batch';
import { PortalError } from './errors';
import type { Portal } from './request';
import { mayRepeat } from './retry';
import {
	failed,
	isRecord,
	type Outcome,
	type Params,
	type RestAnswer,
	type RestRequest,
	succeeded,
} from './types';

/** Rows of a full page. */
export const PAGE_SIZE = 50;

export type Row = Record<string, unknown>;

/** A list to be read. */
export interface ListRequest {
	method: string;
	/** Without paging and sorting. `FILTER`, when present, is an object. */
	params: Params & { FILTER?: Params };
	/** Rows wanted at the most; Infinity for all. */
	limit: number;
	/** Rows kept, for what the server cannot be asked; the others do not count towards the limit. */
	only?: { field: string; values: string[] };
	/** Set when few rows are expected, so that counting them first is not worth its time. */
	uncounted?: boolean;
	/**
	 * How pages follow each other. `keyset`: by the ID of the last row, which counts once and neither repeats nor misses
	 * anybody when people come and go meanwhile. `offset`: by position, for any other order.
	 */
	paging: { by: 'keyset'; descending: boolean } | { by: 'offset'; sort?: Params };
}

/** Reads all lists, sharing batches between them; equal lists are read once. */
export async function listAll(
	portal: Portal,
	lists: ListRequest[],
): Promise<Array<Outcome<Row[]>>> {
	const cursors = new Map<string, ListCursor>();
	const keys = lists.map((list) => JSON.stringify([list, list.limit === Infinity]));
	lists.forEach((list, index) => {
		if (!cursors.has(keys[index])) cursors.set(keys[index], new ListCursor(list));
	});
	for (;;) {
		const open = [...cursors.values()].filter((cursor) => !cursor.isDone);
		if (open.length === 0) break;
		await advance(portal, open);
		for (const cursor of open) await cursor.recover(portal);
	}
	return keys.map((key) => cursors.get(key)!.outcome);
}

/** One HTTP request's worth of progress. */
async function advance(portal: Portal, open: ListCursor[]): Promise<void> {
	const alone = open.find((cursor) => !cursor.isBatchable);
	if (alone) {
		alone.accept([await portal.call(alone.nextPage())]);
		return;
	}
	const commands: string[] = [];
	const shares: Array<{ cursor: ListCursor; pages: number }> = [];
	for (const cursor of open) {
		const room = MAX_COMMANDS - commands.length;
		if (room === 0) break;
		const pages = cursor.nextCommands(room, commands.length);
		commands.push(...pages);
		shares.push({ cursor, pages: pages.length });
	}
	if (commands.length === 1) {
		const [{ cursor }] = shares;
		cursor.accept([await portal.call(cursor.nextPage())]);
		return;
	}
	const requests = shares.flatMap(({ cursor, pages }) =>
		Array.from({ length: pages }, () => cursor.nextPage()),
	);
	const answers = await sendBatch(portal, commands, requests, false);
	let position = 0;
	for (const { cursor, pages } of shares) {
		cursor.accept(answers.slice(position, position + pages));
		position += pages;
	}
}

/** Where the reading of one list stands. */
class ListCursor {
	isDone = false;

	/** Whether the portal would read the same filter in a batch: `false`, for "is empty", cannot be said there. */
	readonly isBatchable: boolean;

	private readonly rows: Row[] = [];

	/** What ended the last round; cleared when the page may be asked for again. */
	private failure?: { ok: false; error: Error };

	/** How often the page after the last one was asked for in vain. */
	private retries = 0;

	/** IDs already taken, to drop what an offset page shows twice. */
	private readonly seen = new Set<number>();

	private lastId?: number;

	private pagesRead = 0;

	/** Rows there were when the first page was read; undefined when they were not counted. */
	private total?: number;

	/** Counting is the slow part on a big portal: once is enough, and not at all when one page will do. */
	private readonly counts: boolean;

	constructor(private readonly list: ListRequest) {
		this.isBatchable = toCommand(this.request(list.method, list.params)) !== undefined;
		this.counts =
			list.paging.by === 'offset'
				? list.limit > PAGE_SIZE || list.only !== undefined
				: this.isBatchable && list.limit > PAGE_SIZE && !list.uncounted;
		this.isDone = list.limit <= 0;
	}

	get outcome(): Outcome<Row[]> {
		return this.failure ?? succeeded(this.rows);
	}

	/** The request for the next page on its own. */
	nextPage(): RestRequest {
		const { method, params, paging } = this.list;
		if (paging.by === 'offset') {
			return this.request(method, {
				...params,
				...paging.sort,
				start: this.counts ? this.pagesRead * PAGE_SIZE : -1,
			});
		}
		const filter =
			this.lastId === undefined
				? params.FILTER
				: { ...params.FILTER, [this.keysetKey]: this.lastId };
		return this.request(method, {
			...params,
			...(filter && { FILTER: filter }),
			sort: 'ID',
			order: paging.descending ? 'DESC' : 'ASC',
			start: this.counts && this.pagesRead === 0 ? 0 : -1,
		});
	}

	/**
	 * Commands for the next pages, at most `room`. A keyset page names the last row of the page before it, so the pages
	 * follow each other inside one batch.
	 *
	 * @param position index of the first of them in the batch
	 */
	nextCommands(room: number, position: number): string[] {
		const pages = Math.min(room, this.pagesLeft());
		const { paging } = this.list;
		return Array.from({ length: pages }, (_, index) => {
			if (paging.by === 'offset') {
				const page = this.nextPage();
				page.params.start = (this.pagesRead + index) * PAGE_SIZE;
				return toCommand(page)!;
			}
			return index === 0 ? toCommand(this.nextPage())! : this.chained(position + index - 1);
		});
	}

	/** Takes in the answers of the pages asked for, in order. */
	accept(answers: Array<Outcome<RestAnswer>>): void {
		for (const answer of answers) {
			if (!answer.ok) {
				this.failure = answer;
				return;
			}
			const page = answer.value.result;
			if (!Array.isArray(page)) {
				this.failure = failed(unexpectedList(this.list.method));
				return;
			}
			this.retries = 0;
			if (this.pagesRead === 0) this.total = answer.value.total;
			this.pagesRead++;
			const added = this.take(page);
			if (this.isAtEnd(page.length, added)) {
				this.isDone = true;
				return;
			}
			// A page that came short ends the chain: the pages behind it had nothing to continue from.
			if (this.list.paging.by === 'keyset' && page.length < PAGE_SIZE) return;
		}
	}

	/** After a failed page: waits where asking for it again may help, and gives up where not. Rows read so far stay. */
	async recover(portal: Portal): Promise<void> {
		const { failure, list } = this;
		if (!failure) return;
		const request: RestRequest = { method: list.method, params: {}, safety: 'read' };
		const goOn =
			mayRepeat(failure, 'read') && (await portal.waitFor(failure.error, request, this.retries++));
		if (goOn) this.failure = undefined;
		else this.isDone = true;
	}

	private get keysetKey(): string {
		return this.list.paging.by === 'keyset' && this.list.paging.descending ? '<ID' : '>ID';
	}

	private request(method: string, params: Params): RestRequest {
		return { method, params, safety: 'read' };
	}

	private chained(previous: number): string {
		const { method, params } = this.list;
		const key = this.keysetKey;
		const filter = { ...params.FILTER };
		delete filter[key];
		const page: Params = { ...this.nextPage().params, start: -1, FILTER: filter };
		if (Object.keys(filter).length === 0) delete page.FILTER;
		const cursor = encodeURIComponent(`$result[${commandKey(previous)}][${PAGE_SIZE - 1}][ID]`);
		return `${toCommand(this.request(method, page))}&FILTER[${encodeURIComponent(key)}]=${cursor}`;
	}

	/** Pages that should still come, the one that ends the list included. */
	private pagesLeft(): number {
		if (this.pagesRead === 0) return 1;
		const wanted = this.list.limit - this.rows.length;
		const expected = (this.total ?? 0) - this.rows.length;
		if (wanted <= expected) return Math.ceil(wanted / PAGE_SIZE);
		return this.list.paging.by === 'offset'
			? Math.max(1, Math.ceil(((this.total ?? 0) - this.pagesRead * PAGE_SIZE) / PAGE_SIZE))
			: // Only a page that is not full proves the end: somebody may have come in meanwhile.
				Math.max(1, Math.floor(expected / PAGE_SIZE) + 1);
	}

	/** Adds the rows not seen yet and returns how many those were. */
	private take(page: unknown[]): number {
		let added = 0;
		for (const row of page) {
			if (!isRecord(row)) continue;
			const id = Number(row.ID);
			if (!this.isNew(id)) continue;
			added++;
			if (this.rows.length < this.list.limit && this.isWanted(row)) this.rows.push(row);
		}
		return added;
	}

	private isWanted(row: Row): boolean {
		const { only } = this.list;
		return !only || only.values.includes(String(row[only.field]));
	}

	private isNew(id: number): boolean {
		if (this.list.paging.by === 'offset') {
			if (this.seen.has(id)) return false;
			this.seen.add(id);
			return true;
		}
		const ahead =
			this.lastId === undefined ||
			(this.list.paging.descending ? id < this.lastId : id > this.lastId);
		if (ahead) this.lastId = id;
		return ahead;
	}

	private isAtEnd(pageLength: number, added: number): boolean {
		if (this.rows.length >= this.list.limit || pageLength === 0) return true;
		if (this.list.paging.by === 'offset') {
			return pageLength < PAGE_SIZE || this.pagesRead * PAGE_SIZE >= (this.total ?? 0);
		}
		// Nothing new on a page means the portal did not honour the filter: going on would never end.
		if (added === 0) return true;
		return pageLength < PAGE_SIZE && (!this.counts || this.rows.length >= (this.total ?? 0));
	}
}

function unexpectedList(method: string): PortalError {
	return new PortalError(
		'unknown',
		'The portal answered something other than a list',
		'Try again. If it stays, ask the administrator of the portal.',
		{ method },
	);
}
