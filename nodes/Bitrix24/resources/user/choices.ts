/** People to choose from while one types. */
import { GUESTS_TOO, isActive, peopleRequest, USER_GET, USER_SEARCH } from '../../form/peopleList';
import type { Choices } from '../../plan/types';
import { isRecord, type Params, type RestRequest, type Row } from '../../transport/types';
import { asId } from '../../values/numbers';
import { visible } from '../../values/text';

const LIST = {
	select: ['ID', 'NAME', 'LAST_NAME', 'EMAIL', 'WORK_POSITION', 'ACTIVE'],
	// By anything but the ID, pages overlap and people fall between them.
	params: { ...GUESTS_TOO, sort: 'ID', order: 'ASC' },
};

/** Those whose name, position or department begins with the words typed. */
export const choices: Choices = {
	method: 'searchUsers',
	async page(asker, words, start) {
		const {
			requests: [answer],
		} = await asker.read({ requests: [requestFor(words, start)] });
		if (!answer.ok) throw answer.error;
		const { result, total } = answer.value;
		const rows = Array.isArray(result) ? result.filter(isRecord) : [];
		return {
			results: rows
				.map((row) => ({ name: nameOf(row), value: String(row.ID) }))
				.sort((a, b) => a.name.localeCompare(b.name)),
			total,
		};
	},
};

/** By ID or address where the words are one; else by words of name, position and department. */
function requestFor(words: string, start: number): RestRequest {
	const filter = filterFor(words);
	const method = 'FIND' in filter ? USER_SEARCH : USER_GET;
	return peopleRequest(filter, start, { ...LIST, method });
}

function filterFor(words: string): Params {
	if (words === '') return {};
	const id = asId(words);
	if (id !== undefined) return { ID: id };
	// A part of an address will do: people type until they see whom they mean.
	return words.includes('@') ? { '%EMAIL': visible(words) } : { FIND: words };
}

/** Name, then what tells people of the same name apart, and the position: words are found there as well. */
function nameOf(row: Row): string {
	const name = texts(row.NAME, row.LAST_NAME).join(' ');
	const [email = `ID ${String(row.ID)}`] = texts(row.EMAIL);
	const state = isActive(row) ? [] : ['dismissed'];
	const person = `${name === '' ? 'No name' : name} (${email})`;
	return [person, ...state, ...texts(row.WORK_POSITION)].join(', ');
}

function texts(...values: unknown[]): string[] {
	return values.filter((value): value is string => typeof value === 'string' && value !== '');
}
