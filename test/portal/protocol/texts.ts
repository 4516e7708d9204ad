/** Texts the server writes for people: in the portal's language, with `<br>` at the end. */

const TEXTS = {
	wrongValue: {
		en: 'Invalid value of the field "#".<br>',
		ru: 'Недопустимое значение поля «#».<br>',
		de: 'Ungültiger Wert des Feldes "#".<br>',
	},
	mandatory: {
		en: 'The field "#" is required.<br>',
		ru: 'Поле «#» обязательно для заполнения.<br>',
		de: 'Das Feld "#" muss ausgefüllt sein.<br>',
	},
	wrongEmail: {
		en: 'Invalid e-mail address.<br>',
		ru: 'Неверный адрес электронной почты.<br>',
		de: 'Ungültige E-Mail-Adresse.<br>',
	},
	emailTaken: {
		en: 'Another user already has the e-mail address #.<br>',
		ru: 'Адрес # уже занят другим пользователем.<br>',
		de: 'Die E-Mail-Adresse # ist bereits vergeben.<br>',
	},
	wrongImage: {
		en: 'The file # is not an image.<br>',
		ru: 'Файл # не является изображением.<br>',
		de: 'Die Datei # ist kein Bild.<br>',
	},
	unknownDepartment: {
		en: 'There is no department #.<br>',
		ru: 'Подразделение # не найдено.<br>',
		de: 'Die Abteilung # gibt es nicht.<br>',
	},
	longLogin: {
		en: 'The user name must not be longer than 25 characters.<br>',
		ru: 'Имя пользователя не должно быть длиннее 25 символов.<br>',
		de: 'Der Benutzername darf nicht länger als 25 Zeichen sein.<br>',
	},
} as const;

/** A system text with its `#` filled in. */
export function systemText(
	name: keyof typeof TEXTS,
	language: 'en' | 'ru' | 'de',
	detail = '',
): string {
	return TEXTS[name][language].replace('#', () => detail);
}
