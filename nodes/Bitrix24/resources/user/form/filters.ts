/** The "Filters" collection. */
import type { INodeProperties } from 'n8n-workflow';

import {
	chosenDepartments,
	departmentNames,
	departments,
	readDepartments,
} from '../../../form/departments';
import { collectionOf } from '../../../form/options';
import type { HintTopic, Item } from '../../../plan/types';
import type { Params, ParamValue } from '../../../transport/types';
import { choice } from '../../../values/choice';
import { plainDate } from '../../../values/date';
import { InputError, naming } from '../../../values/errors';
import { valuesOf } from '../../../values/lists';
import { positiveId } from '../../../values/numbers';
import { isEmpty } from '../../../values/text';
import { yesNo } from '../../../values/yesNo';
import { invitationFilter, withSignIn } from './invited';
import { longWords } from './words';

const EMPTY: HintTopic = {
	say: (labels) => `These filters have no value and left nobody out: ${labels}`,
};

const USER_TYPES = ['email', 'employee', 'extranet'] as const;

export const userTypeFilter: INodeProperties = {
	displayName: 'User Types',
	name: 'userType',
	type: 'multiOptions',
	default: [],
	options: [
		{ name: 'Email User', value: 'email', description: 'People who only take part by e-mail' },
		{ name: 'Employee', value: 'employee', description: 'People of the company' },
		{ name: 'Extranet', value: 'extranet', description: 'Guests who see their workgroups only' },
	],
	description: 'Kinds of users to return',
};

/** @param departments the dropdown of departments, as it is read */
export const filtersWith = (departments: INodeProperties): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		departments,
		invitationFilter,
		{
			displayName: 'Last Sign-In Before',
			name: 'lastSignInBefore',
			type: 'dateTime',
			default: '',
			description:
				'Only people who last signed in before the beginning of this day. Whoever never signed in is not among them.',
		},
		{
			displayName: 'Name Search',
			name: 'nameSearch',
			type: 'string',
			default: '',
			placeholder: 'e.g. Nathan',
			description: 'Words of the name or position, matched from their beginning',
		},
		{
			displayName: 'Never Signed In',
			name: 'neverSignedIn',
			type: 'boolean',
			default: true,
			description:
				'Whether to return only people who never signed in (on), or only those who did (off)',
		},
		{
			displayName: 'Online',
			name: 'online',
			type: 'boolean',
			default: true,
			description: 'Whether to return only people who are online (on) or offline (off)',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			default: 'active',
			options: [
				{ name: 'Active', value: 'active' },
				{ name: 'Any', value: 'any' },
				{ name: 'Dismissed', value: 'dismissed' },
			],
			description: 'Whether people work in the company or have been dismissed',
		},
		userTypeFilter,
	],
});

export const filters = filtersWith(departments);

/** The text that stands in the place of the dropdown of departments when the node is a tool. */
export const departmentFilter: INodeProperties = {
	...departmentNames,
	hint: 'Only people of these departments',
};

/** What reads the collection; a trigger has no more than this. */
type Form = Pick<Item, 'param'> & Partial<Pick<Item, 'timezone'>>;

interface Filter {
	label: string;
	/** What becomes of a value that is not empty; undefined for no condition at all. */
	read(value: unknown, form: Form): Params | undefined;
}

const STATUS: Readonly<Record<'active' | 'dismissed' | 'any', Params | undefined>> = {
	active: { ACTIVE: 'Y' },
	dismissed: { ACTIVE: 'N' },
	any: undefined,
};

const readers: Readonly<Record<string, Filter>> = {
	status: {
		label: 'Status',
		read: (value) => STATUS[choice(value, ['active', 'dismissed', 'any'])],
	},
	userType: {
		label: 'User Types',
		read: (value) => ({
			USER_TYPE: oneOrMany(valuesOf(value).map((one) => choice(one, USER_TYPES))),
		}),
	},
	online: { label: 'Online', read: (value) => ({ IS_ONLINE: yesNo(value) ? 'Y' : 'N' }) },
	nameSearch: {
		label: 'Name Search',
		read(value) {
			const words = longWords(value);
			return words === undefined ? undefined : { NAME_SEARCH: words };
		},
	},
	neverSignedIn: {
		label: 'Never Signed In',
		// "Empty" and "not empty" (b24restdocs `api-reference/user/user-get.md`).
		read: (value) => ({ [yesNo(value) ? 'LAST_LOGIN' : '!LAST_LOGIN']: false }),
	},
	lastSignInBefore: {
		label: 'Last Sign-In Before',
		read: (value, { timezone }) => ({ '<LAST_LOGIN': plainDate(value, timezone) }),
	},
};

function oneOrMany(values: string[]): ParamValue {
	return values.length === 1 ? values[0] : values;
}

const LABELS = [
	['departments', 'Departments'],
	['invitation', 'Invitation'],
	...Object.entries(readers).map(([name, { label }]) => [name, label]),
];

/** The filters that need nothing of the portal. */
function readPlain(form: Form, chosen: Readonly<Record<string, unknown>>): Params {
	const filter: Params = {};
	for (const [name, { label, read }] of Object.entries(readers)) {
		const value = Object.hasOwn(chosen, name) ? chosen[name] : undefined;
		if (isEmpty(value)) continue;
		Object.assign(
			filter,
			naming(`Filter "${label}"`, () => read(value, form)),
		);
	}
	if (filter.LAST_LOGIN === false && '<LAST_LOGIN' in filter) {
		throw new InputError(
			'Whoever never signed in did not sign in before a day either',
			'Keep one of the filters "Never Signed In" and "Last Sign-In Before".',
		);
	}
	return filter;
}

function among(ids: readonly number[]): Params {
	return ids.length > 0 ? { UF_DEPARTMENT: [...ids] } : {};
}

/**
 * Reads the collection into a filter; departments by IDs, names or paths.
 *
 * @throws {InputError} for a value the portal would drop: everybody would come back
 */
export async function readFilters(item: Item): Promise<Params> {
	const chosen = collectionOf(item, 'filters', 'Filters');
	const wanted = chosenDepartments(item, chosen.departments);
	const ids = await readDepartments(item, wanted, 'Filter "Departments"');
	if (!item.isTool) {
		for (const [name, label] of LABELS) {
			if (Object.hasOwn(chosen, name) && isEmpty(chosen[name])) item.hint(EMPTY, label);
		}
	}
	return { ...readPlain(item, chosen), ...among(ids) };
}

/**
 * The same where nothing can be asked while the form is read: departments by IDs, invitations by sign-ins.
 *
 * @throws {InputError}
 */
export function readFiltersByIds(form: Form): Params {
	const chosen = collectionOf(form, 'filters', 'Filters');
	const ids = naming('Filter "Departments"', () =>
		valuesOf(chosen.departments).map((one) => positiveId(one, 'department')),
	);
	return withSignIn(form, { ...readPlain(form, chosen), ...among([...new Set(ids)]) });
}
