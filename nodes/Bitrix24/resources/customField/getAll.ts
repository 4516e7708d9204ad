import { optionsCollection } from '../../form/options';
import { paging, readLimit } from '../../form/paging';
import { handOn } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';
import { customFields, shown } from './definitions';

export const getAll: ItemOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many custom fields',
	description: 'Get the fields that this portal has for people beside Bitrix24’s own',
	writes: false,
	properties: [...paging, optionsCollection([])],
	async prepare(item) {
		const limit = readLimit(item);
		const fields = await item.ask(customFields);
		return handOn(fields.slice(0, limit).map(({ row, label }) => shown(row, label)));
	},
};
