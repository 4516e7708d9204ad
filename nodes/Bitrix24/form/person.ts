/** The "User" parameter: one person, chosen from the portal's list or named by ID, address, external code or link. */
import type { INodeProperties } from 'n8n-workflow';

import { shownName } from '../plan/chosen';
import type { Item, Ref } from '../plan/types';
import { email, isEmail } from '../values/email';
import { InputError, naming, quoted, refused } from '../values/errors';
import { asId } from '../values/numbers';
import { isEmpty, key, text, visible } from '../values/text';
import { isLocator, modeOf } from './locator';

/** `/company/personal/user/12/`; extranet portals have another beginning. */
const PROFILE_LINK = /\/user\/(\d{1,15})(?:[/?#]|$)/u;

/** Nothing longer names a person. */
const MAX_LENGTH = 2_000;

export const userLocator: INodeProperties = {
	displayName: 'User',
	name: 'user',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	displayOptions: { hide: { '@tool': [true] } },
	description: 'The person in the portal',
	builderHint: {
		propertyHint:
			"From data use mode 'email', or 'id' for an ID; 'xmlId' is the employee number, 'url' a link to the profile.",
	},
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a user…',
			typeOptions: { searchListMethod: 'searchUsers', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 12',
			hint: 'The number at the end of the link to the profile',
		},
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. nathan@example.com',
			hint: 'The whole address; upper and lower case make no difference',
		},
		{
			displayName: 'By External Code',
			name: 'xmlId',
			type: 'string',
			placeholder: 'e.g. HR-0042',
			hint: 'The field XML_ID, where HR systems keep the employee number',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://your-portal.bitrix24.com/company/personal/user/12/',
			hint: 'The link to the profile, as copied from the browser',
		},
	],
};

/** In the place of the locator, where a language model fills the form in. */
export const personText: INodeProperties = {
	displayName: 'Person',
	name: 'person',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. nathan@example.com',
	displayOptions: { show: { '@tool': [true] } },
	description:
		'The person: an ID (12), an e-mail address, a profile link, an external code (written as XML_ID:0042 when it consists of digits or letters alone), or the whole name when only one person has it',
};

/** The locator, and what stands in its place when the node is a tool. */
export const person: INodeProperties[] = [userLocator, personText];

/**
 * Whom the form means.
 *
 * @throws {InputError} when it names nobody
 */
export function readPerson(item: Item): Ref {
	const told = item.isTool ? item.param('person', '') : '';
	if (!isEmpty(told)) return naming('Parameter "Person"', () => anyWay(item, told));
	const ref = readLocator(item, item.param('user', ''), 'User');
	if (ref) return ref;
	throw new InputError(
		`The parameter "${item.isTool ? 'Person' : 'User'}" is empty`,
		'Choose a person, or check the expression: the item may lack the value it reads.',
	);
}

/**
 * Reads the value of any locator of people.
 *
 * @param label as the form calls the parameter
 * @returns undefined when it is empty
 * @throws {InputError} when it cannot name anybody
 */
export function readLocator(item: Item, raw: unknown, label: string): Ref | undefined {
	const { mode, value } = isLocator(raw) ? raw : { mode: 'id', value: raw };
	if (isEmpty(value)) return undefined;
	const ref = naming(`Parameter "${label}"`, () => readers[modeOf(mode, MODES, 'id')](item, value));
	return { ...ref, ...shownName(raw) };
}

const MODES = ['list', 'id', 'email', 'xmlId', 'url'] as const;

const readers: Readonly<Record<(typeof MODES)[number], (item: Item, value: unknown) => Ref>> = {
	list: byId,
	id: byId,
	email: byEmail,
	xmlId: (_item, value) => ref('xmlId', key(value)),
	url: byLink,
};

function ref(by: 'id' | 'email' | 'xmlId' | 'words', value: string): Ref {
	return { of: 'user', by, value };
}

/** An address or a link dragged onto the field means the same person as in its own mode. */
function byId(item: Item, value: unknown): Ref {
	if (typeof value === 'string' && value.length <= MAX_LENGTH) {
		if (isEmail(value)) return ref('email', email(value));
		if (PROFILE_LINK.test(visible(value))) return byLink(item, value);
	}
	const id = asId(value);
	if (id !== undefined) return ref('id', String(id));
	throw refused(
		value,
		'is not the ID of a person',
		'Enter a positive whole number, e.g. 12. For an address choose By Email, for an employee number By External Code.',
	);
}

function byEmail(_item: Item, value: unknown): Ref {
	if (asId(value) === undefined) return ref('email', email(value));
	throw new InputError(`${quoted(value)} is not an e-mail address`, 'For an ID choose By ID.');
}

function byLink(item: Item, value: unknown): Ref {
	const link = typeof value === 'string' && value.length <= MAX_LENGTH ? visible(value) : '';
	const id = asId(PROFILE_LINK.exec(link)?.[1]);
	if (id === undefined) {
		throw refused(
			value,
			'is not the link to a profile',
			'It ends like /company/personal/user/12/. Open the profile in the portal and copy its address.',
		);
	}
	// The same ID names somebody else in another portal.
	if (!/^\/(?!\/)/u.test(link) && !item.isOwn(withScheme(link))) {
		throw new InputError(
			`${quoted(value)} leads to another portal than the credential`,
			`Copy the link in the portal of the credential (${item.portalOrigin}), or choose the credential of the other portal.`,
		);
	}
	return ref('id', String(id));
}

function withScheme(link: string): string {
	return /^https?:\/\//iu.test(link) ? link : `https://${link.replace(/^\/+/u, '')}`;
}

const CODE = /^(?:xml_?id|code)\s?[:=]\s?(.+)$/iu;

/** Letters and what stands between the parts of a name; codes have digits, or come after `XML_ID:`. */
const NAME = /^[\p{L}\p{M}\s.,'’-]+$/u;

/** `John Smith <john@example.com>`, and what stands in quotes. */
const WRAPPED = /^(?:[^<>]*<([^<>\s]+@[^<>\s]+)>|["'“«](.+)["'”»])$/u;

/** As a model writes it: by whatever the text looks like. */
function anyWay(item: Item, told: unknown): Ref {
	const written = visible(text(told).slice(0, MAX_LENGTH));
	const [, address, inside] = WRAPPED.exec(written) ?? [];
	const said = address ?? inside ?? written;
	const code = CODE.exec(said)?.[1];
	if (code !== undefined) return ref('xmlId', key(code));
	if (asId(said) !== undefined || said.includes('@')) return byId(item, said);
	if (PROFILE_LINK.test(said) || /^https?:/iu.test(said)) return byLink(item, said);
	return ref(NAME.test(said) ? 'words' : 'xmlId', said);
}
