/** What a credential may not: scopes per operation, people without rights. */
import { columns, userBy } from '../portal';
import { byId, invite, many, update, where } from './forms';
import type { BadInput } from './row';

const NO_SCOPE = 'The credential lacks a permission (scope) this needs';

const tick = (method: string, scopes: string) =>
	`In the portal, open the inbound webhook or the application and tick the missing scope, then try again. Needed for ${method}: ${scopes}.`;

const ANY = 'user, user_basic or user_brief';

const upsert = (email: string) => ({ ...invite({ email }), operation: 'upsert' });

/** Each operation with a webhook that may only list departments. */
const withoutScope: Array<[operation: string, form: BadInput['form'], method: string]> = [
	['Get', byId(3), 'user.get'],
	['Get Many', many(), 'user.get'],
	['Get Many with a condition', where('NAME', 'eq', 'John'), 'user.fields'],
	['Search', { operation: 'search', phrase: 'John' }, 'user.search'],
	['Get Fields', { operation: 'getFields' }, 'user.fields'],
	['Get Current', { operation: 'getCurrent' }, 'user.current'],
	['Invite or Update', upsert('new.one@example.com'), 'user.get'],
	['Invite', invite(), 'user.get'],
	['Dismiss', { operation: 'dismiss', user: userBy('id', 3) }, 'user.get'],
	['Reinstate', { operation: 'reinstate', user: userBy('id', 7) }, 'user.get'],
];

/** Changes that reach the portal and are refused there; most look the person up first. */
const changes: Array<[operation: string, form: BadInput['form'], method: string]> = [
	['Invite', invite(), 'user.add'],
	['Dismiss', { operation: 'dismiss', user: userBy('id', 3) }, 'user.update'],
	['Reinstate', { operation: 'reinstate', user: userBy('id', 7) }, 'user.update'],
	['Update of a photo', update({}, { removePhoto: true }), 'user.update'],
];

/** With `user_brief` nobody can be looked up by address, so no invitation is sent. */
const changesWith = (scope: string) =>
	changes.filter(([operation]) => operation !== 'Invite' || scope !== 'user_brief');

const DENIED = 'The portal refused access';
const DENIED_ADVICE =
	'Check that the person exists and that the account behind the credential may do this: changing other people takes an administrator, inviting takes the right to invite.';

/** John Smith is no administrator. */
const employee = { account: { userId: 3 } };

export const rights: BadInput[] = [
	...withoutScope.map(
		([operation, form, method]): BadInput => ({
			enters: `${operation} without a scope for users`,
			form,
			account: { scopes: ['department'] },
			sees: NO_SCOPE,
			advice: tick(method, ANY),
		}),
	),
	{
		enters: 'Update of a photo without a scope for users',
		form: update({}, { removePhoto: true }),
		account: { scopes: ['department'] },
		sees: NO_SCOPE,
		advice: tick('user.update', 'user'),
		writes: 1,
	},
	...(['user_basic', 'user_brief'] as const).flatMap((scope) => [
		...changesWith(scope).map(
			([operation, form, method]): BadInput => ({
				enters: `${operation} with the scope ${scope} alone (refused with HTTP 200)`,
				form,
				account: { scopes: [scope] },
				sees: NO_SCOPE,
				advice: tick(method, 'user'),
				writes: 1,
			}),
		),
		{
			enters: `Update of a name with the scope ${scope} alone (refused with HTTP 200)`,
			form: update({ NAME: 'Jack' }),
			account: { scopes: [scope] },
			sees: NO_SCOPE,
			advice: tick('user.update', 'user'),
			writes: 1,
		},
	]),
	{
		enters: 'Invite with the scope user_brief alone',
		form: invite(),
		account: { scopes: ['user_brief'] },
		sees: 'The credential may not see the field EMAIL, so nobody can be found by it',
		advice: 'Give the webhook or application the scope "user" or "user_basic"',
	},
	{
		enters: 'Invite by somebody without the right to invite',
		form: invite(),
		...employee,
		sees: `${DENIED} (new.one@example.com)`,
		advice: DENIED_ADVICE,
		writes: 1,
	},
	{
		enters: 'Update of somebody else by an employee',
		form: { operation: 'update', user: userBy('id', 4), fields: columns({ NAME: 'x' }) },
		...employee,
		sees: `${DENIED} (person with ID 4)`,
		advice: DENIED_ADVICE,
		writes: 1,
	},
	{
		enters: 'Dismiss of somebody else by an employee',
		form: { operation: 'dismiss', user: userBy('id', 4) },
		...employee,
		sees: `${DENIED} (Siobhán O'Brien (ID 4))`,
		advice: DENIED_ADVICE,
		writes: 1,
	},
	{
		enters: 'Dismiss of oneself',
		form: { operation: 'dismiss', user: userBy('id', 3) },
		...employee,
		sees: 'John Smith (ID 3) is the person this credential belongs to',
		advice: 'Dismissing them would lock this workflow out of the portal.',
	},
	{
		enters: 'Dismiss of somebody the credential cannot see',
		form: { operation: 'dismiss', user: userBy('id', 14) },
		sees: 'There is no person with ID 14 that this credential can see',
		advice: 'Check the ID.',
	},
];
