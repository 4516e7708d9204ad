/** What Dismiss and Reinstate have in common: the same field the other way round, and the same care. */
import { optionsCollection, previewOption, readPreview } from '../../form/options';
import { person, readPerson } from '../../form/person';
import { NotConfirmed } from '../../plan/errors';
import type { Change, Done, Item, Plan, Ref, WholeOperation } from '../../plan/types';
import type { Row } from '../../transport/list';
import { attempt, type Params } from '../../transport/types';
import { InputError } from '../../values/errors';
import { yesNo } from '../../values/yesNo';
import { checkNumber, maxPeopleOption } from './form/brake';
import { type Circumstances, circumstancesOf, LOSES_HEAD } from './lifecycle';
import { IDENTITY, personLabel } from './people';

type Words = Pick<WholeOperation, 'value' | 'name' | 'action' | 'description' | 'builderHint'>;

/** @param active what people are to be afterwards */
export function activityOperation(active: boolean, words: Words): WholeOperation {
	return {
		...words,
		writes: true,
		properties: [
			...person,
			optionsCollection([previewOption, ...(active ? [] : [maxPeopleOption(50)])]),
		],
		async weigh(items) {
			const refs = items.map((item) => attempt(() => readPerson(item)));
			const named = refs.flatMap((ref) => (ref.ok ? [ref.value] : []));
			const [first] = items;
			const known = await first.lookUp(named, IDENTITY);
			const rows = refs.map((ref) => (ref.ok ? attempt(() => rowOf(ref.value, known)) : ref));
			if (!active) checkNumber(first, rows, 50);
			const there = rows.flatMap((row) => (row.ok ? [row.value] : []));
			const circumstances = await circumstancesOf(first, there, !active);
			return {
				items: rows.map((row, at) =>
					row.ok ? attempt(() => planOf(items[at], row.value, active, circumstances)) : row,
				),
				others: [],
			};
		},
	};
}

function rowOf(ref: Ref, known: { id(ref: Ref): number; row(ref: Ref): Row | undefined }): Row {
	const id = known.id(ref);
	return known.row(ref) ?? { ID: String(id) };
}

/** @throws {InputError} when the portal would make something else of it */
function planOf(item: Item, row: Row, active: boolean, circumstances: Circumstances): Plan {
	const id = Number(row.ID);
	if (!active && circumstances.ownId === id) throw ownPerson(row);
	if (circumstances.isPending(id)) throw notAccepted(row, active);
	const led = active ? [] : circumstances.ledBy(id);
	if (led.length > 0) item.hint(LOSES_HEAD, `${personLabel(row)}: ${led.join(', ')}`);
	const change = activityOf(row, active, {}, () => outputOf(row, active));
	return { names: [], select: [], preview: readPreview(item), task: () => change };
}

/**
 * The change of somebody's status, which only counts once it was seen.
 *
 * @param more what else is sent
 * @param shown the output
 */
export function activityOf(
	row: Row,
	active: boolean,
	more: Params,
	shown: Change['foresee'],
): Change {
	const id = Number(row.ID);
	return {
		do: 'change',
		method: 'user.update',
		params: { ...more, ACTIVE: active ? 'Y' : 'N', ID: String(id) },
		about: personLabel(row),
		safety: 'idempotent',
		id,
		// The portal answers `true` even when it drops the change, so the person is read back.
		check: { of: id, resource: 'user', select: ['ID', 'ACTIVE'], decides: true },
		foresee: shown,
		finish(done) {
			confirm(row, active, done);
			return shown();
		},
	};
}

function outputOf(row: Row, active: boolean) {
	return { ID: String(row.ID), ACTIVE: active };
}

/** @throws {NotConfirmed} unless the person is seen to be so now */
function confirm(row: Row, active: boolean, { row: now, unread }: Done): void {
	if (!now) {
		throw new NotConfirmed(
			`The portal took the change for ${personLabel(row)}, but it could not be confirmed`,
			unread
				? `The person could not be read back: ${unread.message}. Check their status in the portal.`
				: 'The credential cannot see this person. Check their status in the portal.',
		);
	}
	if (yesNo(now.ACTIVE) !== active) {
		throw new NotConfirmed(
			`${personLabel(row)} is still ${active ? 'dismissed' : 'active'}`,
			'The portal ignores this change without saying so when the account behind the credential is not an administrator. Use an administrator’s webhook or account.',
		);
	}
}

export function ownPerson(row: Row): InputError {
	return new InputError(
		`${personLabel(row)} is the person this credential belongs to`,
		'Dismissing them would lock this workflow out of the portal. Use the credential of another administrator, or dismiss them in the portal.',
	);
}

/** Status matrix of a person: server behaviour, not documented. */
export function notAccepted(row: Row, active: boolean): InputError {
	return new InputError(
		`${personLabel(row)} has not accepted the invitation yet`,
		active
			? 'Only an administrator can let the person in, in the portal.'
			: 'The portal would not dismiss them: the account would wait for an administrator’s approval, and REST cannot take that back. Cancel the invitation in the portal.',
	);
}
