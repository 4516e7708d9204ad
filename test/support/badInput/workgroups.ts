/** Bad input: workgroups and the people in them. */
import { userBy } from '../portal';
import { form, groupBy, storedGroup } from '../workgroups';
import type { BadInput } from './row';

const FROM_ITEM = '={{ $json.value }}';

const group = (operation: string, id: unknown, more: Record<string, unknown> = {}) =>
	form(operation, { workgroup: groupBy('id', id), user: userBy('id', 5), ...more });

const member = (operation: string, id: number, user: number, more: Record<string, unknown> = {}) =>
	form(operation, { workgroup: groupBy('id', id), user: userBy('id', user), ...more });

const NO_ID_ADVICE = 'Enter a positive whole number, e.g. 12.';

const noIds: Array<[enters: string, value: unknown, quoted: string]> = [
	['digits with letters', '12abc', '"12abc"'],
	['zero', 0, '"0"'],
	['a negative number', -1, '"-1"'],
	['a fraction', 1.5, '"1.5"'],
	['a name', 'Board', '"Board"'],
	['yes', true, '"true"'],
];

const EMPTY_ADVICE =
	'Choose one from the list, or check the expression: the item may lack the value it reads.';

const SECRET = 'Secret workgroups are visible to administrators and to their members only.';

export const workgroups: BadInput[] = [
	...noIds.map(
		([enters, value, quoted]): BadInput => ({
			enters: `Get Members by ID: ${enters}`,
			form: group('getMembers', FROM_ITEM),
			items: [{ value }],
			sees: `Parameter "Workgroup": ${quoted} is not the ID of a workgroup`,
			advice: NO_ID_ADVICE,
		}),
	),
	...[
		['an empty text', ''],
		['blanks', '  '],
		['null', null],
		['a column the item lacks', undefined],
	].map(
		([enters, value]): BadInput => ({
			enters: `Add Member by ID: ${enters}`,
			form: group('addMember', FROM_ITEM),
			items: [{ value }],
			sees: 'The parameter "Workgroup" is empty',
			advice: EMPTY_ADVICE,
		}),
	),
	{
		enters: 'Get by ID: an object',
		form: group('get', FROM_ITEM),
		items: [{ value: { ID: 5 } }],
		sees: 'Parameter "Workgroup": An object is no text',
		advice: 'Enter a text, or check the expression',
	},
	{
		enters: 'Get by ID: an expression in a field that stands at Fixed',
		form: group('get', '{{ $json.group }}'),
		sees: 'Parameter "Workgroup": "{{ $json.group }}" is an expression that was not carried out',
		advice: 'Switch the field from Fixed to Expression.',
	},
	{
		enters: 'Get by ID: an ID that does not exist',
		form: group('get', 777),
		sees: 'There is no workgroup with ID 777 that this credential can see',
		advice: `Check the ID. ${SECRET}`,
	},
	{
		enters: 'Get by ID: a secret workgroup, with the credential of an employee',
		form: group('get', 5),
		account: { userId: 3 },
		sees: 'There is no workgroup with ID 5 that this credential can see',
		advice: `Check the ID. ${SECRET}`,
	},
	{
		enters: 'Get by name: a name nobody uses',
		form: form('get', { workgroup: groupBy('name', 'Moon base') }),
		sees: 'There is no workgroup called "Moon base" that this credential can see',
		advice: `Check the name. ${SECRET}`,
	},
	{
		enters: 'Get by name: a part of a name',
		form: form('get', { workgroup: groupBy('name', 'alpha') }),
		sees: 'There is no workgroup called "alpha" that this credential can see',
		advice: 'Names that come near: Project Alpha.',
	},
	{
		enters: 'Set Owner by name: a name that two workgroups have',
		form: form('setOwner', { workgroup: groupBy('name', 'board'), user: userBy('id', 5) }),
		before: (portal) => {
			storedGroup(portal, 1).NAME = 'Board';
		},
		sees: 'Several workgroups are called "board"',
		advice: 'Name the workgroup by ID instead. The IDs are 1, 5.',
	},
	{
		enters: 'Add Member: nobody',
		form: member('addMember', 1, 5, { user: userBy('id', FROM_ITEM) }),
		items: [{ value: '' }],
		sees: 'The parameter "User" is empty',
		advice: 'Choose a person, or check the expression',
	},
	{
		enters: 'Add Member: a person who does not exist',
		form: member('addMember', 1, 999),
		sees: 'There is no person with ID 999 that this credential can see',
		advice: 'Check the ID.',
	},
	{
		enters: 'Add Member: a bot',
		form: member('addMember', 1, 14),
		sees: 'There is no person with ID 14 that this credential can see',
		advice: 'Check the ID. Extranet users are visible to administrators',
	},
	{
		enters: 'Add Member: somebody who was dismissed',
		form: member('addMember', 1, 7),
		sees: 'Пётр Уволенный (ID 7) is dismissed',
		advice: 'Workgroups take active people only. Reinstate the person first.',
	},
	{
		enters: 'Add Member: an extranet user into an internal workgroup',
		form: member('addMember', 1, 8),
		sees: 'Erik Extern (ID 8) is an extranet user, and the workgroup "Project Alpha" is internal',
		advice: 'Adding them would make the workgroup external for good.',
	},
	{
		enters: 'Add Member by invitation: an extranet user into an internal workgroup',
		form: member('addMember', 1, 8, { options: { invite: true } }),
		sees: 'Erik Extern (ID 8) is an extranet user, and the workgroup "Project Alpha" is internal',
		advice: 'Adding them would make the workgroup external for good.',
	},
	...[
		['Invite', 'invite'],
		['Allow External', 'allowExternal'],
		['Preview', 'preview'],
	].map(
		([label, name]): BadInput => ({
			enters: `Add Member: ${label} "maybe"`,
			form: member('addMember', 1, 5, { options: { [name]: '={{ "maybe" }}' } }),
			sees: `Parameter "${label}": "maybe" is neither yes nor no`,
			advice: 'Enter yes or no, true or false.',
		}),
	),
	{
		enters: 'Remove Member: the owner',
		form: member('removeMember', 1, 2),
		sees: 'Ольга Петрова-Ёлкина (ID 2) owns the workgroup "Project Alpha"',
		advice:
			'The portal leaves owners in without a word. Pass the ownership on first with Set Owner, then remove the person.',
	},
	{
		enters: 'Remove Member: the scrum master',
		form: member('removeMember', 10, 11),
		before: (portal) => {
			portal.people.get(11)?.workgroups.push(10);
		},
		sees: 'Ivan Ivanov (ID 11): the portal changed nothing in workgroup "Project 1"',
		advice: 'Portals keep the scrum master of a project. Choose another one in the portal first',
		writes: 1,
	},
	{
		enters: 'Change Role: owner, which is no role to be given',
		form: member('changeRole', 1, 3, { role: '={{ "Owner" }}' }),
		sees: 'Parameter "Role": "Owner" is none of the values there are',
		advice: 'Use one of: member, moderator.',
	},
	{
		enters: 'Change Role: of the owner',
		form: member('changeRole', 1, 2, { role: 'member' }),
		sees: 'Ольга Петрова-Ёлкина (ID 2) owns the workgroup "Project Alpha"',
		advice: 'The portal leaves the role of owners alone without a word.',
	},
	{
		enters: 'Change Role: of somebody who is not in the workgroup',
		form: member('changeRole', 1, 5, { role: 'moderator' }),
		sees: 'Zoë 🦄 Unicorn (ID 5) is not in the workgroup "Project Alpha"',
		advice: 'Add the person first with Add Member.',
	},
	{
		enters: 'Change Role: of somebody who was dismissed',
		form: member('changeRole', 2, 18, { role: 'moderator' }),
		sees: 'Viktor Former (ID 18) is dismissed',
		advice: 'The portal does not show dismissed people in workgroups. Reinstate the person first.',
	},
	{
		enters: 'Set Owner: somebody who was dismissed',
		form: member('setOwner', 1, 7),
		sees: 'Пётр Уволенный (ID 7) is dismissed',
		advice: 'Owners are active people. Reinstate the person first.',
	},
	{
		enters: 'Set Owner: an extranet user, of an internal workgroup',
		form: member('setOwner', 1, 8),
		sees: 'Erik Extern (ID 8) is an extranet user, and the workgroup "Project Alpha" is internal',
		advice: 'Owning it would make the workgroup external for good.',
	},
	{
		enters: 'Get Members: limit zero',
		form: group('getMembers', 1, { limit: '={{ 0 }}' }),
		sees: 'Parameter "Limit": "0" is not a positive whole number',
		advice: 'Enter a number such as 50.',
	},
	{
		enters: 'Get Workgroups of User: Return All "perhaps"',
		form: member('getUserGroups', 1, 3, { returnAll: '={{ "perhaps" }}' }),
		sees: 'Parameter "Return All": "perhaps" is neither yes nor no',
		advice: 'Enter yes or no, true or false.',
	},
];
