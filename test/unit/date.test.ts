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

/** A luxon DateTime, as far as expressions hand one on. */
const luxon = (iso: string | null) => ({ toISO: () => iso });

describe('plainDate', () => {
	it.each<[value: unknown, date: string]>([
		['2026-03-31', '2026-03-31'],
		['  2026-03-31\n', '2026-03-31'],
		['\uFEFF2026-03-31\u200E', '2026-03-31'],
		['2024-02-29', '2024-02-29'],
		['1900-01-01', '1900-01-01'],
		['31.03.2026', '2026-03-31'],
		['1.4.2026', '2026-04-01'],
		// Only one of the two readings is a day of the calendar.
		['31/03/1990', '1990-03-31'],
		['3/31/1990', '1990-03-31'],
		['1990/03/31', '1990-03-31'],
		['1990.03.31', '1990-03-31'],
		['31-03-1990', '1990-03-31'],
		['1990-3-5', '1990-03-05'],
		['4/4/1990', '1990-04-04'],
		['3/31/1990 12:00:00 AM', '1990-03-31'],
		['31/03/1990 0:00', '1990-03-31'],
		// The form in which the portal answers a birthday.
		['1988-02-29T02:00:00+02:00', '1988-02-29'],
		// A moment keeps the day it is written with, on either side of Greenwich.
		['2026-03-31T00:00:00+14:00', '2026-03-31'],
		['2026-03-31T23:59:59-11:00', '2026-03-31'],
		['2026-03-31 08:15:00', '2026-03-31'],
		['2026-03-31T00:00:00.000Z', '2026-03-31'],
		['2026-03-31T09:00:00+02:00[Europe/Berlin]', '2026-03-31'],
		['31.03.2026 23:59:59', '2026-03-31'],
		[luxon('2026-03-31T23:30:00.000-05:00'), '2026-03-31'],
		[new Date('1990-05-10'), '1990-05-10'],
	])('reads %j as %s', (value, date) => {
		expect(plainDate(value)).toBe(date);
	});

	describe('a date object of a database, or its JSON, is the day that was meant', () => {
		it.each([
			['Europe/Moscow', '1990-05-09T20:00:00.000Z'],
			['Asia/Almaty', '1990-05-09T17:00:00.000Z'],
			['America/New_York', '1990-05-10T04:00:00.000Z'],
			['Pacific/Auckland', '1990-05-09T12:00:00.000Z'],
			['Europe/Moscow', '1990-05-10T00:00:00.000Z'],
			['No/Such_Zone', '1990-05-10T00:00:00.000Z'],
		])('in %s %s is 10 May', (timezone, iso) => {
			expect(plainDate(new Date(iso), timezone)).toBe('1990-05-10');
			expect(plainDate(iso, timezone)).toBe('1990-05-10');
		});
	});

	it('a moment in Greenwich that is no midnight keeps the day it is written with', () => {
		expect(plainDate('2026-03-31T22:30:00Z', 'Europe/Berlin')).toBe('2026-03-31');
		expect(plainDate(new Date('2026-03-31T22:30:00Z'), 'Europe/Berlin')).toBe('2026-04-01');
	});

	const SHAPE = 'Enter the date as YYYY-MM-DD, e.g. 2026-03-31.';

	it.each<[value: unknown, message: string]>([
		['03/04/2026', '"03/04/2026" can be read as 2026-04-03 and as 2026-03-04'],
		['3-4-2026', '"3-4-2026" can be read as 2026-04-03 and as 2026-03-04'],
		['3/31/90', '"3/31/90" has a year of two digits: 1990 or 2090?'],
		['31.03.90', '"31.03.90" has a year of two digits: 1990 or 2090?'],
		['26-03-31', '"26-03-31" has a year of two digits: 1931 or 2031?'],
		[
			'46112',
			'"46112" is a number and not a date: it may count days or seconds (2026-03-31 if it comes from a spreadsheet)',
		],
		[
			46112,
			'"46112" is a number and not a date: it may count days or seconds (2026-03-31 if it comes from a spreadsheet)',
		],
		[1774915200, '"1774915200" is a number and not a date: it may count days or seconds'],
		[1774915200000, '"1774915200000" is a number and not a date: it may count days or seconds'],
		['31.02.2026', '"31.02.2026" is no day of the calendar'],
		['2026-02-29', '"2026-02-29" is no day of the calendar'],
		['2026-13-01', '"2026-13-01" is no day of the calendar'],
		['2026-00-10', '"2026-00-10" is no day of the calendar'],
		['00.01.2026', '"00.01.2026" is no day of the calendar'],
		['31/13/2026', '"31/13/2026" is no day of the calendar'],
		['2026-02-30T12:00:00Z', '"2026-02-30T12:00:00Z" is no day of the calendar'],
		[true, '"true" is not a date'],
		[{}, 'An object is not a date'],
		[['2026-03-31'], 'A list is not a date'],
		[new Date('no date'), 'A date object is not a date'],
		...[
			'31 March 2026',
			'20260331',
			'12026-03-31',
			'tomorrow',
			'2026-03-31 to 2026-04-02',
			'2026-03-31 or later',
			'2026-03/31',
			'2026-03-31T25:00',
		].map((text): [string, string] => [
			text,
			`"${text}" is not a date that can be read without doubt`,
		]),
	])('refuses %j', (value, message) => {
		expect(outcome(() => plainDate(value))).toBe(`${message}. ${SHAPE}`);
	});

	it('refuses a DateTime that is invalid, and a text too long to be a date, without repeating all of it', () => {
		expect(outcome(() => plainDate(luxon(null)))).toContain('not a date');
		const long = outcome(() => plainDate('2026-03-31'.repeat(100_000)));
		expect(long).toContain('…" is not a date');
		expect(long.length).toBeLessThan(200);
	});
});

describe('moment', () => {
	it.each<[value: unknown, text: string]>([
		['2026-03-31T09:00:00+02:00', '2026-03-31T09:00:00+02:00'],
		['2026-03-31T09:00:00Z', '2026-03-31T09:00:00Z'],
		['2026-03-31T09:00', '2026-03-31T09:00'],
		['2026-03-31 09:00:00', '2026-03-31T09:00:00'],
		['2026-03-31T09:00:00.123+0200', '2026-03-31T09:00:00.123+0200'],
		['31.03.2026 09:00', '2026-03-31T09:00'],
		['3/31/2026 09:00', '2026-03-31T09:00'],
		['2026-03-31', '2026-03-31'],
		['31.03.2026', '2026-03-31'],
		[luxon('2026-03-31T09:00:00.000+02:00'), '2026-03-31T09:00:00.000+02:00'],
		[new Date(Date.UTC(2026, 2, 31, 7)), '2026-03-31T07:00:00.000Z'],
	])('reads %j as %s', (value, text) => {
		expect(moment(value)).toBe(text);
	});

	const SHAPE = 'Enter date and time as in 2026-03-31T09:00:00+02:00.';

	it.each<[value: unknown, text: string]>([
		['2026-03-31 9 am', `"2026-03-31 9 am" is not a date that can be read without doubt. ${SHAPE}`],
		['2026-03-31 9:00 AM', `"2026-03-31 9:00 AM" is not a date and time. ${SHAPE}`],
		[
			'2026-03-31T09:60',
			`"2026-03-31T09:60" is not a date that can be read without doubt. ${SHAPE}`,
		],
		[1774915200, `"1774915200" is a number and not a date: it may count days or seconds. ${SHAPE}`],
		[{}, `An object is not a date. ${SHAPE}`],
	])('refuses %j', (value, text) => {
		expect(outcome(() => moment(value))).toBe(text);
	});
});
