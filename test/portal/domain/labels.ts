/**
 * Labels of user.fields. As on real portals they are no keys: some repeat, some are empty, some are
 * just the code. (docs: user/user-fields.md shows codes as labels; the rest is server behaviour)
 */

type Row = [code: string, en: string, ru: string, de: string];

const ROWS: Row[] = [
	['XML_ID', 'External code', 'Внешний код', 'Externer Code'],
	['ACTIVE', 'Activity', 'Активность', 'Aktivität'],
	['NAME', 'First Name', 'Имя', 'Vorname'],
	['LAST_NAME', 'Last Name', 'Фамилия', 'Nachname'],
	['SECOND_NAME', 'Middle Name', 'Отчество', 'Zweiter Vorname'],
	['TITLE', 'User List', 'Список пользователей', 'Anrede'],
	['EMAIL', 'E-Mail', 'E-Mail', 'E-Mail'],
	['LAST_LOGIN', 'Last Authorization', 'Последняя авторизация', 'Letzte Anmeldung'],
	['DATE_REGISTER', 'Registration Date', 'Дата регистрации', 'Registriert am'],
	['PERSONAL_GENDER', 'Gender', 'Пол', 'Geschlecht'],
	['PERSONAL_PROFESSION', 'Profession', 'Профессия', 'Beruf'],
	['PERSONAL_WWW', 'Homepage', 'Домашняя страничка', 'Webseite'],
	['PERSONAL_BIRTHDAY', 'Date of Birth', 'Дата рождения', 'Geburtsdatum'],
	['PERSONAL_PHOTO', 'Photo', 'Фотография', 'Foto'],
	['PERSONAL_ICQ', 'ICQ', 'ICQ', 'ICQ'],
	['PERSONAL_PHONE', 'Personal Phone', 'Личный телефон', 'Telefon'],
	['PERSONAL_FAX', 'Fax', 'Факс', 'Fax'],
	['PERSONAL_MOBILE', 'Personal Mobile', 'Личный мобильный', 'Mobiltelefon'],
	['PERSONAL_PAGER', 'Pager', 'Пейджер', 'Pager'],
	['PERSONAL_STREET', 'Residential Street', 'Улица проживания', 'Straße'],
	['PERSONAL_CITY', 'City', 'Город', 'Ort'],
	['PERSONAL_STATE', 'State / Region', 'Область / край', 'Bundesland'],
	['PERSONAL_ZIP', 'Zip Code', 'Почтовый индекс', 'Postleitzahl'],
	['PERSONAL_COUNTRY', 'Country', 'Страна', 'Land'],
	['PERSONAL_MAILBOX', 'P.O. Box', 'Почтовый ящик', 'Postfach'],
	['PERSONAL_NOTES', 'Additional Notes', 'Дополнительные заметки', 'Notizen'],
	['WORK_PHONE', 'Company Phone', 'Телефон компании', 'Telefon'],
	['WORK_COMPANY', 'Company', 'Компания', 'Unternehmen'],
	['WORK_POSITION', 'Job Title', 'Должность', 'Position'],
	['WORK_DEPARTMENT', 'Department', 'Департамент', 'Abteilung'],
	['WORK_WWW', 'Company Website', 'Сайт компании', 'Webseite'],
	['WORK_CITY', 'City', 'Город', 'Ort'],
	['WORK_NOTES', '', '', ''],
	['UF_SKYPE_LINK', 'Skype Chat Link', 'Ссылка на чат Skype', 'Link zum Skype-Chat'],
	['UF_ZOOM', 'Zoom', 'Zoom', 'Zoom'],
	['UF_EMPLOYMENT_DATE', 'Hire Date', 'Дата принятия на работу', 'Eintrittsdatum'],
	['UF_TIMEMAN', 'Time Tracking', 'Учет рабочего времени', 'Zeiterfassung'],
	['UF_DEPARTMENT', 'Units', 'Подразделения', 'Abteilung'],
	['UF_INTERESTS', 'Interests', 'Интересы', 'Interessen'],
	['UF_SKILLS', 'Skills', 'Навыки', 'Kenntnisse'],
	['UF_WEB_SITES', 'Other Websites', 'Другие сайты', 'Andere Webseiten'],
	['UF_XING', 'Xing', 'Xing', 'Xing'],
	['UF_LINKEDIN', 'LinkedIn', 'LinkedIn', 'LinkedIn'],
	['UF_FACEBOOK', 'Facebook', 'Facebook', 'Facebook'],
	['UF_TWITTER', 'Twitter', 'Twitter', 'Twitter'],
	['UF_SKYPE', 'Skype', 'Skype', 'Skype'],
	['UF_DISTRICT', 'District', 'Район', 'Stadtteil'],
	['UF_PHONE_INNER', 'Extension', 'Внутренний телефон', 'Durchwahl'],
];

const COLUMN = { en: 1, ru: 2, de: 3 } as const;
const BY_CODE = new Map(ROWS.map((row) => [row[0], row]));

/** The label of a standard field; without a translation it is the code itself. */
export function labelOf(code: string, language: 'en' | 'ru' | 'de'): string {
	return BY_CODE.get(code)?.[COLUMN[language]] ?? code;
}
