/** The words of the built-in page, by the portal's code of a language. `{name}` stands for the person it is about. */

export interface Words {
	ask: string;
	/** On the second button. */
	press: string;
	started: string;
	again: string;
	refused: string;
}

const ENGLISH: Words = {
	ask: 'Start this for {name}?',
	press: 'Start',
	started: 'The workflow has been started for {name}.',
	again: 'This has been started for {name} before.',
	refused: 'This could not be started. Close it and press the button again.',
};

const WORDS: ReadonlyMap<string, Words> = new Map([
	['en', ENGLISH],
	[
		'de',
		{
			ask: 'Für {name} starten?',
			press: 'Starten',
			started: 'Der Workflow wurde für {name} gestartet.',
			again: 'Für {name} wurde dies bereits gestartet.',
			refused:
				'Das konnte nicht gestartet werden. Bitte schließen und den Knopf noch einmal drücken.',
		},
	],
	[
		'ru',
		{
			ask: 'Запустить? Сотрудник: {name}',
			press: 'Запустить',
			started: 'Процесс запущен. Сотрудник: {name}',
			again: 'Этот процесс уже был запущен. Сотрудник: {name}',
			refused: 'Запустить не удалось. Закройте окно и нажмите кнопку ещё раз.',
		},
	],
]);

/** What the page says when the form says nothing else. */
export const DEFAULT_WORDS = ENGLISH;

/** The words of a language, or the English ones, and which language that is. */
export function wordsIn(language: string): { lang: string; words: Words } {
	const words = WORDS.get(language);
	return words ? { lang: language, words } : { lang: 'en', words: ENGLISH };
}
