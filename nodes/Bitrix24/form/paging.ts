/** "Return All" and "Limit". */
import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../plan/types';
import { naming } from '../values/errors';
import { count } from '../values/numbers';
import { isEmpty } from '../values/text';
import { readSwitch } from './options';

const DEFAULT_LIMIT = 50;

export const paging: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

/**
 * How many rows to return; Infinity for all.
 *
 * @throws {InputError} when the limit is no positive whole number
 */
export function readLimit(item: Pick<Item, 'param'>): number {
	if (readSwitch(item.param('returnAll', false), 'Return All')) return Infinity;
	const limit = item.param('limit', DEFAULT_LIMIT);
	// An empty object or list is no empty field: it was meant to say something.
	const isUnset = isEmpty(limit) && (typeof limit !== 'object' || limit === null);
	return isUnset ? DEFAULT_LIMIT : naming('Parameter "Limit"', () => count(limit));
}
