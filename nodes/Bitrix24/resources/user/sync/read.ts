/** Reads whoever the list may speak of, in as few requests as there can be: only the fields that are compared. */
import { chosenDepartments } from '../../../form/departments';
import { peopleList } from '../../../form/peopleList';
import type { Item } from '../../../plan/types';
import type { Row } from '../../../transport/list';
import { attemptAsync, type Outcome } from '../../../transport/types';
import { namedCodes } from '../edit';
import { codesAhead } from '../form/mapper';
import { type MatchField, personBy } from '../form/match';
import { hidden } from '../hidden';
import { IDENTITY, people as finder, personByEmail } from '../people';
import type { Scope } from './rules';
import type { WantedRow } from './wanted';

export interface Present {
	/** Each once, whatever their status and kind. */
	people: Row[];
	/** IDs of those in the departments of the scope; undefined for the whole company. */
	inDepartments?: ReadonlySet<number>;
}

/** Everybody, on the way while the rows of the list are read. */
export interface Ahead {
	/** Fields that are asked for. */
	codes: ReadonlySet<string>;
	lists: Promise<Outcome<Lists>>;
}

type Lists = Array<Outcome<Row[]>>;

/**
 * Begins to read whoever the list may speak of, as far as that is known before its rows are read.
 *
 * @returns undefined where it takes the rows to know whom
 */
export async function readAhead(
	items: readonly Item[],
	by: MatchField,
	scope: Scope,
): Promise<Ahead | undefined> {
	if (scope.departments) return undefined;
	// Whatever is wrong with a row is said of that row when it is read.
	const codes = await attemptAsync(async () => await codesOf(items, by));
	if (!codes.ok) return undefined;
	const list = peopleList({}, { select: [...codes.value], expected: items.length });
	// An outcome, and no promise that fails while nobody waits for it.
	const lists = attemptAsync(async () => (await items[0].read({ lists: [list] })).lists);
	return { codes: codes.value, lists };
}

async function codesOf(items: readonly Item[], by: MatchField): Promise<Set<string>> {
	const codes = new Set([...IDENTITY, by.code, ...(await codesAhead(items, 'invite'))]);
	const isUntouched = (item: Item) => {
		const chosen = chosenDepartments(item, item.param('departments', []));
		return Array.isArray(chosen) && chosen.length === 0;
	};
	return items.every(isUntouched) ? codes : codes.add('UF_DEPARTMENT');
}

/**
 * Without departments in the scope everybody is read: that tells who is there twice, and costs one request per 2,500
 * people. With departments those who work there and those whom the list names, wherever they are.
 *
 * @param ahead what is being read already
 * @throws {PortalError} when they cannot be read: who is not seen would be taken for new
 */
export async function readPortal(
	asker: Item,
	rows: readonly WantedRow[],
	by: MatchField,
	scope: Scope,
	ahead?: Ahead,
): Promise<Present> {
	const codes = new Set([...IDENTITY, by.code]);
	for (const { wanted } of rows) for (const code of namedCodes(wanted)) codes.add(code);
	const lists = await listsOf(asker, rows, by, scope, [...codes], ahead);
	const found = new Map<number, Row>();
	const inDepartments = new Set<number>();
	lists.forEach((list, at) => {
		if (!list.ok) throw list.error;
		for (const row of list.value) {
			found.set(Number(row.ID), row);
			if (at === 0) inDepartments.add(Number(row.ID));
		}
	});
	const people = [...found.values()];
	checkVisible(people, by);
	return { people, inDepartments: scope.departments && inDepartments };
}

async function listsOf(
	asker: Item,
	rows: readonly WantedRow[],
	by: MatchField,
	{ departments }: Scope,
	select: string[],
	ahead?: Ahead,
): Promise<Lists> {
	if (ahead) {
		const lists = await ahead.lists;
		if (!lists.ok) throw lists.error;
		if (select.every((code) => ahead.codes.has(code))) return lists.value;
	}
	if (!departments) {
		const everybody = peopleList({}, { select, expected: rows.length });
		return (await asker.read({ lists: [everybody] })).lists;
	}
	const own = peopleList({ UF_DEPARTMENT: [...departments], ACTIVE: 'Y' }, { select });
	const refs = rows.flatMap((row) => refsOf(row, by));
	const searches = finder.searches(refs, select).map(({ list }) => list);
	return (await asker.read({ lists: [own, ...searches] })).lists;
}

function refsOf({ shown, address }: WantedRow, by: MatchField) {
	const key = by.code === 'EMAIL' ? personByEmail(shown) : personBy(by, shown);
	const isSame = by.code === 'EMAIL' || address === undefined;
	return isSame ? [key] : [key, personByEmail(address)];
}

/** @throws {InputError} when addresses are hidden, and everybody would be invited anew, or kinds of people, and nobody would be missing */
function checkVisible(people: readonly Row[], { code }: MatchField): void {
	const needed = code === 'EMAIL' ? ['EMAIL', 'USER_TYPE'] : ['USER_TYPE'];
	const field = needed.find((one) => people.every((row) => row[one] === undefined));
	if (field === undefined || people.length === 0) return;
	throw hidden(field, 'Give the webhook or application the scope "user".');
}
