/**
 * Types of people's custom fields and the settings each keeps; unknown keys are dropped without a word.
 * (docs: user/userfields/user-userfield-add.md; clamps and defaults are server behaviour)
 */
import type { Answer } from '../protocol/json';
import type { Params, Php } from '../protocol/php';
import { entriesOf, toInt, toText } from '../protocol/php';

export type Settings = { [key: string]: Answer | undefined };

/** Reads one setting; `before` is what is stored, undefined at creation. */
type Reader = (sent: Php | undefined, before: Answer | undefined) => Answer;

const text: Reader = (sent, before) => (sent === undefined ? (before ?? '') : toText(sent));

const whole =
	(standard: number, least = 0, most = Infinity): Reader =>
	(sent, before) => {
		if (sent === undefined) return before ?? standard;
		return Math.min(most, Math.max(least, toInt(sent)));
	};

/** Kept within bounds by an update only. */
const rows: Reader = (sent, before) =>
	before === undefined ? whole(1)(sent, before) : whole(1, 1, 50)(sent, before);

const choice =
	(...options: string[]): Reader =>
	(sent, before) => {
		const wanted = toText(sent);
		return options.includes(wanted) ? wanted : (before ?? options[0]);
	};

/** `{TYPE, VALUE}`; a plain text is kept, but never used. */
const moment: Reader = (sent, before) => {
	if (sent === undefined) return before ?? { TYPE: 'NONE', VALUE: '' };
	const parts = entriesOf(sent);
	if (!parts) return { TYPE: 'NONE', VALUE: toText(sent) };
	const { TYPE, VALUE }: Params = Object.fromEntries(parts);
	const known = ['NONE', 'NOW', 'FIXED'].includes(toText(TYPE));
	return { TYPE: known ? toText(TYPE) : 'NONE', VALUE: toText(VALUE) };
};

/** What is stored once stays. */
const atCreation =
	(reader: Reader): Reader =>
	(sent, before) =>
		before ?? reader(sent, undefined);

const BLOCK: Record<string, Reader> = {
	IBLOCK_TYPE_ID: text,
	IBLOCK_ID: whole(0),
	DEFAULT_VALUE: text,
	DISPLAY: choice('LIST', 'CHECKBOX', 'DIALOG', 'UI'),
	LIST_HEIGHT: whole(1, 1),
	ACTIVE_FILTER: choice('N', 'Y'),
};

const BY_TYPE: Record<string, Record<string, Reader>> = {
	string: { DEFAULT_VALUE: text, ROWS: rows },
	integer: { DEFAULT_VALUE: text },
	double: { DEFAULT_VALUE: text, PRECISION: whole(2) },
	boolean: {
		DEFAULT_VALUE: whole(0, 0, 1),
		DISPLAY: choice('CHECKBOX', 'RADIO', 'DROPDOWN'),
	},
	date: { DEFAULT_VALUE: atCreation(moment) },
	datetime: { DEFAULT_VALUE: moment },
	enumeration: {
		DISPLAY: choice('LIST', 'UI', 'CHECKBOX', 'DIALOG'),
		LIST_HEIGHT: whole(1, 1),
	},
	iblock_section: BLOCK,
	iblock_element: BLOCK,
	crm_status: { ENTITY_TYPE: text },
	crm: {
		LEAD: choice('N', 'Y'),
		CONTACT: choice('N', 'Y'),
		COMPANY: choice('N', 'Y'),
		DEAL: choice('N', 'Y'),
	},
	file: {},
	url: {},
	address: {},
	money: {},
	employee: {},
};

/** Whether the portal can make fields of this type; applications bring types of their own. */
export const isFieldType = (type: string): boolean =>
	Object.hasOwn(BY_TYPE, type) || /^rest_\w+_\w+$/.test(type);

/** The settings of a field after `sent` was applied to what it had. */
export function settingsOf(type: string, sent: Php | undefined, before: Settings = {}): Settings {
	const given: Params = Object.fromEntries(entriesOf(sent) ?? []);
	const readers = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : {};
	const settings = Object.fromEntries(
		Object.entries(readers).map(([key, read]): [string, Answer] => [
			key,
			read(given[key], before[key]),
		]),
	);
	if (type === 'crm' && !Object.values(settings).includes('Y')) settings.LEAD = 'Y';
	return settings;
}
