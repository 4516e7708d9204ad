/** Dates as people write them, turned into the form Bitrix24 reads, without ever shifting them by a time zone. */
import { InputError, quoted, refused } from './errors';
import { visible } from './text';
import { dayIn } from './timeZone';

/** A luxon DateTime, as n8n expressions such as `{{ $now }}` give it. */
interface LuxonLike {
	toISO(): string | null;
}

/** Shown wherever a date is refused. */
const DATE_SHAPE = 'Enter the date as YYYY-MM-DD, e.g. 2026-03-31.';
const MOMENT_SHAPE = 'Enter date and time as in 2026-03-31T09:00:00+02:00.';

/** Nothing longer is a date, so no pattern ever sees a long text. */
const MAX_LENGTH = 80;

const CLOCK = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?`;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ](.*))?$/u;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: (.*))?$/u;
const SHORT_YEAR = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})(?: .*)?$/u;
const CLOCK_OF_DAY = new RegExp(String.raw`^${CLOCK}(?: ?[AP]\.?M\.?)?$`, 'iu');
const CLOCK_OF_MOMENT = new RegExp(
	String.raw`^${CLOCK}\s?(?:Z|[+-]\d{2}(?::?\d{2})?)?(?:\[[\w/+-]+\])?$`,
	'iu',
);
const SENT_CLOCK =
	/^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/iu;
const IN_UTC = /^\d{4}-\d{2}-\d{2}T[\d:.]{5,18}Z$/u;

/** Days of a spreadsheet that are dates of this and the last century. */
const SERIAL = /^[1-6]\d{4}(?:[.,]\d{1,10})?$/u;
const SPREADSHEET_START = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

interface Read {
	day: string;
	/** What stands behind the day, e.g. `09:00:00+02:00`. */
	clock?: string;
}

/**
 * A calendar date as `YYYY-MM-DD`. Of a text the date is taken as it is written, in its own time zone: a birthday stays
 * on its day wherever n8n runs. A date object, as databases hand it on, is the midnight of a day somewhere.
 *
 * @param timezone of the workflow, e.g. `Europe/Berlin`
 * @throws {InputError} when it is no date, or one that can be read in two ways (03/04/2026)
 */
export function plainDate(value: unknown, timezone = 'UTC'): string {
	if (value instanceof Date && !Number.isNaN(value.getTime())) return dayIn(value, timezone);
	const said = asText(value, DATE_SHAPE);
	// The JSON of such an object: it looks so after a sub-workflow, or as pinned data.
	if (IN_UTC.test(said) && !Number.isNaN(Date.parse(said))) {
		const day = dayIn(new Date(said), timezone, said.slice(0, 10));
		return checked(day, value);
	}
	return read(said, value, DATE_SHAPE).day;
}

/**
 * A moment as ISO 8601. A date alone stands for its midnight on the portal's clock.
 *
 * @param timezone of the workflow
 * @throws {InputError} when it is neither
 */
export function moment(value: unknown, timezone = 'UTC'): string {
	if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
	const said = asText(value, MOMENT_SHAPE);
	const { day, clock } = read(said, value, MOMENT_SHAPE);
	if (clock === undefined) return plainDate(value, timezone);
	if (SENT_CLOCK.test(clock)) return `${day}T${clock}`;
	throw refused(value, 'is not a date and time', MOMENT_SHAPE);
}

function asText(value: unknown, shape: string): string {
	if (typeof value === 'string' && value.length <= MAX_LENGTH) return visible(value);
	if (isLuxon(value)) return value.toISO() ?? '';
	if (typeof value === 'number') throw notAText(value, shape);
	throw refused(value, 'is not a date', shape);
}

function isLuxon(value: unknown): value is LuxonLike {
	return (
		typeof value === 'object' &&
		value !== null &&
		'toISO' in value &&
		typeof value.toISO === 'function'
	);
}

function read(said: string, value: unknown, shape: string): Read {
	const iso = YEAR_FIRST.exec(said);
	if (iso && isClock(iso[5])) {
		return { day: checked(written(iso[1], iso[3], iso[4]), value), clock: iso[5] };
	}
	const last = YEAR_LAST.exec(said);
	if (last && isClock(last[5])) return { day: yearLast(last, value), clock: last[5] };
	throw unreadable(said, value, shape);
}

function isClock(clock: string | undefined): boolean {
	return clock === undefined || CLOCK_OF_DAY.test(clock) || CLOCK_OF_MOMENT.test(clock);
}

/** `31.03.1990` is day and month everywhere; with slashes or dashes the month comes first in some countries. */
function yearLast([, first, separator, second, year]: RegExpExecArray, value: unknown): string {
	const dayFirst = written(year, second, first);
	const monthFirst = written(year, first, second);
	if (separator === '.' || dayFirst === monthFirst) return checked(dayFirst, value);
	if (exists(dayFirst) && exists(monthFirst)) {
		throw refused(value, `can be read as ${dayFirst} and as ${monthFirst}`, DATE_SHAPE);
	}
	return exists(monthFirst) ? monthFirst : checked(dayFirst, value);
}

function unreadable(said: string, value: unknown, shape: string): InputError {
	const short = SHORT_YEAR.exec(said);
	if (short) {
		return refused(value, `has a year of two digits: 19${short[3]} or 20${short[3]}?`, shape);
	}
	if (SERIAL.test(said)) return notAText(Number(said.replace(',', '.')), shape);
	return refused(value, 'is not a date that can be read without doubt', shape);
}

function notAText(value: number, shape: string): InputError {
	const day = SERIAL.test(String(value))
		? new Date(SPREADSHEET_START + Math.floor(value) * DAY).toISOString().slice(0, 10)
		: undefined;
	return new InputError(
		day === undefined
			? `${quoted(value)} is a number and not a date: it may count days or seconds`
			: `${quoted(value)} is a number and not a date: it may count days or seconds (${day} if it comes from a spreadsheet)`,
		shape,
	);
}

function written(year: string, month: string, day: string): string {
	return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function checked(day: string, value: unknown): string {
	if (exists(day)) return day;
	throw refused(value, 'is no day of the calendar', DATE_SHAPE);
}

function exists(day: string): boolean {
	const [year, month, date] = day.split('-').map(Number);
	const parsed = new Date(Date.UTC(year, month - 1, date));
	// Years before 100 are read as those of the last century; nobody means them.
	return (
		parsed.getUTCFullYear() === year &&
		parsed.getUTCMonth() === month - 1 &&
		parsed.getUTCDate() === date
	);
}
