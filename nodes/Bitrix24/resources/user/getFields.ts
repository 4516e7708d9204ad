import { optionsCollection } from '../../form/options';
import { handOn } from '../../plan/plans';
import type { ItemOperation } from '../../plan/types';
import { userFields } from './fields/question';

export const getFields: ItemOperation = {
	value: 'getFields',
	name: 'Get Fields',
	action: 'Get user fields',
	description: 'Get the fields users have in this portal, with labels, types and list values',
	writes: false,
	properties: [optionsCollection([])],
	async prepare(item) {
		const { fields } = await item.ask(userFields);
		return handOn(
			fields.map(({ code, label, type, multiple, custom, writable, options }) => ({
				code,
				label,
				type,
				multiple,
				custom,
				writable,
				...(options && { options: options.map((option) => ({ ...option })) }),
			})),
		);
	},
};
