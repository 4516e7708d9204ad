/** What an operation is about and what it did, in a few readable lines. */
import type { IDataObject } from 'n8n-workflow';

type Narrator = (items: IDataObject[]) => string[];

const purposes: Readonly<Record<string, string>> = {
	invite: 'Invites the three people of the list by e-mail, as employees of department 1.',
	update:
		'Gives them position and mobile; one mobile is a number in the list, and one position reads like SQL.',
	get: 'Gets all three by ID.',
	search: 'Looks for people whose last name begins like that of the first one.',
	getAll: 'Lists everybody who is active, to the last page.',
	dismiss: 'Dismisses somebody named by e-mail, and reads them back.',
	getFields: 'Asks which fields people have in this portal.',
	getCurrent: 'Asks whose credential this is.',
};

export function purposeOf(operation: string): string {
	return purposes[operation] ?? operation;
}

/** Rows shown of a long list. */
const SHOWN = 4;

const narrators: Readonly<Record<string, Narrator>> = {
	invite: (items) => items.map(({ ID }) => `invited: the person got the ID ${String(ID)}`),
	update: (items) => items.map(({ ID }) => `updated: position and mobile of ${String(ID)}`),
	get: (items) =>
		items.map((person) => `found: ${nameOf(person)}, ${String(person.EMAIL)}, ${rest(person)}`),
	search: (items) => some(items, (person) => `found: ${nameOf(person)}, ${rest(person)}`),
	getAll: (items) =>
		some(items, (person) => `listed: ${nameOf(person)}, departments ${list(person.UF_DEPARTMENT)}`),
	dismiss: (items) =>
		items.map(({ ID, ACTIVE }) => `read back: ${String(ID)} has ACTIVE ${String(ACTIVE)}`),
	getFields: (items) => [
		`${items.length} fields, ${items.filter(({ custom }) => custom).length} of them made in this portal`,
		...some(
			items.filter(({ custom }) => custom),
			({ code, label, type }) => `field: ${String(code)} "${String(label)}", type ${String(type)}`,
		),
	],
	getCurrent: (items) =>
		items.map((person) => `the credential acts as ${nameOf(person)}, ${String(person.EMAIL)}`),
};

export function narrate(operation: string, items: IDataObject[]): string[] {
	return narrators[operation]?.(items) ?? [JSON.stringify(items)];
}

function some(items: IDataObject[], line: (item: IDataObject) => string): string[] {
	const lines = items.slice(0, SHOWN).map(line);
	return items.length > SHOWN ? [...lines, `… and ${items.length - SHOWN} more`] : lines;
}

function nameOf({ ID, NAME, LAST_NAME }: IDataObject): string {
	const name = [NAME, LAST_NAME].filter(Boolean).join(' ');
	return `${name === '' ? 'somebody without a name' : name} (${String(ID)})`;
}

function rest({ WORK_POSITION, PERSONAL_MOBILE }: IDataObject): string {
	return [WORK_POSITION, PERSONAL_MOBILE].filter(Boolean).join(', ');
}

function list(value: unknown): string {
	return Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none';
}
