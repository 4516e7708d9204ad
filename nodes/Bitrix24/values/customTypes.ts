/** Types of custom fields. Source: b24restdocs `api-reference/user/userfields/user-userfield-add.md`. */
import type { FieldType } from './types';

const types: ReadonlyMap<unknown, FieldType> = new Map<string, FieldType>([
	['string', 'text'],
	['string_formatted', 'text'],
	['integer', 'integer'],
	['double', 'number'],
	['boolean', 'boolean'],
	['date', 'date'],
	['datetime', 'dateTime'],
	['enumeration', 'list'],
	['url', 'url'],
	['url_preview', 'url'],
	['address', 'address'],
	['money', 'money'],
	['employee', 'user'],
	['file', 'file'],
	['crm', 'reference'],
	['crm_status', 'reference'],
	['iblock_element', 'reference'],
	['iblock_section', 'reference'],
]);

/** The type of values a `USER_TYPE_ID` stands for. Values of an application's own types are handed on as they are. */
export function typeOfCustomField(userTypeId: unknown): FieldType {
	return types.get(userTypeId) ?? 'reference';
}
