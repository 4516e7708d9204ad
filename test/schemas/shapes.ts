/** What each operation puts out, as its form stands at first. */
import { SIMPLIFIED_CODES } from '../../nodes/Bitrix24/resources/user/fields/decode';
import { standardCatalogue } from '../../nodes/Bitrix24/resources/user/fields/standard';
import type { FieldType } from '../../nodes/Bitrix24/values/types';
import type { Shape } from './schema';

/** How the portal answers fields; IDs are texts, whatever their type. */
const ANSWERED: Partial<Record<FieldType, Shape>> = { boolean: 'boolean', departments: ['number'] };

const person = (codes: readonly string[]): Record<string, Shape> =>
	Object.fromEntries(
		codes.map((code) => [code, ANSWERED[standardCatalogue.get(code)?.type ?? 'text'] ?? 'string']),
	);

const SIMPLIFIED = person(SIMPLIFIED_CODES);
/** `user.current` does not tell the type of the person (b24restdocs `api-reference/user/user-current.md`). */
const CURRENT = person(SIMPLIFIED_CODES.filter((code) => code !== 'USER_TYPE'));
/** Fields by code, each with what it was and is. */
const CHANGES = {};
const ACTIVITY: Shape = { ID: 'string', ACTIVE: 'boolean' };

const FIELD = {
	code: 'string',
	label: 'string',
	type: 'string',
	multiple: 'boolean',
	custom: 'boolean',
	writable: 'boolean',
	'options?': [{ value: 'string', label: 'string' }],
} as const;
const CUSTOM_FIELD = { id: 'string', ...FIELD } as const;

const DEPARTMENT: Shape = {
	ID: 'string',
	NAME: 'string',
	SORT: 'number',
	PARENT: 'string',
	UF_HEAD: 'string',
	path: 'string',
};
const MEMBERSHIP: Shape = {
	department: 'string',
	user: 'string',
	changed: 'boolean',
	departments: ['string'],
};

const texts = (codes: string): Record<string, Shape> =>
	Object.fromEntries(codes.split(/\s+/u).map((code) => [code, 'string']));
/** `sonet_group.get` answers texts only (b24restdocs `api-reference/sonet-group/sonet-group-get.md`). */
const WORKGROUP = texts(
	`ID SITE_ID NAME DESCRIPTION DATE_CREATE DATE_UPDATE ACTIVE VISIBLE OPENED CLOSED SUBJECT_ID OWNER_ID KEYWORDS
	DATE_ACTIVITY SUBJECT_NAME PROJECT IS_EXTRANET NUMBER_OF_MEMBERS`,
);
const GROUP_CHANGE = { workgroup: 'string', user: 'string', changed: 'boolean' } as const;

const NAMED: Shape = [{ ID: 'string', NAME: 'string' }];

export const SHAPES: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
	user: {
		dismiss: ACTIVITY,
		get: SIMPLIFIED,
		getAll: SIMPLIFIED,
		getCurrent: CURRENT,
		getFields: FIELD,
		invite: { ID: 'string' },
		offboard: {
			ID: 'string',
			successor: 'string',
			departments: [{ ID: 'string', path: 'string', passedOn: 'boolean', 'head?': 'string' }],
			workgroups: { passedOn: NAMED, left: NAMED, kept: NAMED },
			tasks: { moved: 'number', kept: [{ ID: 'string', TITLE: 'string', reason: 'string' }] },
			dismissed: 'boolean',
		},
		reinstate: ACTIVITY,
		search: SIMPLIFIED,
		sync: {
			ID: 'string',
			EMAIL: 'string',
			action: 'string',
			'changes?': CHANGES,
			'reason?': 'string',
			'preview?': 'boolean',
		},
		update: { ID: 'string', 'EMAIL?': 'string', updated: 'boolean' },
		upsert: { ID: 'string', EMAIL: 'string', action: 'string', 'changes?': CHANGES },
	},
	department: {
		addMember: MEMBERSHIP,
		create: DEPARTMENT,
		delete: { ID: 'string', deleted: 'boolean' },
		get: DEPARTMENT,
		getAll: DEPARTMENT,
		getMembers: {
			department: 'string',
			...texts('ID NAME LAST_NAME EMAIL WORK_POSITION'),
			head: 'boolean',
		},
		moveMember: MEMBERSHIP,
		removeMember: MEMBERSHIP,
		update: DEPARTMENT,
	},
	workgroup: {
		addMember: { ...GROUP_CHANGE, role: 'string' },
		changeRole: { ...GROUP_CHANGE, role: 'string' },
		get: WORKGROUP,
		getAll: WORKGROUP,
		getMembers: { workgroup: 'string', ...texts('ID NAME LAST_NAME EMAIL role') },
		getUserGroups: texts('workgroup NAME user role'),
		removeMember: GROUP_CHANGE,
		setOwner: { ...GROUP_CHANGE, role: 'string' },
	},
	customField: {
		create: CUSTOM_FIELD,
		delete: { id: 'string', code: 'string', deleted: 'boolean' },
		getAll: CUSTOM_FIELD,
		syncValues: {
			id: 'string',
			code: 'string',
			added: ['string'],
			renamed: ['string'],
			kept: ['string'],
			removed: ['string'],
		},
		update: CUSTOM_FIELD,
	},
};
