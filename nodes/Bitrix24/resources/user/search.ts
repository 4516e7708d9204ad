import type { INodeProperties } from 'n8n-workflow';

import { readFilters, userTypeFilter } from './form/filters';
import { listOptions, readListing, sort as order } from './form/listing';
import { searchWords } from './form/words';
import { output, readView } from './form/output';
import { collectionOf, readChoice } from '../../form/options';
import { paging, readLimit } from '../../form/paging';
import { InputError, naming } from '../../values/errors';
import type { Params } from '../../transport/types';
import { list } from '../../plan/plans';
import type { Item, ItemOperation } from '../../plan/types';

const SEARCH_FIELDS: ReadonlyArray<[code: string, label: string, placeholder: string]> = [
	['UF_DEPARTMENT_NAME', 'Department Name', 'e.g. Sales'],
	['NAME', 'First Name', 'e.g. Nathan'],
	['LAST_NAME', 'Last Name', 'e.g. Smith'],
	['SECOND_NAME', 'Middle Name', 'e.g. James'],
	['WORK_POSITION', 'Position', 'e.g. Manager'],
];

const properties: INodeProperties[] = [
	{
		displayName: 'Search By',
		name: 'searchBy',
		type: 'options',
		default: 'phrase',
		options: [
			{
				name: 'Fields',
				value: 'fields',
				description: 'Different words for name, position or department',
			},
			{
				name: 'Phrase',
				value: 'phrase',
				description: 'Words looked for in name, position and department at once',
			},
		],
		description: 'Where to look for the words',
	},
	{
		displayName: 'Phrase',
		name: 'phrase',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan Sales',
		displayOptions: { show: { searchBy: ['phrase'] } },
		hint: 'Words match from their beginning: "Nat" finds Nathan',
		description: 'Words of the name, position or department',
	},
	{
		displayName: 'Search Fields',
		name: 'searchFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: { searchBy: ['fields'] } },
		description: 'Words to look for; a person must match all of them',
		options: SEARCH_FIELDS.map(([name, displayName, placeholder]) => ({
			displayName,
			name,
			type: 'string',
			default: '',
			placeholder,
		})),
	},
	...paging,
	...output,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [userTypeFilter],
	},
	listOptions,
	order,
];

export const search: ItemOperation = {
	value: 'search',
	name: 'Search',
	action: 'Search users',
	description: 'Find people by words of their name, position or department',
	writes: false,
	properties,
	async prepare(item) {
		const view = readView(item);
		const { params, sort, descending } = await readListing(item);
		const words = readWords(item);
		const { USER_TYPE: types, ...filter } = await readFilters(item);
		// With FIND the server drops every other key, so the kinds of users are told apart here.
		const isLocal = types !== undefined && 'FIND' in words;
		const select = view.select && [...new Set([...view.select, ...(isLocal ? ['USER_TYPE'] : [])])];
		return list(
			{
				method: 'user.search',
				params: {
					...params,
					...(select && { select: [...select] }),
					FILTER: {
						...words,
						...filter,
						...(types !== undefined && !isLocal && { USER_TYPE: types }),
					},
				},
				...(isLocal && { only: { field: 'USER_TYPE', values: [types].flat().map(String) } }),
				limit: readLimit(item),
				paging: {
					by: 'offset',
					sort: sort ?? (descending ? { sort: 'ID', order: 'DESC' } : undefined),
				},
			},
			view,
		);
	},
};

/** Either `FIND` or the fields; the server does not take both (b24restdocs `api-reference/user/user-search.md`). */
function readWords(item: Item): Params {
	const by = item.param('searchBy', 'phrase');
	if (readChoice(by, 'Search By', ['phrase', 'fields'], 'phrase') === 'phrase') {
		const phrase = naming('Parameter "Phrase"', () => searchWords(item.param('phrase', '')));
		if (phrase !== undefined) return { FIND: phrase };
		throw new InputError(
			'The parameter "Phrase" is empty',
			'Enter words to look for. To list everybody, use the operation "Get Many".',
		);
	}
	const chosen = collectionOf(item, 'searchFields', 'Search Fields');
	const words: Params = {};
	for (const [code, label] of SEARCH_FIELDS) {
		const said = naming(`Search field "${label}"`, () => searchWords(chosen[code]));
		if (said !== undefined) words[code] = said;
	}
	if (Object.keys(words).length > 0) return words;
	throw new InputError(
		'The parameter "Search Fields" is empty',
		'Add a field and enter words to look for.',
	);
}
