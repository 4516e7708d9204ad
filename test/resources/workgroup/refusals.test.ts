/**
 * What the portal may answer about workgroups, whole: b24restdocs `api-reference/sonet-group/` and its `members/`. The errors
 * have a text and no code.
 */
import { startPortal, type Portal } from '../../portal';
import { requestsOf, runOn, userBy } from '../../support/portal';
import { form, groupBy, pairs } from '../../support/workgroups';

/** Refused at their first call of `method`. */
interface Refused {
	method: string;
	says: string;
	form: Record<string, unknown>;
	sees: string;
	advice: string;
}

const ADMINISTRATOR = 'Adding, removing and promoting members takes an administrator’s webhook';

const NO_GROUP = 'The portal knows no workgroup with this ID';
const NOT_FOUND = 'The portal has no such workgroup, or does not show it to this credential';
const NOBODY = 'The portal knows nobody with this ID';
const NOT_SEEN = 'Check the ID. Secret workgroups are visible';

const member = form('changeRole', { role: 'moderator' });

const refused: Refused[] = [
	...[
		['sonet_group.user.add', form('addMember')],
		['sonet_group.user.invite', form('addMember', { options: { invite: true } })],
		['sonet_group.user.delete', form('removeMember')],
	].flatMap(([method, one]) => [
		{
			method: String(method),
			says: 'Wrong group ID',
			form: Object(one),
			sees: NO_GROUP,
			advice: NOT_SEEN,
		},
		{
			method: String(method),
			says: 'Socialnetwork group not found',
			form: Object(one),
			sees: NOT_FOUND,
			advice: NOT_SEEN,
		},
		{
			method: String(method),
			says: 'Wrong user IDs',
			form: Object(one),
			sees: NOBODY,
			advice: 'Check the parameter "User".',
		},
	]),
	{
		method: 'sonet_group.user.add',
		says: 'No permissions to add users',
		form: form('addMember'),
		sees: 'The account behind the credential may not add people to workgroups',
		advice: ADMINISTRATOR,
	},
	{
		method: 'sonet_group.user.invite',
		says: 'No permissions to invite users',
		form: form('addMember', { options: { invite: true } }),
		sees: 'The account behind the credential may not invite people to this workgroup',
		advice: 'Inviting takes an administrator, or an owner or moderator of the workgroup.',
	},
	{
		method: 'sonet_group.user.delete',
		says: 'No permissions to update users role',
		form: form('removeMember'),
		sees: 'The account behind the credential may not change or remove members of workgroups',
		advice: ADMINISTRATOR,
	},
	{
		method: 'sonet_group.user.update',
		says: 'No permissions to update users role',
		form: member,
		sees: 'The account behind the credential may not change or remove members of workgroups',
		advice: ADMINISTRATOR,
	},
	{
		method: 'sonet_group.user.update',
		says: 'Incorrect role code',
		form: member,
		sees: 'The portal does not know this role',
		advice: 'Use Member or Moderator.',
	},
	{
		method: 'sonet_group.user.get',
		says: 'Wrong socialnetwork group ID',
		form: form('getMembers'),
		sees: NO_GROUP,
		advice: NOT_SEEN,
	},
	{
		method: 'sonet_group.user.get',
		says: 'Socialnetwork group not found',
		form: form('getMembers'),
		sees: NOT_FOUND,
		advice: NOT_SEEN,
	},
	{
		method: 'sonet_group.setowner',
		says: 'Invalid workgroup/project ID',
		form: form('setOwner'),
		sees: NO_GROUP,
		advice: NOT_SEEN,
	},
	{
		method: 'sonet_group.setowner',
		says: 'Invalid user ID',
		form: form('setOwner'),
		sees: NOBODY,
		advice: 'Check the parameter "User".',
	},
	{
		method: 'sonet_group.setowner',
		says: 'Insufficient permissions to complete the operation.',
		form: form('setOwner'),
		sees: 'The account behind the credential may not pass on this workgroup',
		advice: 'That takes its owner or an administrator.',
	},
	{
		method: 'sonet_group.setowner',
		says: 'Cannot complete operation.',
		form: form('setOwner'),
		sees: 'The portal could not pass the workgroup on to this person',
		advice: 'Owners are active people of the company.',
	},
];

let portal: Portal;

afterEach(() => portal.stop());

it.each(refused)('$method: "$says"', async ({ method, says, form: own, sees, advice }) => {
	portal = await startPortal({
		people: 0,
		onCall: (call) =>
			call.method === method ? { status: 400, error: '', error_description: says } : undefined,
	});
	// Somebody who is not in the workgroup yet can be added, somebody who is can be changed.
	const user = own.operation === 'addMember' ? 5 : 3;
	const run = await runOn(portal, own as Parameters<typeof runOn>[1], { items: pairs([1, user]) });
	const message = String(run.error?.message);
	expect(message.startsWith(sees)).toBe(true);
	// Said once, and of a change also whom it is about.
	expect(message.split(sees)).toHaveLength(2);
	if (method !== 'sonet_group.user.get') expect(message).toContain('workgroup "Project Alpha"');
	const description = run.error && 'description' in run.error ? String(run.error.description) : '';
	expect(description).toContain(advice);
	expect(requestsOf(portal).filter((request) => request === method)).toHaveLength(1);
});

describe.each([
	['getMembers', { workgroup: groupBy('id', 1) }],
	['getAll', {}],
	['addMember', { workgroup: groupBy('id', 1), user: userBy('id', 5) }],
])('%s without the scope', (operation, parameters) => {
	it('names the scope', async () => {
		portal = await startPortal({ people: 0 });
		const run = await runOn(portal, form(operation, parameters), {
			account: { scopes: ['user'] },
		});
		expect(run.error?.message).toContain('The credential lacks a permission (scope) this needs');
		expect(run.error && 'description' in run.error && run.error.description).toContain(
			'sonet_group',
		);
	});
});
