import { isoDate, readDay, readMoment, showDay, siteDate } from './protocol/dates';

const german = { zone: 120, order: 'dmy' as const };
const american = { zone: -300, order: 'mdy' as const };

it.each([
	['2026-01-31T10:00:00+02:00', '2026-01-31T08:00:00.000Z'],
	['2026-01-31T10:00:00.123Z', '2026-01-31T10:00:00.000Z'],
	['2026-01-31 10:00', '2026-01-31T08:00:00.000Z'],
	['2026-01-31T10:00:00-0530', '2026-01-31T15:30:00.000Z'],
	['2026-01-31', '2026-01-30T22:00:00.000Z'],
	['31.01.2026', '2026-01-30T22:00:00.000Z'],
	['31.01.2026 23:59:59', '2026-01-31T21:59:59.000Z'],
])('reads %s', (text, expected) => {
	expect(new Date(readMoment(text, german) ?? NaN).toISOString()).toBe(expected);
});

it.each([
	'',
	'yesterday',
	'2026-02-30',
	'2026-13-01',
	'31.02.2026',
	'2026-01-01T25:00:00Z',
	5,
	null,
])('cannot read %j', (value) => {
	expect(readMoment(value, german)).toBeUndefined();
});

it('sees a moment from its own zone', () => {
	expect(readDay('1990-05-10T23:00:00Z', german)).toBe('1990-05-11');
	expect(readDay('05/10/1990', american)).toBe('1990-05-10');
	expect(showDay('1990-05-10', german)).toBe('1990-05-10T02:00:00+02:00');
	const moment = Date.UTC(2026, 0, 1, 3, 4, 5);
	expect(isoDate(moment, american)).toBe('2025-12-31T22:04:05-05:00');
	expect(siteDate(moment, american)).toBe('12/31/2025 22:04:05');
});
