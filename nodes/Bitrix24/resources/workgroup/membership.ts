/** Changes of what one person is in one workgroup, as Add Member, Remove Member and Change Role make them. */
import type { IDataObject } from 'n8n-workflow';

import { membersRequest } from '../../form/groupList';
import { MAX_TRIES, NotConfirmed } from '../../plan/errors';
import { isLost } from '../../transport/errors';
import { handOn, inSteps } from '../../plan/plans';
import type { Answers, Plan, WholeOperation, Wish } from '../../plan/types';
import { andThen, type Params } from '../../transport/types';
import { InputError } from '../../values/errors';
import { encounters, type Encounter } from './encounter';
import { changedIn, type Role, rolesIn } from './members';

/** What is to be sent for one person. */
export interface Move {
	method: string;
	params: Params;
	/** What the person is in the workgroup afterwards, where that is told. */
	role?: Role;
	/** Whether the portal shows it to be done; undefined when it does not show whether. */
	isDone?(role: Role | undefined): boolean;
	/** Why the portal may have left the person out of a change it took. */
	leftOut: string;
	/** Hints, once it is known whether something was changed. */
	tell?(isChanged: boolean): void;
}

/**
 * @param decide what to send; undefined when everything is as it should be. Throws an InputError for what must not be.
 */
export function membershipOperation(
	entry: Pick<WholeOperation, 'value' | 'name' | 'action' | 'description' | 'properties'>,
	decide: (encounter: Encounter) => Move | undefined,
): WholeOperation {
	return {
		...entry,
		writes: true,
		async weigh(items) {
			const moves = new Map<string, string>();
			const plans = (await encounters(items)).map((one) =>
				andThen(one, (encounter) => {
					const move = decide(encounter);
					refuseContradiction(encounter, move, moves);
					return planOf(encounter, move);
				}),
			);
			return { items: plans, others: [] };
		},
	};
}

/** One run cannot make two things of one person: which of them stays would be left to chance. */
function refuseContradiction(
	{ group, person }: Encounter,
	move: Move | undefined,
	moves: Map<string, string>,
): void {
	const key = `${group.id} ${person.id}`;
	const wanted = move ? JSON.stringify([move.method, move.params]) : '';
	const earlier = moves.get(key) ?? wanted;
	moves.set(key, earlier);
	if (earlier === wanted) return;
	throw new InputError(
		`${person.label}: an item before this one wants something else of the same person in ${group.label}`,
		'Keep one item per person and workgroup.',
	);
}

function planOf(encounter: Encounter, move: Move | undefined): Plan {
	const { isPreview, group, person } = encounter;
	const output = (changed: boolean): IDataObject => {
		const role = move ? move.role : encounter.role;
		return {
			workgroup: String(group.id),
			user: String(person.id),
			...(role && { role }),
			changed,
			...(isPreview && { preview: true }),
		};
	};
	if (!move || isPreview) return handOn([output(move !== undefined)]);
	return inSteps(`${person.label}, ${group.label}`, function* () {
		const isChanged = yield* carryOut(encounter, move);
		move.tell?.(isChanged);
		return [output(isChanged)];
	});
}

/**
 * Sends a change until it is known what came of it.
 *
 * @returns whether it changed something: the portal answers the IDs of those it touched, and leaves out in silence whom
 * it would not or need not touch
 */
function* carryOut(
	{ group, person, role, isDismissed }: Encounter,
	{ method, params, isDone, leftOut }: Move,
): Generator<Wish, boolean, Answers> {
	for (let tries = 1; ; tries++) {
		// Of a second try the answer would not tell whether the first one had changed something.
		const [sent] = (yield { requests: [{ method, params, safety: 'once' }] }).requests;
		if (sent.ok && changedIn(sent.value).includes(person.id)) return true;
		if (!sent.ok && (!isLost(sent.error) || isDismissed || !isDone)) throw sent.error;
		if (isDismissed || !isDone) return false;
		const [shown] = (yield { requests: [membersRequest(group.id)] }).requests;
		if (!shown.ok) throw sent.ok ? shown.error : sent.error;
		// Whoever was nothing else before was not changed, as far as can be seen.
		if (isDone(rolesIn(shown.value).get(person.id))) return !sent.ok && !isDone(role);
		if (sent.ok) {
			throw new NotConfirmed(
				`${person.label}: the portal changed nothing in ${group.label}`,
				leftOut,
			);
		}
		if (tries === MAX_TRIES) throw sent.error;
	}
}
