/** Reads things back after a change, wherever possible in the same HTTP request. */
import type { Change, Finder } from '../../plan/types';
import type { Row } from '../../transport/list';
import {
	attempt,
	isRecord,
	type Outcome,
	type RestAnswer,
	type RestRequest,
} from '../../transport/types';
import type { RunAsker } from '../asker';
import type { Pending } from './pendingChange';

type Check = NonNullable<Change['check']>;

export class ReadBack {
	/** Why the last read gave nothing. */
	error?: Error;

	private readonly rows = new Map<string, Row>();

	constructor(
		private readonly asker: RunAsker,
		private readonly finderOf: (resource: string) => Finder,
	) {}

	/** The read that ends a request of changes; undefined when nothing with a known ID is to be read back. */
	request(pending: readonly Pending[]): RestRequest | undefined {
		const wanted = checked(pending);
		if (wanted.length === 0) return undefined;
		const { resource } = wanted[0].check;
		const ids = new Set(wanted.map(({ id }) => String(id)));
		const refs = [...ids].map((value) => ({ of: resource, by: 'id', value }));
		const [search, more] = this.finderOf(resource).searches(refs, selectOf(wanted));
		// A second page would take a second read; `complete` makes it.
		if (more || search.list.paging.by !== 'keyset') return undefined;
		const { method, params } = search.list;
		return { method, params: { ...params, start: -1 }, safety: 'read' };
	}

	/** Takes in what that read answered. */
	take(pending: readonly Pending[], answer: Outcome<RestAnswer>): void {
		this.error = answer.ok ? undefined : answer.error;
		const first = checked(pending).at(0);
		if (!first || !answer.ok || !Array.isArray(answer.value.result)) return;
		for (const row of answer.value.result.filter(isRecord)) {
			this.rows.set(keyOf(first.check.resource, Number(row.ID)), row);
		}
	}

	/** Reads whatever is still missing: what was just created, and what no request of changes could end with. */
	async complete(pending: readonly Pending[]): Promise<void> {
		const missing = checked(pending).filter(
			({ id, check }) => !this.rows.has(keyOf(check.resource, id)),
		);
		if (missing.length === 0) return;
		const refOf = ({ id, check }: (typeof missing)[number]) => ({
			of: check.resource,
			by: 'id',
			value: String(id),
		});
		const known = await this.asker.lookUp(missing.map(refOf), selectOf(missing));
		for (const one of missing) {
			const row = attempt(() => known.row(refOf(one)));
			if (!row.ok) this.error = row.error;
			else if (row.value) this.rows.set(keyOf(one.check.resource, one.id), row.value);
		}
	}

	row({ id, change }: Pending): Row | undefined {
		return id === undefined || !change.check
			? undefined
			: this.rows.get(keyOf(change.check.resource, id));
	}
}

function keyOf(resource: string, id: number): string {
	return `${resource} ${id}`;
}

/** Those that are to be read back and have an ID. */
function checked(pending: readonly Pending[]): Array<{ id: number; check: Check }> {
	return pending.flatMap(({ id, change: { check } }) => {
		const wanted = check && check.of !== 'created' ? check.of : id;
		return check && wanted !== undefined ? [{ id: wanted, check }] : [];
	});
}

/** The fields all of them need; undefined when one of them needs all. */
function selectOf(wanted: ReadonlyArray<{ check: Check }>): string[] | undefined {
	const codes = new Set<string>();
	for (const { check } of wanted) {
		if (!check.select) return undefined;
		check.select.forEach((code) => codes.add(code));
	}
	return [...codes];
}
