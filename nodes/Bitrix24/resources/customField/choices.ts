/** Custom fields of the portal's people to choose from while one types. */
import type { Choices } from '../../plan/types';
import { folded } from '../../values/text';
import { codeIn, type CustomField, customFields } from './definitions';

/** Those whose label or code has the words typed. The portal answers all at once. */
export const choices: Choices = {
	method: 'searchCustomFields',
	needs: { scope: 'user.userfield', what: 'custom fields', instead: 'By Code' },
	async page(asker, typed) {
		const words = folded(typed);
		const fields = await asker.ask(customFields);
		const results = fields
			.map((field) => ({ name: nameOf(field), value: String(field.row.ID) }))
			.filter(({ name, value }) => folded(name).includes(words) || value === words)
			.sort((a, b) => a.name.localeCompare(b.name));
		return { results };
	},
};

function nameOf({ row, label }: CustomField): string {
	const code = codeIn(row);
	return label === code ? code : `${label} (${code})`;
}
