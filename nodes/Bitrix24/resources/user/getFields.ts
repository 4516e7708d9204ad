import type { Operation } from '../../plan/types';

export const getFields: Operation = {
	value: 'getFields',
	name: 'Get Fields',
	action: 'Get user fields',
	description: 'Get the fields users have in this portal, with labels, types and list values',
	changes: false,
	properties: [],
	async prepare(item) {
		const fields = await item.fields();
		return {
			kind: 'ready',
			rows: fields.map(({ code, label, type, multiple, custom, writable, options }) => ({
				code,
				label,
				type,
				multiple,
				custom,
				writable,
				...(options && { options }),
			})),
		};
	},
};
