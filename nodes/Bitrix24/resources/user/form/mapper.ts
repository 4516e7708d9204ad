/** The "Fields" parameter: columns of the item mapped to fields of the portal. */
import type { INodeProperties } from 'n8n-workflow';

import { readDepartments } from '../../../form/departments';
import type { HintTopic, Item } from '../../../plan/types';
import { attempt, attemptAsync, isRecord, type Params } from '../../../transport/types';
import { clearing, encodeValue, isClearable, isAmbiguous, isNothing } from '../../../values/encode';
import { InputError, naming } from '../../../values/errors';
import { valuesOf } from '../../../values/lists';
import { intact, isEmpty } from '../../../values/text';
import type { UserField } from '../../../values/types';
import { yesNo } from '../../../values/yesNo';
import { userFields } from '../fields/question';
import { standardCatalogue } from '../fields/standard';
import { Columns } from './columns';
import { propertyOf } from './photo';
import { readFieldOptions } from './writeOptions';

/** The editor methods that list the fields. */
type FieldsMethod = 'getInviteFields' | 'getUpdateFields';

/**
 * n8n asks for a list again where the value of these parameters changed (ResourceMapper.vue). "operation" is another value
 * than "resource", so switching between Update and what may invite asks anew: only there something is required. Switching
 * between operations of one list changes nothing, and what is mapped stays.
 */
const listDependsOn: Readonly<Record<FieldsMethod, string[]>> = {
	getInviteFields: ['resource'],
	getUpdateFields: ['operation'],
};

/** The parameter; `method` names the editor method that lists the fields. */
export function fieldsMapper(method: FieldsMethod): INodeProperties {
	return {
		displayName: 'Fields',
		name: 'fields',
		type: 'resourceMapper',
		noDataExpression: true,
		builderHint: {
			propertyHint:
				"mappingMode 'defineBelow' with value by field codes of Bitrix24, such as NAME, LAST_NAME, WORK_POSITION, PERSONAL_MOBILE, UF_EMPLOYMENT_DATE or UF_USR_… for custom fields; or 'autoMapInputData' for columns named like fields. Leave columns out that are not to be touched.",
		},
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			loadOptionsDependsOn: listDependsOn[method],
			resourceMapper: {
				resourceMapperMethod: method,
				mode: 'add',
				fieldWords: { singular: 'field', plural: 'fields' },
				// n8n asks when the form opens, not when a credential is chosen, and tells no reason; "Retry" follows.
				noFieldsError:
					'The fields come from your portal: choose a credential that works, then click',
				supportAutoMap: true,
				addAllFields: false,
				allowEmptyValues: true,
			},
		},
		hint: 'Map Automatically takes columns by the code or the label of a field. Empty values leave a field alone, unless the options say otherwise.',
	};
}

/** Values and files of one item, ready to be sent. */
export interface MappedFields {
	params: Params;
	/** Fields whose values are binary fields of the item. */
	files: Array<{ field: UserField; properties: string[] }>;
	/** Codes of fields that are emptied. */
	cleared: string[];
	/** Codes of file fields to be emptied: the IDs of their files have to be read first. */
	clearedFiles: string[];
	/** Codes of fields that a column spoke of, with a value or without. */
	matched: string[];
	/** The field of a code, with all that is known of its type. */
	fieldOf(this: void, code: string): UserField;
	/** Columns left out. */
	ignored: string[];
}

const IGNORED_COLUMNS: HintTopic = {
	say: (columns) =>
		`These columns are not fields of the portal that can be written, and were left out: ${columns}`,
};

const UNTYPED: HintTopic = {
	say: (codes) =>
		`The types of these custom fields could not be read (scope "user.userfield", an administrator’s credential), so their values were sent as text. Values of lists have to be IDs: ${codes}`,
};

const NOT_SENT: HintTopic = {
	say: (codes) =>
		`The types of these custom fields could not be read (scope "user.userfield"), and their columns hold what the portal answers for files or for several values of which there are none, so they were left alone: ${codes}`,
};

const STATUS_LEFT: HintTopic = {
	say: (columns) =>
		`This column was left out: ${columns}. People are dismissed and reinstated by the operations "Dismiss" and "Reinstate", or here with the option "Allow Status Column".`,
};

/** What the values are for. */
export type Purpose = 'invite' | 'update';

/** Columns that a parameter of their own speaks for; people keep them in their tables, so there is nothing to say. */
const SPOKEN_FOR: Readonly<Record<Purpose, ReadonlySet<string>>> = {
	invite: new Set(['ID', 'EMAIL']),
	update: new Set(['ID']),
};

const STATUS = 'ACTIVE';

/** Whether the "Fields" parameter offers a field. Nobody is dismissed by a box that was ticked or left empty. */
export function isMappable(field: UserField, purpose: Purpose): boolean {
	return (
		field.writable &&
		field.type !== 'photo' &&
		field.code !== STATUS &&
		!SPOKEN_FOR[purpose].has(field.code)
	);
}

/** One column with the field it means. */
interface Column {
	name: string;
	field: UserField;
	raw: unknown;
}

/** The parameter of one item, and what it is for. */
interface Form {
	item: Item;
	purpose: Purpose;
	isAutomatic: boolean;
	options: ReturnType<typeof readFieldOptions>;
	source: Readonly<Record<string, unknown>>;
	/** Those of the source that no other parameter speaks for. */
	columns: readonly string[];
	/** The list of fields as n8n keeps it: what the portal called them when they were chosen. */
	schema: unknown;
}

interface Reading extends Form {
	mapped: MappedFields;
}

/**
 * What the columns say. Those left out are not touched. An empty value leaves the field alone, or empties it where the
 * option says so; it never dismisses, takes out of all departments or stands for yes or no.
 *
 * @throws {InputError} naming the field whose value does not fit
 */
export async function readFields(item: Item, purpose: Purpose): Promise<MappedFields> {
	const form = formOf(item, purpose);
	// What everybody's portal has need not be asked for, unless there is something to complain about.
	if (form.columns.every(isStandard) && form.options.clearFields.every(isStandard)) {
		const said = attempt(() => mapWith(form, standardFields));
		if (said.ok && !said.value.departments) return said.value.mapped;
		const mapped = said.ok
			? await attemptAsync(async () => await withDepartments(item, said.value))
			: said;
		if (mapped.ok) return mapped.value;
		if (!(mapped.error instanceof InputError)) throw mapped.error;
	}
	return await withDepartments(item, mapWith(form, (await item.ask(userFields)).fields));
}

function formOf(item: Item, purpose: Purpose): Form {
	const parameter = item.param('fields', {});
	const { mappingMode, value, schema } = isRecord(parameter) ? parameter : {};
	const isAutomatic = mappingMode === 'autoMapInputData';
	const source = isAutomatic ? item.json : isRecord(value) ? value : {};
	const options = readFieldOptions(item);
	const columns = Object.keys(source).filter((name) => !SPOKEN_FOR[purpose].has(name));
	return { item, purpose, isAutomatic, options, source, columns, schema };
}

/**
 * Codes of the fields that items will speak of, told by the form and the heads of their columns before a value is read.
 * An expression may make more of them.
 */
export async function codesAhead(items: readonly Item[], purpose: Purpose): Promise<string[]> {
	const [first] = items;
	const { isAutomatic, columns, options } = formOf(first, purpose);
	const names = new Set([...columns, ...options.clearFields]);
	if (isAutomatic) {
		for (const { json } of items) for (const name of Object.keys(json)) names.add(name);
	}
	const all = [...names];
	const known = columnsFor(
		all.every(isStandard) ? standardFields : (await first.ask(userFields)).fields,
	);
	return all.flatMap((name) => known.meant(name).map(({ code }) => code));
}

const isStandard = (code: string): boolean => standardCatalogue.has(code);

/** Every item of a run is read with the same fields. */
const prepared = new WeakMap<readonly UserField[], Columns>();

const standardFields: readonly UserField[] = [...standardCatalogue.values()];

function columnsFor(fields: readonly UserField[]): Columns {
	const columns = prepared.get(fields) ?? new Columns(fields);
	prepared.set(fields, columns);
	return columns;
}

/** What the columns say, and the one of departments, which are looked up. */
interface Said {
	mapped: MappedFields;
	departments?: Column;
}

function mapWith(form: Form, fields: readonly UserField[]): Said {
	const known = columnsFor(fields);
	const mapped: MappedFields = {
		params: {},
		files: [],
		cleared: [],
		clearedFiles: [],
		matched: [],
		fieldOf: known.fieldOf,
		ignored: [],
	};
	const reading: Reading = { ...form, mapped };
	let departments: Column | undefined;
	for (const column of columnsOf(reading, known)) {
		if (column.field.type === 'departments') departments = column;
		else addColumn(reading, column);
	}
	clearChosen(reading, fields);
	return { mapped, departments };
}

/** The columns that mean a field; tells of the others. */
function columnsOf(reading: Reading, known: Columns): Column[] {
	const { isAutomatic, source } = reading;
	const columns = new Map<string, Column>();
	for (const name of reading.columns) {
		const raw = source[name];
		const field = isAutomatic ? meantBy(reading, known, name, raw) : demand(reading, known, name);
		if (!field) continue;
		const other = columns.get(field.code);
		if (!other || isEmpty(other.raw)) columns.set(field.code, { name, field, raw });
		else if (!isEmpty(raw) && other.raw !== raw) throw twice(field, other.name, name);
	}
	return [...columns.values()];
}

function meantBy(
	{ item, purpose, mapped }: Reading,
	known: Columns,
	name: string,
	raw: unknown,
): UserField | undefined {
	const meant = known.meant(name);
	const possible = meant.filter((field) => field.code === STATUS || isMappable(field, purpose));
	if (possible.length === 1) return possible[0];
	if (meant.some(({ code }) => SPOKEN_FOR[purpose].has(code))) return undefined;
	mapped.ignored.push(name);
	// What the portal answers for a file, or an empty column, is no mistake in a table.
	if (!isEmpty(raw)) item.hint(IGNORED_COLUMNS, told(name, possible, known.near(name)));
	return undefined;
}

function told(name: string, possible: readonly UserField[], near: readonly string[]): string {
	const column = name.length > 60 ? `${name.slice(0, 60)}…` : name;
	if (possible.length > 1) {
		return `${column} (can mean ${possible.map(({ code }) => code).join(' or ')})`;
	}
	return near.length > 0 ? `${column} (near: ${near.join(', ')})` : column;
}

function demand({ purpose, schema }: Reading, known: Columns, code: string): UserField {
	const field = known.meant(code).find((one) => one.code === code);
	if (field && (field.code === STATUS || isMappable(field, purpose))) return field;
	throw new InputError(
		field
			? `The field ${code} cannot be written`
			: `The portal has no field ${nameOf({ code, label: chosenAs(schema, code) })}`,
		'Refresh the list of fields in the parameter "Fields" and remove this one.',
	);
}

/** What a field was called when it was chosen: another portal, or this one meanwhile, may not know it. */
function chosenAs(schema: unknown, code: string): string {
	const fields: unknown[] = Array.isArray(schema) ? schema : [];
	const chosen = fields.filter(isRecord).find(({ id }) => id === code);
	return typeof chosen?.displayName === 'string' ? chosen.displayName : code;
}

function twice(field: UserField, first: string, second: string): InputError {
	return new InputError(
		`The columns "${first}" and "${second}" both mean ${nameOf(field)}, with different values`,
		'Remove one of them.',
	);
}

/** Nobody is taken out of all departments, so there is nothing to clear. */
async function withDepartments(item: Item, said: Said): Promise<MappedFields> {
	const { mapped, departments } = said;
	if (!departments) return mapped;
	const { field, raw } = departments;
	mapped.matched.push(field.code);
	if (isNothing(field, raw)) return mapped;
	const ids = await readDepartments(item, raw, nameOf(field));
	if (ids.length > 0) mapped.params[field.code] = ids;
	return mapped;
}

function addColumn(reading: Reading, column: Column): void {
	const { field, raw } = column;
	const { mapped, options } = reading;
	if (field.code === STATUS) {
		if (!isEmpty(raw)) addStatus(reading, column);
		return;
	}
	mapped.matched.push(field.code);
	if (isNothing(field, raw)) {
		if (options.clearsEmpty && isClearable(field)) clear(mapped, field);
	} else if (field.type === 'file') {
		addFile(reading, field, raw);
	} else {
		addValue(reading, field, raw);
	}
}

function addValue({ item, mapped, isAutomatic }: Reading, field: UserField, raw: unknown): void {
	if (field.type === 'unknown' && isAutomatic && isAnswer(raw)) {
		item.hint(NOT_SENT, field.code);
		return;
	}
	const encoded = naming(nameOf(field), () => {
		intact(raw);
		return encodeValue(field, raw, item.timezone);
	});
	if (encoded === undefined) return;
	if (
		field.type === 'unknown' &&
		typeof raw === 'string' &&
		!isAmbiguous(raw) &&
		!/^\d+$/u.test(raw)
	) {
		item.hint(UNTYPED, field.code);
	}
	mapped.params[field.code] = encoded;
}

/** Whether it may be what the portal itself answers: false for several values of which there are none, objects for files. */
function isAnswer(raw: unknown): boolean {
	return raw === false || (Array.isArray(raw) ? raw.some(isRecord) : isRecord(raw));
}

/** Not by accident: a column may only dismiss where that was asked for. */
function addStatus(
	{ item, mapped, options, purpose, isAutomatic }: Reading,
	{ name, field, raw }: Column,
): void {
	const isActive = naming(nameOf(field), () => yesNo(raw));
	if (options.allowsStatus && purpose === 'update') {
		mapped.params[STATUS] = isActive ? 'Y' : 'N';
		mapped.matched.push(STATUS);
	} else if (isActive && isAutomatic) {
		mapped.ignored.push(name);
		if (purpose === 'update') item.hint(STATUS_LEFT, name);
	} else if (purpose === 'invite') {
		throw new InputError(
			`The column ${name} says that the person is ${isActive ? '' : 'not '}active`,
			isActive
				? 'Whoever is invited is active by accepting the invitation: remove the column from the fields.'
				: 'Filter such rows out before this node, or remove the column. Whoever is to lose access is dismissed by the operation "Dismiss".',
		);
	} else {
		throw new InputError(
			`The column ${name} would ${isActive ? 'reinstate' : 'dismiss'} the person`,
			'Use the operations "Dismiss" and "Reinstate", or remove the column. Update takes it with the option "Allow Status Column".',
		);
	}
}

function addFile(reading: Reading, field: UserField, raw: unknown): void {
	const { item, mapped, isAutomatic } = reading;
	const wanted = valuesOf(raw);
	const isNamed = (one: unknown) => typeof one === 'string' && item.hasBinary(one.trim());
	// What the portal answers for a file is its ID: it cannot be sent back, and in a table it is no mistake.
	if (isAutomatic && !wanted.every(isNamed)) {
		mapped.ignored.push(field.code);
		item.hint(IGNORED_COLUMNS, field.code);
		return;
	}
	const properties = naming(nameOf(field), () => wanted.map((one) => propertyOf(item, one)));
	if (!field.multiple && properties.length > 1) {
		throw new InputError(
			`${nameOf(field)}: The field takes one file, not ${properties.length}`,
			'Name one binary field.',
		);
	}
	mapped.files.push({ field, properties });
}

/** The option "Clear Fields": on purpose, whatever is mapped. */
function clearChosen({ mapped, options }: Reading, fields: readonly UserField[]): void {
	for (const code of options.clearFields) {
		const field = fields.find((one) => one.code === code);
		if (!field || !field.writable) {
			throw new InputError(
				`The option "Clear Fields" names ${code}, which is no field of the portal that can be written`,
				'Choose the fields from the list.',
			);
		}
		naming(`Option "Clear Fields", ${nameOf(field)}`, () => clear(mapped, field));
	}
}

function clear(mapped: MappedFields, field: UserField): void {
	mapped.files = mapped.files.filter((file) => file.field.code !== field.code);
	if (field.type === 'file') mapped.clearedFiles.push(field.code);
	else mapped.params[field.code] = clearing(field);
	mapped.cleared.push(field.code);
}

/** A field as an error speaks of it. */
function nameOf({ label, code }: Pick<UserField, 'label' | 'code'>): string {
	return label === code ? code : `"${label}" (${code})`;
}
