/** Sends changes that do not depend on each other, and settles each with its output. */
import type { IDataObject } from 'n8n-workflow';

import { emailTaken } from '../../resources/user/refusals';
import { inDoubt, isLost, isUnexplained, PortalError } from '../../transport/errors';
import type { Portal } from '../../transport/portal';
import { sendAll } from '../../transport/send';
import { attempt, failed, type Outcome, type RestAnswer, succeeded } from '../../transport/types';
import { type Change, isSilent, requestOf } from './change';
import { type Doubt, findInvited, invitedId, isInDoubt } from '../../resources/user/invitations';
import { ReadBack } from './readBack';

/** Per plan what it came to; undefined as long as it is open. */
export type Outcomes = Array<Outcome<IDataObject> | undefined>;

/** How often invitations whose answer was lost are sent again; each time those that arrived are taken out. */
const MAX_ROUNDS = 3;

/** Carries out changes in order. With `halt`, those behind the first failure stay open. */
export async function carryOut(
	portal: Portal,
	changes: Change[],
	halt: boolean,
	outcomes: Outcomes,
): Promise<void> {
	const readBack = new ReadBack(portal);
	const done: Change[] = changes.filter(isSilent);
	const since = Date.now();
	let open = changes.filter((change) => !isSilent(change));
	for (let round = 0; open.length > 0; round++) {
		const answers = await sendRound(portal, open, halt, readBack, outcomes);
		const doubts: Doubt[] = [];
		open.forEach((change, position) => {
			const id = idOf(change, answers[position]);
			if (id.ok) done.push(Object.assign(change, { id: id.value }));
			else if (isInDoubt(change, id.error)) doubts.push({ change, error: id.error });
			else outcomes[change.index] = change.doubted ? stillDoubted(id) : id;
			change.doubted ||= !id.ok && isLost(id.error);
		});
		if (doubts.length === 0) break;
		const missing = await recover(portal, doubts, since, done, outcomes);
		if (round === MAX_ROUNDS) {
			for (const { change, error } of missing) outcomes[change.index] = failed(error);
			break;
		}
		const isGivenUp = ({ change }: Doubt) => outcomes[change.index]?.ok === false;
		if (halt && doubts.some(isGivenUp)) break;
		// In order, with those behind them that were not sent for their sake.
		open = halt
			? open.filter((change) => !done.includes(change))
			: missing.map(({ change }) => change);
		for (const { index } of open) if (outcomes[index]?.ok === false) outcomes[index] = undefined;
	}
	await readBack.complete(done.filter(({ index }) => !outcomes[index]));
	for (const change of done) outcomes[change.index] ??= finish(change, readBack);
}

/** A refusal does not clear up what became of an earlier try. */
function stillDoubted({ error }: { error: Error }): { ok: false; error: Error } {
	return failed(error instanceof PortalError ? inDoubt(error) : error);
}

async function sendRound(
	portal: Portal,
	open: Change[],
	halt: boolean,
	readBack: ReadBack,
	outcomes: Outcomes,
): Promise<Array<Outcome<RestAnswer>>> {
	return await sendAll(portal, open.map(requestOf), {
		halt,
		closing: {
			request: (positions) => readBack.request(positions.map((position) => open[position])),
			// A change that only counts when it is seen is settled with its request, before the next one is sent.
			done(answer, positions) {
				readBack.take(answer);
				const unseen = positions
					.map((position) => open[position])
					.filter(({ plan }) => plan.confirms);
				for (const change of unseen) outcomes[change.index] = finish(change, readBack);
				return unseen.every(({ index }) => outcomes[index]?.ok);
			},
		},
	});
}

/**
 * Finds out about invitations in doubt and files those that arrived.
 *
 * @returns those that did not
 */
async function recover(
	portal: Portal,
	doubts: Doubt[],
	since: number,
	done: Change[],
	outcomes: Outcomes,
): Promise<Doubt[]> {
	const found = await findInvited(portal, doubts, since);
	// Of several invitations to one address only one can have arrived.
	const claimed = new Set(done.flatMap(({ action, id }) => (action === 'invited' ? [id] : [])));
	const missing: Doubt[] = [];
	doubts.forEach((doubt, position) => {
		const { change } = doubt;
		const person = found[position];
		if (!person.ok) outcomes[change.index] = person;
		else if (person.value === undefined) missing.push(doubt);
		else if (claimed.has(person.value)) outcomes[change.index] = failed(emailTaken());
		else {
			claimed.add(person.value);
			done.push(Object.assign(change, { id: person.value, recovered: true }));
		}
	});
	return missing;
}

function idOf({ action, id }: Change, answer: Outcome<RestAnswer>): Outcome<number | undefined> {
	if (!answer.ok) return action === 'updated' ? failed(naming(id, answer.error)) : answer;
	return action === 'invited' ? invitedId(answer.value.result) : succeeded(id);
}

/** Says whom a refusal is about where the portal says nothing at all. */
function naming(id: number | undefined, error: Error): Error {
	if (!(error instanceof PortalError) || !isUnexplained(error)) return error;
	return error.with({ message: `${error.message} (person with ID ${id})` });
}

function finish(change: Change, readBack: ReadBack): Outcome<IDataObject> {
	const { id, action, plan, recovered } = change;
	return attempt(() => {
		const json = plan.finish({
			id: String(id),
			action,
			user: readBack.user(id),
			unread: readBack.error,
		});
		return recovered ? { ...json, recovered } : json;
	});
}
