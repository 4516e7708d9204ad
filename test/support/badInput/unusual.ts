/** Input that looks wrong and is not: what arrives in the portal. */
import { AUTOMATIC, columns, OAUTH2, userBy } from '../portal';
import { FROM_ITEM, invite, many, update } from './forms';
import type { Entered } from './row';

export interface Unusual extends Entered {
	/** What the portal holds afterwards, by ID or e-mail address. */
	holds?: Record<string, Record<string, unknown>>;
	/** The output, item by item; its fields that matter. */
	hands?: Array<Record<string, unknown>>;
	/** Attempts to change something that reached the portal. */
	writes: number;
	/** The beginning of a hint in the output pane. */
	hint?: string;
}

/** Update of John Smith with one column from the item, and what he has there afterwards. */
const column = (enters: string, code: string, value: unknown, arrives: unknown): Unusual => ({
	enters: `Update: ${enters}`,
	form: update({ [code]: FROM_ITEM }),
	items: [{ value }],
	holds: { 3: { [code]: arrives } },
	writes: 1,
});

/** The same with an expression of n8n. */
const expression = (text: string): Unusual => ({
	enters: `Update: a birthday {{ ${text} }}`,
	form: update({ PERSONAL_BIRTHDAY: `={{ ${text} }}` }),
	holds: { 3: { PERSONAL_BIRTHDAY: '1990-05-10' } },
	writes: 1,
});

/** Two people in one request, so that texts a batch would alter have to find their way round it. */
const both = (enters: string, code: string, text: string): Unusual => ({
	enters: `Update of two people: ${enters}`,
	form: {
		operation: 'update',
		user: userBy('id', '={{ $json.id }}'),
		fields: columns({ [code]: FROM_ITEM }),
	},
	items: [
		{ id: 3, value: 'plain' },
		{ id: 4, value: text },
	],
	holds: { 3: { [code]: 'plain' }, 4: { [code]: text } },
	writes: 2,
});

const texts: Unusual[] = [
	both('$result[0] as a last name', 'LAST_NAME', '$result[0]'),
	both('$RESULTS[c0][0][ID] as a last name', 'LAST_NAME', '$RESULTS[c0][0][ID]'),
	both('an emoji family', 'NAME', '👩‍👩‍👧‍👦 Zoë'),
	both('10,000 characters of notes', 'PERSONAL_NOTES', 'ä\n'.repeat(5_000)),
	both('a job title that reads like SQL', 'WORK_POSITION', 'Please select from the list'),
	both('markup', 'WORK_POSITION', '<script>alert(1)</script>'),
	both('signs of a query', 'WORK_POSITION', 'R&D = 100% #1 + [x]?'),
	both('quotes, backslashes, brackets', 'LAST_NAME', `O'Brien "x" \\ {y} $100`),
	column('a phone number as a number', 'WORK_PHONE', 4930123456789, '4930123456789'),
	column('a postal code as a number', 'PERSONAL_ZIP', 10115, '10115'),
	column('true in a text', 'WORK_COMPANY', true, 'true'),
	column('half of an emoji', 'WORK_COMPANY', 'x \ud83d', 'x \ufffd'),
];

const values: Unusual[] = [
	column('a department by its name', 'UF_DEPARTMENT', 'Sales', [17]),
	column('a birthday 10.05.1990', 'PERSONAL_BIRTHDAY', '10.05.1990', '1990-05-10'),
	column('a birthday 1990-05-10', 'PERSONAL_BIRTHDAY', ' 1990-05-10 ', '1990-05-10'),
	column(
		'a birthday in the evening of New York',
		'PERSONAL_BIRTHDAY',
		'1990-05-10T23:30:00-04:00',
		'1990-05-10',
	),
	column(
		'a birthday in the morning of Auckland',
		'PERSONAL_BIRTHDAY',
		'1990-05-10T00:30:00+12:00',
		'1990-05-10',
	),
	expression("DateTime.fromISO('1990-05-10', { zone: 'Asia/Tokyo' })"),
	expression("DateTime.fromISO('1990-05-10T22:00', { zone: 'America/Los_Angeles' })"),
	expression("DateTime.fromFormat('05/10/1990', 'MM/dd/yyyy')"),
	expression("new Date('1990-05-10')"),
	column('"Yes" in a yes-or-no field', 'UF_USR_DRIVER', 'Yes', 1),
	column('"no" in a yes-or-no field', 'UF_USR_DRIVER', 'no', 0),
	column('the label of a list value in lower case', 'UF_USR_1724228142162', 'xl', 29),
	column('the ID of a list value', 'UF_USR_1724228142162', 26, 26),
	column('labels with commas between them', 'UF_USR_LANGUAGES', 'english, Deutsch', [30, 32]),
	column('a decimal comma', 'UF_USR_RATE', '0,75', 0.75),
	column('digits in a text for a number', 'UF_USR_BADGE', ' 42 ', 42),
	column('money with a decimal comma', 'UF_USR_SALARY', '4200,50 eur', '4200.50|EUR'),
	column('money as an object', 'UF_USR_SALARY', { amount: 1, currency: 'USD' }, '1|USD'),
	column('one value for a field of many', 'UF_USR_ALIASES', 'Johnny', ['Johnny']),
];

const clearing: Unusual[] = [
	{
		enters: 'Update: expressions for columns the item lacks change nothing',
		form: update({ NAME: '={{ $json.first }}', LAST_NAME: '={{ $json.last }}' }),
		holds: { 3: { NAME: 'John', LAST_NAME: 'Smith' } },
		hands: [{ ID: '3', updated: false }],
		writes: 0,
	},
	{
		enters:
			'Update: empty values clear fields where the option says so, an expression for a missing column as well',
		form: {
			operation: 'update',
			user: userBy('id', 22),
			options: { emptyValues: 'clear' },
			fields: columns({
				PERSONAL_PHONE: '',
				PERSONAL_BIRTHDAY: '={{ "" }}',
				UF_USR_ALIASES: '={{ [] }}',
				UF_USR_BADGE: '',
				WORK_COMPANY: '={{ null }}',
				NAME: '={{ $json.no_such_column }}',
			}),
		},
		holds: {
			22: {
				PERSONAL_PHONE: '',
				PERSONAL_BIRTHDAY: '',
				UF_USR_ALIASES: [],
				UF_USR_BADGE: null,
				WORK_COMPANY: '',
				NAME: '',
			},
		},
		writes: 1,
	},
	{
		enters: 'Update: a column ID in the table names somebody else',
		form: { ...update({}), fields: AUTOMATIC },
		items: [{ ID: 4, id: 5, NAME: 'Jack', nickname: 'J' }],
		holds: { 3: { NAME: 'Jack' }, 4: { NAME: 'Siobhán' }, 5: { NAME: 'Zoë 🦄' } },
		writes: 1,
		hint: 'These columns are not fields of the portal that can be written, and were left out: nickname',
	},
];

const runs: Unusual[] = [
	{
		enters: 'Invite or Update: the same new address twice in one run, differently written',
		form: {
			...invite({ email: '={{ $json.email }}' }),
			operation: 'upsert',
			fields: columns({ NAME: FROM_ITEM }),
		},
		items: [
			{ email: 'twin@example.com', value: 'First' },
			{ email: ' Twin@Example.COM', value: 'Second' },
		],
		holds: { 'twin@example.com': { NAME: 'Second', invitations: [expect.anything()] } },
		hands: [{ action: 'invited' }, { action: 'updated' }],
		writes: 2,
	},
	{
		enters: 'Invite: blanks around the address',
		form: invite({ email: '  new.one@example.com ' }),
		holds: { 'new.one@example.com': { UF_DEPARTMENT: [1] } },
		writes: 1,
	},
	{
		enters: 'Invite: departments as Get hands them on',
		form: invite({ departments: '={{ $json.value }}' }),
		items: [{ value: [{ ID: 1 }] }],
		holds: { 'new.one@example.com': { UF_DEPARTMENT: [1] } },
		writes: 1,
	},
	{
		// b24restdocs named a limit of 25 letters until August 2026; the columns hold 50.
		enters: 'Invite: a first name of 26 letters',
		form: invite({ fields: columns({ NAME: 'N'.repeat(26) }) }),
		holds: { 'new.one@example.com': { NAME: 'N'.repeat(26) } },
		hint: 'These first names are longer than 25 characters.',
		writes: 1,
	},
	{
		enters: 'Get by ID: an e-mail address dragged onto the field',
		form: { operation: 'get', user: userBy('id', 'john.smith@example.com') },
		hands: [{ ID: '3' }],
		writes: 0,
	},
	{
		enters: 'Get Many: Limit "3" as a text',
		form: many({ limit: FROM_ITEM }),
		items: [{ value: '3' }],
		hands: [{ ID: '1' }, { ID: '2' }, { ID: '3' }],
		writes: 0,
	},
	{
		enters: 'Get: an ID with blanks and zeros before it',
		form: { operation: 'get', user: userBy('id', ' 0003 ') },
		hands: [{ ID: '3', NAME: 'John' }],
		writes: 0,
	},
	{
		enters: 'Get: an address in other letters',
		form: { operation: 'get', user: userBy('email', ' JOHN.smith@EXAMPLE.com ') },
		hands: [{ ID: '3' }],
		writes: 0,
	},
	{
		enters: 'Get: an access token that has expired',
		form: { operation: 'get', user: userBy('id', 3) },
		access: OAUTH2,
		before: (portal) => portal.expireTokens(),
		hands: [{ ID: '3' }],
		writes: 0,
	},
	{
		enters: 'Invite: the portal gets too many requests for a moment',
		form: invite(),
		before: (portal) =>
			portal.fault({
				method: 'user.add',
				answer: { status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED', error_description: '' } },
			}),
		holds: { 'new.one@example.com': { invitations: [expect.anything()] } },
		writes: 2,
	},
	{
		enters: 'Invite: the answer to a carried out invitation is lost',
		form: invite(),
		before: (portal) =>
			portal.fault({
				method: 'user.add',
				when: 'after',
				answer: { status: 502, body: '<html></html>' },
			}),
		holds: { 'new.one@example.com': { invitations: [expect.anything()] } },
		writes: 1,
	},
];

export const unusual: Unusual[] = [...texts, ...values, ...clearing, ...runs];
