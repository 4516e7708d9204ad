/** What came of looking things up, and of creating them on the way. */
import { checkShown } from '../plan/chosen';
import type { Known, Ref, Search } from '../plan/types';
import type { Row } from '../transport/list';
import { attempt, type Outcome, type Params, succeeded } from '../transport/types';
import type { Finders } from './asker';
import type { Hints } from './hints';

/** One search and its rows, which grow when something is created. */
interface Searched {
	search: Search;
	rows: Outcome<readonly Row[]>;
}

export class KnownThings implements Known {
	private readonly searched = new Map<string, Searched>();

	constructor(
		private readonly finders: Finders,
		private readonly hints: Hints,
	) {}

	row(ref: Ref): Row | undefined {
		const searched = this.searched.get(keyOf(ref));
		if (!searched) throw new TypeError(`Nobody looked up ${keyOf(ref)}`);
		const { search, rows } = searched;
		if (rows.ok) {
			const row = search.match(rows.value, ref);
			if (row) checkShown(ref, row);
			return row;
		}
		const instead = search.unread?.(rows.error, ref);
		if (!instead) throw rows.error;
		if (instead.hint) this.hints.add(instead.hint, instead.detail);
		return instead.row;
	}

	id(ref: Ref): number {
		const row = this.row(ref);
		if (!row) throw this.finders(ref.of).missing(ref);
		return Number(row.ID);
	}

	/** The searches that find these refs, each ref once. */
	searchesFor(refs: readonly Ref[], select: readonly string[] | undefined): Search[] {
		const byResource = new Map<string, Map<string, Ref>>();
		for (const ref of refs) {
			const own = byResource.get(ref.of) ?? new Map<string, Ref>();
			byResource.set(ref.of, own.set(keyOf(ref), ref));
		}
		return [...byResource].flatMap(([resource, own]) =>
			this.finders(resource).searches([...own.values()], select),
		);
	}

	learn(search: Search, rows: Outcome<Row[]>): void {
		const searched = { search, rows };
		for (const ref of search.refs) this.searched.set(keyOf(ref), searched);
	}

	/** Something of this name is there now. */
	created(ref: Ref, id: number, params: Params): void {
		const finder = this.finders(ref.of);
		const row = finder.created?.(ref, id, params);
		if (!row) return;
		const all = new Set(this.searched.values());
		for (const searched of all) {
			if (!searched.rows.ok || !searched.search.refs.some(({ of }) => of === ref.of)) continue;
			const { value: rows } = searched.rows;
			// Of several names of one thing the finder may make the same row.
			if (JSON.stringify(rows.at(-1)) === JSON.stringify(row)) continue;
			searched.rows = succeeded([...rows, row]);
		}
	}

	/** Whether a ref names nothing so far; one that cannot be told names something. */
	isMissing(ref: Ref): boolean {
		const found = attempt(() => this.row(ref));
		return found.ok && found.value === undefined;
	}

	/** The same for refs that name the same, as far as their words tell. */
	keyOf(ref: Ref): string {
		const { keyOf: own } = this.finders(ref.of);
		return `${ref.of} ${own ? own(ref) : `${ref.by} ${ref.value.toLowerCase()}`}`;
	}
}

function keyOf({ of, by, value }: Ref): string {
	return JSON.stringify([of, by, value]);
}
