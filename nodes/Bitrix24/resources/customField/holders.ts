/** How many people have a value in a custom field. */
import { peopleRequest } from '../../form/peopleList';
import {
	isRecord,
	type Outcome,
	PAGE_SIZE,
	type ParamValue,
	type RestAnswer,
	type RestRequest,
} from '../../transport/types';
import { InputError } from '../../values/errors';

/**
 * Counts everybody, extranet users and dismissed people too: their values go as well.
 *
 * @param condition for example `!UF_USR_X` and `false`: whoever has any value
 */
export function holdersRequest(condition: string, value: ParamValue): RestRequest {
	return peopleRequest({ [condition]: value }, 0, { select: ['ID'] });
}

/** Where nothing matches, the portal sends no total. */
export function holdersIn(answer: Outcome<RestAnswer>): number {
	if (!answer.ok) throw answer.error;
	const { total, result } = answer.value;
	if (total !== undefined) return total;
	if (Array.isArray(result) && result.length < PAGE_SIZE) return result.filter(isRecord).length;
	throw new InputError(
		'The portal does not say how many people have a value in this field, so nothing is deleted',
		'Try again. If it stays, ask the administrator of the portal.',
	);
}

/** In a sentence. */
export function countedPeople(count: number): string {
	if (count === 0) return 'nobody has a value in it';
	return count === 1 ? '1 person has a value in it' : `${count} people have a value in it`;
}
