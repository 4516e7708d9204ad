/** What a portal posts to handlers, and what others may post there. */
import assert from 'node:assert/strict';

import { CAST, type Portal } from '../../portal';

/** The trigger's answers to what is not proved, and to what it has handed on before. */
export const REFUSED = [403, 'Forbidden'];
export const KNOWN = [200, 'This event has been received before'];

/** First sign-in of somebody new; the statuses of this handler's answers. */
export async function join(portal: Portal, id: number, handler: string): Promise<number[]> {
	const invited = structuredClone(portal.people.get(CAST.invited));
	assert.ok(invited);
	const EMAIL = `new.${id}@example.com`;
	portal.people.set(id, { ...invited, ID: id, EMAIL, LAST_LOGIN: null });
	const earlier = (await portal.deliveries()).length;
	await portal.signIn(id);
	const deliveries = (await portal.deliveries()).slice(earlier);
	return deliveries.filter((one) => one.handler === handler).map(({ status }) => status);
}

/** The last delivery to a handler, to be changed and sent again. */
export async function lastForm(portal: Portal, handler: string): Promise<URLSearchParams> {
	const mine = (await portal.deliveries()).filter((delivery) => delivery.handler === handler);
	assert.ok(mine.length > 0, 'The portal has delivered nothing');
	return new URLSearchParams(mine[mine.length - 1].body);
}

/** A form with other values in some places; undefined takes a place away. */
export function changed(
	form: URLSearchParams,
	values: Record<string, string | undefined>,
): URLSearchParams {
	const copy = new URLSearchParams(form);
	for (const [name, value] of Object.entries(values)) {
		if (value === undefined) copy.delete(name);
		else copy.set(name, value);
	}
	return copy;
}

/** Posts as anybody could; status and message of the answer, or its text where that is no message. */
export async function post(handler: string, form: URLSearchParams): Promise<[number, string]> {
	const response = await fetch(handler, { method: 'POST', body: form });
	const text = await response.text();
	return [response.status, /"message":"([^"]*)"/.exec(text)?.[1] ?? text];
}
