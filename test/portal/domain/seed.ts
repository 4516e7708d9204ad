/** Fills a portal: structure, the fixed cast, then any number of generated people. */
import { CAST, SKETCHES } from './cast';
import { seedCrm } from './crm';
import { customFieldsFor } from './customFields';
import { isoDate } from '../protocol/dates';
import { Random } from './random';
import type { PortalState } from './state';
import { departmentsFor, workgroupsFor } from './structure';
import { seedTasks } from './tasks';
import type { StoredPerson } from '../types';

const FIRST = {
	en: ['James', 'Mary', 'Robert', 'Linda', 'Aisha', 'Wei', 'Oliver', 'Priya', 'Noah', 'Grace'],
	ru: ['Иван', 'Мария', 'Сергей', 'Елена', 'Дмитрий', 'Айгуль', 'Юлия', 'Фёдор', 'Ирина', 'Олег'],
	de: ['Jürgen', 'Sabine', 'Lukas', 'Anke', 'Günther', 'Mila', 'Jörg', 'Heike', 'Emil', 'Ayşe'],
};

const LAST = {
	en: ['Johnson', 'Lee', "D'Arcy", 'Brown', 'Nguyen', 'Garcia', 'Walker', 'Patel', 'Young', 'Hall'],
	ru: ['Соколов', 'Ким', 'Щукин', 'Белых', 'Орлов', 'Черных', 'Шевчук', 'Гусь', 'Лебедь', 'Зуев'],
	de: ['Müller', 'Weiß', 'Schäfer', 'Groß', 'Koch', 'Bauer', 'Löwe', 'Vogel', 'Kurz', 'Jäger'],
};

const POSITION = {
	en: ['Accountant', 'Engineer', 'Sales manager', 'Driver', ''],
	ru: ['Бухгалтер', 'Инженер', 'Менеджер по продажам', 'Водитель', ''],
	de: ['Buchhalter', 'Ingenieur', 'Verkaufsleiter', 'Fahrer', ''],
};

const CITY = {
	en: ['London', 'Leeds', 'York', ''],
	ru: ['Москва', 'Казань', 'Тверь', ''],
	de: ['Berlin', 'Köln', 'Bonn', ''],
};

/** The first ID after the cast. */
const FIRST_GENERATED = 101;

/** A moment in the past all seeded dates are counted from, so that they never change. */
const EPOCH = Date.UTC(2024, 0, 15, 9, 30, 0);
const DAY = 86_400_000;

/** A 1×1 PNG. */
const PIXEL = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

/** A person with the fields every row has; one shape for all, which keeps big portals small. */
export function person(state: PortalState, fields: Partial<StoredPerson> & { ID: number }) {
	const { calendar } = state;
	const born = EPOCH + (fields.ID % 700) * DAY;
	const blank: StoredPerson = {
		ID: fields.ID,
		ACTIVE: true,
		EMAIL: '',
		LOGIN: fields.EMAIL ?? '',
		USER_TYPE: 'employee',
		UF_DEPARTMENT: fields.USER_TYPE === 'extranet' ? [] : [1],
		workgroups: [],
		isAdmin: false,
		invitations: [],
		NAME: '',
		LAST_NAME: '',
		SECOND_NAME: '',
		PERSONAL_GENDER: '',
		PERSONAL_MOBILE: '',
		PERSONAL_CITY: '',
		PERSONAL_BIRTHDAY: '',
		WORK_POSITION: '',
		WORK_PHONE: '',
		UF_EMPLOYMENT_DATE: '',
		IS_ONLINE: 'N',
		TIME_ZONE: '',
		DATE_REGISTER: isoDate(born, calendar),
		LAST_LOGIN: isoDate(born + DAY, calendar),
		LAST_ACTIVITY_DATE: isoDate(born + 2 * DAY, calendar),
		TIMESTAMP_X: isoDate(born + 3 * DAY, calendar),
	};
	return { ...blank, ...fields };
}

function generate(state: PortalState, random: Random, ID: number): StoredPerson {
	const { language } = state;
	const extranet = random.chance(0.03);
	const NAME = random.pick(FIRST[language]);
	const LAST_NAME = random.pick(LAST[language]);
	const department = random.pick(state.departments).ID;
	const second = random.chance(0.05) ? [random.pick(state.departments).ID] : [];
	const birthday = new Date(Date.UTC(1960, 0, 1) + random.below(16_000) * DAY);
	const hired = new Date(EPOCH - random.below(3_000) * DAY);
	const generated = person(state, {
		ID,
		EMAIL: `person${ID}@${extranet ? 'partner.example' : 'example.com'}`,
		NAME,
		LAST_NAME,
		ACTIVE: !random.chance(0.04),
		USER_TYPE: extranet ? 'extranet' : 'employee',
		UF_DEPARTMENT: extranet ? [] : [...new Set([department, ...second])],
		workgroups: extranet ? [random.pick([2, 3])] : [],
		PERSONAL_GENDER: random.pick(['M', 'F', '']),
		PERSONAL_MOBILE: `+7 900 ${String(1_000_000 + random.below(8_999_999))}`,
		PERSONAL_CITY: random.pick(CITY[language]),
		PERSONAL_BIRTHDAY: birthday.toISOString().slice(0, 10),
		WORK_POSITION: random.pick(POSITION[language]),
		UF_EMPLOYMENT_DATE: hired.toISOString().slice(0, 10),
		IS_ONLINE: random.chance(0.1) ? 'Y' : 'N',
	});
	if (random.chance(0.3)) generated.PERSONAL_PHOTO = 1001;
	if (random.chance(0.2)) generated.UF_USR_BADGE = random.below(10_000);
	return generated;
}

/** Fills the portal as its options say. */
export function seed(state: PortalState): void {
	const { options, language } = state;
	state.departments.push(...departmentsFor(language));
	state.workgroups.push(...workgroupsFor(language));
	state.customFields.push(...customFieldsFor(language, options.extraCustomFields));
	state.files.set(1001, { name: 'portrait.png', bytes: PIXEL });
	state.files.set(1002, { name: 'contract.pdf', bytes: Buffer.from('%PDF-1.4 contract') });
	for (const sketch of SKETCHES) state.people.set(sketch.ID, person(state, sketch));
	const invited = state.people.get(CAST.invited);
	invited?.invitations.push({ text: '', at: state.stamp() });
	seedTasks(state);
	seedCrm(state);
	const random = new Random(options.seed ?? 1);
	let ID = FIRST_GENERATED;
	for (let count = options.people ?? 60; count > 0; count -= 1) {
		state.people.set(ID, generate(state, random, ID));
		// Gaps: deleted accounts leave holes in the IDs.
		ID += random.chance(0.05) ? 2 : 1;
	}
}
