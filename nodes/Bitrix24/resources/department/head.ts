/** The head of a department: a person, named as everywhere. */
import type { INodeProperties } from 'n8n-workflow';

import { userLocator } from '../../form/person';
import type { Known, Ref } from '../../plan/types';
import { InputError } from '../../values/errors';
import { demandEmployee } from './membership';
import { type Person, personOf } from './people';

/** Inside a collection: no head is wanted where it is left out. */
export const headLocator: INodeProperties = {
	...userLocator,
	displayName: 'Head',
	name: 'head',
	required: false,
	displayOptions: undefined,
	description: 'Who leads the department',
};

/** What tells whether somebody can lead a department. */
export const HEAD_FIELDS = ['NAME', 'LAST_NAME', 'ACTIVE', 'USER_TYPE', 'UF_DEPARTMENT'];

/**
 * @throws {InputError} for nobody, for guests, and for people who have left
 */
export function headIdOf(known: Known, ref: Ref): number {
	const id = known.id(ref);
	const person = personOf({ ...known.row(ref) });
	demandEmployee(person);
	demandActive(person);
	return id;
}

/** Dismissal takes the role away (user.update, `ACTIVE`), so giving it to somebody who has left would not last. */
function demandActive({ label, isActive }: Person): void {
	if (isActive) return;
	throw new InputError(
		`${label} is dismissed and cannot lead a department`,
		'Choose somebody else, or reinstate them first with the operation "Reinstate" of users.',
	);
}
