/** Sends changes that do not depend on each other, and settles each with its output. */
import type { IDataObject } from 'n8n-workflow';

import type { Portal } from '../transport/request';
import { sendAll } from '../transport/send';
import { failed, type Outcome, type RestAnswer, succeeded } from '../transport/types';
import { type Change, isSilent, requestOf } from './change';
import { type Doubt, findInvited, invitedId, isInDoubt } from './invitations';
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
	let open = changes.filter((change) => !isSilent(change));
	for (let round = 0; open.length > 0; round++) {
		const since = Date.now();
		const answers = await sendRound(portal, open, halt, readBack, outcomes);
		const doubts: Doubt[] = [];
		open.forEach((change, position) => {
			const id = idOf(change, answers[position]);
			if (id.ok) done.push(Object.assign(change, { id: id.value }));
			else if (isInDoubt(change, id.error) && round < MAX_ROUNDS) {
				doubts.push({ change, error: id.error });
			} else outcomes[change.index] = id;
		});
		if (doubts.length === 0) break;
		const missing = await recover(portal, doubts, since, done, outcomes);
		const isHardFailure = ({ index }: Change) => outcomes[index]?.ok === false;
		if (halt && doubts.some(({ change }) => isHardFailure(change))) break;
		// In order, with those behind them that were not sent for their sake.
		open = halt ? open.filter((change) => !done.includes(change)) : missing;
		for (const { index } of open) if (outcomes[index]?.ok === false) outcomes[index] = undefined;
	}
	await readBack.complete(done.filter(({ index }) => !outcomes[index]));
	for (const change of done) outcomes[change.index] ??= finish(change, readBack);
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
): Promise<Change[]> {
	const found = await findInvited(portal, doubts, since);
	const missing: Change[] = [];
	doubts.forEach(({ change }, position) => {
		const person = found[position];
		if (!person.ok) outcomes[change.index] = person;
		else if (person.value === undefined) missing.push(change);
		else done.push(Object.assign(change, { id: person.value, recovered: true }));
	});
	return missing;
}

function idOf({ action, id }: Change, answer: Outcome<RestAnswer>): Outcome<number | undefined> {
	if (!answer.ok) return answer;
	return action === 'invited' ? invitedId(answer.value.result) : succeeded(id);
}

function finish(change: Change, readBack: ReadBack): Outcome<IDataObject> {
	const { id, action, plan, recovered } = change;
	try {
		const json = plan.finish({
			id: String(id),
			action,
			user: readBack.user(id),
			unread: readBack.error,
		});
		return succeeded(recovered ? { ...json, recovered } : json);
	} catch (error) {
		return failed(error instanceof Error ? error : new Error(String(error)));
	}
}
