/** Carries out the changes of all items: looks e-mails up, sends, reads back. */
import type { IDataObject } from 'n8n-workflow';

import type { WritePlan } from '../../plan/types';
import { emailTaken } from '../../resources/user/refusals';
import { NOT_SENT } from '../../transport/errors';
import type { Portal } from '../../transport/portal';
import { attempt, failed, type Outcome, type Params, succeeded } from '../../transport/types';
import { carryOut, type Outcomes } from './carryOut';
import type { Change } from './change';
import { findPeople, keyOf, notFound } from '../../resources/user/people';

/**
 * Carries out the plans in order, as if they ran one by one.
 *
 * @param halt stop at the first failure. When it shows before anything is sent (an unknown e-mail), nothing is sent.
 * @returns per plan its output, or why there is none; plans never reached are `notSent`
 */
export async function write(
	portal: Portal,
	plans: WritePlan[],
	halt: boolean,
): Promise<Array<Outcome<IDataObject>>> {
	const outcomes: Outcomes = new Array(plans.length).fill(undefined);
	const stop = () => halt && outcomes.some((outcome) => outcome && !outcome.ok);
	const people = await lookUp(portal, plans);
	let open = plans.map((_, index) => index);
	while (open.length > 0) {
		const changes = open.flatMap((index) => {
			const change = attempt(() => decide(plans[index], index, people));
			if (!change.ok) outcomes[index] = change;
			return change.ok ? [change.value] : [];
		});
		if (stop()) break;
		const { now, later } = untangle(changes, halt);
		await carryOut(portal, now, halt, outcomes);
		if (stop()) break;
		for (const { index, action, params, id } of now) {
			// The same address further down now names somebody who is in the portal.
			if (action === 'invited' && outcomes[index]?.ok) people.set(addressOf(params), succeeded(id));
		}
		open = later.map(({ index }) => index);
	}
	return outcomes.map((outcome) => outcome ?? failed(NOT_SENT));
}

/** IDs of the people named by e-mail; undefined where there is nobody. */
async function lookUp(portal: Portal, plans: WritePlan[]) {
	const named = plans.flatMap(({ person }) => (person?.by === 'email' ? [person] : []));
	const people = new Map<string, Outcome<number | undefined>>();
	if (named.length === 0) return people;
	for (const [key, found] of await findPeople(portal, named, ['ID', 'EMAIL'])) {
		people.set(key, found.ok ? succeeded(found.value && Number(found.value.ID)) : found);
	}
	return people;
}

/** Update or invitation? Throws what stands against both. */
function decide(
	plan: WritePlan,
	index: number,
	people: Map<string, Outcome<number | undefined>>,
): Change {
	const { person } = plan;
	const found = person?.by === 'email' ? people.get(keyOf(person)) : undefined;
	if (found && !found.ok) throw found.error;
	const id = person?.by === 'id' ? person.id : found?.value;
	if (id !== undefined) return { index, plan, id, action: 'updated', params: plan.update ?? {} };
	if (plan.invite) {
		const params = plan.invite();
		// Only who was invited in this run is known here of a plain invitation.
		if (people.get(addressOf(params))?.ok && !person) throw emailTaken();
		return { index, plan, action: 'invited', params };
	}
	throw person
		? notFound(person)
		: new TypeError('A plan names neither a person nor an invitation');
}

/**
 * Puts off what has to wait for an invitation to the same address: the second time, the person is in the portal. With
 * `halt`, what stands behind it waits as well, so that the order is kept.
 */
function untangle(changes: Change[], halt: boolean): { now: Change[]; later: Change[] } {
	const invited = new Set<string>();
	const now: Change[] = [];
	const later: Change[] = [];
	for (const change of changes) {
		const address = change.action === 'invited' ? addressOf(change.params) : undefined;
		const waits = address !== undefined && invited.has(address);
		if (waits || (halt && later.length > 0)) {
			later.push(change);
			continue;
		}
		if (address !== undefined) invited.add(address);
		now.push(change);
	}
	return { now, later };
}

/** The key of an invitation's address, as `keyOf` makes it. */
function addressOf({ EMAIL: email }: Params): string {
	return keyOf({ by: 'email', email: String(email) });
}
