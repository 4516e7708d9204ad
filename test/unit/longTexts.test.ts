/**
 * A megabyte in any reader: patterns take time in proportion to the text. Time is not measured here; each text is read at
 * two lengths far apart, in a budget that only something quadratic exceeds (it would take minutes).
 */
import { choice } from '../../nodes/Bitrix24/values/choice';
import { moment, plainDate } from '../../nodes/Bitrix24/values/date';
import { email } from '../../nodes/Bitrix24/values/email';
import { InputError } from '../../nodes/Bitrix24/values/errors';
import { valuesOf } from '../../nodes/Bitrix24/values/lists';
import { money, number, positiveId } from '../../nodes/Bitrix24/values/numbers';
import { listOption } from '../../nodes/Bitrix24/values/options';
import { folded, isEmpty, lettersOf, phone, text } from '../../nodes/Bitrix24/values/text';
import { yesNo } from '../../nodes/Bitrix24/values/yesNo';

const SIZE = 1_000_000;

const HOSTILE = [
	'select '.repeat(SIZE / 7),
	`1${' '.repeat(SIZE)}`,
	`1${' '.repeat(SIZE)}USD x`,
	'1,'.repeat(SIZE / 2),
	'9'.repeat(SIZE),
	`${'a.'.repeat(SIZE / 2)}@`,
	`a@${'b.'.repeat(SIZE / 2)}`,
	`a@${'-'.repeat(SIZE)}`,
	'['.repeat(SIZE),
	'\u200B'.repeat(SIZE),
	`${'\u200B '.repeat(SIZE / 2)}x`,
	'2026-03-31T'.repeat(SIZE / 11),
	'9.'.repeat(SIZE / 2),
	'\ud83d'.repeat(SIZE),
	'; '.repeat(SIZE / 2),
];

const options = [{ value: '1', label: 'One' }];
const READERS: Array<[name: string, read: (value: string) => unknown]> = [
	['text', text],
	['phone', phone],
	['email', email],
	['number', number],
	['positiveId', (value) => positiveId(value, 'person')],
	['money', money],
	['yesNo', yesNo],
	['choice', (value) => choice(value, ['employee', 'extranet'])],
	['plainDate', (value) => plainDate(value, 'Europe/Berlin')],
	['moment', moment],
	['listOption', (value) => listOption({ options }, value)],
	['valuesOf', valuesOf],
	['isEmpty', isEmpty],
	['folded', folded],
	['lettersOf', lettersOf],
];

it.each(READERS)(
	'%s reads or refuses a megabyte of hostile text, and repeats little of it',
	(_name, read) => {
		for (const value of HOSTILE) {
			try {
				read(value);
			} catch (error) {
				if (!(error instanceof InputError)) throw error;
				expect(error.message.length).toBeLessThan(400);
			}
		}
	},
);
