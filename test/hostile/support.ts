/** What specs of hostile input share: a portal, a picture of it to compare with, and a neighbour who must hear nothing. */
import { type Portal, type PortalOptions, startPortal } from '../portal';

const opened: Portal[] = [];

export async function open(options: PortalOptions = {}): Promise<Portal> {
	const portal = await startPortal({ people: 20, ...options });
	opened.push(portal);
	return portal;
}

/** For `afterAll`: a portal left open would keep Jest from ending. */
export async function closePortals(): Promise<void> {
	for (const portal of opened.splice(0)) await portal.stop();
}

/** All people as stored, but for the time of their last change. */
export function picture(portal: Portal): Map<number, string> {
	return new Map(
		[...portal.people].map(([id, person]) => [
			id,
			JSON.stringify({ ...person, TIMESTAMP_X: undefined }),
		]),
	);
}

/** IDs of people who are not as they were, the new ones included. */
export function changedSince(portal: Portal, before: Map<number, string>): number[] {
	return [...picture(portal)].filter(([id, now]) => before.get(id) !== now).map(([id]) => id);
}

/** Properties that somebody put on the prototype of all objects. */
export function pollution(): string[] {
	const found: string[] = [];
	for (const key in {}) found.push(key);
	return [...found, ...Object.keys(Object.prototype), ...Object.keys(Function.prototype)];
}

/** An object as JSON carries it, with a key such as `__proto__` of its own. */
export function fromJson(text: string) {
	return JSON.parse(text);
}
