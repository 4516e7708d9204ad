import type { INodeProperties } from 'n8n-workflow';

import { readFilters, userTypeFilter } from './form/filters';
import { listOptions, readListing, sort as order } from './form/listing';
import { searchWords, shortWords } from './form/words';
import { output, readView } from './form/output';
import { collectionOf, readChoice } from '../../form/options';
import { treeOf } from '../../form/departments';
import { paging, readLimit } from '../../form/paging';
import { peopleList, USER_GET, USER_SEARCH } from '../../form/peopleList';
import { email, isEmail } from '../../values/email';
import { InputError, naming, quoted } from '../../values/errors';
import type { Params, RowTest } from '../../transport/types';
import { list } from '../../plan/plans';
import type { HintTopic, Item, ItemOperation } from '../../plan/types';

const SEARCH_FIELDS: ReadonlyArray<[code: string, label: string, placeholder: string]> = [
	['UF_DEPARTMENT_NAME', 'Department Name', 'e.g. Sales'],
	['NAME', 'First Name', 'e.g. Nathan'],
	['LAST_NAME', 'Last Name', 'e.g. Smith'],
	['SECOND_NAME', 'Middle Name', 'e.g. James'],
	['WORK_POSITION', 'Position', 'e.g. Manager'],
];

const ADDRESS = '%EMAIL';

const DEPARTMENT = 'UF_DEPARTMENT_NAME';

/** Where a phrase is looked for, besides the names of departments. */
const NAMES = SEARCH_FIELDS.map(([code]) => code).filter((code) => code !== DEPARTMENT);

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
	order,
	listOptions,
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
		const only: RowTest[] = [
			...(isLocal ? [[{ field: 'USER_TYPE', values: [types].flat().map(String) }]] : []),
			...addressTest(words),
			...(await shortTests(item, words)),
		];
		const looked = only.flatMap((test) => test.map(({ field }) => field));
		const select = view.select && [...new Set([...view.select, ...looked])];
		return list(
			peopleList(
				{
					...words,
					...filter,
					...(types !== undefined && !isLocal && { USER_TYPE: types }),
				},
				{
					method: ADDRESS in words ? USER_GET : USER_SEARCH,
					params,
					select,
					...(only.length > 0 && { only }),
					limit: readLimit(item),
					paging: {
						by: 'offset',
						sort: sort ?? (descending ? { sort: 'ID', order: 'DESC' } : undefined),
					},
				},
			),
			view,
		);
	},
};

/** Where the address is hidden the portal ignores the filter, and would send everybody. */
function addressTest({ [ADDRESS]: address }: Params): RowTest[] {
	return address === undefined
		? []
		: [[{ field: 'EMAIL', values: [String(address).toLowerCase()] }]];
}

const NO_DEPARTMENTS: HintTopic = {
	say: (words) =>
		`Short words were looked for in names and positions only, not in names of departments, which the credential may not read (scope "department"): ${words}`,
};

/**
 * Short words are looked for here once more: portals with a full-text index leave them out of the question, and would
 * send everybody (server behaviour of `Bitrix\\Main\\Search\\Content`).
 */
async function shortTests(item: Item, words: Params): Promise<RowTest[]> {
	const tests: RowTest[] = [];
	for (const [code, said] of Object.entries(words)) {
		if (code === ADDRESS) continue;
		for (const begins of shortWords(String(said))) {
			const fields = code === 'FIND' ? NAMES : code === DEPARTMENT ? [] : [code];
			const units = code === 'FIND' || code === DEPARTMENT ? await unitsOf(item, begins) : [];
			const test = [...fields.map((field) => ({ field, begins })), ...units];
			if (test.length > 0) tests.push(test);
			else throw noDepartments(begins);
		}
	}
	return tests;
}

function noDepartments(word: string): InputError {
	return new InputError(
		`Search field "Department Name": ${quoted(word)} is so short that it is looked for in the list of departments, which the credential may not read`,
		'Add the scope "department" to the webhook or application, or enter a longer word.',
	);
}

/** People of departments whose names have a word that begins so. */
async function unitsOf(item: Item, begins: string): Promise<RowTest> {
	const tree = await treeOf(item);
	if (!tree) {
		item.hint(NO_DEPARTMENTS, begins);
		return [];
	}
	const values = tree.all
		.filter(({ name }) => shortened(name).includes(` ${begins}`))
		.map(({ id }) => String(id));
	return [{ field: 'UF_DEPARTMENT', values }];
}

function shortened(name: string): string {
	return ` ${name
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
}

/** Either `FIND` or the fields; the server does not take both (b24restdocs `api-reference/user/user-search.md`). */
function readWords(item: Item): Params {
	const by = item.param('searchBy', 'phrase');
	if (readChoice(by, 'Search By', ['phrase', 'fields'], 'phrase') === 'phrase') {
		const said = item.param('phrase', '');
		// No search of the portal looks at addresses.
		if (typeof said === 'string' && isEmail(said)) return { [ADDRESS]: email(said) };
		const phrase = naming('Parameter "Phrase"', () => searchWords(said));
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
