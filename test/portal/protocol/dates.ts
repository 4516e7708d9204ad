/** Dates as the portal reads and writes them: stored in the database, spoken in the portal's zone. */
import type { Php } from './php';

/** The portal's clock and habits. */
export interface Calendar {
	/** Minutes east of Greenwich. */
	zone: number;
	/** The site's own notation: `31.12.2026` or `12/31/2026`. */
	order: 'dmy' | 'mdy';
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const ISO =
	/^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const SITE = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

const two = (value: number): string => String(Math.abs(value)).padStart(2, '0');

/** `+02:00` */
function offset({ zone }: Calendar): string {
	const minutes = Math.abs(zone);
	return `${zone < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** ISO 8601 with the portal's zone, seconds precision: the form of every date in answers. */
export function isoDate(milliseconds: number, calendar: Calendar): string {
	const local = new Date(milliseconds + calendar.zone * 60_000);
	return `${local.toISOString().slice(0, 19)}${offset(calendar)}`;
}

/** `31.12.2026 23:59:59`: what slips out where the server forgets to convert. */
export function siteDate(milliseconds: number, calendar: Calendar): string {
	const local = new Date(milliseconds + calendar.zone * 60_000).toISOString();
	const [year, month, day] = local.slice(0, 10).split('-');
	const date = calendar.order === 'dmy' ? `${day}.${month}.${year}` : `${month}/${day}/${year}`;
	return `${date} ${local.slice(11, 19)}`;
}

function utc(parts: number[]): number | undefined {
	const [year, month, day, hour = 0, minute = 0, second = 0] = parts;
	const moment = Date.UTC(year, month - 1, day, hour, minute, second);
	const check = new Date(moment);
	const real = check.getUTCMonth() === month - 1 && check.getUTCDate() === day;
	return real && hour < 24 && minute < 60 && second < 60 ? moment : undefined;
}

function zoneOf(text: string | undefined, calendar: Calendar): number {
	if (text === undefined) return calendar.zone;
	if (text === 'Z') return 0;
	const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
	return text.startsWith('-') ? -minutes : minutes;
}

/** Reads ISO 8601 or the site's notation as a moment; undefined when the server cannot read it. */
export function readMoment(value: Php | undefined, calendar: Calendar): number | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const date = DATE.exec(text);
	const iso = ISO.exec(text);
	const site = SITE.exec(text);
	let moment: number | undefined;
	let zone = calendar.zone;
	if (date) moment = utc(date.slice(1).map(Number));
	else if (iso) {
		moment = utc(iso.slice(1, 7).map((part) => Number(part ?? 0)));
		zone = zoneOf(iso[7], calendar);
	} else if (site) {
		const [first, , second, year, ...time] = site.slice(1);
		const [day, month] = calendar.order === 'dmy' ? [first, second] : [second, first];
		moment = utc([year, month, day, ...time.map((part) => part ?? 0)].map(Number));
	}
	return moment === undefined ? undefined : moment - zone * 60_000;
}

/** Reads a value of a date-only field as `YYYY-MM-DD`, seen from the portal's zone. */
export function readDay(value: Php | undefined, calendar: Calendar): string | undefined {
	const moment = readMoment(value, calendar);
	return moment === undefined ? undefined : isoDate(moment, calendar).slice(0, 10);
}

/**
 * A stored day in an answer. The server takes midnight in Greenwich and shows it in its own zone, so
 * a birthday reads `1990-05-10T03:00:00+03:00`. (docs: settings/how-to-call-rest-api/batch.md)
 */
export function showDay(day: string, calendar: Calendar): string {
	return isoDate(Date.parse(`${day}T00:00:00Z`), calendar);
}
