import { moment, plainDate } from '../../nodes/Bitrix24/values/date';
import { InputError } from '../../nodes/Bitrix24/values/errors';

/** What a person would read, or the date. */
function outcome(read: () => string): string {
	try {
		return read();
	} catch (error) {
		if (error instanceof InputError) return `${error.message}. ${error.remedy}`;
		throw error;
	}
}

const UNREADABLE =
	'This is not a date that can be read without doubt. Enter the date as YYYY-MM-DD, e.g. 2026-03-31.';
const NO_SUCH_DAY =
	'There is no such day in the calendar. Enter the date as YYYY-MM-DD, e.g. 2026-03-31.';
const A_NUMBER =
	'A number is not a date: it may count days or seconds. Enter the date as YYYY-MM-DD, e.g. 2026-03-31.';
const NO_DATE = 'This is not a date. Enter the date as YYYY-MM-DD, e.g. 2026-03-31.';
const NO_MOMENT =
	'This is not a date and time. Enter date and time as in 2026-03-31T09:00:00+02:00.';

/** A luxon DateTime, as far as expressions hand one on. */
const luxon = (iso: string | null) => ({ toISO: () => iso });

describe('plainDate', () => {
	it.each<[value: unknown, date: string]>([
		['2026-03-31', '2026-03-31'],
		['  2026-03-31\n', '2026-03-31'],
		['2024-02-29', '2024-02-29'],
		['1900-01-01', '1900-01-01'],
		['31.03.2026', '2026-03-31'],
		['1.4.2026', '2026-04-01'],
		// The form in which the portal answers a birthday.
		['1988-02-29T02:00:00+02:00', '1988-02-29'],
		// A moment keeps the day it is written with, on either side of Greenwich.
		['2026-03-31T00:00:00+14:00', '2026-03-31'],
		['2026-03-31T23:59:59-11:00', '2026-03-31'],
		['2026-03-31 08:15:00', '2026-03-31'],
		['2026-03-31T00:00:00.000Z', '2026-03-31'],
		['31.03.2026 23:59:59', '2026-03-31'],
		[luxon('2026-03-31T23:30:00.000-05:00'), '2026-03-31'],
		[new Date('1990-05-10'), '1990-05-10'],
	])('reads %j as %s', (value, date) => {
		expect(plainDate(value)).toBe(date);
	});

	it.each<[value: unknown, text: string]>([
		['03/04/2026', UNREADABLE],
		['31/12/2026', UNREADABLE],
		['2026/03/31', UNREADABLE],
		['31-12-2026', UNREADABLE],
		['31 March 2026', UNREADABLE],
		['20260331', UNREADABLE],
		['26-03-31', UNREADABLE],
		['12026-03-31', UNREADABLE],
		['2026-3-31', UNREADABLE],
		['tomorrow', UNREADABLE],
		['2026-03-31 to 2026-04-02', UNREADABLE],
		['2026-03-31 or later', UNREADABLE],
		['46112', UNREADABLE],
		['31.02.2026', NO_SUCH_DAY],
		['2026-02-29', NO_SUCH_DAY],
		['2026-13-01', NO_SUCH_DAY],
		['2026-00-10', NO_SUCH_DAY],
		['2026-04-00', NO_SUCH_DAY],
		['00.01.2026', NO_SUCH_DAY],
		// The Excel serial of 2026-03-31, and two timestamps of it.
		[46112, A_NUMBER],
		[1774915200, A_NUMBER],
		[1774915200000, A_NUMBER],
		[true, NO_DATE],
		[{}, NO_DATE],
		[['2026-03-31'], NO_DATE],
		[new Date('no date'), NO_DATE],
		[luxon(null), UNREADABLE],
	])('refuses %j', (value, text) => {
		expect(outcome(() => plainDate(value))).toBe(text);
	});
});

describe('moment', () => {
	it.each<[value: unknown, text: string]>([
		['2026-03-31T09:00:00+02:00', '2026-03-31T09:00:00+02:00'],
		['2026-03-31T09:00:00Z', '2026-03-31T09:00:00Z'],
		['2026-03-31T09:00', '2026-03-31T09:00'],
		['2026-03-31 09:00:00', '2026-03-31T09:00:00'],
		['2026-03-31T09:00:00.123+0200', '2026-03-31T09:00:00.123+0200'],
		['2026-03-31', '2026-03-31'],
		['31.03.2026', '2026-03-31'],
		[luxon('2026-03-31T09:00:00.000+02:00'), '2026-03-31T09:00:00.000+02:00'],
		[new Date(Date.UTC(2026, 2, 31, 7)), '2026-03-31T07:00:00.000Z'],
	])('reads %j as %s', (value, text) => {
		expect(moment(value)).toBe(text);
	});

	it.each<[value: unknown, text: string]>([
		['2026-03-31T25:00:00', NO_MOMENT],
		['2026-03-31T09:60', NO_MOMENT],
		['2026-03-31 9 am', NO_MOMENT],
		['31.03.2026 09:00', NO_MOMENT],
		['2026-02-30T09:00:00Z', NO_SUCH_DAY],
		['03/04/2026', UNREADABLE],
		[
			1774915200,
			'A number is not a date: it may count days or seconds. Enter date and time as in 2026-03-31T09:00:00+02:00.',
		],
		[{}, 'This is not a date. Enter date and time as in 2026-03-31T09:00:00+02:00.'],
	])('refuses %j', (value, text) => {
		expect(outcome(() => moment(value))).toBe(text);
	});
});
