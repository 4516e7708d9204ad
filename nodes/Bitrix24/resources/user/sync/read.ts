/** Reads whoever the list may speak of, in as few requests as there can be: only the fields that are compared. */
import { peopleList } from '../../../form/peopleList';
import type { Item } from '../../../plan/types';
import type { Row } from '../../../transport/list';
import { comparedCodes } from '../edit';
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

/**
 * Without departments in the scope everybody is read: that tells who is there twice, and costs one request per 2,500
 * people. With departments those who work there and those whom the list names, wherever they are.
 *
 * @throws {PortalError} when they cannot be read: who is not seen would be taken for new
 */
export async function readPortal(
	asker: Item,
	rows: readonly WantedRow[],
	by: MatchField,
	scope: Scope,
): Promise<Present> {
	const codes = new Set([
		...IDENTITY,
		by.code,
		...rows.flatMap(({ wanted }) => comparedCodes(wanted)),
	]);
	const select = [...codes];
	const own = scope.departments && [...scope.departments];
	const everybody = own
		? peopleList({ UF_DEPARTMENT: own, ACTIVE: 'Y' }, { select })
		: peopleList({}, { select, expected: rows.length });
	const refs = own ? rows.flatMap((row) => refsOf(row, by)) : [];
	const searches = finder.searches(refs, select).map(({ list }) => list);
	const { lists } = await asker.read({ lists: [everybody, ...searches] });
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
	return { people, inDepartments: own && inDepartments };
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
