/**
 * The custom fields of every portal: one of each type a client has to encode, several with many
 * values, one mandatory. Definitions as in docs `user/userfields/user-userfield-list.md`.
 */
import type { CustomField } from '../types';

type Labels = [en: string, ru: string, de: string];

interface Definition {
	code: string;
	type: string;
	labels: Labels;
	multiple?: boolean;
	mandatory?: boolean;
	list?: string[];
}

const DEFINITIONS: Definition[] = [
	{
		code: 'UF_USR_COST_CENTER',
		type: 'string',
		labels: ['Cost center', 'Центр затрат', 'Kostenstelle'],
		mandatory: true,
	},
	{
		code: 'UF_USR_ALIASES',
		type: 'string',
		labels: ['Aliases', 'Псевдонимы', 'Aliasnamen'],
		multiple: true,
	},
	{ code: 'UF_USR_BADGE', type: 'integer', labels: ['Badge', 'Пропуск', 'Ausweis'] },
	{ code: 'UF_USR_RATE', type: 'double', labels: ['Rate', 'Ставка', 'Satz'] },
	{ code: 'UF_USR_DRIVER', type: 'boolean', labels: ['Drives', 'Водит машину', 'Fährt Auto'] },
	{ code: 'UF_USR_VISA_UNTIL', type: 'date', labels: ['Visa until', 'Виза до', 'Visum bis'] },
	{ code: 'UF_USR_CHECKED_AT', type: 'datetime', labels: ['Checked at', 'Проверен', 'Geprüft am'] },
	{
		code: 'UF_USR_1724228142162',
		type: 'enumeration',
		labels: ['T-shirt size', 'Размер футболки', 'T-Shirt-Größe'],
		list: ['S', 'M', 'L', 'XL'],
	},
	{
		code: 'UF_USR_LANGUAGES',
		type: 'enumeration',
		labels: ['Languages', 'Языки', 'Sprachen'],
		multiple: true,
		list: ['English', 'Русский', 'Deutsch', 'O‘zbekcha'],
	},
	{ code: 'UF_USR_BLOG', type: 'url', labels: ['Blog', 'Блог', 'Blog'], multiple: true },
	// The same label as a standard field, and one with no label at all: both happen on real portals.
	{ code: 'UF_USR_HOME', type: 'address', labels: ['City', 'Город', 'Ort'] },
	{ code: 'UF_USR_SALARY', type: 'money', labels: ['', '', ''] },
	{ code: 'UF_USR_MENTOR', type: 'employee', labels: ['Mentor', 'Наставник', 'Mentor'] },
	{ code: 'UF_USR_CONTRACT', type: 'file', labels: ['Contract', 'Договор', 'Vertrag'] },
];

/** The definitions in the portal's language, with portal-wide IDs for fields and list values. */
export function customFieldsFor(language: 'en' | 'ru' | 'de', extra = 0): CustomField[] {
	const column = { en: 0, ru: 1, de: 2 }[language];
	let listId = 25;
	const fixed = DEFINITIONS.map((definition, index): CustomField => {
		const field: CustomField = {
			ID: 176 + index,
			FIELD_NAME: definition.code,
			USER_TYPE_ID: definition.type,
			MULTIPLE: definition.multiple ?? false,
			MANDATORY: definition.mandatory ?? false,
			LABEL: definition.labels[column],
		};
		if (definition.list) {
			field.LIST = definition.list.map((value) => ({ ID: (listId += 1), VALUE: value }));
		}
		return field;
	});
	const more = Array.from({ length: extra }, (_, index): CustomField => {
		const number = index + 1;
		return {
			ID: 300 + index,
			FIELD_NAME: `UF_USR_EXTRA_${number}`,
			USER_TYPE_ID: 'string',
			MULTIPLE: false,
			MANDATORY: false,
			LABEL: `Extra ${number}`,
		};
	});
	return [...fixed, ...more];
}
