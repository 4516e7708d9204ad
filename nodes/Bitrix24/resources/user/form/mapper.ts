/** The "Fields" parameter: columns of the item mapped to fields of the portal. */
import type { INodeProperties } from 'n8n-workflow';

import { encodeValue, valuesOf } from '../../../values/encode';
import { standardCatalogue } from '../fields/standard';
import { InputError, naming } from '../../../values/errors';
import type { UserField } from '../../../values/types';
import type { HintTopic, Item } from '../../../plan/types';
import { userFields } from '../fields/question';
import { isRecord, type Params } from '../../../transport/types';

/** The parameter; `method` names the editor method that lists the fields. */
export function fieldsMapper(method: 'getInviteFields' | 'getUpdateFields'): INodeProperties {
	return {
		displayName: 'Fields',
		name: 'fields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			loadOptionsDependsOn: ['authentication'],
			resourceMapper: {
				resourceMapperMethod: method,
				mode: 'add',
				fieldWords: { singular: 'field', plural: 'fields' },
				supportAutoMap: true,
			},
		},
	};
}

/** Values and files of one item, ready to be sent. */
export interface MappedFields {
	params: Params;
	/** Fields whose value is the name of a binary field of the item. */
	files: Array<{ field: UserField; properties: string[] }>;
}

const IGNORED_COLUMNS: HintTopic = {
	say: (columns) =>
		`These columns are not fields of the portal that can be written, and were left out: ${columns}`,
};

/** What the values are for. */
type Purpose = 'invite' | 'update';

/** Columns that a parameter of their own speaks for; people keep them in their tables, so there is nothing to say. */
const SPOKEN_FOR: Readonly<Record<Purpose, ReadonlySet<string>>> = {
	invite: new Set(['ID', 'EMAIL', 'ACTIVE']),
	update: new Set(['ID']),
};

/** Whether the "Fields" parameter offers a field. */
export function isMappable(field: UserField, purpose: Purpose): boolean {
	return field.writable && field.type !== 'photo' && !SPOKEN_FOR[purpose].has(field.code);
}

/**
 * Reads the parameter. Null and columns left out are not touched; an empty text clears the field.
 *
 * @throws {InputError} naming the field whose value does not fit
 */
export async function readFields(item: Item, purpose: Purpose): Promise<MappedFields> {
	const parameter = item.param('fields', {});
	const { mappingMode, value } = isRecord(parameter) ? parameter : {};
	const automatic = mappingMode === 'autoMapInputData';
	const source = automatic ? item.json : isRecord(value) ? value : {};
	const columns = Object.entries(source).filter(
		([code, raw]) => raw !== null && raw !== undefined && !SPOKEN_FOR[purpose].has(code),
	);
	// Names of custom fields all begin with UF_, so the portal need not be asked about any other column.
	const isPlain = columns.every(
		([code]) => standardCatalogue.has(code) || (automatic && !code.startsWith('UF_')),
	);
	if (isPlain) {
		const mapped = attempt(() => mapColumns(item, columns, standardCatalogue, purpose, automatic));
		if (mapped) return mapped;
	}
	// The portal's own labels, also for saying which value does not fit.
	const fields = new Map((await item.ask(userFields)).fields.map((field) => [field.code, field]));
	return mapColumns(item, columns, fields, purpose, automatic);
}

function attempt<T>(action: () => T): T | undefined {
	try {
		return action();
	} catch {
		return undefined;
	}
}

function mapColumns(
	item: Item,
	columns: Array<[code: string, raw: unknown]>,
	fields: ReadonlyMap<string, UserField>,
	purpose: Purpose,
	automatic: boolean,
): MappedFields {
	const mapped: MappedFields = { params: {}, files: [] };
	for (const [code, raw] of columns) {
		const field = fields.get(code);
		if (field && isMappable(field, purpose)) {
			addValue(item, mapped, field, raw, automatic);
		} else if (automatic) {
			item.hint(IGNORED_COLUMNS, code);
		} else {
			throw new InputError(
				field ? `The field ${code} cannot be written` : `The portal has no field ${code}`,
				'Refresh the list of fields in the parameter "Fields" and remove this one.',
			);
		}
	}
	return mapped;
}

function addValue(
	item: Item,
	mapped: MappedFields,
	field: UserField,
	raw: unknown,
	automatic: boolean,
): void {
	if (field.type === 'file' && raw !== '') {
		const properties = valuesOf(raw).filter((name): name is string => typeof name === 'string');
		// What the portal answers for a file is its ID: it cannot be sent back, and in a table it is no mistake.
		if (automatic && !(properties.length > 0 && properties.every((name) => item.hasBinary(name)))) {
			if (raw !== false) item.hint(IGNORED_COLUMNS, field.code);
			return;
		}
		if (properties.length === 0) {
			throw new InputError(`${nameOf(field)}: This is not a file`, FILE_REMEDY);
		}
		mapped.files.push({ field, properties });
		return;
	}
	const kind = field.type === 'file' ? 'text' : field.type;
	const encoded = naming(nameOf(field), () => encodeValue({ ...field, type: kind }, raw));
	if (encoded !== undefined) mapped.params[field.code] = encoded;
}

const FILE_REMEDY = 'Enter the name of the binary field of the input item that holds the file.';

/** A field as an error speaks of it. */
function nameOf({ label, code }: UserField): string {
	return label === code ? code : `"${label}" (${code})`;
}
