/** People to choose from while one types. */
import type { Choices } from '../../plan/types';
import { isRecord, type Params, type RestRequest, type Row } from '../../transport/types';
import { asId } from '../../values/numbers';
import { visible } from '../../values/text';
import { isActive } from './people';

const SELECT = ['ID', 'NAME', 'LAST_NAME', 'EMAIL', 'WORK_POSITION', 'ACTIVE'];

/** Those whose name, position or department begins with the words typed. */
export const choices: Choices = {
	method: 'searchUsers',
	async page(asker, words, start) {
		const params: Params = {
			select: SELECT,
			ADMIN_MODE: 'Y',
			// By anything but the ID, pages overlap and people fall between them.
			sort: 'ID',
			order: 'ASC',
			start,
		};
		const {
			requests: [answer],
		} = await asker.read({ requests: [requestFor(words, params)] });
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
function requestFor(words: string, params: Params): RestRequest {
	const get = (FILTER?: Params): RestRequest => ({
		method: 'user.get',
		params: FILTER ? { ...params, FILTER } : params,
		safety: 'read',
	});
	if (words === '') return get();
	const id = asId(words);
	// The plain key: with a prefix extranet people stay hidden (b24restdocs `api-reference/user/user-get.md`).
	if (id !== undefined) return get({ ID: id });
	// A part of an address will do: people type until they see whom they mean.
	if (words.includes('@')) return get({ '%EMAIL': visible(words) });
	return { method: 'user.search', params: { ...params, FILTER: { FIND: words } }, safety: 'read' };
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
