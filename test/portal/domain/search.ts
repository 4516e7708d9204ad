/** Word search: each word asked for must begin a word of the person. (docs: user/user-search.md) */
import type { Params, Php } from '../protocol/php';
import { toText, truthy } from '../protocol/php';
import type { Quirks } from '../quirks';
import type { PortalState } from './state';
import type { StoredPerson } from '../types';
import { fold } from '../protocol/values';

type Test = (person: StoredPerson) => boolean;
type Reader = (person: StoredPerson) => string;

const wordsOf = (text: string): string[] =>
	fold(text)
		.split(/[^\p{L}\p{N}@._'$]+/u)
		.filter((word) => word !== '');

/** PHP's `empty` drops "0" too; the wildcards of LIKE are no words. (server behaviour) */
const isEmptyPhrase = (find: string): boolean => find === '0' || /^[%_\s]*$/.test(find);

/** Undefined: the condition is dropped, and everybody comes back. */
function matcher(find: string, read: Reader, quirks: Quirks): Test | undefined {
	if (isEmptyPhrase(find)) {
		return quirks.emptyPhrase === 'findsNobody' ? () => false : undefined;
	}
	// A full-text index holds no words of one or two letters, so they are left out of the question.
	const asked = wordsOf(find).filter((word) => !quirks.fullTextSearch || word.length >= 3);
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
export function startsWithWords(find: string, fields: string[], quirks: Quirks): Test | undefined {
	return matcher(find, reader(fields), quirks);
}

const SEARCHED = ['NAME', 'LAST_NAME', 'SECOND_NAME', 'WORK_POSITION'];

/** `CONFIRM_CODE` of user.search, where "0" is read as false: empty, so accepted. (server behaviour) */
function confirmed(key: string, value: Php, { quirks }: PortalState): Test | undefined {
	const negated = /^(!?)[=@]?CONFIRM_CODE$/.exec(key)?.[1];
	if (negated === undefined || !quirks.confirmCodeFilter) return undefined;
	const wanted = truthy(value) ? toText(value) : '';
	return ({ confirmCode = '' }) => (confirmCode === wanted) === (negated === '');
}

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
			state.quirks,
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
		const test = read ? matcher(toText(value), read, state.quirks) : confirmed(key, value, state);
		if (test) tests.push(test);
		else if (!read) rest[key] = value;
	}
	return { tests, rest };
}
