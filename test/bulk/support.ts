/** What specs of bulk work share: portals of an exact size, and what was asked of them in numbers. */
import { employees } from '../support/people';
import { columns, userBy } from '../support/portal';
import { type Portal, type PortalOptions, type RecordedCall, startPortal } from '../portal';

const opened: Portal[] = [];

/** A portal that `closePortals` stops, whatever becomes of the test. */
export async function open(options: PortalOptions): Promise<Portal> {
	const portal = await startPortal(options);
	opened.push(portal);
	return portal;
}

/** For `afterAll`: a portal left open would keep Jest from ending. */
export async function closePortals(): Promise<void> {
	for (const portal of opened.splice(0)) await portal.stop();
}

/** A portal whose plain list shows exactly so many people. */
export async function portalOf(count: number, options: PortalOptions = {}): Promise<Portal> {
	const portal = await open({ people: Math.ceil(count * 1.2) + 10, ...options });
	const listed = new Set(employees(portal).slice(0, count));
	for (const id of [...portal.people.keys()]) if (!listed.has(id)) portal.people.delete(id);
	return portal;
}

/** HTTP requests, and the method calls in each of them. */
export function commandsOf(portal: Portal): number[] {
	return portal.requests.map(({ calls }) => calls.length);
}

/** All calls so far, in the order they were run. */
export function allCalls(portal: Portal): RecordedCall[] {
	return portal.requests.flatMap(({ calls }) => calls);
}

/** The cursors that pages of a list were asked with, as the portal read them. */
export function cursorsOf(portal: Portal, key: '>ID' | '<ID'): unknown[] {
	return allCalls(portal)
		.map(({ params }) => params.FILTER)
		.flatMap((filter) =>
			typeof filter === 'object' && filter !== null && key in filter
				? [Reflect.get(filter, key)]
				: [],
		);
}

/** Whether no request began before the one before it had been answered. */
export function isOneAtATime(portal: Portal): boolean {
	return portal.requests.every(({ at, took = Infinity }, index, all) => {
		const next = all[index + 1];
		return !next || at + took <= next.at;
	});
}

export const ascending = (ids: number[]): number[] => [...ids].sort((a, b) => a - b);

/** `count` numbers from 0. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Changes the notes of one person per item. */
export const UPDATE = {
	operation: 'update',
	user: userBy('id', '={{ $json.id }}'),
	fields: columns({ PERSONAL_NOTES: '={{ $json.text }}' }),
};

export const INVITE = { operation: 'invite', email: '={{ $json.email }}', departments: [1] };

/** Items for INVITE: people the portal does not know. */
export const guests = (count: number) =>
	range(count).map((row) => ({ email: `new${row}@example.com`, row }));

/** Items for UPDATE: the oldest employees outside the cast. */
export function changesOf(portal: Portal, count: number) {
	const ids = [...portal.people.values()]
		.filter(({ ID, USER_TYPE }) => ID > 100 && USER_TYPE === 'employee')
		.map(({ ID }) => ID);
	return range(count).map((row) => ({ id: ids[row], text: `note ${row}`, row }));
}

/** Notes of the people of these items, as stored. */
export const notesOf = (portal: Portal, items: Array<{ id: number }>) =>
	items.map(({ id }) => portal.people.get(id)?.PERSONAL_NOTES);

/** How many invitations each of the people in GUESTS got who are in the portal. */
export const invitationsOf = (portal: Portal) =>
	[...portal.people.values()]
		.filter(({ EMAIL }) => EMAIL.startsWith('new'))
		.map(({ invitations }) => invitations.length);
