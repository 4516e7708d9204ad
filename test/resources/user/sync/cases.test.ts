/**
 * Sync Directory, case by case: what stands in the list and in the portal, what comes out, and what is sent. The portal has
 * the people of test/portal/domain/cast.ts; the list agrees with it but for what the case says.
 */
import type { IDataObject } from 'n8n-workflow';

import { CAST, type Portal, startPortal } from '../../../portal';
import { columns, hintsOf, stored } from '../../../support/portal';
import {
	ANNA,
	changed,
	ERIK,
	INES,
	JOHN,
	type Line,
	listOf,
	OLGA,
	PETER,
	sent,
	sync,
	told,
	without,
	ZOE,
} from './support';

interface Case {
	name: string;
	/** What is different in the portal. */
	portal?: (portal: Portal) => void;
	/** What is different in the list. */
	list?: (list: Line[]) => IDataObject[];
	parameters?: IDataObject;
	/** The credential's own person; default 1. */
	userId?: number;
	/** Who came out as anything but unchanged. */
	told?: string[];
	sent?: string[];
	/** The run stops with this, and nothing is sent. */
	error?: RegExp;
	/** A hint is given. */
	hint?: RegExp;
}

const field = (code: string, column = 'value') => ({
	fields: columns({ [code]: `={{ $json.${column} }}` }),
	departments: [],
});
/** Says a value of one field for John alone. */
const john = (value: unknown) => (list: Line[]) =>
	list.map((row) => (row.email === JOHN ? { ...row, value: value as string } : row));
const inDepartment = (id: number) => (list: Line[]) => changed(list, JOHN, { departments: [id] });
const byCode = { matchBy: 'XML_ID', matchValue: '={{ $json.code }}' };
/** Gives everybody an employee number. */
const numbered = (portal: Portal) => {
	for (const person of portal.people.values()) person.XML_ID = `HR-${person.ID}`;
};
const DISMISS = { onMissing: 'dismiss' };
const fresh = { email: 'new@example.com', position: 'New', departments: [1], code: 'HR-900' };

const letters: Case[] = [
	{ name: 'a list that agrees changes nothing', told: [], sent: [] },
	{
		name: 'addresses in other letters are the same address',
		list: (list) => list.map((row) => ({ ...row, email: row.email.toUpperCase() })),
		told: [],
		sent: [],
	},
	{
		name: 'blanks and invisible characters around an address do not matter',
		list: (list) => changed(list, JOHN, { email: ` \u200B${JOHN} ` }),
		told: [],
	},
	{
		name: 'another position is updated, and nothing else is sent',
		list: (list) => changed(list, JOHN, { position: 'Lead' }),
		told: [`${JOHN} updated`],
		sent: ['user.update 3 WORK_POSITION'],
	},
	{
		name: 'blanks at the end of a text are no difference',
		list: (list) =>
			changed(list, 'paula.select@example.com', { position: 'Please select from the list  ' }),
		told: [],
	},
	{
		name: 'letters of a text are a difference',
		list: (list) =>
			changed(list, 'paula.select@example.com', { position: 'please select from the list' }),
		told: ['paula.select@example.com updated'],
	},
	{
		name: 'an empty cell leaves the value alone',
		list: (list) => list.map((row) => ({ ...row, position: '' })),
		told: [],
		sent: [],
	},
	{
		name: 'null leaves the value alone',
		list: (list) => list.map((row) => ({ ...row, position: null })),
		told: [],
	},
	{
		name: 'an empty cell clears the value with Empty Values = Clear the Field, where there is one',
		list: (list) =>
			changed(
				list.map((row) => ({ ...row, position: '' })),
				JOHN,
				{ position: 'Lead' },
			),
		parameters: { options: { emptyValues: 'clear' } },
		told: [
			`${OLGA} updated`,
			`${JOHN} updated`,
			'paula.select@example.com updated',
			'html@example.com updated',
		],
	},
	{
		name: 'Clear Fields empties a field of everybody who has something there',
		parameters: { fields: columns({}), options: { clearFields: ['WORK_POSITION'] } },
		told: [`${OLGA} updated`, 'paula.select@example.com updated', 'html@example.com updated'],
	},
	{
		name: 'NULL in the portal and an empty text are the same',
		list: (list) => changed(list, 'nobody@example.com', { position: '' }),
		parameters: { options: { emptyValues: 'clear' } },
		portal: (portal) => {
			for (const person of portal.people.values()) person.WORK_POSITION = null;
		},
		told: [],
	},
];

const types: Case[] = [
	...[
		'1990-05-10',
		'10.05.1990',
		'1990/5/10',
		'1990-05-10T00:00:00.000Z',
		'5/10/1990',
		'31/12/1990',
	].map(
		(value): Case => ({
			name: `a birthday of ${value} is compared as a day`,
			portal: (portal) => {
				stored(portal, 3).PERSONAL_BIRTHDAY = '1990-05-10';
			},
			list: john(value),
			parameters: field('PERSONAL_BIRTHDAY'),
			// Day or month first cannot be told; the last one is another day.
			...(value === '5/10/1990'
				? { error: /can be read as 1990-10-05 and as 1990-05-10/ }
				: { told: value.startsWith('31') ? [`${JOHN} updated`] : [] }),
		}),
	),
	{
		name: 'a day that the calendar does not have is refused with value and person named',
		list: john('31.02.1990'),
		parameters: field('PERSONAL_BIRTHDAY'),
		error: /"31\.02\.1990" is no day of the calendar/,
	},
	{
		name: 'a telephone number is text: other blanks are another number',
		portal: (portal) => {
			stored(portal, 3).PERSONAL_MOBILE = '+49 30 1234';
		},
		list: john('+49301234'),
		parameters: field('PERSONAL_MOBILE'),
		told: [`${JOHN} updated`],
	},
	{
		name: 'a number in a telephone field is its digits',
		portal: (portal) => {
			stored(portal, 3).PERSONAL_MOBILE = '49301234';
		},
		list: john(49301234),
		parameters: field('PERSONAL_MOBILE'),
		told: [],
	},
	{
		name: 'numbers are compared as numbers: "0.750" is 0.75',
		portal: (portal) => {
			stored(portal, 3).UF_USR_RATE = 0.75;
		},
		list: john('0.750'),
		parameters: field('UF_USR_RATE'),
		told: [],
	},
	{
		name: 'amounts of money are compared by amount and currency',
		portal: (portal) => {
			stored(portal, 3).UF_USR_SALARY = '4200.50|EUR';
		},
		list: john('4200,5 eur'),
		parameters: field('UF_USR_SALARY'),
		told: [],
	},
	...[true, 'yes', 1, 'Да'].map(
		(value): Case => ({
			name: `a yes/no that is on agrees with ${JSON.stringify(value)}`,
			portal: (portal) => {
				stored(portal, 3).UF_USR_DRIVER = 1;
			},
			list: john(value),
			parameters: field('UF_USR_DRIVER'),
			told: [],
		}),
	),
	{
		name: 'a yes/no that was never set agrees with no',
		list: john('no'),
		parameters: field('UF_USR_DRIVER'),
		told: [],
	},
	{
		name: 'an empty yes/no is left alone, also with Empty Values = Clear the Field',
		portal: (portal) => {
			stored(portal, 3).UF_USR_DRIVER = 1;
		},
		list: john(''),
		parameters: { ...field('UF_USR_DRIVER'), options: { emptyValues: 'clear' } },
		told: [],
	},
	{
		name: 'a list is compared by its label',
		portal: (portal) => {
			// M
			stored(portal, 3).UF_USR_1724228142162 = 27;
		},
		list: john('m'),
		parameters: field('UF_USR_1724228142162'),
		told: [],
	},
	{
		name: 'another label of a list is a difference',
		portal: (portal) => {
			stored(portal, 3).UF_USR_1724228142162 = 27;
		},
		list: john('L'),
		parameters: field('UF_USR_1724228142162'),
		told: [`${JOHN} updated`],
	},
	{
		name: 'several values are compared without their order',
		portal: (portal) => {
			stored(portal, 3).UF_USR_ALIASES = ['b', 'a'];
		},
		list: john(['a', 'b']),
		parameters: field('UF_USR_ALIASES'),
		told: [],
	},
	{
		name: 'one value fewer of several is a difference',
		portal: (portal) => {
			stored(portal, 3).UF_USR_ALIASES = ['b', 'a'];
		},
		list: john(['a']),
		parameters: field('UF_USR_ALIASES'),
		told: [`${JOHN} updated`],
	},
	{
		name: 'false, as the portal answers several values of which there are none, is nothing',
		list: john(false),
		parameters: field('UF_USR_ALIASES'),
		told: [],
	},
];

const places: Case[] = [
	{
		name: 'departments are a set: their order does not matter',
		list: (list) => changed(list, OLGA, { departments: [20, 3] }),
		told: [],
	},
	{
		name: 'a department by its name',
		list: (list) => changed(list, JOHN, { departments: 'Sales' }),
		told: [`${JOHN} updated`],
		sent: ['user.update 3 UF_DEPARTMENT'],
	},
	{
		name: 'a renamed department is refused with what comes near',
		list: (list) => changed(list, JOHN, { departments: 'Sails' }),
		error: /There is no department "Sails"/,
	},
	{
		name: 'an empty department is left alone',
		list: (list) => list.map((row) => ({ ...row, departments: '' })),
		parameters: { options: { emptyValues: 'clear' } },
		// Positions are as they were.
		told: [],
	},
	{
		name: 'somebody without a department is taken into one',
		list: (list) => changed(list, 'nora.nowhere@example.com', { departments: [5] }),
		told: ['nora.nowhere@example.com updated'],
	},
];

const newcomers: Case[] = [
	{
		name: 'somebody new is invited with what the row says',
		list: (list) => [...list, fresh],
		told: ['new@example.com invited'],
		sent: ['user.add new@example.com UF_DEPARTMENT WORK_POSITION'],
	},
	{
		name: 'somebody new is only reported with On New = Report Only',
		list: (list) => [...list, fresh],
		parameters: { onNew: 'report' },
		told: ['new@example.com reported'],
		sent: [],
	},
	{
		name: 'somebody new without a department is refused',
		list: (list) => [...list, { ...fresh, departments: [] }],
		error: /An employee needs a department, and new@example\.com gets none/,
	},
	{
		name: 'the same row twice invites once',
		list: (list) => [...list, fresh, { ...fresh, email: 'NEW@example.com' }],
		told: ['new@example.com invited'],
		sent: ['user.add new@example.com UF_DEPARTMENT WORK_POSITION'],
	},
	{
		name: 'two rows for one new address that do not agree are refused, naming their items',
		list: (list) => [...list, fresh, { ...fresh, position: 'Other' }],
		error:
			/^2 of \d+ items: 2 rows speak of the e-mail address new@example\.com and do not agree \(items \d+, \d+\)/,
	},
	{
		name: 'two rows for somebody in the portal that do not agree are refused',
		list: (list) => [
			...list,
			...changed(list, JOHN, { position: 'Lead' }).filter(({ email }) => email === JOHN),
		],
		error: /do not agree/,
	},
	{
		name: 'the same row twice updates once',
		list: (list) => {
			const lead = changed(list, JOHN, { position: 'Lead' });
			return [...lead, ...lead.filter(({ email }) => email === JOHN)];
		},
		told: [`${JOHN} updated`],
		sent: ['user.update 3 WORK_POSITION'],
	},
	{
		name: 'two people with one address in the portal are refused by name',
		portal: (portal) => {
			stored(portal, CAST.apostrophe).EMAIL = 'ZOE@example.com';
		},
		list: (list) => list.filter(({ email }) => email !== 'ZOE@example.com'),
		error:
			/Several people have the e-mail address zoe@example\.com: .*O'Brien \(ID 4\), .*Unicorn \(ID 5\)/,
	},
	{
		name: 'a row without an address is refused',
		list: (list) => [...list, { ...fresh, email: '' }],
		error: /The parameter "Email" is empty/,
	},
	{
		name: 'On Changed = Report Only tells what differs and sends nothing',
		list: (list) => changed(list, JOHN, { position: 'Lead' }),
		parameters: { onChanged: 'report' },
		told: [`${JOHN} reported`],
		sent: [],
	},
];

const codes: Case[] = [
	{
		name: 'by external code: a moved address is an update of EMAIL, not an invitation',
		portal: numbered,
		list: (list) => changed(list, JOHN, { email: 'john.married@example.com' }),
		parameters: byCode,
		told: ['john.married@example.com updated'],
		sent: ['user.update 3 EMAIL'],
	},
	{
		name: 'by external code: the letters of the address are no difference',
		portal: numbered,
		list: (list) => list.map((row) => ({ ...row, email: row.email.toUpperCase() })),
		parameters: byCode,
		told: [],
	},
	{
		// user.get finds a code in any letters: taken for another person, John would be invited anew and then dismissed.
		name: 'by external code: the letters of the code are no difference, and its letters in the portal stay',
		portal: numbered,
		list: (list) => list.map((row) => ({ ...row, code: String(row.code).toLowerCase() })),
		parameters: { ...byCode, ...DISMISS },
		told: [],
		sent: [],
	},
	{
		name: 'by external code: two people whose codes differ by letters alone are refused by name',
		portal: (portal) => {
			numbered(portal);
			stored(portal, 4).XML_ID = 'hr-3';
		},
		list: (list) => list.filter(({ email }) => !email.startsWith('siobhan')),
		parameters: byCode,
		error: /Several people have the external code HR-3: John Smith \(ID 3\), .*\(ID 4\)/,
	},
	{
		name: 'by a custom text: its letters are no difference',
		portal: (portal) => {
			numbered(portal);
			for (const person of portal.people.values()) person.UF_USR_COST_CENTER = `C-${person.ID}`;
		},
		list: (list) => list.map((row) => ({ ...row, center: String(row.code).replace('HR-', 'c-') })),
		parameters: { matchBy: 'UF_USR_COST_CENTER', matchValue: '={{ $json.center }}', ...DISMISS },
		told: [],
		sent: [],
	},
	{
		name: 'by external code: a code nobody has with an address somebody has is refused naming them',
		portal: numbered,
		list: (list) => changed(list, JOHN, { code: 'HR-999' }),
		parameters: byCode,
		error:
			/The address john\.smith@example\.com belongs to John Smith \(ID 3\), who does not have the external code HR-999/,
	},
	{
		name: 'by external code: an address that somebody else has is refused naming them',
		portal: numbered,
		list: (list) => changed(without(list, OLGA), JOHN, { email: OLGA }),
		parameters: byCode,
		error: /The address olga\.petrova@example\.com belongs to .*\(ID 2\)/,
	},
	{
		name: 'by external code: one address in rows of two people is refused',
		portal: numbered,
		list: (list) => changed(list, JOHN, { email: OLGA }),
		parameters: byCode,
		error: /stands in rows of different people/,
	},
	{
		name: 'by external code: several people with one code are refused by name',
		portal: (portal) => {
			numbered(portal);
			stored(portal, 4).XML_ID = 'HR-3';
		},
		list: (list) => list.filter(({ email }) => !email.startsWith('siobhan')),
		parameters: byCode,
		error: /Several people have the external code HR-3: John Smith \(ID 3\), .*\(ID 4\)/,
	},
	{
		name: 'by external code: an empty code is refused',
		portal: numbered,
		list: (list) => changed(list, JOHN, { code: '' }),
		parameters: byCode,
		error: /The parameter "Match Value" is empty/,
	},
	{
		name: 'by external code: without an address somebody who is there is kept in step',
		portal: numbered,
		list: (list) => changed(list, JOHN, { email: '', position: 'Lead' }),
		parameters: byCode,
		told: [`${JOHN} updated`],
		sent: ['user.update 3 WORK_POSITION'],
	},
	{
		name: 'by external code: somebody new gets the code with the invitation',
		portal: numbered,
		list: (list) => [...list, fresh],
		parameters: byCode,
		told: ['new@example.com invited'],
		sent: ['user.add new@example.com UF_DEPARTMENT WORK_POSITION XML_ID'],
	},
	{
		name: 'by a custom number: 42.0 in a sheet is 42',
		portal: (portal) => {
			for (const person of portal.people.values()) person.UF_USR_BADGE = person.ID + 1000;
		},
		list: (list) =>
			list.map((row, at) => ({ ...row, badge: at === 0 ? '1001.0' : undefined })).slice(0, 1),
		parameters: { matchBy: 'UF_USR_BADGE', matchValue: '={{ $json.badge }}', onMissing: 'ignore' },
		told: [],
	},
	{
		name: 'by a field that several people share by nature: refused',
		parameters: { matchBy: 'NAME', matchValue: 'x' },
		error: /people cannot be found by "NAME"/,
	},
];

const others: Case[] = [
	{
		name: 'somebody dismissed is reported when listed',
		list: (list) => [...list, { email: PETER, position: 'Back', departments: [1] }],
		told: [`${PETER} reported`],
		sent: [],
	},
	{
		name: 'somebody dismissed is reinstated with On Dismissed = Reinstate, and brought up to date',
		list: (list) => [...list, { email: PETER, position: 'Back', departments: [1] }],
		parameters: { onDismissed: 'reinstate' },
		told: [`${PETER} reinstated`],
		sent: ['user.update 7 ACTIVE WORK_POSITION'],
	},
	{
		name: 'a dismissed person who never accepted the invitation cannot be let in: reported',
		portal: (portal) => {
			stored(portal, CAST.invited).ACTIVE = false;
		},
		list: (list) => [...list, { email: INES, departments: [1] }],
		parameters: { onDismissed: 'reinstate' },
		told: [`${INES} reported`],
		sent: [],
	},
	{
		name: 'a guest who is listed is refused, never made an employee',
		list: (list) => [...list, { email: ERIK, departments: [1] }],
		error: /Erik Extern \(ID 8\) is an extranet user in the portal/,
	},
	{
		name: 'a guest is kept in step when guests are in the scope, without departments',
		list: (list) => [...list, { email: ERIK, position: 'Auditor' }],
		parameters: { scope: { userType: ['employee', 'extranet'] }, onMissing: 'ignore' },
		told: [`${ERIK} updated`],
		sent: ['user.update 8 WORK_POSITION'],
	},
	{
		name: 'an address of a bot belongs to somebody nobody sees: the portal refuses the invitation',
		list: (list) => [...list, { ...fresh, email: 'bot@example.com' }],
		error: /A person with this e-mail address is already in the portal/,
		sent: ['user.add bot@example.com UF_DEPARTMENT WORK_POSITION'],
	},
	{
		name: 'somebody missing is told and left alone by default',
		list: (list) => without(list, JOHN),
		told: [`${JOHN} missing`],
		sent: [],
	},
	{
		name: 'somebody missing is dismissed with On Missing = Dismiss',
		list: (list) => without(list, JOHN),
		parameters: DISMISS,
		told: [`${JOHN} dismissed`],
		sent: ['user.update 3 ACTIVE'],
	},
	{
		name: 'somebody missing is left out with On Missing = Ignore',
		list: (list) => without(list, JOHN),
		parameters: { onMissing: 'ignore' },
		told: [],
		sent: [],
	},
	{
		name: 'missing people come behind the listed, by ID',
		list: (list) => [...without(list, OLGA, JOHN, ZOE), fresh],
		told: ['new@example.com invited', `${OLGA} missing`, `${JOHN} missing`, `${ZOE} missing`],
	},
	{
		name: 'an invitation that is not accepted is missing, never dismissed',
		list: (list) => without(list, INES),
		parameters: DISMISS,
		told: [`${INES} missing`],
		sent: [],
	},
	{
		name: 'the credential’s own person is never dismissed',
		list: (list) => without(list, ANNA),
		parameters: DISMISS,
		told: [`${ANNA} excluded`],
		sent: [],
	},
	{
		name: 'whoever is excluded by ID is never dismissed',
		list: (list) => without(list, JOHN),
		parameters: { ...DISMISS, exclude: [3] },
		told: [`${JOHN} excluded`],
		sent: [],
	},
	{
		name: 'whoever is excluded by address is not changed when listed',
		list: (list) => changed(list, JOHN, { position: 'Lead' }),
		parameters: { exclude: '={{ "JOHN.smith@example.com; 5" }}' },
		told: [`${JOHN} excluded`, `${ZOE} excluded`],
		sent: [],
	},
	{
		name: 'an excluded address that is new is not invited',
		list: (list) => [...list, fresh],
		parameters: { exclude: '={{ ["new@example.com"] }}' },
		told: ['new@example.com excluded'],
		sent: [],
	},
	{
		name: 'an exclusion that is neither ID nor address is refused',
		parameters: { exclude: '={{ ["John"] }}' },
		error: /"John" is neither the ID nor the e-mail address/,
	},
	{
		name: 'an exclusion whose expression gives nothing is refused',
		parameters: { exclude: '={{ $json.nothing }}' },
		error: /The parameter "Exclude" is empty/,
	},
	{
		name: 'as long as a row is refused nobody is dismissed: the run stops',
		list: (list) => [...without(list, JOHN), { ...fresh, email: 'x' }],
		parameters: DISMISS,
		error: /"x" is not an e-mail address/,
	},
	{
		name: 'guests, bots and people of the mail are not missing',
		list: (list) => list,
		parameters: DISMISS,
		told: [],
	},
	{
		name: 'guests are missing when the scope says so',
		parameters: { scope: { userType: 'extranet' } },
		told: [`${ERIK} missing`, 'claudia.fremd@auditor.example missing'],
	},
];

const scopes: Case[] = [
	{
		name: 'with departments only their people are missing, those below among them',
		portal: (portal) => {
			stored(portal, 3).UF_DEPARTMENT = [20];
			stored(portal, 5).UF_DEPARTMENT = [5];
		},
		list: (list) => without(list, JOHN, ZOE),
		parameters: { ...DISMISS, scope: { departments: [3] } },
		told: [`${JOHN} dismissed`],
		sent: ['user.update 3 ACTIVE'],
	},
	{
		name: 'with departments a listed person elsewhere is found and moved in',
		list: inDepartment(5),
		parameters: { ...DISMISS, scope: { departments: ['Legal'] } },
		told: [`${JOHN} updated`],
		sent: ['user.update 3 UF_DEPARTMENT'],
	},
	{
		name: 'with departments a dismissed person who is listed is found, not invited again',
		list: (list) => [...list, { email: PETER, departments: [1] }],
		parameters: { scope: { departments: [3] } },
		told: [`${PETER} reported`],
	},
	{
		name: 'with departments a guest who is listed is found and refused',
		list: (list) => [...list, { email: ERIK, departments: [1] }],
		parameters: { scope: { departments: [3] } },
		error: /Erik Extern \(ID 8\) is an extranet user/,
	},
	{
		name: 'a scope whose departments are empty is refused',
		parameters: { ...DISMISS, scope: { departments: '={{ $json.nothing }}' } },
		error: /The limit "Departments" of "Scope" is empty/,
	},
	{
		name: 'a scope with an unknown kind of user is refused',
		parameters: { scope: { userType: '={{ "staff" }}' } },
		error: /Scope "User Types": "staff" is none of the values/,
	},
	{
		name: 'a choice that is none is refused with the choices there are',
		parameters: { onMissing: '={{ "fire" }}' },
		error: /"On Missing": "fire" is none of the values/,
	},
	{
		name: 'somebody who is no administrator does not see guests, and is told what the portal dropped',
		userId: 3,
		list: inDepartment(5),
		parameters: { onMissing: 'ignore' },
		told: [],
		hint: /UF_DEPARTMENT of person 3/,
	},
];

const ALL = { letters, types, places, newcomers, codes, others, scopes };

let portal: Portal;

beforeEach(async () => {
	portal = await startPortal({ people: 0 });
});

afterEach(() => portal.stop());

describe.each(Object.entries(ALL))('Sync Directory: %s', (_group, cases) => {
	it.each(cases)('$name', async (one) => {
		one.portal?.(portal);
		const list = listOf(portal);
		const items = one.list?.(list) ?? list;
		const run = await sync(portal, items, one.parameters, { account: { userId: one.userId ?? 1 } });
		if (one.error) {
			expect(run.error?.message).toMatch(one.error);
			expect(sent(portal)).toEqual(one.sent ?? []);
			return;
		}
		expect(run.error).toBeUndefined();
		expect(told(run)).toEqual(one.told);
		if (one.sent) expect(sent(portal)).toEqual(one.sent);
		if (one.hint) expect(hintsOf(run).join()).toMatch(one.hint);
	});
});

it('has a table of at least 60 cases', () => {
	expect(Object.values(ALL).flat().length).toBeGreaterThanOrEqual(60);
});
