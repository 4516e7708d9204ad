/** How a list of people is ordered, and the options of the operations that list. */
import type { INodeProperties } from 'n8n-workflow';

import {
	collectionOf,
	optionsCollection,
	optionsOf,
	readChoice,
	readSwitch,
} from '../../../form/options';
import { GUESTS_TOO } from '../../../form/peopleList';
import type { Item } from '../../../plan/types';
import type { ListRequest } from '../../../transport/list';
import type { Params } from '../../../transport/types';
import { InputError, quoted } from '../../../values/errors';
import { isEmpty, text } from '../../../values/text';
import { userFields } from '../fields/question';
import { standardCatalogue } from '../fields/standard';
import { includeOption } from './include';

export const sort: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'collection',
	placeholder: 'Add Order',
	default: {},
	options: [
		{
			displayName: 'Direction',
			name: 'direction',
			type: 'options',
			default: 'ASC',
			options: [
				{ name: 'Ascending', value: 'ASC' },
				{ name: 'Descending', value: 'DESC' },
			],
			description: 'Order of the field to sort by',
		},
		{
			displayName: 'Field Name or ID',
			name: 'field',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getSortableFields' },
			allowArbitraryValues: true,
			default: '',
			description:
				'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
	],
};

export const listOptions: INodeProperties = optionsCollection([
	includeOption,
	{
		displayName: 'Administrator Mode',
		name: 'adminMode',
		type: 'boolean',
		default: true,
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
]);

export interface Listing {
	params: Params;
	/** Undefined for the order of IDs. */
	sort?: Params;
	descending: boolean;
}

/**
 * Reads order and options.
 *
 * @throws {InputError} for a field or direction there is none of
 */
export async function readListing(item: Item): Promise<Listing> {
	const options = optionsOf(item);
	const params: Params = readSwitch(options.adminMode, 'Administrator Mode')
		? { ...GUESTS_TOO }
		: {};
	const size = readChoice(
		options.imageSize,
		'Photo Size',
		['original', 'small', 'medium', 'large'],
		'original',
	);
	if (size !== 'original') params.IMAGE_RESIZE = size;
	return { params, ...(await readSort(item)) };
}

async function readSort(item: Item): Promise<Pick<Listing, 'sort' | 'descending'>> {
	const chosen = collectionOf(item, 'sort', 'Sort');
	const direction = readChoice(chosen.direction, 'Direction', ['ASC', 'DESC'], 'ASC');
	const descending = direction === 'DESC';
	if (isEmpty(chosen.field)) return { descending };
	const field = text(chosen.field).trim();
	await demandField(item, field);
	// The server honours `sort` only together with `order` (b24restdocs `api-reference/user/user-get.md`).
	return field === 'ID' ? { descending } : { descending, sort: { sort: field, order: direction } };
}

/** @throws {InputError} since the portal would take any order instead */
async function demandField(item: Item, code: string): Promise<void> {
	if (standardCatalogue.has(code)) return;
	const { fields } = await item.ask(userFields);
	if (fields.some((field) => field.code === code)) return;
	throw new InputError(
		`${quoted(code)} is no field of the portal to sort by`,
		'Choose the field from the list. The portal would send people in any order.',
	);
}

/** How to page a list of users: by ID where possible, by position in any other order. */
export function pagingOf(order: Params | undefined, descending: boolean): ListRequest['paging'] {
	return order ? { by: 'offset', sort: order } : { by: 'keyset', descending };
}
