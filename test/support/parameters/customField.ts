/** What the parameters of operations on custom fields do. */
import { changing, paging, waiting } from './shared';
import type { RowsOf } from './types';

const RATE = { list: '179', id: 179, code: 'rate' };

const settings = { values: ['{"ROWS": 3}', { ROWS: 4 }] };

export const customField: RowsOf = {
	create: {
		...changing,
		code: { values: ['drawer'] },
		label: { values: ['Drawer'] },
		type: {
			form: { options: { values: '={{ $parameter.type === "enumeration" ? "a; b" : "" }}' } },
		},
		'options.mandatory': {},
		'options.multiple': {},
		'options.settings': settings,
		'options.values': {
			form: { type: 'enumeration', options: { values: 'a; b' } },
			values: ['c', ['a', 'd']],
		},
	},
	delete: {
		...changing,
		field: { form: { options: { preview: true } }, modes: RATE },
		'options.confirm': { values: ['UF_USR_RATE'], refused: { with: /UF_USR_BADGE/ } },
	},
	getAll: { ...paging, ...waiting },
	syncValues: {
		...changing,
		field: { modes: { list: '184', id: 184, code: 'LANGUAGES' } },
		values: { values: ['S; XS', ['S', 'M']] },
		'options.removeMissing': {},
	},
	update: {
		...changing,
		field: { modes: RATE },
		'updateFields.editable': {},
		'updateFields.label': { values: ['Pass'] },
		'updateFields.mandatory': {},
		'updateFields.searchable': {},
		'updateFields.settings': settings,
		'updateFields.showInFilter': {},
		'updateFields.showInList': {},
		'updateFields.sort': { values: [10] },
	},
};
