/** The day a moment was meant for. */

const MIDNIGHT = '00:00:00';

/**
 * The day of a date object. A database driver makes a DATE the midnight of its own time zone, which is the workflow's
 * or that of n8n's process; others make it the midnight in Greenwich.
 *
 * @param otherwise the day when it is midnight nowhere; default: the day it is then in the workflow's time zone
 */
export function dayIn(moment: Date, timezone: string, otherwise?: string): string {
	const utc = moment.toISOString().slice(0, 10);
	if (moment.getTime() % 86_400_000 === 0) return utc;
	const there = partsIn(moment, timezone);
	if (there.clock === MIDNIGHT) return there.day;
	const here = partsIn(moment, undefined);
	if (here.clock === MIDNIGHT) return here.day;
	return otherwise ?? there.day;
}

/** Day and clock of a moment in a time zone; undefined for that of n8n's process. */
function partsIn(moment: Date, timezone: string | undefined): { day: string; clock: string } {
	// The Swedish form is that of ISO 8601.
	const shown = formatFor(timezone).format(moment);
	const [day, clock] = shown.split(' ');
	return { day, clock };
}

function formatFor(timeZone: string | undefined): Intl.DateTimeFormat {
	const form = { dateStyle: 'short', timeStyle: 'medium' } as const;
	try {
		return new Intl.DateTimeFormat('sv-SE', { ...form, timeZone });
	} catch {
		// A time zone this machine does not know.
		return new Intl.DateTimeFormat('sv-SE', { ...form, timeZone: 'UTC' });
	}
}
