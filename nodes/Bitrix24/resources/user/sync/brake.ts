/** The brake: how much one run may do. Decided over the whole plan, before the first change is sent. */
import type { INodeProperties } from 'n8n-workflow';

import { collectionOf } from '../../../form/options';
import type { Item } from '../../../plan/types';
import { InputError, naming, refused } from '../../../values/errors';
import { number } from '../../../values/numbers';
import { isEmpty } from '../../../values/text';
import type { Decision } from './decide';
import type { WantedRow } from './wanted';

export interface Brake {
	maxDismissals: number;
	/** Of the active people in scope. */
	maxDismissalPercent: number;
	maxInvitations: number;
}

const MAX_DISMISSALS = 20;
const MAX_DISMISSAL_PERCENT = 5;
const MAX_INVITATIONS = 200;

const STANDARD: Brake = {
	maxDismissals: MAX_DISMISSALS,
	maxDismissalPercent: MAX_DISMISSAL_PERCENT,
	maxInvitations: MAX_INVITATIONS,
};

const LABELS: Readonly<Record<keyof Brake, string>> = {
	maxDismissalPercent: 'Max Dismissal Percent',
	maxDismissals: 'Max Dismissals',
	maxInvitations: 'Max Invitations',
};

export const brake: INodeProperties = {
	displayName: 'Brake',
	name: 'brake',
	type: 'collection',
	placeholder: 'Add Limit',
	default: {},
	description: 'What would be over a limit stops the run before anything is changed',
	options: [
		{
			displayName: LABELS.maxDismissalPercent,
			name: 'maxDismissalPercent',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: MAX_DISMISSAL_PERCENT,
			description: 'How many of the active people in scope one run may dismiss, in percent',
		},
		{
			displayName: LABELS.maxDismissals,
			name: 'maxDismissals',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: MAX_DISMISSALS,
			description: 'How many people one run may dismiss',
		},
		{
			displayName: LABELS.maxInvitations,
			name: 'maxInvitations',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: MAX_INVITATIONS,
			description: 'How many people one run may invite',
		},
	],
};

/**
 * Reads the collection; what was not added has its default.
 *
 * @throws {InputError} for what is no such number: a brake that is not understood must not be loose
 */
export function readBrake(item: Pick<Item, 'param'>): Brake {
	const chosen = collectionOf(item, 'brake', 'Brake');
	const read = (name: keyof Brake, isWhole: boolean): number => {
		if (!Object.hasOwn(chosen, name)) return STANDARD[name];
		const value = chosen[name];
		return naming(`Brake "${LABELS[name]}"`, () => limitOf(value, isWhole));
	};
	return {
		maxDismissals: read('maxDismissals', true),
		maxDismissalPercent: read('maxDismissalPercent', false),
		maxInvitations: read('maxInvitations', true),
	};
}

function limitOf(value: unknown, isWhole: boolean): number {
	const remedy = `Enter a ${isWhole ? 'whole number' : 'number of percent'} from 0 on, or remove the limit to have its default.`;
	if (isEmpty(value)) throw new InputError('The limit is empty', remedy);
	const limit = number(value);
	if (limit >= 0 && (isWhole ? Number.isSafeInteger(limit) : limit <= 100)) return limit;
	throw refused(value, 'is no such limit', remedy);
}

/** What a run would do. */
export interface Load {
	dismissals: number;
	invitations: number;
	/** Active people in scope before the run. */
	active: number;
}

/** Every limit that is passed, in words; a limit that is just reached is kept. */
export function overBrake({ dismissals, invitations, active }: Load, limits: Brake): string[] {
	const over: string[] = [];
	if (dismissals > limits.maxDismissals) {
		over.push(
			`${counted(dismissals, 'dismissal')} ${dismissals - limits.maxDismissals} more than "${LABELS.maxDismissals}" allows (${limits.maxDismissals})`,
		);
	}
	// Multiplied out: a quotient of floating point may be over a limit that is just reached.
	if (dismissals * 100 > limits.maxDismissalPercent * active) {
		over.push(
			`${counted(dismissals, 'dismissal')} ${rounded((dismissals / active) * 100)} % of the ${active} active people in scope, and "${LABELS.maxDismissalPercent}" allows ${limits.maxDismissalPercent} %`,
		);
	}
	if (invitations > limits.maxInvitations) {
		over.push(
			`${counted(invitations, 'invitation')} ${invitations - limits.maxInvitations} more than "${LABELS.maxInvitations}" allows (${limits.maxInvitations})`,
		);
	}
	return over;
}

/** Upwards, so that what is over a limit never reads like the limit. */
function rounded(percent: number): number {
	return Math.ceil(percent * 10) / 10;
}

function counted(count: number, what: string): string {
	return count === 1 ? `1 ${what} is` : `${count} ${what}s are`;
}

/** Columns without a value in any row, by which several people would lose theirs: most likely the source lacks them. */
export function emptyColumns(rows: readonly WantedRow[], decisions: readonly Decision[]): string[] {
	const [first, ...others] = rows;
	if (others.length === 0) return [];
	const losing = (code: string) =>
		decisions.filter(
			(one) => (one.do === 'update' || one.do === 'reinstate') && code in one.edit.changes,
		).length;
	return first.emptied
		.filter((code) => others.every(({ emptied }) => emptied.includes(code)))
		.map((code) => ({ code, people: losing(code) }))
		.filter(({ people }) => people > 1)
		.map(
			({ code, people }) =>
				`the column for ${code} is empty in all ${rows.length} rows, and ${people} people would lose what they have there`,
		);
}

/** The refusal of the whole run. */
export function stopped(over: readonly string[], empty: readonly string[]): InputError {
	return new InputError(
		`The run was stopped before anything was changed: ${[...over, ...empty].join('; ')}`,
		[
			'Check the list: a part of it may be missing.',
			over.length > 0 &&
				'If all of this is meant, look at it with "Preview" on, and raise the limit under "Brake" for one run.',
			empty.length > 0 &&
				'To empty a field for everybody, take it out of "Fields" and name it in the option "Clear Fields".',
		]
			.filter(Boolean)
			.join(' '),
	);
}
