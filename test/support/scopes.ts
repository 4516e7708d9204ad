/** What a credential gets that may not see everything: the table of `docs/people.md`, row by row through the engine. */
import type { INodeParameters } from 'n8n-workflow';

import { CAST, type PortalOptions, type Scope } from '../portal';
import { columns, userBy, type Account } from './portal';

export const CREDENTIALS = ['user', 'user_basic', 'user_brief', 'colleague'] as const;

export type Credential = (typeof CREDENTIALS)[number];

/** Scopes without which nothing could be compared. */
const ALL: Scope[] = ['user', 'user.userfield', 'department', 'sonet_group', 'task', 'crm'];

export function accountOf(credential: Credential, also: readonly Scope[] = []): Account {
	return credential === 'colleague'
		? { userId: CAST.employee, scopes: ALL }
		: { scopes: [credential, ...also] };
}

export const WHOLE: Account = { scopes: ALL };

/** What is different from an administrator with all scopes; nothing is when it is empty. */
export interface Cell {
	/** Fields and keys that are left out, `UF_USR_…` for all custom ones. */
	lacks?: string[];
	/** IDs of people who come besides, or do not come. */
	more?: number[];
	fewer?: number[];
	/** The beginning of the hint that says so. */
	hint?: string;
	/** The beginning of the message, where nothing comes. */
	refused?: string;
}

export interface ScopeRow {
	asked: string;
	form: INodeParameters;
	/** Scopes besides the one of the column. */
	also?: Scope[];
	portal?: PortalOptions;
	cells?: Partial<Record<Credential, Cell>>;
}

const SENT_NOTHING = 'The portal sent nothing for these fields.';
const NO_SCOPE = 'The credential lacks a permission (scope) this needs';
const REFUSED = 'The portal refused access';
const NO_SIGN_INS = 'The credential may not see the field LAST_LOGIN, so nobody can be found by it';
const NO_ADDRESSES = 'The credential may not see the field EMAIL, so nobody can be found by it';
const UNCHECKED = 'The credential lacks the scope "department", so it could not be checked';
const LEFT_OUT = 'The credential lacks the scope "department", so these were left out';
const NOT_TOLD = 'The credential may not see when people signed in';

const limited = (cell: Cell) => ({ user_basic: cell, user_brief: cell });
const scoped = (cell: Cell) => ({ user: cell, ...limited(cell) });

/** Guests who share a workgroup with the colleague. */
const guests: Cell = { more: [CAST.extranet] };
const colleague = { colleague: guests };

const named: INodeParameters = { output: 'selectedFields', outputFields: ['NAME'] };

const list = (filters: INodeParameters, more: INodeParameters = {}): INodeParameters => ({
	operation: 'getAll',
	returnAll: true,
	...named,
	filters,
	...more,
});

const working = (more: INodeParameters) => list({ status: 'active' }, more);
const including = (include: string) => working({ options: { include: [include] } });
const only = (field: string, operator: string, value = '') =>
	working({ conditions: { condition: [{ field, operator, value }] } });

const search = (more: INodeParameters): INodeParameters => ({
	operation: 'search',
	returnAll: true,
	...named,
	...more,
});

const get = (mode: Parameters<typeof userBy>[0], value: unknown): INodeParameters => ({
	operation: 'get',
	...named,
	user: userBy(mode, value),
});

const position = columns({ WORK_POSITION: 'Lead' });

/** A portal whose search does not know the key by which invitations are told apart. */
const SILENT: PortalOptions = { quirks: { confirmCodeFilter: false } };

const SHOWN = ['EMAIL', 'LAST_LOGIN', 'PERSONAL_BIRTHDAY', 'UF_USR_BADGE'];

export const SCOPE_ROWS: ScopeRow[] = [
	{
		asked: 'Get Many, Simplified',
		form: working({ output: 'simplified' }),
		cells: {
			user_basic: { lacks: ['USER_TYPE'], hint: SENT_NOTHING },
			user_brief: {
				lacks: ['EMAIL', 'WORK_PHONE', 'PERSONAL_MOBILE', 'USER_TYPE'],
				hint: SENT_NOTHING,
			},
			...colleague,
		},
	},
	{
		asked: `Get Many, Selected Fields (${SHOWN.map((code) => `\`${code}\``).join(', ')})`,
		form: working({ outputFields: SHOWN }),
		cells: {
			user_basic: { lacks: ['LAST_LOGIN', 'UF_USR_…'], hint: SENT_NOTHING },
			user_brief: { lacks: ['EMAIL', 'LAST_LOGIN', 'UF_USR_…'], hint: SENT_NOTHING },
			...colleague,
		},
	},
	{
		asked: 'Include Departments',
		form: including('departments'),
		cells: { ...scoped({ lacks: ['departments'], hint: LEFT_OUT }), ...colleague },
	},
	{
		asked: 'Include Manager',
		form: including('manager'),
		cells: { ...scoped({ lacks: ['manager'], hint: LEFT_OUT }), ...colleague },
	},
	{
		asked: 'Include Manager, with the scope `department` as well',
		form: including('manager'),
		also: ['department'],
		cells: {
			user_brief: { lacks: ['manager.EMAIL'], hint: 'The credential may not see e-mail addresses' },
			...colleague,
		},
	},
	{ asked: 'Include Profile Link', form: including('profileUrl'), cells: colleague },
	{ asked: 'Include Status', form: including('status'), cells: colleague },
	{
		asked: 'Include Status, where the portal does not tell who has accepted',
		form: including('status'),
		portal: SILENT,
		cells: { ...limited({ lacks: ['status'], hint: NOT_TOLD }), ...colleague },
	},
	{
		asked: 'Filter Departments, by ID',
		form: list({ departments: [3] }),
		cells: scoped({ hint: UNCHECKED }),
	},
	{
		asked: 'Filter Departments, by name',
		form: list({ departments: 'Logistics' }),
		cells: scoped({ refused: 'Filter "Departments": "Logistics" cannot be looked up' }),
	},
	{ asked: 'Filter Invitation', form: list({ invitation: 'pending' }) },
	{
		asked: 'Filter Invitation, where the portal does not tell',
		form: list({ invitation: 'pending' }),
		portal: SILENT,
		cells: limited({ refused: NO_SIGN_INS }),
	},
	{
		asked: 'Filter Never Signed In',
		form: list({ neverSignedIn: true }),
		cells: limited({ refused: NO_SIGN_INS }),
	},
	{
		asked: 'Filter Last Sign-In Before',
		form: list({ lastSignInBefore: '2030-01-01', status: 'active' }),
		cells: { ...limited({ refused: NO_SIGN_INS }), ...colleague },
	},
	{ asked: 'Filter Online', form: list({ online: false, status: 'active' }), cells: colleague },
	{ asked: 'Filter Name Search', form: list({ nameSearch: 'Carla' }) },
	{
		asked: 'Filter Status: Dismissed',
		form: list({ status: 'dismissed' }),
		cells: { colleague: { more: [CAST.extranetDismissed] } },
	},
	{
		asked: 'Filter User Types: Extranet',
		form: list({ userType: ['extranet'], status: 'active' }),
		cells: colleague,
	},
	{
		asked: 'The same with Administrator Mode',
		form: list({ userType: ['extranet'], status: 'active' }, { options: { adminMode: true } }),
		cells: { colleague: { fewer: [CAST.extranetAlone] } },
	},
	{
		asked: 'Condition on `EMAIL`',
		form: only('EMAIL', 'eq', 'john.smith@example.com'),
		cells: { user_brief: { refused: 'The portal has no field EMAIL' } },
	},
	{
		asked: 'Condition on a custom field',
		form: only('UF_USR_BADGE', 'eq', '42'),
		cells: limited({ refused: 'The portal has no field UF_USR_BADGE' }),
	},
	{ asked: 'Search, words', form: search({ phrase: 'carla' }) },
	{
		asked: 'Search, words, with User Types',
		form: search({ phrase: 'carla', filters: { userType: ['employee'] } }),
		cells: limited({ refused: 'The credential may not see the field USER_TYPE' }),
	},
	{
		asked: 'Search, an address',
		form: search({ phrase: 'carla.complete@example.com' }),
		cells: { user_brief: { refused: 'The credential may not see the field EMAIL' } },
	},
	{ asked: 'Get, By ID', form: get('id', CAST.complete) },
	{
		asked: 'Get, By Email',
		form: get('email', 'carla.complete@example.com'),
		cells: { user_brief: { refused: NO_ADDRESSES } },
	},
	{ asked: 'Get, By External Code', form: get('xmlId', 'HR-0022') },
	{
		asked: 'Get, a guest of other workgroups',
		form: get('id', CAST.extranetAlone),
		cells: { colleague: { refused: 'There is no person with ID 9 that this credential can see' } },
	},
	{
		asked: 'Invite',
		form: { operation: 'invite', email: 'new@example.com', departments: [1] },
		cells: {
			user: { hint: UNCHECKED },
			user_basic: { refused: NO_SCOPE },
			user_brief: { refused: NO_ADDRESSES },
			colleague: { refused: REFUSED },
		},
	},
	{
		asked: 'Update',
		form: { operation: 'update', user: userBy('id', CAST.complete), fields: position },
		cells: { ...limited({ refused: NO_SCOPE }), colleague: { refused: REFUSED } },
	},
	{
		asked: 'Update, the own profile of the colleague',
		form: { operation: 'update', user: userBy('id', CAST.employee), fields: position },
		cells: limited({ refused: NO_SCOPE }),
	},
	{
		asked: 'Dismiss',
		form: { operation: 'dismiss', user: userBy('id', CAST.complete) },
		cells: { ...limited({ refused: NO_SCOPE }), colleague: { refused: REFUSED } },
	},
	{
		asked: 'Offboard, Departments and Dismiss',
		form: {
			operation: 'offboard',
			user: userBy('id', CAST.complete),
			successor: userBy('id', CAST.cyrillic),
			parts: ['departments', 'dismiss'],
		},
		cells: {
			user: { lacks: ['departments'], hint: 'Parts that were left out' },
			...limited({ refused: 'The offboarding of Carla Complete (ID 22) stopped at "Dismiss"' }),
			colleague: { refused: 'The offboarding of Carla Complete (ID 22) stopped at "Dismiss"' },
		},
	},
	{
		asked: 'Sync Directory, a preview',
		form: {
			operation: 'sync',
			preview: true,
			email: 'carla.complete@example.com',
			departments: [1],
			fields: position,
		},
		cells: {
			user: { hint: UNCHECKED },
			user_basic: { refused: 'The credential may not see the field USER_TYPE' },
			user_brief: { refused: NO_ADDRESSES },
		},
	},
];
