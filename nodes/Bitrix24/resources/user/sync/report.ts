/** What is handed on of a run, and what its hints tell. */
import type { IDataObject } from 'n8n-workflow';

import type { HintTopic, Weighed } from '../../../plan/types';
import type { Certain } from './decide';
import type { readReturn } from './rules';

/** What became of a person. */
type Action =
	| 'invited'
	| 'updated'
	| 'reinstated'
	| 'dismissed'
	| 'unchanged'
	| 'missing'
	| 'excluded'
	| 'refused'
	| 'reported';

const ACTIONS: readonly Action[] = [
	'invited',
	'updated',
	'reinstated',
	'dismissed',
	'unchanged',
	'missing',
	'excluded',
	'refused',
	'reported',
];

const CHANGED: ReadonlySet<unknown> = new Set<Action>([
	'invited',
	'updated',
	'reinstated',
	'dismissed',
]);

const DONE = {
	invite: 'invited',
	update: 'updated',
	reinstate: 'reinstated',
	dismiss: 'dismissed',
};

/** A summary names so many of those that were refused. */
const MAX_ERRORS = 20;

export const OVER_BRAKE: HintTopic = {
	say: (over) => `The real run would be stopped by its brake before anything is changed: ${over}`,
};

export const NOT_DISMISSED: HintTopic = {
	say: (reason) => `Nobody is dismissed in this run: ${reason}`,
};

/** One person's output. */
export function outputOf(decision: Certain): IDataObject {
	const action = decision.do === 'tell' ? decision.action : DONE[decision.do];
	const person = 'person' in decision ? decision.person : undefined;
	const edit = 'edit' in decision ? decision.edit : undefined;
	const changes = edit && Object.keys(edit.changes).length > 0 ? edit.changes : undefined;
	const address = 'address' in decision ? decision.address : undefined;
	const isSent = decision.do === 'update' || decision.do === 'reinstate';
	const email = (isSent && edit?.params.EMAIL) || person?.EMAIL || address;
	return {
		ID: person ? String(person.ID) : null,
		EMAIL: typeof email === 'string' ? email : null,
		action,
		...(changes && { changes }),
		...('reason' in decision && decision.reason !== undefined && { reason: decision.reason }),
	};
}

/**
 * @param facts what counts besides people
 * @returns undefined when everybody is handed on
 */
export function reportOf(
	wanted: ReturnType<typeof readReturn>,
	facts: { listed: number; preview: boolean; overBrake: boolean },
): Weighed['report'] {
	if (wanted === 'all') return undefined;
	if (wanted === 'summary') return (results) => [{ json: summaryOf(results, facts) }];
	return (results) =>
		results.flatMap(
			({ index, rows }): ReturnType<NonNullable<Weighed['report']>> =>
				rows instanceof Error
					? [{ index, json: rows }]
					: rows.filter(({ action }) => CHANGED.has(action)).map((json) => ({ index, json })),
		);
}

function summaryOf(
	results: Parameters<NonNullable<Weighed['report']>>[0],
	{ listed, preview, overBrake }: { listed: number; preview: boolean; overBrake: boolean },
): IDataObject {
	const counts = Object.fromEntries(ACTIONS.map((action) => [action, 0]));
	const errors: IDataObject[] = [];
	for (const { index = null, rows, said } of results) {
		if (said !== undefined && errors.length < MAX_ERRORS) errors.push({ item: index, error: said });
		const actions = rows instanceof Error ? ['refused'] : rows.map(({ action }) => String(action));
		for (const action of actions) counts[action]++;
	}
	return {
		listed,
		...counts,
		preview,
		...(overBrake && { overBrake }),
		...(errors.length > 0 && { errors }),
	};
}
