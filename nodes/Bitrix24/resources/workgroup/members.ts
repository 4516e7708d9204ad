/** Who is in a workgroup, and as what. */
import { listIn } from '../../form/groupList';
import type { Row } from '../../transport/list';
import { isRecord, type RestAnswer } from '../../transport/types';
import { InputError } from '../../values/errors';

export type Role = 'owner' | 'moderator' | 'member';

/** No others are answered (b24restdocs `api-reference/sonet-group/members/sonet-group-user-get.md`). */
const roles: ReadonlyMap<unknown, Role> = new Map([
	['A', 'owner'],
	['E', 'moderator'],
	['K', 'member'],
]);

/** Letters of the roles that can be given. */
export const roleCodes = { moderator: 'E', member: 'K' } as const;

/**
 * Roles by the ID of the person, in the portal's order.
 *
 * @throws {InputError} for an answer that is none
 */
export function rolesIn({ result }: RestAnswer): Map<number, Role> {
	return new Map(
		rowsOf(result).map(({ USER_ID, ROLE }) => [Number(USER_ID), roleOf(ROLE)] as const),
	);
}

/** @throws {InputError} for a letter nobody knows */
export function roleOf(code: unknown): Role {
	const role = roles.get(code);
	if (role) return role;
	throw unreadable(`the role "${String(code)}"`);
}

/** @throws {InputError} for an answer that is no list of rows */
export function rowsOf(result: unknown): Row[] {
	const rows = listOf(result).filter(isRecord);
	if (rows.length === listOf(result).length) return rows;
	throw unreadable('a list with something else in it');
}

/**
 * IDs of the people a change touched: whoever is not among them was left as they were.
 *
 * @throws {InputError} for an answer that is no list of IDs
 */
export function changedIn({ result }: RestAnswer): number[] {
	return listOf(result).map((id) => {
		if (Number.isSafeInteger(Number(id))) return Number(id);
		throw unreadable('a list with something else in it');
	});
}

function listOf(result: unknown): unknown[] {
	const list = listIn(result);
	if (list) return list;
	throw unreadable('something other than a list');
}

function unreadable(what: string): InputError {
	return new InputError(
		`The portal answered ${what} for the members of a workgroup, which is not known here`,
		'Look at the workgroup in the portal, and report this to the authors of the node.',
	);
}
