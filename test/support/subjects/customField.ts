/** What operations on custom fields owe. Facts: b24restdocs `api-reference/user/userfields/`. */
import { fieldChangesOf, form, storedField, storedValues } from '../customFields';
import type { Subjects } from './types';

const SIZE = 'UF_USR_1724228142162';
const LANGUAGES = 'UF_USR_LANGUAGES';

const field = (id: string | null | undefined, code: string, label: string, type: string) => ({
	id: id === undefined ? (expect.any(String) as string) : id,
	code,
	label,
	type,
	multiple: false,
	custom: true,
	writable: true,
});

export const customField: Subjects = {
	getAll: {
		form: form('getAll', { limit: '={{ $json.limit }}' }),
		items: [
			[
				{ limit: 2 },
				[
					field('176', 'UF_USR_COST_CENTER', 'Cost center', 'text'),
					{ ...field('177', 'UF_USR_ALIASES', 'Aliases', 'text'), multiple: true },
				],
			],
			[{ limit: 1 }, [field('176', 'UF_USR_COST_CENTER', 'Cost center', 'text')]],
		],
		bad: { json: { limit: 'few' }, message: '"few" is not a positive whole number' },
	},
	create: {
		form: form('create', {
			code: '={{ $json.code }}',
			label: '={{ $json.label }}',
			type: '={{ $json.type }}',
		}),
		items: [
			[
				{ code: 'locker', label: 'Locker', type: 'string' },
				[field(undefined, 'UF_USR_LOCKER', 'Locker', 'text')],
			],
			[
				{ code: 'UF_SHOE_SIZE', label: 'Größe', type: ' Double ' },
				[field(undefined, 'UF_USR_SHOE_SIZE', 'Größe', 'number')],
			],
			[
				{ code: 'UF_USR_BUDDY', label: 'Buddy', type: 'user' },
				[field(undefined, 'UF_USR_BUDDY', 'Buddy', 'user')],
			],
		],
		bad: {
			json: { code: 'badge', label: 'Badge', type: 'string' },
			message: 'There is a custom field with the code UF_USR_BADGE already',
		},
		changes: fieldChangesOf,
		isDone: (portal) => storedField(portal, 'UF_USR_LOCKER')?.LABEL === 'Locker',
		preview: {
			outputs: [
				field(null, 'UF_USR_LOCKER', 'Locker', 'text'),
				field(null, 'UF_USR_SHOE_SIZE', 'Größe', 'number'),
				field(null, 'UF_USR_BUDDY', 'Buddy', 'user'),
			].map((row) => ({ ...row, preview: true })),
		},
	},
	update: {
		form: form('update', { updateFields: { label: '={{ $json.label }}' } }),
		items: [
			[
				{ field: 'UF_USR_BADGE', label: 'Badge number' },
				[field('178', 'UF_USR_BADGE', 'Badge number', 'integer')],
			],
			[{ field: 'rate', label: 'Day rate' }, [field('179', 'UF_USR_RATE', 'Day rate', 'number')]],
		],
		bad: {
			json: { field: 'nowhere', label: 'X' },
			message: 'There is no custom field with the code UF_USR_NOWHERE',
		},
		changes: fieldChangesOf,
		isDone: (portal) => storedField(portal, 'UF_USR_BADGE')?.LABEL === 'Badge number',
	},
	delete: {
		form: form('delete', { options: { confirm: '={{ $json.confirm }}' } }),
		items: [
			[
				{ field: 'UF_USR_BADGE', confirm: 'UF_USR_BADGE' },
				[{ id: '178', code: 'UF_USR_BADGE', deleted: true }],
			],
			[
				{ field: 'rate', confirm: ' uf_usr_rate ' },
				[{ id: '179', code: 'UF_USR_RATE', deleted: true }],
			],
		],
		bad: {
			json: { field: 'UF_USR_ALIASES', confirm: 'UF_USR_ALIAS' },
			message:
				'"UF_USR_ALIAS" in the option "Confirm" is not the code of the field, UF_USR_ALIASES',
		},
		changes: fieldChangesOf,
		isDone: (portal) => storedField(portal, 'UF_USR_BADGE') === undefined,
	},
	syncValues: {
		form: form('syncValues', { values: '={{ $json.values }}' }),
		items: [
			[
				{ field: SIZE, values: ['S', 'm', 'XXL'] },
				[
					{
						id: '183',
						code: SIZE,
						added: ['XXL'],
						renamed: [{ from: 'M', to: 'm' }],
						kept: ['S', 'L', 'XL'],
						removed: [],
					},
				],
			],
			[
				{ field: LANGUAGES, values: 'English; Deutsch' },
				[
					{
						id: '184',
						code: LANGUAGES,
						added: [],
						renamed: [],
						kept: ['English', 'Deutsch', 'Русский', 'O‘zbekcha'],
						removed: [],
					},
				],
			],
		],
		bad: {
			json: { field: 'UF_USR_BADGE', values: 'a' },
			message: 'UF_USR_BADGE is no list: its type is integer',
		},
		changes: fieldChangesOf,
		isDone: (portal) => storedValues(portal, SIZE)?.join() === 'S,m,L,XL,XXL',
	},
};
