/** The people and workgroups that items name, looked up together, with what the ones are in the others. */
import { isActive } from '../../form/peopleList';
import { membersRequest } from '../../form/groupList';
import { readPreview } from '../../form/options';
import { readPerson } from '../../form/person';
import type { Item, Known, Ref } from '../../plan/types';
import type { Row } from '../../transport/list';
import { andThen, attempt, type Outcome, type RestAnswer } from '../../transport/types';
import { readWorkgroup } from './form';
import { groupLabel } from './groups';
import { type Role, rolesIn } from './members';

/** Something that an item names, as messages name it. */
export interface Named {
	id: number;
	row: Row;
	label: string;
}

/** One person and one workgroup. */
export interface Encounter {
	item: Item;
	group: Named;
	person: Named;
	/** The portal does not show dismissed people in workgroups, though they stay in them. */
	isDismissed: boolean;
	/** What the portal shows the person to be in the workgroup; undefined: nothing. */
	role?: Role;
	isPreview: boolean;
}

/** What has to be known of a person before they are put anywhere. */
export const PERSON_FIELDS = ['NAME', 'LAST_NAME', 'EMAIL', 'ACTIVE', 'USER_TYPE'];

/** Per item whom and what it names, or why that is not known: in one request for the names, and one for the members. */
export async function encounters(items: readonly Item[]): Promise<Array<Outcome<Encounter>>> {
	const read = items.map((item) =>
		attempt(() => ({
			item,
			refs: { group: readWorkgroup(item), person: readPerson(item) },
			isPreview: readPreview(item),
		})),
	);
	const refs = read.flatMap((one) => (one.ok ? Object.values(one.value.refs) : []));
	const [asker] = items;
	const known = await asker.lookUp(refs, PERSON_FIELDS);
	const named = read.map((one) =>
		andThen(one, ({ item, refs: { group, person }, isPreview }) => ({
			item,
			isPreview,
			group: namedGroup(known, group),
			person: namedPerson(known, person),
		})),
	);
	const members = await membersOf(
		asker,
		named.flatMap((one) => (one.ok ? [one.value.group.id] : [])),
	);
	return named.map((one) =>
		andThen(one, (encounter) => ({
			...encounter,
			isDismissed: isDismissed(encounter.person.row),
			role: members(encounter.group.id).get(encounter.person.id),
		})),
	);
}

/**
 * Reads the members of several workgroups together.
 *
 * @returns the roles in one of them; throws why they could not be read
 */
export async function membersOf(
	asker: Pick<Item, 'read'>,
	groups: readonly number[],
): Promise<(group: number) => Map<number, Role>> {
	const ids = [...new Set(groups)];
	const { requests } = await asker.read({ requests: ids.map(membersRequest) });
	const answers = new Map(ids.map((id, at) => [id, requests[at]]));
	return (group) => rolesOf(answers.get(group));
}

function rolesOf(answer: Outcome<RestAnswer> | undefined): Map<number, Role> {
	if (!answer) throw new TypeError('Nobody asked for the members of this workgroup');
	if (!answer.ok) throw answer.error;
	return rolesIn(answer.value);
}

export function namedGroup(known: Known, ref: Ref): Named {
	const id = known.id(ref);
	const row = known.row(ref) ?? {};
	return { id, row, label: groupLabel({ ID: id, ...row }) };
}

export function namedPerson(known: Known, ref: Ref): Named {
	const id = known.id(ref);
	const row = known.row(ref) ?? {};
	const name = [row.NAME, row.LAST_NAME].filter((part) => typeof part === 'string' && part !== '');
	const label = name.length > 0 ? `${name.join(' ')} (ID ${id})` : `The person with ID ${id}`;
	return { id, row, label };
}

/** Whether somebody was dismissed; nobody counts as dismissed whose status the credential may not see. */
export function isDismissed(row: Row): boolean {
	return !isActive(row);
}
