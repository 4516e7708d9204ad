/** By what people of a list are found in the portal: the address, the external code or a field of their own. */
import type { INodeProperties } from 'n8n-workflow';

import type { Item, Ref } from '../../../plan/types';
import { InputError, naming, quoted } from '../../../values/errors';
import { integer } from '../../../values/numbers';
import { folded, isEmpty, key, text } from '../../../values/text';
import type { UserField } from '../../../values/types';
import { userFields } from '../fields/question';
import { standardField } from '../fields/standard';

export const match: INodeProperties[] = [
	{
		displayName: 'Match By Name or ID',
		name: 'matchBy',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getMatchFields' },
		allowArbitraryValues: true,
		default: 'EMAIL',
		description:
			'What tells who somebody is. By an external code people are found again whose address has changed. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Match Value',
		name: 'matchValue',
		type: 'string',
		default: '',
		placeholder: 'e.g. HR-0042',
		displayOptions: { hide: { matchBy: ['EMAIL', ''] } },
		description: 'The value of that field for this person, such as the employee number',
	},
];

/** The field people are found by. */
export interface MatchField {
	code: string;
	/** As messages call it. */
	label: string;
	type: UserField['type'];
}

export const BY_EMAIL: MatchField = { code: 'EMAIL', label: 'e-mail address', type: 'email' };

const BY_CODE: MatchField = { code: 'XML_ID', label: 'external code', type: 'text' };

/**
 * Reads "Match By".
 *
 * @throws {InputError} for a field that several people may share by nature, or that the portal does not have
 */
export async function readMatchField(item: Item): Promise<MatchField> {
	const raw = item.param('matchBy', 'EMAIL');
	if (isEmpty(raw)) return BY_EMAIL;
	const said = naming('Parameter "Match By"', () => text(raw));
	const wanted = folded(said);
	const known = [BY_EMAIL, BY_CODE].find(({ code }) => folded(code) === wanted);
	if (known) return known;
	const { fields } = await item.ask(userFields);
	const field = fields.find(({ code }) => folded(code) === wanted);
	if (field && isMatchable(field)) {
		const { code, label, type } = field;
		return { code, label: label === code ? code : `${label} (${code})`, type };
	}
	throw new InputError(
		`Parameter "Match By": people cannot be found by ${quoted(said)}`,
		`Use EMAIL, XML_ID or a custom field of one text or whole number${namesOf(fields.filter(isMatchable))}.`,
	);
}

/** Custom fields of one text or whole number; of what type cannot be known, the value is taken as text. */
function isMatchable({ custom, multiple, type }: UserField): boolean {
	return custom && !multiple && ['text', 'integer', 'unknown'].includes(type);
}

function namesOf(fields: readonly UserField[]): string {
	return fields.length === 0
		? ''
		: `: ${fields
				.slice(0, 10)
				.map(({ code }) => code)
				.join(', ')}`;
}

/**
 * Reads "Match Value".
 *
 * @throws {InputError} when it is empty, or no whole number where the field holds such
 */
export function readMatchValue(item: Item, { label, type }: MatchField): string {
	const raw = item.param('matchValue', '');
	if (isEmpty(raw)) {
		throw new InputError(
			'The parameter "Match Value" is empty',
			`Enter the ${label} of the person, or check the expression: the item may lack the value it reads.`,
		);
	}
	return naming('Parameter "Match Value"', () =>
		type === 'integer' ? key(integer(raw)) : key(raw),
	);
}

/** The person with this value. */
export function personBy({ code }: MatchField, value: string): Ref {
	return { of: 'user', by: code === 'XML_ID' ? 'xmlId' : code, value };
}

/** The field as others know it. */
export function asField({ code, type, label }: MatchField): UserField {
	return { ...standardField(code, label), type };
}
