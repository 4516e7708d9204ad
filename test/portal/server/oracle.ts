/**
 * A judge of requests besides the emulator: the vendor's machine-readable specifications (specs/README.md). It knows
 * names, kinds and what is required; what a portal does with a request it does not know.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RecordedCall, RecordedRequest } from '../types';

type Base = 'string' | 'integer' | 'boolean' | 'array' | 'object' | 'any';

interface Parameter {
	name: string;
	base: string;
	/** "unknown" where the vendor's parser could not tell. */
	required: boolean | 'unknown';
	/** `#/defs/NAME` */
	ref?: string;
}

interface Definition {
	dynamic?: { allowed?: boolean; ufAllowed?: boolean };
	fields: Parameter[];
}

interface Spec {
	method: string;
	params: Parameter[];
	defs: { [name: string]: Definition };
	entityFields?: string[];
}

const FOLDER = path.join(__dirname, '..', 'specs');

let loaded: Map<string, Spec> | undefined;

/** Specifications by method in lower case, as requests are recorded. */
export function specs(): Map<string, Spec> {
	loaded ??= new Map(
		readdirSync(FOLDER)
			.filter((name) => name.endsWith('.json'))
			.map((name): Spec => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')))
			.map((spec) => [spec.method.toLowerCase(), spec]),
	);
	return loaded;
}

type Allowed = { [name: string]: Base };

/** Every list has `start`; the vendor's files have it for some. */
const PAGED: Allowed = { start: 'integer' };

/** Where the pages say one thing and their parameter tables, which the files were made of, another. */
const LIST_OF_PEOPLE: Allowed = {
	// "Array"/object in every example of user-get.md and user-search.md.
	FILTER: 'object',
};

const PERSON: Allowed = {
	// An array in every example of user-add.md and user-update.md.
	UF_DEPARTMENT: 'array',
	// Written by the server like the fields of the table, which leaves them out (server behaviour).
	XML_ID: 'string',
	TITLE: 'string',
	TIME_ZONE: 'string',
	PERSONAL_ICQ: 'string',
	WORK_LOGO: 'string',
	UF_EMPLOYMENT_DATE: 'string',
	UF_TIMEMAN: 'string',
};

/** Keys and kinds that are right although the files do not have them, by method or by method and parameter. */
const ALLOWED: { [method: string]: Allowed } = {
	'user.add': {
		...PERSON,
		// user-add.md, in the text above the table.
		EXTRANET: 'string',
		SONET_GROUP_ID: 'array',
		// Not documented (server behaviour).
		MESSAGE_TEXT: 'string',
	},
	'user.update': {
		...PERSON,
		// "Pass an empty string in the field" deletes the photo: files/how-to-update-files.md.
		PERSONAL_PHOTO: 'any',
	},
	'user.get': { ...LIST_OF_PEOPLE },
	'user.search': { ...LIST_OF_PEOPLE, IMAGE_RESIZE: 'string' },
	// Any of the fields of a row filters, one value or several (server behaviour).
	'department.get': { ...PAGED, ID: 'any', NAME: 'any', UF_HEAD: 'any', PARENT: 'any' },
	'user.userfield.list': { ...PAGED, order: 'object', filter: 'object' },
	// Values of a list are missing on the pages; add and update take them (server behaviour).
	'user.userfield.add.fields': { LIST: 'array' },
	'user.userfield.update.fields': {
		LIST: 'array',
		// Rows of user.userfield.list have them; what a portal keeps as it was, the node reads back and tells.
		EDIT_IN_LIST: 'boolean',
		IS_SEARCHABLE: 'boolean',
	},
};

/** Fields of filters of people that are no fields of a person: user-get.md, user-search.md; CONFIRM_CODE is server behaviour. */
const FILTERS = new Set([
	'NAME_SEARCH',
	'HAS_DEPARTAMENT',
	'FIND',
	'UF_DEPARTMENT_NAME',
	'CONFIRM_CODE',
]);

/** Methods whose parameters are fields of a person, custom ones among them. */
const PEOPLE = new Set(['user.add', 'user.update']);

const isInteger = (value: unknown): boolean =>
	Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value));

const isStructure = (value: unknown): boolean => typeof value === 'object' && value !== null;

const IS: { [base in Base]: (value: unknown) => boolean } = {
	string: (value) => typeof value === 'string',
	integer: isInteger,
	boolean: (value) =>
		typeof value === 'boolean' ||
		[0, 1, '0', '1', 'Y', 'N', 'true'].includes(Object(value).valueOf()),
	array: isStructure,
	object: isStructure,
	any: () => true,
};

const isBase = (base: string): base is Base => base in IS;

function wrongKind(where: string, base: string, value: unknown): string[] {
	if (!isBase(base) || IS[base](value)) return [];
	return [`${where}: ${base} expected, ${JSON.stringify(value)} sent`];
}

function missing(where: string, parameters: Parameter[], sent: object): string[] {
	return parameters
		.filter(({ name, required }) => required === true && !(name in sent))
		.map(({ name }) => `${where}: ${name} is required`);
}

function checkFields(where: string, definition: Definition, sent: object): string[] {
	const { dynamic, fields } = definition;
	return [
		...missing(where, fields, sent),
		...Object.entries(sent).flatMap(([name, value]) => {
			const field = fields.find((one) => one.name === name);
			const base = ALLOWED[where]?.[name] ?? field?.base;
			if (base) return wrongKind(`${where}.${name}`, base, value);
			const open = dynamic?.allowed === true || (dynamic?.ufAllowed === true && /^uf/i.test(name));
			return open ? [] : [`${where}: ${name} is unknown`];
		}),
	];
}

/** Names in a filter of people: one the portal does not know would be dropped, and everybody would come back. */
function checkFilter(method: string, filter: unknown): string[] {
	const fields = new Set([
		...(specs().get('user.add')?.params ?? []).map(({ name }) => name),
		...(specs().get('user.get')?.entityFields ?? []),
		...Object.keys(PERSON),
		...FILTERS,
	]);
	return Object.keys(Object(filter))
		.map((key) => key.replace(/^(!=|!@|!%|=%|%=|>=|<=|[!=><@%])/, ''))
		.filter((name) => !fields.has(name) && !name.startsWith('UF_USR_'))
		.map((name) => `${method}.FILTER: ${name} is unknown`);
}

/** What is wrong with a call; nothing for methods the vendor has no file of. */
export function checkCall({ method, params }: Pick<RecordedCall, 'method' | 'params'>): string[] {
	const spec = specs().get(method);
	if (!spec) return [];
	const allowed = ALLOWED[method] ?? {};
	const found = missing(method, spec.params, params);
	for (const [name, value] of Object.entries(params)) {
		const parameter = spec.params.find((one) => one.name === name);
		const custom = PEOPLE.has(method) && name.startsWith('UF_USR_');
		if (custom) continue;
		const base = allowed[name] ?? parameter?.base;
		if (base === undefined) found.push(`${method}: ${name} is unknown`);
		else found.push(...wrongKind(`${method}.${name}`, base, value));
		const definition = spec.defs[parameter?.ref?.split('/').at(-1) ?? ''];
		if (definition) found.push(...checkFields(`${method}.${name}`, definition, Object(value)));
	}
	const filters = method === 'user.get' || method === 'user.search';
	return filters ? [...found, ...checkFilter(method, params.FILTER)] : found;
}

/** The node says who it is. */
const NODE = /^n8n-nodes-bitrix24-users\//;

export const isOfNode = (headers: { [name: string]: string }): boolean =>
	NODE.test(headers['user-agent'] ?? '');

/** What is wrong with requests, each complaint once. */
export function checkRequests(requests: RecordedRequest[]): string[] {
	return [...new Set(requests.flatMap(({ calls }) => calls.flatMap(checkCall)))];
}
