/** What must not be done to a workgroup without being asked for. */
import type { Row } from '../../transport/list';
import { InputError } from '../../values/errors';
import type { Encounter } from './encounter';

type Parties = Pick<Encounter, 'group' | 'person'>;

/**
 * Whether a person would make an internal workgroup external. One such person is enough, and it stays so
 * (b24restdocs `api-reference/sonet-group/members/sonet-group-user-add.md`).
 *
 * @throws {InputError} when the credential may not see whether they are an extranet user
 */
export function isOutsider({ group, person }: Parties): boolean {
	if (group.row.IS_EXTRANET === 'Y') return false;
	const type = person.row.USER_TYPE;
	if (typeof type === 'string' && type !== '') return type !== 'employee';
	throw new InputError(
		`${person.label}: the credential may not see whether this is an extranet user, who would make ${group.label} external for good`,
		'Give the webhook or application the scope "user", or turn on the option "Allow External" where there is one.',
	);
}

/** @throws {InputError} for a person who would make the workgroup external */
export function refuseOutsider(parties: Parties, remedy: string): void {
	if (!isOutsider(parties)) return;
	throw new InputError(
		`${parties.person.label} is an extranet user, and the ${parties.group.label} is internal`,
		remedy,
	);
}

/** @throws {InputError} for somebody who was dismissed */
export function refuseDismissed(
	{ person, isDismissed }: Pick<Encounter, 'person' | 'isDismissed'>,
	remedy: string,
): void {
	if (isDismissed) throw new InputError(`${person.label} is dismissed`, remedy);
}

/** Whether the workgroup is a person's own. Its row tells that of dismissed people as well. */
export function isOwner({ group, person, role }: Parties & Pick<Encounter, 'role'>): boolean {
	return role === 'owner' || isNamed(group.row, 'OWNER_ID', person.id);
}

/** Whether a person is the scrum master, in portals that say so. */
export function isScrumMaster({ group, person }: Parties): boolean {
	return isNamed(group.row, 'SCRUM_MASTER_ID', person.id);
}

function isNamed(row: Row, code: string, id: number): boolean {
	return Number(row[code]) === id;
}
