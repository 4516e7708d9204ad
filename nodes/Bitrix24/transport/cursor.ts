/** Where the reading of one list stands, and which pages to ask for next. */
import { commandKey, toCommand } from './batch';
import { PortalError } from './errors';
import type { Portal } from './portal';
import { mayRepeat } from './retry';
import {
	failed,
	isRecord,
	type ListForm,
	type ListRequest,
	type Outcome,
	PAGE_SIZE,
	type Params,
	type RestAnswer,
	type RestRequest,
	type Row,
	type RowTest,
	succeeded,
} from './types';

/** The words of lists of people. */
const PEOPLE: ListForm = { id: 'ID', filter: 'FILTER', key: 'ID', order: 'order' };

/** Where the reading of one list stands. */
export class ListCursor {
	isDone = false;

	/** Whether the portal would read the same filter in a batch: `false`, for "is empty", cannot be said there. */
	readonly isBatchable: boolean;

	private readonly rows: Row[] = [];

	/** What ended the last round; cleared when the page may be asked for again. */
	private failure?: { ok: false; error: Error };

	private hasRepeated = false;

	/** How often the page after the last one was asked for in vain. */
	private retries = 0;

	/** IDs already taken, to drop what an offset page shows twice. */
	private readonly seen = new Set<number>();

	/** IDs that came since the list was begun anew. */
	private readonly shown = new Set<number>();

	/** How pages follow each other at the moment. */
	private paging: ListRequest['paging'];

	/** Ways left to read the list when one has left somebody out. */
	private readonly others: Array<ListRequest['paging']>;

	private readonly ways: number;

	private lastId?: number;

	private pagesRead = 0;

	/** Rows there were when the first page was read; undefined when they were not counted. */
	private total?: number;

	/** Rows there were when the last page was read by position. */
	private latest?: number;

	/** Counting is the slow part on a big portal: once is enough, and not at all when one page will do. */
	private isCounted: boolean;

	private readonly form: ListForm;

	constructor(private readonly list: ListRequest) {
		this.form = list.form ?? PEOPLE;
		this.isBatchable = toCommand(this.request(list.method, list.params)) !== undefined;
		this.isCounted =
			list.paging.by === 'offset'
				? list.limit > PAGE_SIZE || list.only !== undefined
				: this.isBatchable && list.limit > PAGE_SIZE && !list.uncounted;
		this.paging = list.paging;
		const { paging } = list;
		const byId = { by: 'keyset', descending: false } as const;
		this.others = paging.by === 'offset' ? [byId, paging, paging] : [{ by: 'offset' }];
		this.ways = this.others.length;
		this.isDone = list.limit <= 0;
	}

	/** Rows came twice, as they do when they swap places between pages, and the limit hides who was passed over. */
	get isSwapped(): boolean {
		return this.hasRepeated && this.isFirstWay && this.rows.length >= this.list.limit;
	}

	get outcome(): Outcome<Row[]> {
		return this.failure ?? succeeded(this.rows);
	}

	/** The request for the next page on its own. */
	nextPage(): RestRequest {
		const { method, params } = this.list;
		const { paging } = this;
		if (paging.by === 'offset') {
			return this.request(method, {
				...params,
				...paging.sort,
				start: this.isCounted ? this.pagesRead * PAGE_SIZE : -1,
			});
		}
		const filter =
			this.lastId === undefined ? this.filter : { ...this.filter, [this.keysetKey]: this.lastId };
		return this.request(method, {
			...params,
			...(filter && { [this.form.filter]: filter }),
			...this.sortedById(paging.descending ? 'DESC' : 'ASC'),
			start: this.isCounted && this.pagesRead === 0 ? 0 : -1,
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
		const { paging } = this;
		return Array.from({ length: pages }, (_, index) => {
			if (paging.by === 'offset') {
				const page = this.nextPage();
				if (this.isCounted) page.params.start = (this.pagesRead + index) * PAGE_SIZE;
				return commandOf(page);
			}
			return index === 0 ? commandOf(this.nextPage()) : this.chained(position + index - 1);
		});
	}

	/** Takes in the answers of the pages asked for, in order. */
	accept(answers: Array<Outcome<RestAnswer>>): void {
		for (const answer of answers) {
			if (!answer.ok) {
				this.failure = answer;
				return;
			}
			const page = this.pageIn(answer.value.result);
			if (!Array.isArray(page)) {
				this.failure = failed(unexpectedList(this.list.method));
				return;
			}
			this.retries = 0;
			const hidden = page.length === 0 ? undefined : hiddenIn(page, this.list.only);
			if (hidden !== undefined) {
				this.failure = failed(hiddenField(hidden));
				return;
			}
			// Begun anew without a count, the one before still stands.
			if (this.pagesRead === 0) this.total = answer.value.total ?? this.total;
			// Whoever comes meanwhile is counted by the later pages only; pages by ID count nobody.
			if (this.paging.by === 'offset' && this.isCounted) this.latest = answer.value.total;
			this.pagesRead++;
			const added = this.take(page);
			if (this.isAtEnd(page.length, added)) {
				this.finish(page.length > 0 && added === 0);
				return;
			}
			// A page that came short ends the chain: the pages behind it had nothing to continue from.
			if (this.paging.by === 'keyset' && page.length < PAGE_SIZE) return;
		}
	}

	/** After a failed page: waits where asking for it again may help, and gives up where not. Rows read so far stay. */
	async recover(portal: Portal): Promise<void> {
		const { failure, list } = this;
		if (!failure) return;
		const request: RestRequest = { method: list.method, params: {}, safety: 'read' };
		const goOn =
			mayRepeat(failure, 'read') && (await portal.waitFor(failure.error, request, this.retries++));
		if (goOn) {
			this.failure = undefined;
			return;
		}
		this.isDone = true;
		if (failure.error instanceof PortalError) {
			this.failure = failed(portal.clock.explain(failure.error, list.method));
		}
	}

	/**
	 * Ends the list, or begins it anew another way when fewer came than the portal had counted: positions shift when somebody
	 * is deleted, rows of equal values swap places between pages, and some portals ignore `start` or a condition on the ID.
	 *
	 * @param isStuck the last page brought nothing new
	 */
	private finish(isStuck: boolean): void {
		const total = Math.max(this.total ?? 0, this.latest ?? 0);
		const isShort = this.paging.by === 'offset' ? this.shown.size < total : isStuck;
		if (this.rows.length >= this.list.limit || !isShort) {
			this.isDone = true;
			return;
		}
		if (!this.isCounted) {
			// Single pages of a sorted list end with the first one; rows that come again where others were asked for do not.
			this.isDone = true;
			if (isStuck) this.failure = failed(repeating(this.list.method, this.seen.size));
			return;
		}
		const next = this.others.shift();
		if (next) {
			this.paging = next;
			this.pagesRead = 0;
			this.lastId = undefined;
			this.shown.clear();
			return;
		}
		this.isDone = true;
		if (this.seen.size < total)
			this.failure = failed(incomplete(this.list.method, this.seen.size, total));
	}

	private get keysetKey(): string {
		const { key } = this.form;
		return this.paging.by === 'keyset' && this.paging.descending ? `<${key}` : `>${key}`;
	}

	private get filter(): Params | undefined {
		const filter = this.list.params[this.form.filter];
		return typeof filter === 'object' && !Array.isArray(filter) ? (filter ?? undefined) : undefined;
	}

	private sortedById(direction: 'ASC' | 'DESC'): Params {
		const { key, order } = this.form;
		return this.list.form ? { [order]: { [key]: direction } } : { sort: 'ID', order: direction };
	}

	private pageIn(result: unknown): unknown {
		const { rows } = this.form;
		if (rows === undefined) return result;
		return isRecord(result) ? result[rows] : undefined;
	}

	private request(method: string, params: Params): RestRequest {
		return { method, params, safety: 'read' };
	}

	private chained(previous: number): string {
		const { method } = this.list;
		const { rows, id, filter: name } = this.form;
		const key = this.keysetKey;
		const filter = { ...this.filter };
		delete filter[key];
		const page: Params = { ...this.nextPage().params, start: -1, [name]: filter };
		if (Object.keys(filter).length === 0) delete page[name];
		const inside = rows === undefined ? '' : `[${rows}]`;
		const last = `$result[${commandKey(previous)}]${inside}[${PAGE_SIZE - 1}][${id}]`;
		const cursor = `${name}[${encodeURIComponent(key)}]=${encodeURIComponent(last)}`;
		return `${commandOf(this.request(method, page))}&${cursor}`;
	}

	/** Pages that should still come, the one that ends the list included. */
	private pagesLeft(): number {
		if (this.pagesRead === 0) {
			// Begun anew, the length is known: one batch holds it all.
			if (!this.isFirstWay) return Math.floor((this.total ?? 0) / PAGE_SIZE) + 1;
			return Math.max(1, Math.ceil((this.list.expected ?? 0) / PAGE_SIZE));
		}
		const wanted = this.isFirstWay ? this.list.limit - this.rows.length : Infinity;
		const read = this.paging.by === 'offset' ? this.pagesRead * PAGE_SIZE : this.shown.size;
		const expected = (this.total ?? 0) - read;
		if (wanted <= expected) return Math.ceil(wanted / PAGE_SIZE);
		// Only a page that is not full proves the end: somebody may have come in meanwhile.
		return Math.max(1, Math.floor(expected / PAGE_SIZE) + 1);
	}

	/** Adds the rows not seen yet and returns how many those were. */
	private take(page: unknown[]): number {
		let added = 0;
		for (const row of page) {
			if (!isRecord(row)) continue;
			const id = Number(row[this.form.id]);
			if (!this.isNew(id)) continue;
			added++;
			if (this.seen.has(id)) continue;
			this.seen.add(id);
			if (this.rows.length < this.list.limit && this.isWanted(row)) this.insert(row);
		}
		return added;
	}

	/** Puts a row in its place; whoever comes when the list is begun anew belongs among those that are there. */
	private insert(row: Row): void {
		this.rows.splice(this.isFirstWay ? this.rows.length : this.placeOf(row), 0, row);
	}

	/** By halves: of a long list with many equal values, thousands come late. */
	private placeOf(row: Row): number {
		let from = 0;
		let to = this.rows.length;
		while (from < to) {
			const middle = (from + to) >>> 1;
			if (isBefore(row, this.rows[middle], this.list)) to = middle;
			else from = middle + 1;
		}
		return from;
	}

	/** Whether the list has not been begun anew. */
	private get isFirstWay(): boolean {
		return this.others.length === this.ways;
	}

	private isWanted(row: Row): boolean {
		return (this.list.only ?? []).every((test) => meets(row, test));
	}

	private isNew(id: number): boolean {
		if (this.paging.by === 'offset') {
			if (this.shown.has(id)) {
				this.hasRepeated = true;
				return false;
			}
			this.shown.add(id);
			return true;
		}
		const ahead =
			this.lastId === undefined || (this.paging.descending ? id < this.lastId : id > this.lastId);
		if (ahead) {
			this.lastId = id;
			this.shown.add(id);
		}
		return ahead;
	}

	private isAtEnd(pageLength: number, added: number): boolean {
		if (this.rows.length >= this.list.limit || pageLength === 0) return true;
		if (this.paging.by === 'offset') {
			// A method without pages, such as user.userfield.list, answers more than a page holds.
			if (pageLength !== PAGE_SIZE || !this.isCounted) return true;
			// Newcomers may have pushed a whole page down; past the count, a page of old acquaintances is the end.
			return added === 0 && this.pagesRead * PAGE_SIZE >= (this.total ?? 0);
		}
		// Nothing new on a page means the portal did not honour the filter: going on would never end.
		if (added === 0) return true;
		return pageLength < PAGE_SIZE && (!this.isCounted || this.shown.size >= (this.total ?? 0));
	}
}

/** What a test looks at and no row of a page has. */
function hiddenIn(page: readonly unknown[], tests: readonly RowTest[] = []): string | undefined {
	const isHidden = (field: string) => page.every((row) => isRecord(row) && !(field in row));
	// A text that nobody on the page has is left out as well.
	return tests.find((test) => test.every(({ field, values }) => values && isHidden(field)))?.[0]
		.field;
}

function meets(row: Row, test: RowTest): boolean {
	return test.some(({ field, values, begins }) => {
		const held = [row[field]].flat();
		if (values) return held.some((one) => values.includes(String(one).toLowerCase()));
		return begins !== undefined && held.some((one) => hasWord(one, begins));
	});
}

/** Whether a word of a text begins so. */
function hasWord(text: unknown, begins: string): boolean {
	if (typeof text !== 'string') return false;
	const words = text
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ');
	return ` ${words}`.includes(` ${begins}`);
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true });

/** Whether a row comes before another one in the order asked for, as far as that can be told without the server. */
function isBefore(row: Row, other: Row, { paging, form: { id } = PEOPLE }: ListRequest): boolean {
	const sort = paging.by === 'offset' ? paging.sort : undefined;
	const field = String(sort?.sort ?? id);
	const isDescending = paging.by === 'keyset' ? paging.descending : sort?.order === 'DESC';
	const [one, two] = [row, other].map((each) => String(each[field] ?? ''));
	const order = COLLATOR.compare(one, two) || Number(row[id]) - Number(other[id]);
	return isDescending ? order > 0 : order < 0;
}

function incomplete(method: string, came: number, total: number): PortalError {
	return new PortalError(
		'refused',
		`The portal counts ${total} entries in this list but showed only ${came} of them`,
		'Leave out the sorting, or narrow the list with filters. If it stays, ask the administrator of the portal.',
		{ method, reason: 'incompleteList' },
	);
}

function repeating(method: string, came: number): PortalError {
	return new PortalError(
		'refused',
		`The portal sent entries again that had come before instead of those that follow; only ${came} have come`,
		'Narrow the list with filters. If it stays, ask the administrator of the portal.',
		{ method, reason: 'incompleteList' },
	);
}

function unexpectedList(method: string): PortalError {
	return new PortalError(
		'lost',
		'The portal answered something other than a list',
		'Try again. If it stays, ask the administrator of the portal.',
		{ method },
	);
}

/** Rows cannot be told apart by a field that the scope hides; dropping all of them would look like an empty list. */
function hiddenField(field: string): PortalError {
	return new PortalError(
		'refused',
		`The credential may not see the field ${field}, so the list cannot be narrowed by it`,
		'Give the webhook or application the scope "user", or remove the filter.',
	);
}

/** A page of a list that fits a batch, see `isBatchable`. */
function commandOf(page: RestRequest): string {
	const command = toCommand(page);
	if (command === undefined) throw new TypeError(`A page of ${page.method} fits no batch`);
	return command;
}
