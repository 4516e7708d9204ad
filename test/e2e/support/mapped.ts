/** The parameter `fields` as the editor stores it once columns have been mapped. */
import type { Client, CredentialRef } from '../n8n/client';

/** @param columns field codes to values or expressions */
export async function mapped(
	n8n: Client,
	credential: CredentialRef,
	operation: string,
	columns: Record<string, string>,
): Promise<object> {
	const parameters = { resource: 'user', operation, authentication: 'webhook' };
	const { fields } = await n8n.mapperFields('getInviteFields', { parameters, credential });
	const schema = fields.map((field) => ({ ...field, removed: !(field.id in columns) }));
	return { mappingMode: 'defineBelow', value: columns, matchingColumns: [], schema };
}
