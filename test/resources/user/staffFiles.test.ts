/** Staff files in the shapes people have, row by row: what a person sees of each, by operation and by mapping. */
import type { IDataObject } from 'n8n-workflow';

import { startPortal, type Portal } from '../../portal';
import { seenOf, staffFile } from '../../support/staffFiles';
import { AUTOMATIC, changesOf, columns, runOn, userBy } from '../../support/portal';

type Outcomes = [invite: string, upsert: string, update: string];

interface StaffFile {
	name: string;
	language: 'en' | 'ru';
	rows: IDataObject[];
	email: string;
	departments: string;
	/** "Map Each Column Manually", as somebody would fill it in for this file. */
	manual: Record<string, string>;
	/** Row by row, with either mapping. */
	seen: Outcomes[];
	/** Where "Map Each Column Manually" comes to something else: rows by their number. */
	seenManually?: Record<number, Outcomes>;
	/** What Invite or Update sends of the first row that is a new person. */
	sent: { row: number; automatic: IDataObject; manual: IDataObject };
}

const json = (header: string) => `={{ $json[${JSON.stringify(header)}] }}`;

const mapped = (fields: Record<string, string>) =>
	Object.fromEntries(Object.entries(fields).map(([code, header]) => [code, json(header)]));

const always = (seen: string): Outcomes => [seen, seen, seen];

const nobody = (address: string) =>
	`There is no person with the e-mail address ${address} that this credential can see`;

const noAddress: Outcomes = [
	'The parameter "Email" is empty',
	'The parameter "Email" is empty',
	'The parameter "User" is empty',
];

const badAddress = (why: string): Outcomes => [
	`Parameter "Email": ${why}`,
	`Parameter "Email": ${why}`,
	`Parameter "User": ${why}`,
];

/**
 * Columns of the personal card T-2 (decree of Goskomstat of Russia no. 1 of 5 January 2004: personnel number, surname,
 * name, patronymic, sex, birth, position, unit), as programs of personnel departments export them: semicolons, a byte
 * order mark, phones with 8.
 */
const RUSSIAN: StaffFile = {
	name: 'a Russian personnel list',
	language: 'ru',
	rows: staffFile('personnel-ru.csv', ';'),
	email: json('E-mail'),
	departments: json('Подразделение'),
	manual: mapped({
		LAST_NAME: 'Фамилия',
		NAME: 'Имя',
		SECOND_NAME: 'Отчество',
		PERSONAL_GENDER: 'Пол',
		PERSONAL_BIRTHDAY: 'Дата рождения',
		UF_EMPLOYMENT_DATE: 'Дата приема на работу',
		WORK_POSITION: 'Должность',
		PERSONAL_MOBILE: 'Мобильный телефон',
	}),
	seen: [
		[
			'olga.petrova@example.com belongs to Ольга Петрова-Ёлкина (ID 2), who is in the portal already',
			'updated 2',
			'updated 2',
		],
		['invited', 'invited', nobody('sidorov@example.com')],
		always('"Дата рождения" (PERSONAL_BIRTHDAY): "31.02.1991" is no day of the calendar'),
		noAddress,
		[
			'peter.gone@example.com belongs to Пётр Уволенный (ID 7), who was dismissed',
			'updated 7',
			'updated 7',
		],
		[
			'OLGA.PETROVA@EXAMPLE.COM belongs to Ольга Петрова-Ёлкина (ID 2), who is in the portal already',
			'updated 2',
			'updated 2',
		],
		badAddress('"belykh @example.com" is not an e-mail address'),
	],
	sent: {
		row: 1,
		automatic: {
			XML_ID: '00043',
			LAST_NAME: 'Сидоров',
			NAME: 'Пётр',
			SECOND_NAME: 'Ильич',
			PERSONAL_GENDER: 'M',
			PERSONAL_BIRTHDAY: '1990-12-31',
			UF_EMPLOYMENT_DATE: '2024-01-15',
			WORK_POSITION: 'Инженер',
			PERSONAL_MOBILE: '8(903)000-11-22',
			UF_DEPARTMENT: ['21'],
			EMAIL: 'sidorov@example.com',
		},
		manual: {
			LAST_NAME: 'Сидоров',
			NAME: 'Пётр',
			SECOND_NAME: 'Ильич',
			PERSONAL_GENDER: 'M',
			PERSONAL_BIRTHDAY: '1990-12-31',
			UF_EMPLOYMENT_DATE: '2024-01-15',
			WORK_POSITION: 'Инженер',
			PERSONAL_MOBILE: '8(903)000-11-22',
			UF_DEPARTMENT: ['21'],
			EMAIL: 'sidorov@example.com',
		},
	},
};

/** The template and download of Google Workspace's bulk sheet (support.google.com/a/answer/40057). */
const GOOGLE: StaffFile = {
	name: 'a bulk sheet of Google Workspace',
	language: 'en',
	rows: staffFile('google-workspace.csv'),
	email: json('Email Address [Required]'),
	departments: `={{ $json['Org Unit Path [Required]'].split('/').filter(Boolean).join(' / ') }}`,
	manual: mapped({
		NAME: 'First Name [Required]',
		LAST_NAME: 'Last Name [Required]',
		XML_ID: 'Employee ID',
		WORK_POSITION: 'Employee Title',
		PERSONAL_MOBILE: 'Mobile Phone',
		UF_USR_COST_CENTER: 'Cost Center',
	}),
	seen: [
		[
			'paula.select@example.com belongs to Paula Select (ID 17), who is in the portal already',
			'updated 17',
			'updated 17',
		],
		['invited', 'invited', nobody('noah.newman@example.com')],
		badAddress('"zoe.ohara@example" is not an e-mail address: its domain cannot exist'),
		noAddress,
		[
			'An employee needs a department, and viktor.former@partner.example gets none',
			'updated 18',
			'updated 18',
		],
	],
	sent: {
		row: 1,
		automatic: {
			NAME: 'Noah',
			LAST_NAME: 'Newman',
			PERSONAL_MOBILE: '+14155550104',
			XML_ID: 'E-18',
			WORK_POSITION: 'Technician',
			WORK_DEPARTMENT: 'IT',
			UF_USR_COST_CENTER: 'CC-18',
			UF_DEPARTMENT: ['30'],
			EMAIL: 'noah.newman@example.com',
		},
		manual: {
			NAME: 'Noah',
			LAST_NAME: 'Newman',
			XML_ID: 'E-18',
			WORK_POSITION: 'Technician',
			PERSONAL_MOBILE: '+14155550104',
			UF_USR_COST_CENTER: 'CC-18',
			UF_DEPARTMENT: ['30'],
			EMAIL: 'noah.newman@example.com',
		},
	},
};

const NOT_ACTIVE = 'The column accountEnabled says that the person is not active';

/** "Download users" of Microsoft Entra (learn.microsoft.com/entra/identity/users/users-bulk-download). */
const ENTRA: StaffFile = {
	name: 'a download of users of Microsoft Entra',
	language: 'en',
	rows: staffFile('entra-users.csv'),
	email: json('mail'),
	departments: json('department'),
	manual: mapped({
		NAME: 'givenName',
		LAST_NAME: 'surname',
		WORK_POSITION: 'jobTitle',
		WORK_PHONE: 'telephoneNumber',
		PERSONAL_MOBILE: 'mobilePhone',
	}),
	seen: [
		[
			'john.smith@example.com belongs to John Smith (ID 3), who is in the portal already',
			'updated 3',
			'updated 3',
		],
		['invited', 'invited', nobody('mia.moore@example.com')],
		// Whoever is disabled there is not invited here, and nobody is dismissed by a column.
		[NOT_ACTIVE, NOT_ACTIVE, 'The column accountEnabled would dismiss the person'],
		[
			'An employee needs a department, and erik.extern@partner.example gets none',
			'unchanged 8',
			'updated 8',
		],
		noAddress,
	],
	seenManually: {
		2: ['invited', 'invited', nobody('left.lena@example.com')],
	},
	sent: {
		row: 1,
		automatic: {
			LAST_NAME: 'Moore',
			NAME: 'Mia',
			WORK_POSITION: 'Analyst',
			WORK_DEPARTMENT: 'Finance',
			UF_DEPARTMENT: ['11'],
			EMAIL: 'mia.moore@example.com',
		},
		manual: {
			NAME: 'Mia',
			LAST_NAME: 'Moore',
			WORK_POSITION: 'Analyst',
			UF_DEPARTMENT: ['11'],
			EMAIL: 'mia.moore@example.com',
		},
	},
};

/** Columns of BambooHR's reports (documentation.bamboohr.com, "Field Names"), from a workbook: numbers are numbers. */
const AMERICAN: StaffFile = {
	name: 'an American HR report',
	language: 'en',
	rows: staffFile('hr-report-us.json'),
	email: json('Work Email'),
	departments: json('Department'),
	manual: mapped({
		NAME: 'First Name',
		LAST_NAME: 'Last Name',
		XML_ID: 'Employee ID',
		WORK_POSITION: 'Job Title',
		UF_EMPLOYMENT_DATE: 'Hire Date',
		PERSONAL_BIRTHDAY: 'Birth Date',
		PERSONAL_MOBILE: 'Mobile Phone',
	}),
	seen: [
		[
			"siobhan.o'brien@example.com belongs to Siobhán O'Brien (ID 4), who is in the portal already",
			'updated 4',
			'updated 4',
		],
		['invited', 'invited', nobody('luis.garcia@example.com')],
		always(
			'"Hire Date" (UF_EMPLOYMENT_DATE): "3/4/2024" can be read as 2024-04-03 and as 2024-03-04',
		),
		noAddress,
		[
			'Luis.Garcia@example.com belongs to Luis Garcia (ID 26), who has been invited and has not signed in yet',
			'updated 26',
			nobody('Luis.Garcia@example.com'),
		],
		always('"Hire Date" (UF_EMPLOYMENT_DATE): "12/31/99" has a year of two digits: 1999 or 2099?'),
	],
	sent: {
		row: 1,
		automatic: {
			XML_ID: '1004',
			LAST_NAME: 'Garcia',
			NAME: 'Luis',
			WORK_POSITION: 'Accountant',
			WORK_DEPARTMENT: 'Finance',
			UF_EMPLOYMENT_DATE: '1990-03-31',
			PERSONAL_BIRTHDAY: '1968-08-17',
			PERSONAL_MOBILE: '14155550111',
			UF_DEPARTMENT: ['11'],
			EMAIL: 'luis.garcia@example.com',
		},
		manual: {
			NAME: 'Luis',
			LAST_NAME: 'Garcia',
			XML_ID: '1004',
			WORK_POSITION: 'Accountant',
			UF_EMPLOYMENT_DATE: '1990-03-31',
			PERSONAL_BIRTHDAY: '1968-08-17',
			PERSONAL_MOBILE: '14155550111',
			UF_DEPARTMENT: ['11'],
			EMAIL: 'luis.garcia@example.com',
		},
	},
};

const DOTTED =
	'"İBRAHİM.ISIK@EXAMPLE.COM" holds the letter İ, which a Turkish spreadsheet makes of i in capitals: no address is written so';

const IBRAHIM = {
	NAME: 'İbrahim',
	LAST_NAME: 'Işık',
	XML_ID: '501',
	PERSONAL_GENDER: 'M',
	PERSONAL_BIRTHDAY: '1988-03-31',
	UF_EMPLOYMENT_DATE: '2020-09-01',
	WORK_POSITION: 'Müdür',
	PERSONAL_MOBILE: '905321234567',
	PERSONAL_CITY: 'İzmir',
	UF_DEPARTMENT: ['17'],
	EMAIL: 'ibrahim.isik@example.com',
};

/**
 * A workbook of an office in Istanbul with people in Almaty: dates as serial numbers and as texts, both as SheetJS
 * hands them on (docs.sheetjs.com/docs/csf/features/dates), letters of both alphabets, phones as numbers.
 */
const TURKISH: StaffFile = {
	name: 'a Turkish and Kazakh workbook',
	language: 'en',
	rows: staffFile('personel-tr-kz.json'),
	email: json('E-posta'),
	departments: json('Departman'),
	manual: mapped({
		NAME: 'Ad',
		LAST_NAME: 'Soyad',
		XML_ID: 'Sicil No',
		PERSONAL_GENDER: 'Cinsiyet',
		PERSONAL_BIRTHDAY: 'Doğum Tarihi',
		UF_EMPLOYMENT_DATE: 'İşe Giriş Tarihi',
		WORK_POSITION: 'Unvan',
		PERSONAL_MOBILE: 'Cep Telefonu',
		PERSONAL_CITY: 'Şehir',
	}),
	seen: [
		['invited', 'invited', nobody('ibrahim.isik@example.com')],
		[
			'nobody@example.com belongs to nobody@example.com (ID 13), who is in the portal already',
			'updated 13',
			'updated 13',
		],
		always(
			'"Date of Birth" (PERSONAL_BIRTHDAY): "32874" is a number and not a date: it may count days or seconds (1990-01-01 if it comes from a spreadsheet)',
		),
		badAddress('"ömer.şahin@example" is not an e-mail address: its domain cannot exist'),
		badAddress(DOTTED),
	],
	sent: { row: 0, automatic: IBRAHIM, manual: IBRAHIM },
};

const OPERATIONS = ['invite', 'upsert', 'update'] as const;
const MAPPINGS = ['automatic', 'manual'] as const;

let portal: Portal;
afterEach(() => portal.stop());

describe.each([RUSSIAN, GOOGLE, ENTRA, AMERICAN, TURKISH])('$name', (file) => {
	const cases = OPERATIONS.flatMap((operation, column) =>
		MAPPINGS.map((mapping) => ({ operation, column, mapping })),
	);

	it.each(cases)(
		'through $operation with $mapping mapping: every row is done or told',
		async ({ operation, column, mapping }) => {
			portal = await startPortal({ people: 0, language: file.language });
			// The portal of this test demands nothing that the files do not have.
			for (const field of portal.customFields) field.MANDATORY = false;
			const whom =
				operation === 'update'
					? { user: userBy('email', file.email) }
					: { email: file.email, departments: file.departments };
			const fields = mapping === 'automatic' ? AUTOMATIC : columns(file.manual);
			const run = await runOn(
				portal,
				{ operation, ...whom, fields },
				{ items: file.rows, continueOnFail: 'continueRegularOutput' },
			);

			const manually = mapping === 'manual' ? file.seenManually : undefined;
			const expected = file.seen.map((row, index) => (manually?.[index] ?? row)[column]);
			expect(seenOf(run)).toEqual(expected);
			if (operation === 'upsert') {
				const { EMAIL: address } = file.sent[mapping];
				const invitation = changesOf(portal).find(({ params }) => params.EMAIL === address);
				expect(invitation?.params).toEqual(file.sent[mapping]);
			}
			expect(changesOf(portal).filter(({ params }) => 'ACTIVE' in params)).toEqual([]);
		},
	);
});

it('with On Error at its default a run stops before anybody is invited, and tells each kind of mistake', async () => {
	portal = await startPortal({ people: 0 });
	const { rows, email, departments } = AMERICAN;
	const run = await runOn(
		portal,
		{ operation: 'invite', email, departments, fields: AUTOMATIC },
		{ items: rows },
	);
	expect(run.error?.message).toMatch(/^3 of 6 items: .*"3\/4\/2024" can be read as/);
	expect(run.error?.description).toContain('The parameter "Email" is empty');
	// Items as n8n's input panel counts them.
	expect(run.error?.description).toContain(
		'2 × such as "Hire Date" (UF_EMPLOYMENT_DATE): "3/4/2024"',
	);
	expect(run.error?.description).toContain('(item 2, 5)');
	expect(changesOf(portal)).toEqual([]);
});
