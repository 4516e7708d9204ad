/** "Return All" and "Limit". */
import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../values/errors';
import type { Item } from '../plan/types';

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
export function readLimit(item: Item): number {
	if (item.param('returnAll', false) === true) return Infinity;
	const limit = Number(item.param('limit', 50));
	if (!Number.isSafeInteger(limit) || limit < 1) {
		throw new InputError(
			'The parameter "Limit" is not a positive whole number',
			'Enter a number such as 50, or turn on "Return All".',
		);
	}
	return limit;
}
