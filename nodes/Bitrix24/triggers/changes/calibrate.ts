/**
 * Portals that take the moment of a filter for a later one, by the hours between two time zones: whoever was changed since
 * then is missing from the answer, and would be for good. Every look therefore has the portal list who was changed last, by
 * its own order, which needs no moment. Somebody new at its head has to be in the answer of the filter as well; when they
 * are not, it is found out how much earlier has to be asked, and asked again.
 */
import { peopleList, USER_GET } from '../../form/peopleList';
import { PortalError } from '../../transport/errors';
import { listAll, type Row } from '../../transport/list';
import type { Portal } from '../../transport/portal';
import { failed, type Outcome, succeeded } from '../../transport/types';
import { fingerprint, idOf } from './detect';
import type { Memory } from './memory';
import { changedRows, changedSince, type Look } from './read';

const HALF_HOUR = 1800;

/** Differences of time zones there are, whole days for portals that compare days, in seconds. */
const SHIFTS = [
	...Array.from({ length: 28 }, (_, index) => (index + 1) * HALF_HOUR),
	...[24, 26, 36, 48, 50].map((hours) => hours * 2 * HALF_HOUR),
];

/** The look with nobody missing, and by how much the portal's filter is off. */
export async function calibrated(
	portal: Portal,
	memory: Memory,
	look: Look,
): Promise<Outcome<{ look: Look; shift: number }>> {
	const head = headOf(memory, look.latest);
	const shown = new Set(look.rows.map(idOf));
	const missing = head.rows.find((row) => !shown.has(idOf(row)));
	if (!missing) return succeeded({ look, shift: memory.shift });
	const found = await findShift(portal, memory, idOf(missing));
	if (!found.ok) return found;
	if (found.value === undefined) return succeeded({ look, shift: memory.shift });
	// They were changed some time between the two looks, so others may have been so much earlier.
	const between = Math.ceil(Math.max(0, look.now - memory.since) / HALF_HOUR) * HALF_HOUR;
	const shift = found.value + between;
	const all = await changedRows(portal, memory.since - shift);
	if (!all.ok) return all;
	const rows = new Map([...look.rows, ...all.value].map((row) => [idOf(row), row]));
	const changed = new Set(head.rows.map(idOf));
	const isOld = (id: number) => !head.isOpen && !shown.has(id) && !changed.has(id);
	const old = new Set([...rows.keys()].filter(isOld));
	return succeeded({ look: { ...look, rows: [...rows.values()], old }, shift });
}

/**
 * People changed since the last look, by the portal's order: everybody above the first one who stands there as before.
 * `isOpen`: the page shows nobody like that, so there may be more.
 */
function headOf({ latest }: Memory, rows: Row[]): { rows: Row[]; isOpen: boolean } {
	if (latest.size === 0) return { rows: [], isOpen: true };
	const end = rows.findIndex((row) => latest.get(idOf(row)) === fingerprint(row));
	return { rows: end < 0 ? rows : rows.slice(0, end), isOpen: end < 0 };
}

/** How much earlier has to be asked for this person to be in the answer; undefined when they are gone meanwhile. */
async function findShift(
	portal: Portal,
	{ since, shift }: Memory,
	id: number,
): Promise<Outcome<number | undefined>> {
	const tries = SHIFTS.filter((seconds) => seconds > shift);
	const own = { select: ['ID'], limit: 1 };
	const [there, ...answers] = await listAll(portal, [
		peopleList({ ID: id }, own),
		...tries.map((seconds) => peopleList({ ID: id, ...changedSince(since - seconds) }, own)),
	]);
	if (!there.ok) return there;
	if (there.value.length === 0) return succeeded(undefined);
	for (const [index, answer] of answers.entries()) {
		if (!answer.ok) return answer;
		if (answer.value.length > 0) return succeeded(tries[index]);
	}
	return failed(
		new PortalError(
			'lost',
			`The portal does not say what was changed: it lists the person with ID ${id} as changed last, and not as changed since the last poll`,
			'Ask the administrator of the portal whether its clock and its time zone are right.',
			{ method: USER_GET },
		),
	);
}
