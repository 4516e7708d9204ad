/** Word search: each word asked for must begin a word of the person. (docs: user/user-search.md) */
import type { Params } from '../protocol/php';
import { toText } from '../protocol/php';
import type { PortalState } from './state';
import type { StoredPerson } from '../types';
import { fold } from '../protocol/values';

type Test = (person: StoredPerson) => boolean;
type Reader = (person: StoredPerson) => string;

const wordsOf = (text: string): string[] =>
	fold(text)
		.split(/[^\p{L}\p{N}@._'$]+/u)
		.filter((word) => word !== '');

function matcher(find: string, read: Reader): Test | undefined {
	const asked = wordsOf(find);
	if (asked.length === 0) return undefined;
	return (person) => {
		const words = wordsOf(read(person));
		return asked.every((start) => words.some((word) => word.startsWith(start)));
	};
}

const reader =
	(fields: string[]): Reader =>
	(person) =>
		fields.map((field) => person[field] ?? '').join(' ');

/** NAME_SEARCH of user.get. */
export function startsWithWords(find: string, fields: string[]): Test | undefined {
	return matcher(find, reader(fields));
}

const SEARCHED = ['NAME', 'LAST_NAME', 'SECOND_NAME', 'WORK_POSITION'];

/**
 * Takes the search keys of user.search out of a filter. FIND stands alone: with it, every other key
 * is dropped. What remains is filtered as in user.get.
 */
export function takeSearch(filter: Params, state: PortalState): { tests: Test[]; rest: Params } {
	const departmentNames: Reader = ({ UF_DEPARTMENT }) =>
		state.departments
			.filter(({ ID }) => UF_DEPARTMENT.includes(ID))
			.map(({ NAME }) => NAME)
			.join(' ');
	if ('FIND' in filter) {
		const personal = reader(SEARCHED);
		const test = matcher(
			toText(filter.FIND),
			(person) => `${personal(person)} ${departmentNames(person)}`,
		);
		return { tests: test ? [test] : [], rest: {} };
	}
	const tests: Test[] = [];
	const rest: Params = {};
	for (const [key, value] of Object.entries(filter)) {
		const read =
			key === 'UF_DEPARTMENT_NAME'
				? departmentNames
				: SEARCHED.includes(key)
					? reader([key])
					: undefined;
		const test = read && matcher(toText(value), read);
		if (test) tests.push(test);
		else if (!read) rest[key] = value;
	}
	return { tests, rest };
}
