/** What the measured portal holds for a piece of work besides its people, as a company of that size has it. */
import { type Portal, type StoredPerson } from '../portal';
import { fill, LEAVER, MUCH } from '../resources/user/offboard/support';
import { MARK, type Person, type Workload } from './protocol';

export { LEAVER };

/** Departments added to the 69 there are: 409 in all. */
const MORE_DEPARTMENTS = 340;

const PENDING = 300;

const isEmployee = (person: StoredPerson): boolean =>
	person.ACTIVE && person.USER_TYPE === 'employee' && !person.EXTERNAL_AUTH_ID;

/** What an HR system knows people by. */
function employeeNumbers(portal: Portal): void {
	for (const person of portal.people.values()) {
		if (!isEmployee(person)) continue;
		person.WORK_PHONE = `+49 30 ${person.ID}`;
		person.XML_ID ??= `HR-${person.ID}`;
	}
}

function largeStructure(portal: Portal): void {
	for (let at = 1; at <= MORE_DEPARTMENTS; at++) {
		portal.addDepartment({ NAME: `Group ${at}`, PARENT: 3 + (at % 8) * 2, UF_HEAD: 200 + at });
	}
	const [...people] = portal.people.values();
	const ids = portal.departments.map(({ ID }) => ID);
	for (const person of people.filter(({ ID, UF_DEPARTMENT }) => ID > 100 && UF_DEPARTMENT.length)) {
		person.UF_DEPARTMENT = [ids[person.ID % ids.length]];
	}
}

function neverCame(portal: Portal): void {
	const people = [...portal.people.values()].filter((one) => one.ID > 100 && isEmployee(one));
	for (const person of people.slice(0, PENDING)) {
		Object.assign(person, { confirmCode: 'x', LAST_LOGIN: null });
	}
}

const SCENES: Partial<Record<Workload, (portal: Portal) => void>> = {
	include: largeStructure,
	departmentNames: largeStructure,
	pending: neverCame,
	upsertSame: employeeNumbers,
	upsertAll: employeeNumbers,
	upsertCode: employeeNumbers,
	syncSame: employeeNumbers,
	syncChanged: employeeNumbers,
	syncMany: employeeNumbers,
	previewChanged: employeeNumbers,
	previewMany: employeeNumbers,
	offboard: (portal) => fill(portal, MUCH),
};

export function prepare(portal: Portal, workload: Workload): void {
	SCENES[workload]?.(portal);
}

/** Whom the work is about: employees, oldest first; a part of them leaves administrators and invited people out. */
export function peopleFor(portal: Portal, count?: number): Person[] {
	return [...portal.people.values()]
		.filter(
			(person) =>
				isEmployee(person) && (count === undefined || !(person.isAdmin || person.confirmCode)),
		)
		.slice(0, count)
		.map((person) => ({
			ID: person.ID,
			EMAIL: person.EMAIL,
			XML_ID: String(person.XML_ID ?? ''),
			WORK_POSITION: String(person.WORK_POSITION ?? ''),
			WORK_PHONE: String(person.WORK_PHONE ?? ''),
			UF_DEPARTMENT: person.UF_DEPARTMENT,
		}));
}

/** IDs of people who may sign in. */
export const activeIn = ({ people }: Portal): number[] =>
	[...people.values()].filter(({ ACTIVE }) => ACTIVE).map(({ ID }) => ID);

/** How many of them may no more. */
export const numberDismissed = ({ people }: Portal, before: readonly number[]): number =>
	before.filter((id) => people.get(id)?.ACTIVE !== true).length;

/** People carrying the mark of the work: changed or invited. */
export const numberMarked = ({ people }: Portal): number =>
	[...people.values()].filter(
		({ WORK_POSITION, EMAIL }) => WORK_POSITION === MARK || EMAIL.startsWith(MARK),
	).length;
