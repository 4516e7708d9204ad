/** The "Filters" collection, and the rest of what narrows or orders a list. */
import type { INodeProperties } from 'n8n-workflow';

import { flag, valuesOf } from '../../../values/encode';
import type { Item } from '../../../plan/types';
import type { ListRequest } from '../../../transport/list';
import { isRecord, type Params, type ParamValue } from '../../../transport/types';
import { optionsCollection } from '../../../form/options';
import { departments, readIds } from '../../../form/departments';

export const userTypeFilter: INodeProperties = {
	displayName: 'User Types',
	name: 'userType',
	type: 'multiOptions',
	default: [],
	options: [
		{ name: 'Email User', value: 'email', description: 'People who only take part by e-mail' },
		{ name: 'Employee', value: 'employee', description: 'People of the company' },
		{ name: 'Extranet', value: 'extranet', description: 'Guests who see their workgroups only' },
	],
	description: 'Kinds of users to return',
};

export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		departments,
		{
			displayName: 'Name Search',
			name: 'nameSearch',
			type: 'string',
			default: '',
			placeholder: 'e.g. Nathan',
			description: 'Words of the name or position, matched from their beginning',
		},
		{
			displayName: 'Online',
			name: 'online',
			type: 'boolean',
			default: true,
			description: 'Whether to return only people who are online (on) or offline (off)',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			default: 'any',
			options: [
				{ name: 'Active', value: 'active' },
				{ name: 'Any', value: 'any' },
				{ name: 'Dismissed', value: 'dismissed' },
			],
			description: 'Whether people work in the company or have been dismissed',
		},
		userTypeFilter,
	],
};

/** Which filter key stands for which filter, and how its value is said; undefined for one that says nothing. */
const readers: Readonly<
	Record<string, { key: string; read: (value: unknown) => ParamValue | undefined }>
> = {
	status: { key: 'ACTIVE', read: (value) => ({ active: 'Y', dismissed: 'N' })[String(value)] },
	departments: {
		key: 'UF_DEPARTMENT',
		read: (value) => nonEmpty(readIds(value, 'department')),
	},
	userType: {
		key: 'USER_TYPE',
		read: (value) => {
			const types = valuesOf(value).map(String).filter(Boolean);
			return types.length === 1 ? types[0] : nonEmpty(types);
		},
	},
	online: { key: 'IS_ONLINE', read: (value) => (flag(value) ? 'Y' : 'N') },
	nameSearch: { key: 'NAME_SEARCH', read: (value) => String(value ?? '').trim() || undefined },
};

function nonEmpty(values: string[] | number[]): ParamValue | undefined {
	return values.length > 0 ? values : undefined;
}

/** Reads the collection into a filter. */
export function readFilters(item: Pick<Item, 'param'>): Params {
	const chosen = item.param('filters', {});
	if (!isRecord(chosen)) return {};
	const filter: Params = {};
	for (const [name, value] of Object.entries(chosen)) {
		if (!Object.hasOwn(readers, name)) continue;
		const { key, read } = readers[name];
		const said = read(value);
		if (said !== undefined) filter[key] = said;
	}
	return filter;
}

export const listOptions = optionsCollection([
	{
		displayName: 'Administrator Mode',
		name: 'adminMode',
		type: 'boolean',
		default: false,
		description:
			'Whether to see people beyond the usual visibility, extranet users in particular. Works with an administrator’s credential.',
	},
	{
		displayName: 'Photo Size',
		name: 'imageSize',
		type: 'options',
		default: 'original',
		options: [
			{ name: 'Large (1000 × 1000)', value: 'large' },
			{ name: 'Medium (300 × 300)', value: 'medium' },
			{ name: 'Original', value: 'original' },
			{ name: 'Small (150 × 150)', value: 'small' },
		],
		description: 'Size of the pictures that the photo links lead to',
	},
	{
		displayName: 'Sort By Name or ID',
		name: 'sortField',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getSortableFields' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'Sort Direction',
		name: 'sortDirection',
		type: 'options',
		default: 'ASC',
		options: [
			{ name: 'Ascending', value: 'ASC' },
			{ name: 'Descending', value: 'DESC' },
		],
		description: 'Order of the field to sort by',
	},
]);

/** Reads the list options into parameters and the way of paging. */
export function readListOptions(item: Item): {
	params: Params;
	sort?: Params;
	descending: boolean;
} {
	const parameter = item.param('options', {});
	const options = isRecord(parameter) ? parameter : {};
	const params: Params = {};
	if (options.adminMode === true) params.ADMIN_MODE = 'Y';
	if (typeof options.imageSize === 'string' && /^(small|medium|large)$/.test(options.imageSize)) {
		params.IMAGE_RESIZE = options.imageSize;
	}
	const field = String(options.sortField ?? '').trim();
	const descending = options.sortDirection === 'DESC';
	// The server honours `sort` only together with `order` (b24restdocs `api-reference/user/user-get.md`).
	const sort =
		field === '' || field === 'ID'
			? undefined
			: { sort: field, order: descending ? 'DESC' : 'ASC' };
	return { params, sort, descending };
}

/** How to page a list of users: by ID where possible, by position in any other order. */
export function pagingOf(sort: Params | undefined, descending: boolean): ListRequest['paging'] {
	return sort ? { by: 'offset', sort } : { by: 'keyset', descending };
}
