/** Bad input: whom to invite, and where to? Addresses, departments, workgroups. */
import { FROM_ITEM, invite } from './forms';
import type { BadInput } from './row';

const NO_EMAIL = 'Parameter "Email": This is not an e-mail address';
const NO_EMAIL_ADVICE = 'Enter one address, e.g. nathan@example.com.';
const NO_DEPARTMENT = 'An employee needs a department';
const NO_DEPARTMENT_ADVICE = 'Choose at least one in the parameter "Departments".';
const NO_DEPARTMENT_ID = 'Parameter "Departments": This is not the ID of a department';

const malformedAddresses = ['nathan', 'nathan@example', 'a@example.com, b@example.com'];

const departments: Array<[enters: string, value: unknown, sees: string, advice: string]> = [
	['an empty list', [], NO_DEPARTMENT, NO_DEPARTMENT_ADVICE],
	['an empty text', '', NO_DEPARTMENT, NO_DEPARTMENT_ADVICE],
	['a column the item lacks', undefined, NO_DEPARTMENT, NO_DEPARTMENT_ADVICE],
	['a name', 'Sales', NO_DEPARTMENT_ID, 'Enter a positive whole number, e.g. 12.'],
	['zero', [0], NO_DEPARTMENT_ID, 'Enter a positive whole number, e.g. 12.'],
	['a fraction', [1.5], NO_DEPARTMENT_ID, 'Enter a positive whole number, e.g. 12.'],
	['an object', [{ ID: 1 }], NO_DEPARTMENT_ID, 'Enter a positive whole number, e.g. 12.'],
];

export const invitations: BadInput[] = [
	...malformedAddresses.map(
		(value): BadInput => ({
			enters: `Invite: ${value}`,
			form: invite({ email: FROM_ITEM }),
			items: [{ value }],
			sees: NO_EMAIL,
			advice: NO_EMAIL_ADVICE,
		}),
	),
	{
		enters: 'Invite: an address only the portal finds wrong',
		form: invite({ email: 'nathan@example..com' }),
		sees: 'The portal does not accept this e-mail address',
		advice: 'Check the parameter "Email".',
		writes: 1,
	},
	{
		enters: 'Invite: an expression for an address the item lacks',
		form: invite({ email: FROM_ITEM }),
		sees: 'The parameter "Email" is empty',
		advice: 'Enter the address of the person.',
	},
	{
		enters: 'Invite: the address of somebody who is there',
		form: invite({ email: 'John.Smith@Example.com' }),
		sees: 'A person with this e-mail address is already in the portal',
		advice:
			'Use the operation "Update" or "Invite or Update", or "Reinstate" if the person was dismissed.',
		writes: 1,
	},
	{
		enters: 'Invite: the same address twice in one run',
		form: invite({ email: FROM_ITEM }),
		items: [{ value: 'twin@example.com' }, { value: 'twin@example.com' }],
		sees: 'A person with this e-mail address is already in the portal',
		advice: 'Use the operation "Update" or "Invite or Update"',
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
		sees: 'An extranet user needs a workgroup',
		advice: 'Choose at least one in the parameter "Workgroups".',
	},
	{
		enters: 'Invite: a guest, the workgroup by its name',
		form: invite({ userType: 'extranet', workgroups: FROM_ITEM }),
		items: [{ value: 'Partners' }],
		sees: 'Parameter "Workgroups": This is not the ID of a workgroup',
		advice: 'Enter a positive whole number, e.g. 12.',
	},
	{
		enters: 'Invite: a guest into a workgroup that does not exist',
		form: invite({ userType: 'extranet', workgroups: [4711] }),
		sees: 'An extranet user needs a workgroup that exists and admits extranet users',
		advice:
			'Choose one in "Workgroups". The account may have been created already: look it up before inviting again.',
		writes: 1,
	},
	{
		enters: 'Invite: a first name of 26 characters',
		form: invite({
			fields: { mappingMode: 'defineBelow', value: { NAME: 'N'.repeat(26) } },
		}),
		sees: 'The first name is longer than 25 characters',
		advice: 'The portal refuses longer ones in an invitation.',
	},
	{
		enters: 'Invite: one person more than the plan allows',
		form: invite(),
		portal: { userLimit: 1 },
		sees: 'The plan of the portal allows no more users',
		advice: 'Dismiss people who have left, or extend the plan, then try again.',
		writes: 1,
	},
];
