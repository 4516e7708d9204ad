/** Which field a column of the input means, when columns are mapped automatically. */
import { distance, lettersOf } from '../../../values/text';
import type { UserField } from '../../../values/types';
import { standardField } from '../fields/standard';

/**
 * Headers of staff files, whatever the language of the portal. Sources: bulk upload sheet of Google Workspace
 * (support.google.com/a/answer/40057), user properties of Microsoft Entra (learn.microsoft.com, "user resource type"),
 * fields of BambooHR (documentation.bamboohr.com, "Field Names"), the personal card T-2 of Russia (decree of Goskomstat
 * no. 1 of 2004), Bitrix24's English labels (helpdesk.bitrix24.com, "User profile fields").
 */
const HEADERS: Readonly<Record<string, string>> = {
	ACTIVE: 'Account enabled',
	EMAIL:
		'E-mail, Email, Email address, Mail, Work email, E-posta, Электронная почта, Адрес электронной почты',
	LAST_NAME: 'Last name, Surname, Family name, Soyad, Soyadı, Фамилия',
	NAME: 'First name, Given name, Ad, Adı, Имя',
	PERSONAL_BIRTHDAY: 'Date of birth, Birthday, Birth date, Doğum tarihi, Дата рождения',
	PERSONAL_CITY: 'Home city, Şehir',
	PERSONAL_GENDER: 'Gender, Sex, Cinsiyet, Пол',
	PERSONAL_MOBILE: 'Mobile, Mobile phone, Cell phone, Cep telefonu, Мобильный телефон, Мобильный',
	SECOND_NAME: 'Middle name, Patronymic, Отчество',
	UF_EMPLOYMENT_DATE:
		'Hire date, Employee hire date, Date of employment, İşe giriş tarihi, Дата приема на работу, Дата приёма на работу, Дата приема, Дата приёма',
	UF_PHONE_INNER: 'Extension, Extension number, Внутренний телефон',
	WORK_COMPANY: 'Company name',
	WORK_PHONE:
		'Work phone, Business phone, Office phone, Telephone number, İş telefonu, Рабочий телефон',
	WORK_POSITION: 'Job title, Position, Employee title, Unvan, Должность',
	XML_ID: 'External code, Employee ID, Employee number, Sicil no, Табельный номер',
};

const headers = new Map(
	Object.entries(HEADERS).flatMap(([code, words]) =>
		words.split(', ').map((word) => [lettersOf(word), code] as const),
	),
);

/** Columns whose meaning is kept; items may have any. */
const MAX_ASKED = 1_000;

/** Fields by everything a column may call them. */
export class Columns {
	private readonly byCode = new Map<string, UserField>();

	private readonly byLetters = new Map<string, UserField[]>();

	/** What came of each column before: thousands of items have the same. */
	private readonly asked = new Map<string, { meant: UserField[]; near?: string[] }>();

	constructor(private readonly fields: readonly UserField[]) {
		for (const field of fields) {
			this.byCode.set(field.code, field);
			push(this.byLetters, lettersOf(field.code), field);
			push(this.byLetters, lettersOf(field.label), field);
		}
	}

	/** The field of a code; one the portal does not list is one of Bitrix24's own. */
	readonly fieldOf = (code: string): UserField =>
		this.byCode.get(code) ?? standardField(code, code);

	/**
	 * By its code; else by code or label, in any letters; else by a header that staff files use; else by what stands
	 * before a remark (`First Name [Required]`).
	 */
	meant(column: string): UserField[] {
		const exact = this.byCode.get(column);
		return exact ? [exact] : this.answer(column).meant;
	}

	/** Labels that come near a column nobody knows. */
	near(column: string): string[] {
		const answer = this.answer(column);
		answer.near ??= this.nearest(column);
		return answer.near;
	}

	private answer(column: string): { meant: UserField[]; near?: string[] } {
		const before = this.asked.get(column);
		if (before) return before;
		const answer = { meant: this.byHeader(column) };
		if (this.asked.size < MAX_ASKED) this.asked.set(column, answer);
		return answer;
	}

	private byHeader(column: string): UserField[] {
		const header = column.slice(0, 500);
		const known = this.called(lettersOf(header));
		const remark = header.search(/[[(]/u);
		return known.length > 0 || remark < 1 ? known : this.called(lettersOf(header.slice(0, remark)));
	}

	private called(letters: string): UserField[] {
		if (letters === '') return [];
		const known = this.byLetters.get(letters);
		if (known) return known;
		const code = headers.get(letters);
		const field = code === undefined ? undefined : this.byCode.get(code);
		return field ? [field] : [];
	}

	private nearest(column: string): string[] {
		const letters = lettersOf(column.slice(0, 100));
		if (letters.length < 3) return [];
		return this.fields
			.filter(({ label, writable }) => writable && isNear(lettersOf(label), letters))
			.map(({ label }) => label)
			.slice(0, 3);
	}
}

function push(map: Map<string, UserField[]>, letters: string, field: UserField): void {
	if (letters === '') return;
	const known = map.get(letters) ?? [];
	if (!known.includes(field)) map.set(letters, [...known, field]);
}

/** One holds the other, or two letters make the difference. */
function isNear(label: string, column: string): boolean {
	if (label.length < 3) return false;
	return label.includes(column) || column.includes(label) || distance(label, column) <= 2;
}
