/** What somebody is to be, held against what the portal says of them: by value, as the type of each field has it. */
import type { Row } from '../../transport/list';
import { type Cell, isRecord, type Params } from '../../transport/types';
import { isEmpty } from '../../values/text';
import type { FieldType, UserField } from '../../values/types';
import { asYesNo } from '../../values/yesNo';

/** By code: what stands in the portal and what is to stand there, as people read it. */
export type Changes = Record<string, { from: Cell; to: Cell }>;

/** What is needed to read values. */
export interface Legend {
	fieldOf(code: string): UserField;
	/** The path of a department; its ID where the structure may not be read. */
	departmentOf(id: number): string | number;
}

/** How values of a type are compared and shown, one by one. */
interface Kind {
	/** The same text for the same value; empty for none. */
	key(value: unknown, field: UserField, other: unknown): string;
	show(value: unknown, field: UserField, words: Legend): Cell;
}

const asText = (value: unknown) => String(value).replace(/\r\n?/gu, '\n').trim();

/** Columns of the portal that hold so many letters and cut off what is longer (server behaviour). */
const HELD: Readonly<Record<string, number>> = { NAME: 50, LAST_NAME: 50 };

const plain: Kind = {
	key(value, { code }) {
		const said = asText(value);
		return Object.hasOwn(HELD, code) ? [...said].slice(0, HELD[code]).join('').trim() : said;
	},
	show: asText,
};

const numeric: Kind = {
	key: (value) => String(Number(value)),
	show: (value) => (Number.isNaN(Number(value)) ? asText(value) : Number(value)),
};

const kinds: Readonly<Record<FieldType, Kind>> = {
	text: plain,
	url: plain,
	address: plain,
	reference: plain,
	unknown: plain,
	file: plain,
	photo: plain,
	email: { ...plain, key: (value) => asText(value).toLowerCase() },
	integer: numeric,
	number: numeric,
	user: numeric,
	// Never set is told like a no, by the portal as well.
	boolean: {
		key: (value) => (asYesNo(value) === true ? 'yes' : ''),
		show: (value) => asYesNo(value) === true,
	},
	date: { key: dayOf, show: dayOf },
	dateTime: { key: momentOf, show: asText },
	list: {
		key: asText,
		show: (value, { options }) =>
			options?.find((option) => option.value === asText(value))?.label ?? asText(value),
	},
	departments: {
		key: (value) => String(Number(value)),
		show: (value, _field, { departmentOf }) => departmentOf(Number(value)),
	},
	money: { key: amountOf, show: asText },
};

/**
 * What differs.
 *
 * @param params values as they would be sent
 * @param row what the portal answers, or what was sent before
 */
export function differences(params: Params, row: Row, words: Legend): Changes {
	const changes: Changes = {};
	for (const [code, wanted] of Object.entries(params)) {
		const field = words.fieldOf(code);
		if (isSame(field, wanted, row[code])) continue;
		changes[code] = { from: shown(field, row[code], words), to: shown(field, wanted, words) };
	}
	return changes;
}

/** Whether two values of a field mean the same, whichever of them is the portal's. */
export function isSame(field: UserField, one: unknown, other: unknown): boolean {
	// Most of what is compared is written alike, and then it is the same whatever the type.
	if (one === other) return true;
	const keys = keysOf(field, one, other);
	const others = keysOf(field, other, one);
	return keys.length === others.length && keys.every((key, at) => key === others[at]);
}

/** Without order, where a field has several values; of departments each once. */
function keysOf(field: UserField, value: unknown, other: unknown): string[] {
	const { key } = kinds[field.type];
	const keys = valuesOf(field, value)
		.map((one) => key(one, field, other))
		.filter((one) => one !== '');
	if (keys.length < 2) return keys;
	return field.type === 'departments' ? [...new Set(keys)].sort() : keys.sort();
}

/** `false` is what the portal answers for several values of which there are none (user.get). */
function valuesOf({ type, multiple }: UserField, value: unknown): unknown[] {
	if (value === false && (multiple || type !== 'boolean')) return [];
	return (Array.isArray(value) ? value : [value]).filter((one) => !isEmpty(one));
}

/** Of a field with several values a list, also of one; null where there is none. */
function shown(field: UserField, value: unknown, words: Legend): Cell {
	const { show } = kinds[field.type];
	const all = valuesOf(field, value).map((one) => show(one, field, words));
	if (field.multiple || all.length > 1) return all;
	return all[0] ?? (field.type === 'boolean' ? false : null);
}

const DAY = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/u;

/**
 * The day of a date. The portal shows midnight in Greenwich on its own clock (`1990-05-10T03:00:00+03:00`, b24restdocs
 * `settings/how-to-call-rest-api/batch.md`), or midnight as such.
 */
function dayOf(value: unknown): string {
	const said = asText(value);
	const [, day, clock, zone] = DAY.exec(said) ?? [];
	if (day === undefined || clock === undefined) return day ?? said;
	const moment = zone === undefined ? NaN : Date.parse(said);
	const isMidnightThere = clock === '00:00:00';
	const isMidnightInGreenwich = moment % 86_400_000 === 0;
	return isMidnightThere || !isMidnightInGreenwich
		? day
		: new Date(moment).toISOString().slice(0, 10);
}

const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/u;

/** Seconds of a moment; what is written without a zone is meant on the portal's clock, whose zone the other value shows. */
function momentOf(value: unknown, _field: UserField, other: unknown): string {
	const said = asText(value);
	const [date, clock = '00:00:00'] = said.split('T');
	const zone = ZONE.exec(clock)?.[0] ?? ZONE.exec(asText(other ?? '').split('T')[1] ?? '')?.[0];
	const moment = Date.parse(`${date}T${clock.replace(ZONE, '')}${zone ?? 'Z'}`);
	return Number.isNaN(moment) ? said : String(Math.floor(moment / 1_000));
}

/** `4200.5|EUR` and `4200.50|EUR` are the same. */
function amountOf(value: unknown): string {
	const [amount, currency = ''] = asText(value).split('|');
	return Number.isNaN(Number(amount)) || amount === ''
		? asText(value)
		: `${Number(amount)}|${currency}`;
}

/** IDs of the files in a field, as the portal shows them. */
export function fileIds(value: unknown): number[] {
	const all = Array.isArray(value) ? value : [value];
	return all
		.map((file) => Number(isRecord(file) ? file.id : file))
		.filter((id) => Number.isSafeInteger(id) && id > 0);
}
