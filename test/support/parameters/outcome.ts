/** What a run comes to, as far as anybody can see. */
import type { INodeParameters } from 'n8n-workflow';

import { startPortal } from '../../portal';
import { runOn } from '../portal';
import type { NamedSubject } from '../subjects';
import type { Row } from './types';

export interface Outcome {
	/** Requests with their calls, and what is handed on. */
	seen: string;
	/** Whom or what it speaks of. */
	ids: string;
	error?: string;
}

const isForm = (value: unknown): value is INodeParameters =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A form with more of it said, collections included. */
export function merged(form: INodeParameters, more: INodeParameters = {}): INodeParameters {
	const both = Object.entries(more).map(([name, value]): [string, INodeParameters[string]] => {
		const known = form[name];
		const isWhole = name === 'fields' || !isForm(known) || !isForm(value) || '__rl' in value;
		return [name, isWhole ? value : merged(known, value)];
	});
	return { ...form, ...Object.fromEntries(both) };
}

/** A form with this value in the place of a parameter; of repeated rows, in the first. */
export function placed(
	form: INodeParameters,
	[name, ...rest]: readonly string[],
	value: unknown,
): INodeParameters {
	if (rest.length === 0) return { ...form, [name]: value as INodeParameters[string] };
	const below = form[name] ?? {};
	const [first] = Array.isArray(below) ? below : [below];
	const inner = placed(isForm(first) ? first : {}, rest, value);
	return { ...form, [name]: Array.isArray(below) ? [inner] : inner };
}

/** Runs a form on a portal of its own. */
export async function outcomeOf(
	subject: NamedSubject,
	row: Row,
	form: INodeParameters,
): Promise<Outcome> {
	const portal = await startPortal({ people: 0, ...subject.portal, ...row.portal });
	try {
		subject.before?.(portal);
		row.before?.(portal);
		const run = await runOn(portal, form, {
			items: row.items ?? [subject.items[0][0]],
			...(row.binary && { binary: row.binary }),
			...(row.isTool && { type: 'bitrix24Tool' }),
		});
		const handedOn = JSON.stringify(run.items.map(({ json }) => json));
		const calls = portal.requests.map(({ method, calls: all }) => [method, all]);
		const seen = JSON.stringify(calls) + handedOn;
		const ids = JSON.stringify(
			run.items.map(({ json: { ID, id, user, department } }) => [ID, id, user, department]),
		);
		return { seen, ids, error: run.error?.message };
	} finally {
		await portal.stop();
	}
}
