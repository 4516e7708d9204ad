/** Bad input: whom? IDs, e-mail addresses, links to profiles. */
import { userBy } from '../portal';
import { byEmail, byId, byLink, FROM_ITEM } from './forms';
import type { BadInput } from './row';

const noId = (given: string) => `Parameter "User": ${given} is not the ID of a person`;
const NO_ID_ADVICE =
	'Enter a positive whole number, e.g. 12. For an address choose By Email, for an employee number By External Code.';

const EMPTY = 'The parameter "User" is empty';
const EMPTY_ADVICE =
	'Choose a person, or check the expression: the item may lack the value it reads.';

const noEmail = (given: string) => `Parameter "User": ${given} is not an e-mail address`;
const NO_EMAIL_ADVICE = 'Enter one address, e.g. nathan@example.com.';

const noLink = (given: string) => `Parameter "User": ${given} is not the link to a profile`;
const NO_LINK_ADVICE =
	'It ends like /company/personal/user/12/. Open the profile in the portal and copy its address.';

/** IDs as expressions and tables hand them on. */
const wrongIds: Array<[enters: string, value: unknown, repeated: string]> = [
	['digits with letters, "12abc"', '12abc', '"12abc"'],
	['an exponent, "1e3"', '1e3', '"1e3"'],
	['a negative number, -1', -1, '"-1"'],
	['zero', 0, '"0"'],
	['a fraction, 1.5', 1.5, '"1.5"'],
	['a comma, "1,2"', '1,2', '"1,2"'],
	['an object', { ID: 12 }, 'An object'],
	['an array', [12, 13], 'A list'],
	['a name', 'John Smith', '"John Smith"'],
	['half an e-mail address', 'john.smith@', '"john.smith@"'],
	['true', true, '"true"'],
	['"undefined"', 'undefined', '"undefined"'],
	['twenty digits', '12345678901234567890', '"12345678901234567890"'],
];

const malformed: Array<[address: string, why?: string]> = [
	['john.smith'],
	['john.smith@', ': its domain cannot exist'],
	['@example.com'],
	['john smith@example.com'],
];

const UNKNOWN_ADVICE =
	'Check the ID. Extranet users are visible to administrators and to members of their workgroups; bots and e-mail users never are.';

export const people: BadInput[] = [
	...wrongIds.map(
		([enters, value, repeated]): BadInput => ({
			enters: `Get by ID: ${enters}`,
			form: byId(FROM_ITEM),
			items: [{ value }],
			sees: noId(repeated),
			advice: NO_ID_ADVICE,
		}),
	),
	{
		enters: 'Dismiss by ID: "12abc" in the second of three items',
		form: { operation: 'dismiss', user: userBy('id', FROM_ITEM) },
		items: [{ value: 3 }, { value: '12abc' }, { value: 4 }],
		sees: noId('"12abc"'),
		advice: `${NO_ID_ADVICE} Nothing was changed in the portal.`,
		item: 1,
	},
	{
		enters: 'Get by ID: an empty text',
		form: byId(FROM_ITEM),
		items: [{ value: '' }],
		sees: EMPTY,
		advice: EMPTY_ADVICE,
	},
	{
		enters: 'Get by ID: blanks',
		form: byId(FROM_ITEM),
		items: [{ value: '   ' }],
		sees: EMPTY,
		advice: EMPTY_ADVICE,
	},
	{
		enters: 'Get by ID: an expression for a column the item lacks',
		form: byId('={{ $json.no_such_column }}'),
		sees: EMPTY,
		advice: EMPTY_ADVICE,
	},
	{
		enters: 'Get by ID: null',
		form: byId(FROM_ITEM),
		items: [{ value: null }],
		sees: EMPTY,
		advice: EMPTY_ADVICE,
	},
	{
		enters: 'Get by ID: an ID that does not exist',
		form: byId(999999),
		sees: 'There is no person with ID 999999 that this credential can see',
		advice: UNKNOWN_ADVICE,
	},
	{
		enters: 'Get by ID: the ID of a bot',
		form: byId(14),
		sees: 'There is no person with ID 14 that this credential can see',
		advice: UNKNOWN_ADVICE,
	},
	{
		enters: 'Get by ID: a guest, with the credential of an employee of another workgroup',
		form: byId(9),
		account: { userId: 3 },
		sees: 'There is no person with ID 9 that this credential can see',
		advice: UNKNOWN_ADVICE,
	},
	{
		enters: 'Get by ID: the second of two items does not exist',
		form: byId(FROM_ITEM),
		items: [{ value: 3 }, { value: 999999 }],
		sees: 'There is no person with ID 999999 that this credential can see',
		advice: UNKNOWN_ADVICE,
		item: 1,
	},
	{
		enters: 'Update by ID: an ID that does not exist',
		form: {
			operation: 'update',
			user: userBy('id', 999999),
			fields: { mappingMode: 'defineBelow', value: { NAME: 'x' } },
		},
		sees: 'The portal declined without giving a reason (person with ID 999999)',
		advice:
			'Most often the person does not exist or the account behind the credential lacks the right. Check both.',
		writes: 1,
	},
	{
		enters: 'Get by e-mail: an address nobody has',
		form: byEmail('nobody.there@example.com'),
		sees: 'There is no person with the e-mail address nobody.there@example.com that this credential can see',
		advice:
			'Check it for mistakes. Extranet users are found with the credential of an administrator only.',
	},
	{
		enters: 'Dismiss by e-mail: an address nobody has',
		form: { operation: 'dismiss', user: userBy('email', 'nobody.there@example.com') },
		sees: 'There is no person with the e-mail address nobody.there@example.com that this credential can see',
		advice: 'Check it for mistakes.',
	},
	{
		enters: 'Get by e-mail: an address two people have',
		form: byEmail('Ivan.Ivanov@example.com'),
		before: (portal) => portal.edit(12, { EMAIL: 'ivan.ivanov@example.com' }),
		sees: 'Several people have the e-mail address Ivan.Ivanov@example.com',
		advice: 'Name the person by ID instead. The IDs are 11, 12.',
	},
	{
		enters: 'Get by e-mail: a credential that may not see addresses',
		form: byEmail('john.smith@example.com'),
		account: { scopes: ['user_brief'] },
		sees: 'The credential may not see the field EMAIL, so nobody can be found by it',
		advice:
			'Give the webhook or application the scope "user" or "user_basic", or name the person by ID.',
	},
	...malformed.map(
		([address, why = '']): BadInput => ({
			enters: `Get by e-mail: ${address}`,
			form: byEmail(FROM_ITEM),
			items: [{ value: address }],
			sees: noEmail(`"${address}"`) + why,
			advice: NO_EMAIL_ADVICE,
		}),
	),
	{
		enters: 'Get by e-mail: an ID',
		form: byEmail(FROM_ITEM),
		items: [{ value: 12 }],
		sees: noEmail('"12"'),
		advice: 'For an ID choose By ID.',
	},
	{
		enters: 'Get by URL: the address of the portal',
		form: byLink('https://portal.bitrix24.com/'),
		sees: noLink('"https://portal.bitrix24.com/"'),
		advice: NO_LINK_ADVICE,
	},
	{
		enters: 'Get by URL: the link to a workgroup',
		form: byLink('https://portal.bitrix24.com/workgroups/group/5/'),
		sees: noLink('"https://portal.bitrix24.com/workgroups/g…"'),
		advice: NO_LINK_ADVICE,
	},
	{
		enters: 'Get by URL: the link to a profile with letters for the ID',
		form: byLink('https://portal.bitrix24.com/company/personal/user/john/'),
		sees: noLink('"https://portal.bitrix24.com/company/pers…"'),
		advice: NO_LINK_ADVICE,
	},
	{
		enters: 'Get by URL: the profile of user 0',
		form: byLink('/company/personal/user/0/'),
		sees: noLink('"/company/personal/user/0/"'),
		advice: NO_LINK_ADVICE,
	},
	{
		enters: 'Get by URL: a profile in another portal',
		form: byLink('https://other.bitrix24.com/company/personal/user/3/'),
		sees: 'Parameter "User": "https://other.bitrix24.com/company/perso…" leads to another portal than the credential',
		advice: 'Copy the link in the portal of the credential (http://127.0.0.1:',
	},
];
