/** The filter "Invitation": no field tells who has accepted it, only a key of user.search. */
import type { INodeProperties } from 'n8n-workflow';

import { collectionOf } from '../../../form/options';
import { peopleList, USER_GET, USER_SEARCH } from '../../../form/peopleList';
import type { HintTopic, Item, Question } from '../../../plan/types';
import type { ListRequest } from '../../../transport/list';
import type { Params } from '../../../transport/types';
import { choice } from '../../../values/choice';
import { InputError, naming } from '../../../values/errors';
import { isEmpty } from '../../../values/text';
import { ACCEPTED, PENDING } from '../pending';

const STATES = ['pending', 'accepted'] as const;

type State = (typeof STATES)[number];

export const invitationFilter: INodeProperties = {
	displayName: 'Invitation',
	name: 'invitation',
	type: 'options',
	default: 'pending',
	options: [
		{ name: 'Accepted', value: 'accepted', description: 'People who have accepted it' },
		{ name: 'Pending', value: 'pending', description: 'People who have not accepted it yet' },
	],
	description:
		'Whether people have accepted the invitation. Where the portal does not tell, whoever has signed in counts as accepted.',
};

const BY_SIGN_IN: HintTopic = {
	say: () =>
		'The portal does not tell who has accepted the invitation, so the filter "Invitation" went by who has ever signed in.',
};

/** What is asked of the portal instead of USER_GET with the other filters alone. */
export interface Invited {
	method: string;
	filter: Params;
}

const METHOD_FILTER: Readonly<Record<State, Params>> = { pending: PENDING, accepted: ACCEPTED };

/** "Empty" and "not empty" (b24restdocs `api-reference/user/user-get.md`). */
const BY_LOGIN: Readonly<Record<State, Params>> = {
	pending: { LAST_LOGIN: false },
	accepted: { '!LAST_LOGIN': false },
};

/** Words of user.search: these keys are looked for there as the beginnings of words, so "is empty" cannot be said. */
const WORDS = ['NAME', 'LAST_NAME', 'SECOND_NAME', 'WORK_POSITION'];

function first(side: Params): ListRequest {
	return peopleList(side, { method: USER_SEARCH, select: ['ID'], limit: 1, uncounted: true });
}

/** Whether the portal knows the key: where it does not, both sides begin with the same person. */
const knowsInvitations: Question<boolean> = {
	lists: [first(PENDING), first(ACCEPTED)],
	answer({ lists: [pending, accepted] }) {
		if (!pending.ok) throw pending.error;
		if (!accepted.ok) throw accepted.error;
		const [one] = pending.value;
		const [other] = accepted.value;
		return one === undefined || other === undefined || one.ID !== other.ID;
	},
};

/** Reads the filter; undefined when it was not added. */
function readState(form: Pick<Item, 'param'>): State | undefined {
	const { invitation: value } = collectionOf(form, 'filters', 'Filters');
	return isEmpty(value) ? undefined : naming('Filter "Invitation"', () => choice(value, STATES));
}

/**
 * Adds the filter to the others.
 *
 * @param others everything else people must meet
 * @throws {InputError} when nobody could meet both
 */
export async function withInvitation(item: Item, others: Params): Promise<Invited> {
	const state = readState(item);
	if (state === undefined) return { method: USER_GET, filter: others };
	if (state === 'pending') refuseSignedIn(others);
	if (await item.ask(knowsInvitations)) {
		const word = WORDS.find((code) => code in others);
		if (word === undefined) {
			return { method: USER_SEARCH, filter: { ...others, ...METHOD_FILTER[state] } };
		}
		throw new InputError(
			`The filter "Invitation" cannot be combined with the condition "Is Empty" on ${word}`,
			'Remove one of them, and filter by it in a node behind this one.',
		);
	}
	item.hint(BY_SIGN_IN);
	return { method: USER_GET, filter: withSignIn(item, others) };
}

/**
 * The same without asking anything: whoever has signed in has accepted.
 *
 * @throws {InputError} when nobody could meet both
 */
export function withSignIn(form: Pick<Item, 'param'>, others: Params): Params {
	const state = readState(form);
	if (state === undefined) return others;
	if (state === 'pending') refuseSignedIn(others);
	if (state === 'accepted' && 'LAST_LOGIN' in others) {
		throw new InputError(
			'The portal does not tell who has accepted the invitation without ever signing in',
			'Remove the filter "Never Signed In" or the filter "Invitation".',
		);
	}
	return { ...others, ...BY_LOGIN[state] };
}

function refuseSignedIn(others: Params): void {
	if (!('!LAST_LOGIN' in others || '<LAST_LOGIN' in others)) return;
	throw new InputError(
		'Whoever has signed in has accepted the invitation',
		'With the filter "Invitation" at Pending remove "Last Sign-In Before", and "Never Signed In" or switch it on.',
	);
}
