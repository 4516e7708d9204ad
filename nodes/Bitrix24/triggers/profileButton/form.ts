/** The form of the Profile Button Trigger. */
import type { INodeProperties } from 'n8n-workflow';

import { isEmpty, text } from '../../values/text';
import { yesNo } from '../../values/yesNo';
import { InputError } from '../../values/errors';
import { isRecord, type Params } from '../../transport/types';
import { DEFAULT_WORDS } from './words';

const { started, ask } = DEFAULT_WORDS;

/** The portal's names of the places. Source: b24restdocs `api-reference/widgets/user-profile/`. */
const places = { employeeCard: 'USER_PROFILE_TOOLBAR', ownMenu: 'USER_PROFILE_MENU' } as const;

export type Place = keyof typeof places;

const title: INodeProperties = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: 'Start workflow',
	placeholder: 'e.g. Start offboarding',
	description: 'What stands on the button',
};

const description: INodeProperties = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	default: '',
	placeholder: 'e.g. Hands over tasks and closes the account',
	description: 'What the portal says about the button',
};

export const properties: INodeProperties[] = [
	{
		displayName:
			'An active workflow puts a button into the portal. That takes a local application with the scopes <b>placement</b> and <b>user</b>, connected by an administrator, and an n8n that people reach under an <b>https</b> address.',
		name: 'buttonNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Place',
		name: 'place',
		type: 'options',
		options: [
			{
				name: 'Employee’s Card',
				value: 'employeeCard',
				description: 'On everybody’s profile; the workflow gets whose profile it was',
			},
			{
				name: 'Own Menu',
				value: 'ownMenu',
				description: 'In the menu behind one’s own picture, under Extensions',
			},
		],
		default: 'employeeCard',
	},
	title,
	description,
	{
		displayName: 'Answer',
		name: 'answer',
		type: 'options',
		options: [
			{
				name: 'Last Node',
				value: 'lastNode',
				description: 'What the last node of the workflow hands on',
			},
			{
				name: 'Page',
				value: 'page',
				description: 'A small page that says the workflow has been started',
			},
			{
				name: 'Respond to Webhook Node',
				value: 'responseNode',
				description:
					'What a node of that name answers: version 1 of it, as later ones refuse triggers that are not n8n’s own',
			},
		],
		default: 'page',
		description: 'What the portal shows to the person who pressed the button',
	},
	{
		displayName: 'Page Text',
		name: 'pageText',
		type: 'string',
		typeOptions: { rows: 2 },
		default: started,
		displayOptions: { show: { answer: ['page'] } },
		placeholder: 'e.g. Offboarding of {name} has been started.',
		description:
			'What the page says; {name} stands for the person it is about. As it is, it comes in English, German or Russian.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Confirm',
				name: 'confirm',
				type: 'boolean',
				default: true,
				description:
					'Whether a page asks first and a second button starts the workflow. Switched off, opening alone starts it.',
			},
			{
				displayName: 'Confirm Text',
				name: 'confirmText',
				type: 'string',
				default: ask,
				description:
					'What the page asks; {name} stands for the person it is about. As it is, it comes in English, German or Russian.',
			},
			{
				displayName: 'Titles in Other Languages',
				name: 'titles',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Language',
				default: {},
				options: [
					{
						displayName: 'Language',
						name: 'title',
						values: [
							{
								displayName: 'Language',
								name: 'language',
								type: 'string',
								default: '',
								placeholder: 'e.g. de',
								description: 'The portal’s code of the language, two letters',
							},
							title,
							description,
						],
					},
				],
			},
		],
	},
];

/** What the form says of the button. */
export interface ButtonForm {
	place: Place;
	/** The portal's name of the place. */
	code: string;
	/** `TITLE` and `DESCRIPTION`, or `LANG_ALL`, as placement.bind takes them. */
	texts: Params;
	title: string;
	/** Titles in other languages, by the portal's code. */
	titles: ReadonlyMap<string, string>;
	answer: string;
	pageText: string;
	confirm: boolean;
	confirmText: string;
}

/**
 * Reads the form.
 *
 * @throws {InputError} naming what cannot be used
 */
export function readForm(param: (name: string, fallback?: unknown) => unknown): ButtonForm {
	const place = oneOf('Place', param('place', 'employeeCard'), ['employeeCard', 'ownMenu']);
	const main = textsOf(param('title', ''), param('description', ''));
	if (main.TITLE === '') {
		throw new InputError('The parameter "Title" is empty', 'Enter what stands on the button.');
	}
	const chosen = param('options', {});
	const options = isRecord(chosen) ? chosen : {};
	const others = languagesOf(options.titles);
	// Beside LANG_ALL the portal looks at no other texts, and what a language lacks is empty (server behaviour).
	const texts = Object.keys(others).length === 0 ? main : { LANG_ALL: { en: main, ...others } };
	return {
		place,
		code: places[place],
		texts,
		title: main.TITLE,
		titles: new Map(Object.entries(others).map(([code, { TITLE }]) => [code, TITLE])),
		answer: oneOf('Answer', param('answer', 'page'), ['lastNode', 'page', 'responseNode']),
		pageText: textOf(param('pageText', '')) || started,
		confirm: options.confirm === undefined || yesNo(options.confirm),
		confirmText: textOf(options.confirmText) || ask,
	};
}

/** @throws {InputError} for what is no text */
function textOf(value: unknown): string {
	return isEmpty(value) ? '' : text(value).trim();
}

function textsOf(titleText: unknown, descriptionText: unknown) {
	return { TITLE: textOf(titleText), DESCRIPTION: textOf(descriptionText) };
}

function languagesOf(value: unknown): Record<string, ReturnType<typeof textsOf>> {
	const rows = isRecord(value) && Array.isArray(value.title) ? value.title.filter(isRecord) : [];
	return Object.fromEntries(
		rows.map((row) => {
			const language = String(row.language ?? '')
				.trim()
				.toLowerCase();
			if (!/^[a-z]{2}$/.test(language)) {
				throw new InputError(
					`"${language.slice(0, 50)}" is not a language of the portal`,
					'Enter its two letters, e.g. de.',
				);
			}
			const texts = textsOf(row.title, row.description);
			if (texts.TITLE !== '') return [language, texts];
			throw new InputError(
				`The title in the language "${language}" is empty`,
				'Enter what stands on the button, or take the language away.',
			);
		}),
	);
}

/** Capitals and blanks do not matter; anything else is refused with what is possible. */
function oneOf<T extends string>(name: string, value: unknown, known: readonly T[]): T {
	const word = String(value ?? '').trim();
	const found = known.find((one) => one.toLowerCase() === word.toLowerCase());
	if (found !== undefined) return found;
	throw new InputError(
		`"${word.slice(0, 100)}" is no value of "${name}"`,
		`Use one of: ${known.join(', ')}.`,
	);
}
