/** Dates as people write them, turned into the form Bitrix24 reads, without ever shifting them by a time zone. */
import { InputError } from './errors';

/** A luxon DateTime, as n8n expressions such as `{{ $now }}` give it. */
interface LuxonLike {
	toISO(): string | null;
}

/** Shown wherever a date is refused. */
const DATE_SHAPE = 'Enter the date as YYYY-MM-DD, e.g. 2026-03-31.';
const MOMENT_SHAPE = 'Enter date and time as in 2026-03-31T09:00:00+02:00.';

const ISO =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{1,2}:\d{2}[\d:.,]*\s*(?:Z|[+-]\d{2}(?::?\d{2})?)?(?:\[[\w/+-]+\])?)?$/i;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?$/;
const ISO_MOMENT =
	/^\d{4}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A calendar date as `YYYY-MM-DD`. Of a moment the date is taken as it is written, in its own time zone: a birthday
 * stays on its day wherever n8n runs.
 *
 * @throws {InputError} when it is no date, or one that can be read in two ways (03/04/2026)
 */
export function plainDate(value: unknown): string {
	const text = asText(value, DATE_SHAPE);
	const iso = ISO.exec(text);
	if (iso) return checked(iso[1], iso[2], iso[3]);
	const dotted = DOTTED.exec(text);
	if (dotted) return checked(dotted[3], dotted[2].padStart(2, '0'), dotted[1].padStart(2, '0'));
	throw new InputError('This is not a date that can be read without doubt', DATE_SHAPE);
}

/**
 * A moment as ISO 8601. A date alone stands for its midnight on the portal's clock.
 *
 * @throws {InputError} when it is neither
 */
export function moment(value: unknown): string {
	const text = asText(value, MOMENT_SHAPE);
	if (ISO_MOMENT.test(text)) {
		plainDate(text);
		return text.replace(' ', 'T');
	}
	if (!/[T ]/.test(text)) return plainDate(text);
	throw new InputError('This is not a date and time', MOMENT_SHAPE);
}

function asText(value: unknown, shape: string): string {
	if (typeof value === 'string') return value.trim();
	if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
	if (isLuxon(value)) return value.toISO() ?? '';
	throw new InputError(
		typeof value === 'number'
			? 'A number is not a date: it may count days or seconds'
			: 'This is not a date',
		shape,
	);
}

function isLuxon(value: unknown): value is LuxonLike {
	return (
		typeof value === 'object' &&
		value !== null &&
		'toISO' in value &&
		typeof value.toISO === 'function'
	);
}

function checked(year: string, month: string, day: string): string {
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) {
		throw new InputError('There is no such day in the calendar', DATE_SHAPE);
	}
	return `${year}-${month}-${day}`;
}
