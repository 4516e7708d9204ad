/** All fields of a portal's users: labels from `user.fields`, types of custom ones from `user.userfield.list`. */
import { typeOfCustomField } from '../../../values/customTypes';
import type { UserField } from '../../../values/types';
import { standardField } from './standard';

/** Where the portal has no label but the code, which nobody would look for. */
const LABELS: Readonly<Record<string, string>> = { XML_ID: 'External Code (employee number)' };

/**
 * Builds the catalogue.
 *
 * @param labels the result of `user.fields`: code to label
 * @param definitions rows of `user.userfield.list`; undefined when the credential may not read them
 */
export function buildCatalogue(
	labels: Record<string, unknown>,
	definitions: Array<Record<string, unknown>> | undefined,
): UserField[] {
	const byCode = new Map(definitions?.map((row) => [String(row.FIELD_NAME), row]));
	return Object.entries(labels).map(([code, text]) => {
		const told = typeof text === 'string' && text.trim() !== '' ? text.trim() : code;
		const label = told === code ? (LABELS[code] ?? code) : told;
		const definition = byCode.get(code);
		return isCustom(code) || definition
			? customField(code, label, definition)
			: standardField(code, label);
	});
}

/** Fields made in the portal; the names of Bitrix24's own ones never begin so. */
export function isCustom(code: string): boolean {
	return code.startsWith('UF_USR_');
}

function customField(
	code: string,
	label: string,
	definition: Record<string, unknown> | undefined,
): UserField {
	const field: UserField = {
		code,
		label,
		type: definition ? typeOfCustomField(definition.USER_TYPE_ID) : 'unknown',
		multiple: definition?.MULTIPLE === 'Y',
		mandatory: definition?.MANDATORY === 'Y',
		custom: true,
		writable: true,
	};
	if (field.type === 'list' && Array.isArray(definition?.LIST)) {
		field.options = definition.LIST.map((option: { ID?: unknown; VALUE?: unknown }) => ({
			value: String(option.ID),
			label: String(option.VALUE),
		}));
	}
	return field;
}

/** Labels as a dropdown shows them: those that several fields share carry the code. */
export function distinctLabels(fields: UserField[]): Map<string, string> {
	const count = new Map<string, number>();
	for (const { label } of fields) count.set(label, (count.get(label) ?? 0) + 1);
	return new Map(
		fields.map(({ code, label }) => [code, count.get(label) === 1 ? label : `${label} (${code})`]),
	);
}
