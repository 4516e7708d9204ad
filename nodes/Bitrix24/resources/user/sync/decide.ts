/** What becomes of everybody: of the listed, row by row, and of those who are missing from the list. */
import { isActive } from '../../../form/peopleList';
import type { Row } from '../../../transport/list';
import { attempt, type Outcome, type Params } from '../../../transport/types';
import { InputError } from '../../../values/errors';
import { type Edit, editOf } from '../edit';
import type { MatchField } from '../form/match';
import { guestIntoDepartment } from '../invitations';
import { keyOf, personLabel } from '../people';
import type { Match } from './match';
import type { Exclusions, Rules } from './rules';

/** What becomes of one person. */
export type Decision = Certain | Repeat;

/** Another row says the same. */
export interface Repeat {
	do: 'repeat';
	/** Index of its item. */
	of: number;
	person?: Row;
	address?: string;
}

export type Certain =
	| { do: 'tell'; action: Told; person?: Row; address?: string; edit?: Edit; reason?: string }
	| { do: 'invite'; address: string; params: Params }
	| { do: 'update' | 'reinstate'; person: Row; edit: Edit }
	| { do: 'dismiss'; person: Row };

type Told = 'unchanged' | 'missing' | 'excluded' | 'reported';

/** What the portal says of people beside their rows. */
export interface Facts {
	/** The person behind the credential. */
	ownId?: number;
	/** Invited, and not accepted yet. */
	isPending(id: number): boolean;
	/** Names of the departments a person leads. */
	ledBy(id: number): readonly string[];
}

/** What becomes of the listed, by position of the row. */
export function decideListed(
	matches: ReadonlyArray<Outcome<Match>>,
	rules: Rules,
	facts: Facts,
): Array<Outcome<Decision>> {
	return matches.map((match) =>
		match.ok ? attempt(() => decideOne(match.value, rules, facts)) : match,
	);
}

function decideOne({ row, person, repeats }: Match, rules: Rules, facts: Facts): Decision {
	const { address } = row;
	if (isExcluded(rules.exclude, person, address)) {
		return { do: 'tell', action: 'excluded', person, address, reason: EXCLUDED };
	}
	if (!person)
		return repeats === undefined ? newcomer(row, rules) : { do: 'repeat', of: repeats, address };
	checkKind(person, row.wanted.params, rules);
	if (repeats !== undefined) return { do: 'repeat', of: repeats, person };
	const edit = editOf(row.wanted, person);
	if (!isActive(person)) return returning(person, edit, rules, facts);
	if (isIdle(edit)) return { do: 'tell', action: 'unchanged', person };
	if (rules.onChanged === 'update') return { do: 'update', person, edit };
	const reason = 'onChanged: differs from the list';
	return { do: 'tell', action: 'reported', person, edit, reason };
}

function newcomer(row: Match['row'], { onNew }: Rules): Decision {
	if (onNew === 'invite') {
		const params = row.invitation();
		return { do: 'invite', address: String(params.EMAIL), params };
	}
	const reason = 'onNew: nobody in the portal matches the row';
	return { do: 'tell', action: 'reported', address: row.address, reason };
}

function returning(person: Row, edit: Edit, rules: Rules, facts: Facts): Decision {
	if (rules.onDismissed === 'report') {
		const reason = 'onDismissed: listed, but dismissed in the portal';
		return { do: 'tell', action: 'reported', person, reason };
	}
	if (facts.isPending(Number(person.ID))) {
		const reason =
			'onDismissed: has never accepted the invitation, so only an administrator can let the person in, in the portal';
		return { do: 'tell', action: 'reported', person, reason };
	}
	const changed = rules.onChanged === 'update' ? edit : { params: {}, changes: {} };
	return { do: 'reinstate', person, edit: changed };
}

/** Guests, bots and people of the mail are no employees, and a list of employees must not make them so. */
function checkKind(person: Row, params: Params, { types }: Rules): void {
	const kind = person.USER_TYPE;
	if (kind === undefined || kind === 'employee') return;
	if (kind === 'extranet' && types.has('extranet')) {
		if ('UF_DEPARTMENT' in params) throw guestIntoDepartment(person);
		return;
	}
	throw new InputError(
		`${personLabel(person)} is ${kind === 'extranet' ? 'an extranet user' : 'no employee'} in the portal`,
		kind === 'extranet'
			? 'Take the row out of the list, or add Extranet to the user types of "Scope" and leave departments out.'
			: 'Take the row out of the list: such accounts are not kept in step.',
	);
}

/** Active people in scope of whom no row speaks, by ID. */
export function missingFrom(
	people: readonly Row[],
	claimed: ReadonlySet<number>,
	inScope: (person: Row) => boolean,
): Row[] {
	return people
		.filter((person) => isActive(person) && inScope(person) && !claimed.has(Number(person.ID)))
		.sort((a, b) => Number(a.ID) - Number(b.ID));
}

/**
 * What becomes of them. Whom no row could name, because the portal has nothing in the field people are found by, stays.
 *
 * @param blocked why nobody may be dismissed in this run; undefined when people may
 */
export function decideMissing(
	missing: readonly Row[],
	{ exclude, onMissing }: Rules,
	facts: Facts,
	by: MatchField,
	blocked?: string,
): Certain[] {
	return missing.flatMap((person): Certain[] => {
		const tell = (action: Told, reason?: string): Certain[] => [
			{ do: 'tell', action, person, reason },
		];
		if (isExcluded(exclude, person)) return tell('excluded', EXCLUDED);
		if (facts.ownId === Number(person.ID)) return tell('excluded', OWN);
		if (onMissing === 'ignore') return [];
		if (keyOf(person[by.code]) === '') {
			return tell('missing', `has no ${by.label} in the portal, so no row could name the person`);
		}
		if (onMissing === 'report') return tell('missing');
		if (blocked !== undefined) return tell('missing', blocked);
		return facts.isPending(Number(person.ID))
			? tell('missing', PENDING)
			: [{ do: 'dismiss', person }];
	});
}

const EXCLUDED = 'named in "Exclude"';
const OWN = 'the person this credential belongs to is never dismissed';
const PENDING =
	'has not accepted the invitation, so the portal would not dismiss the person: cancel the invitation there';

function isExcluded({ ids, addresses }: Exclusions, person?: Row, address?: string): boolean {
	if (ids.size + addresses.size === 0) return false;
	const known = [person?.EMAIL, address].map((one) => String(one ?? '').toLowerCase());
	return ids.has(Number(person?.ID)) || known.some((one) => addresses.has(one));
}

function isIdle({ params }: Edit): boolean {
	return Object.keys(params).length === 0;
}
