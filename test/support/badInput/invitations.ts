/** Bad input: whom to invite, and where to? Addresses, departments, workgroups. */
import { FROM_ITEM, invite } from './forms';
import type { BadInput } from './row';

const noEmail = (given: string) => `Parameter "Email": "${given}" is not an e-mail address`;
const NO_EMAIL_ADVICE = 'Enter one address, e.g. nathan@example.com.';
const NO_DEPARTMENT = 'An employee needs a department, and new.one@example.com gets none';
const NO_DEPARTMENT_ADVICE = 'Choose at least one in the parameter "Departments".';
const noSuchDepartment = (given: string) =>
	`Parameter "Departments": There is no department "${given}"`;

const NO_DOMAIN = ': its domain cannot exist';

const malformedAddresses: Array<[address: string, why?: string]> = [
	['nathan'],
	['nathan@example', NO_DOMAIN],
	['nathan@example..com', NO_DOMAIN],
	['a@example.com, b@example.com'],
];

const departments: Array<[enters: string, value: unknown, sees: string, advice: string]> = [
	['an empty list', [], NO_DEPARTMENT, NO_DEPARTMENT_ADVICE],
	['an empty text', '', NO_DEPARTMENT, NO_DEPARTMENT_ADVICE],
	['a column the item lacks', undefined, NO_DEPARTMENT, NO_DEPARTMENT_ADVICE],
	['a name nobody knows', 'Nowhere', noSuchDepartment('Nowhere'), 'Enter the name or the path'],
	['zero', [0], noSuchDepartment('0'), 'Enter the name or the path of a department'],
	['a fraction', [1.5], noSuchDepartment('1.5'), 'Enter the name or the path of a department'],
	[
		'an ID nobody knows',
		[4711],
		'Parameter "Departments": There is no department with ID 4711',
		'',
	],
];

export const invitations: BadInput[] = [
	...malformedAddresses.map(
		([value, why = '']): BadInput => ({
			enters: `Invite: ${value}`,
			form: invite({ email: FROM_ITEM }),
			items: [{ value }],
			sees: noEmail(value) + why,
			advice: NO_EMAIL_ADVICE,
		}),
	),
	{
		enters: 'Invite: an expression for an address the item lacks',
		form: invite({ email: FROM_ITEM }),
		sees: 'The parameter "Email" is empty',
		advice: 'Enter the address of the person.',
	},
	{
		enters: 'Invite: the address of somebody who is there',
		form: invite({ email: 'John.Smith@Example.com' }),
		sees: 'John.Smith@Example.com belongs to John Smith (ID 3), who is in the portal already',
		advice: 'Use the operation "Update" or "Invite or Update" to change the profile.',
	},
	{
		enters: 'Invite: the same address twice in one run',
		form: invite({ email: FROM_ITEM }),
		items: [{ value: 'twin@example.com' }, { value: 'twin@example.com' }],
		sees: 'twin@example.com belongs to twin@example.com (ID 26), who has been invited and has not signed in yet',
		advice: 'Bitrix24 cannot send the invitation again by REST',
		item: 1,
		writes: 1,
	},
	...departments.map(
		([enters, value, sees, advice]): BadInput => ({
			enters: `Invite: departments, ${enters}`,
			form: invite({ departments: FROM_ITEM }),
			items: [{ value }],
			sees,
			advice,
		}),
	),
	{
		enters: 'Invite or Update: somebody new without a department',
		form: { ...invite(), operation: 'upsert', departments: [] },
		sees: NO_DEPARTMENT,
		advice: NO_DEPARTMENT_ADVICE,
	},
	{
		enters: 'Invite: a guest without a workgroup',
		form: invite({ userType: 'extranet', workgroups: [] }),
		sees: 'An extranet user needs a workgroup, and new.one@example.com gets none',
		advice: 'Choose at least one in the parameter "Workgroups".',
	},
	{
		enters: 'Invite: a guest, the workgroup by a part of its name',
		form: invite({ userType: 'extranet', workgroups: FROM_ITEM }),
		items: [{ value: 'Partners' }],
		sees: 'Parameter "Workgroups": There is no workgroup "Partners" that this credential can see',
		advice: 'Near it come: Extranet: Partners (ID 2)',
	},
	{
		enters: 'Invite: a guest into a workgroup that does not exist',
		form: invite({ userType: 'extranet', workgroups: [4711] }),
		sees: 'An extranet user needs a workgroup that exists and admits extranet users (new.one@example.com)',
		advice:
			'Choose one in "Workgroups". The account may have been created already: look it up before inviting again.',
		writes: 1,
	},
	{
		enters: 'Invite: one person more than the plan allows',
		form: invite(),
		portal: { userLimit: 1 },
		sees: 'The plan of the portal allows no more users (new.one@example.com)',
		advice: 'Dismiss people who have left, or extend the plan, then try again.',
		writes: 1,
	},
];
