/** Custom fields of the portal's people, found while one types. */
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { codeIn, type CustomField, customFields } from '../resources/customField/definitions';
import { succeeded } from '../transport/types';
import { folded } from '../values/text';
import { answered, ask } from './ask';
import { explained } from './missingScope';

/** Fields whose label or code has the words typed; everything when nothing is typed. The portal answers all at once. */
export async function searchCustomFields(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const words = folded(filter ?? '');
	return await ask(this, async (_, asker) => {
		const fields = await answered(async () => await asker.ask(customFields));
		if (!fields.ok) return explained(fields, 'user.userfield', 'custom fields', 'By Code');
		const results = fields.value
			.map((field) => ({ name: nameOf(field), value: String(field.row.ID) }))
			.filter(({ name, value }) => folded(name).includes(words) || value === words)
			.sort((a, b) => a.name.localeCompare(b.name));
		return succeeded({ results });
	});
}

function nameOf({ row, label }: CustomField): string {
	const code = codeIn(row);
	return label === code ? code : `${label} (${code})`;
}
