/** How many people one run may touch. */
import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../../../plan/types';
import type { Row } from '../../../transport/list';
import type { Outcome } from '../../../transport/types';
import { optionsOf } from '../../../form/options';
import { InputError, naming } from '../../../values/errors';
import { count } from '../../../values/numbers';
import { isEmpty } from '../../../values/text';

export function maxPeopleOption(standard: number): INodeProperties {
	return {
		displayName: 'Max People',
		name: 'maxPeople',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: standard,
		description:
			'How many people one run may do this to at the most. With more, nobody is touched and the run says so.',
	};
}

/**
 * @throws {InputError} when more people are meant than the option allows
 */
export function checkNumber(item: Item, rows: ReadonlyArray<Outcome<Row>>, standard: number): void {
	const { maxPeople } = optionsOf(item);
	const most = isEmpty(maxPeople)
		? standard
		: naming('Parameter "Max People"', () => count(maxPeople));
	const people = new Set(rows.flatMap((row) => (row.ok ? [Number(row.value.ID)] : [])));
	if (people.size <= most) return;
	throw new InputError(
		`${people.size} people are more than the ${most} that one run may dismiss`,
		`Check the list. If all of them are meant, raise the option "Max People" to ${people.size}.`,
	);
}
