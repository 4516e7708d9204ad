/** The list behind user.get and user.search. */
import type { Context, MethodAnswer } from '../server/context';
import { PAGE } from '../server/context';
import type { Conditions } from '../protocol/filter';
import { compile } from '../protocol/filter';
import type { Params, Php } from '../protocol/php';
import { toText, truthy, upperKeys } from '../protocol/php';
import { rowOf, selected, visibleFields } from './rows';
import { takeSearch } from './search';
import type { PortalState } from './state';
import type { StoredPerson } from '../types';
import { comparable, kindOf } from '../protocol/values';
import { isVisible } from './visibility';

/** Top-level keys that are no filter. */
const CONTROL = new Set([
	'SORT',
	'ORDER',
	'FILTER',
	'SELECT',
	'ADMIN_MODE',
	'IMAGE_RESIZE',
	'START',
]);

/** With FILTER (an array) nothing else filters; without it every other top-level key does. */
function filterOf(query: Params): Params {
	const filter: Php | undefined = query.FILTER;
	if (typeof filter === 'object' && filter !== null) return upperKeys(filter);
	return Object.fromEntries(Object.entries(query).filter(([key]) => !CONTROL.has(key)));
}

interface Order {
	field: string;
	descending: boolean;
}

/** `sort` and `order` are honoured only when both are given. (server behaviour) */
function orderOf(query: Params, fields: ReadonlySet<string>): Order {
	const field = toText(query.SORT).toUpperCase();
	const direction = toText(query.ORDER).toUpperCase();
	if (direction === '' || !fields.has(field)) return { field: 'ID', descending: false };
	return { field, descending: direction === 'DESC' };
}

function* candidates(state: PortalState, conditions: Conditions, descending: boolean) {
	const { ids, above, below } = conditions;
	if (!ids) {
		yield* state.people.between(above, below, descending);
		return;
	}
	const sorted = [...ids].sort((a, b) => (descending ? b - a : a - b));
	for (const id of sorted) {
		const person = id > above && id < below ? state.people.get(id) : undefined;
		if (person) yield person;
	}
}

/** Where a person stands among equals on a later page: anywhere, but the same whenever that page is asked for. */
function scramble(id: number, page: number): number {
	return Math.imul(id + page * 7919, 0x9e3779b1) >>> 0;
}

/** Nothing orders people with equal values, so that the database may do it otherwise for every page. */
function sorted(
	people: StoredPerson[],
	order: Order,
	state: PortalState,
	page: number,
): StoredPerson[] {
	const kind = kindOf(order.field, state);
	const sign = order.descending ? -1 : 1;
	// NULL comes first, as in MySQL.
	const keyed = people.map((person) => ({
		person,
		key: comparable(person[order.field], kind)[0] ?? '',
	}));
	const rank = (id: number) => (page > 0 ? scramble(id, page) : id);
	keyed.sort((a, b) => {
		if (a.key !== b.key) return a.key < b.key ? -sign : sign;
		return rank(a.person.ID) - rank(b.person.ID);
	});
	return keyed.map(({ person }) => person);
}

/** Walks the matches; stops early when nobody counts and the order is that of the primary key. */
function collect(
	matches: Iterable<StoredPerson>,
	from: number,
	counting: boolean,
): { rows: StoredPerson[]; total: number } {
	const rows: StoredPerson[] = [];
	let total = 0;
	for (const person of matches) {
		if (total >= from && rows.length < PAGE) rows.push(person);
		total += 1;
		if (!counting && rows.length === PAGE) break;
	}
	return { rows, total };
}

/** Runs user.get or, with `searching`, user.search. */
export async function listPeople(
	params: Params,
	context: Context,
	searching: boolean,
): Promise<MethodAnswer> {
	const { state, caller, start } = context;
	const query = upperKeys(params);
	const fields = visibleFields(context.scopes, state);
	const known = new Set([...fields, 'ID', 'IS_ONLINE', 'USER_TYPE']);
	const filter = filterOf(query);
	const search = searching ? takeSearch(filter, state) : { tests: [], rest: filter };
	const conditions = compile(search.rest, known, state);
	const tests = [...search.tests, ...conditions.tests];
	const viewer = { caller, adminMode: truthy(query.ADMIN_MODE), plainId: conditions.plainId };
	const order = orderOf(query, known);
	const byId = order.field === 'ID';

	function* matches() {
		for (const person of candidates(state, conditions, byId && order.descending)) {
			if (isVisible(person, viewer) && tests.every((test) => test(person))) yield person;
		}
	}
	const counting = start >= 0;
	if (counting) await context.countRows();
	const page = state.quirks.unstableTies ? Math.max(0, Math.floor(start / PAGE)) : 0;
	const walked = byId ? matches() : sorted([...matches()], order, state, page);
	const from = counting && !state.quirks.ignoresStart ? start : 0;
	const { rows, total } = collect(walked, from, counting);

	const shown = selected(fields, query.SELECT);
	const result = rows.map((person) => rowOf(person, shown, state, query.IMAGE_RESIZE));
	if (!counting) return { result, total: 0 };
	// Nothing found: no total at all. (server behaviour)
	if (total === 0) return { result };
	return start + PAGE < total ? { result, total, next: start + PAGE } : { result, total };
}
