/** Who takes over: whom the form names, or the manager. */
import { isActive, peopleList } from '../../../form/peopleList';
import { allDepartments, Tree } from '../../../form/tree';
import { valueOf, type Walk } from '../../../plan/walks';
import { PAGE_SIZE, type Row } from '../../../transport/list';
import { InputError } from '../../../values/errors';
import { personLabel } from '../people';
import { headsAbove } from '../include/manager';
import type { Heir, Leaver } from './words';

/** What has to be known of somebody who takes over. */
export const HEIR_FIELDS = ['ID', 'EMAIL', 'NAME', 'LAST_NAME', 'ACTIVE', 'USER_TYPE'];

/**
 * @param leaving IDs of everybody who leaves in this run
 * @throws {InputError} when this person cannot take over
 */
export function chosenHeir(row: Row, leaver: Leaver, leaving: ReadonlySet<number>): Heir {
	const id = Number(row.ID);
	const label = personLabel(row);
	if (id === leaver.id) {
		throw new InputError(`${label} cannot be their own successor`, 'Choose somebody else.');
	}
	if (leaving.has(id)) {
		throw new InputError(
			`${label} cannot take over from ${leaver.label}, because another item offboards them as well`,
			'Choose a successor who stays.',
		);
	}
	if (!isActive(row)) {
		throw new InputError(
			`${label} cannot take over from ${leaver.label}: they are dismissed`,
			'Choose a successor who is active.',
		);
	}
	if (!isEmployee(row)) {
		throw new InputError(
			`${label} cannot take over from ${leaver.label}: they are no employee (user type ${String(row.USER_TYPE)})`,
			'Choose an employee: a guest can neither lead a department nor own an internal workgroup.',
		);
	}
	return { id, label };
}

/** Nobody counts as a guest whose type the credential may not see. */
function isEmployee({ USER_TYPE: type }: Row): boolean {
	return type === undefined || type === 'employee';
}

/**
 * The head of the nearest department upwards who is active and stays; undefined when there is none.
 *
 * @param leaving IDs of everybody who leaves in this run
 */
export function* managerOf(leaver: Leaver, leaving: ReadonlySet<number>): Walk<Heir | undefined> {
	const { lists } = yield { lists: [allDepartments] };
	const heads = headsAbove(new Tree(valueOf(lists[0])), leaver.row).filter(
		(id) => !leaving.has(id),
	);
	if (heads.length === 0) return undefined;
	const read = yield {
		lists: [
			peopleList({ ID: heads.slice(0, PAGE_SIZE) }, { select: HEIR_FIELDS, limit: PAGE_SIZE }),
		],
	};
	const rows = new Map(valueOf(read.lists[0]).map((row) => [Number(row.ID), row]));
	const there = heads.map((id) => rows.get(id)).filter((row) => row !== undefined);
	const row = there.find((one) => isActive(one) && isEmployee(one));
	return row && { id: Number(row.ID), label: personLabel(row) };
}
