/** What specs of Sync Directory share: a list that agrees with a portal, and what a run did to it, in short. */
import type { IDataObject } from 'n8n-workflow';

import type { NodeRun } from '../../../harness';
import type { Portal, StoredPerson } from '../../../portal';
import { changesOf, columns, runOn } from '../../../support/portal';

export type Line = IDataObject & { email: string };

const isEmployee = (person: StoredPerson): boolean =>
	person.ACTIVE && person.USER_TYPE === 'employee' && !person.EXTERNAL_AUTH_ID;

/** A list that agrees with the portal: every active employee. */
export function listOf(portal: Portal): Line[] {
	return [...portal.people.values()].filter(isEmployee).map((person) => ({
		email: person.EMAIL,
		code: person.XML_ID as string | undefined,
		position: (person.WORK_POSITION ?? '') as string,
		departments: person.UF_DEPARTMENT,
	}));
}

/** The list without somebody. */
export function without(list: Line[], ...emails: string[]): Line[] {
	return list.filter(({ email }) => !emails.includes(email));
}

/** The list with something else said of somebody. */
export function changed(list: Line[], email: string, more: IDataObject): Line[] {
	return list.map((row) => (row.email === email ? { ...row, ...more } : row));
}

export const FORM = {
	operation: 'sync',
	preview: false,
	email: '={{ $json.email }}',
	departments: '={{ $json.departments }}',
	fields: columns({ WORK_POSITION: '={{ $json.position }}' }),
	brake: { maxDismissalPercent: 100 },
};

type Options = Parameters<typeof runOn>[2];

export async function sync(
	portal: Portal,
	items: IDataObject[],
	parameters: IDataObject = {},
	options: Options = {},
): Promise<NodeRun> {
	return await runOn(portal, { ...FORM, ...parameters } as typeof FORM, { items, ...options });
}

/** Who came out as what, those who are unchanged left out: `john.smith@example.com updated`. */
export function told(run: NodeRun): string[] {
	return [...run.items, ...run.errorItems].flatMap(({ json }) => {
		if (json.error !== undefined) return [`error: ${String(json.error)}`];
		return json.action === 'unchanged' ? [] : [`${String(json.EMAIL)} ${String(json.action)}`];
	});
}

/** Everything that was sent to change people: `user.update 3 WORK_POSITION`. */
export function sent(portal: Portal): string[] {
	return changesOf(portal).map(({ method, params: { ID: id, EMAIL: email, ...params } }) => {
		const names = Object.keys(params).sort();
		const moved = method === 'user.update' && email !== undefined ? ['EMAIL'] : [];
		return [method, String(id ?? email), ...moved, ...names].join(' ');
	});
}

export const JOHN = 'john.smith@example.com';
export const OLGA = 'olga.petrova@example.com';
export const PETER = 'peter.gone@example.com';
export const ZOE = 'zoe@example.com';
export const INES = 'ines.invited@example.com';
export const ERIK = 'erik.extern@partner.example';
export const ANNA = 'anna.admin@example.com';
