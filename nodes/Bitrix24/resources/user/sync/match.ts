/** Which row of the list means whom: one row and one person at a time, and never a guess. */
import type { Row } from '../../../transport/list';
import { failed, type Outcome, succeeded } from '../../../transport/types';
import { InputError } from '../../../values/errors';
import { differences } from '../compare';
import type { MatchField } from '../form/match';
import { ofSomebodyElse } from '../invitations';
import { keyOf, personLabel } from '../people';
import type { WantedRow } from './wanted';

/** A row and whom it means; without a person it is somebody new. */
export interface Match {
	row: WantedRow;
	person?: Row;
	/** Index of an item before this one that says the same. */
	repeats?: number;
}

/** People by their keys and addresses. */
export class People {
	private readonly byKey: ReadonlyMap<string, Row[]>;

	private readonly byEmail: ReadonlyMap<string, Row[]>;

	constructor(all: readonly Row[], { code }: MatchField) {
		this.byKey = groups(all, (row) => row[code]);
		this.byEmail = code === 'EMAIL' ? this.byKey : groups(all, ({ EMAIL }) => EMAIL);
	}

	withKey(key: string): readonly Row[] {
		return this.byKey.get(key) ?? [];
	}

	withAddress(address: string): readonly Row[] {
		return this.byEmail.get(keyOf(address)) ?? [];
	}
}

/** What came of matching, by position of the row. */
export interface Matched {
	matches: Array<Outcome<Match>>;
	/** IDs of all people that rows speak of, also those of whom it is not clear which is meant. */
	claimed: ReadonlySet<number>;
}

/** Matches all rows; those that cannot be used pass through. */
export function matchAll(
	rows: ReadonlyArray<Outcome<WantedRow>>,
	people: People,
	by: MatchField,
): Matched {
	const usable = rows.flatMap((row) => (row.ok ? [row.value] : []));
	const sameKey = groups(usable, ({ key }) => key);
	const sameAddress = by.code === 'EMAIL' ? sameKey : groups(usable, ({ address }) => address);
	const claimed = new Set<number>();
	const matches = rows.map((row): Outcome<Match> => {
		if (!row.ok) return row;
		const persons = people.withKey(row.value.key);
		persons.forEach(({ ID: id }) => claimed.add(Number(id)));
		try {
			const repeats = repeated(row.value, sameKey.get(row.value.key) ?? [], by);
			checkAddress(row.value, sameAddress.get(keyOf(row.value.address)) ?? [], by);
			return succeeded({ row: row.value, person: onlyOne(row.value, people, by), repeats });
		} catch (error) {
			if (error instanceof InputError) return failed(error);
			throw error instanceof Error ? error : new Error(String(error));
		}
	});
	return { matches, claimed };
}

/**
 * @returns the item that says the same before this one
 * @throws {InputError} when rows for one person do not agree
 */
function repeated(row: WantedRow, same: readonly WantedRow[], by: MatchField): number | undefined {
	if (same.length < 2) return undefined;
	if (same.some((other) => !agree(row, other))) {
		throw new InputError(
			`${same.length} rows speak of the ${by.label} ${row.shown} and do not agree (items ${itemsOf(same)})`,
			'Keep one of them, or make them the same.',
		);
	}
	return same[0] === row ? undefined : same[0].index;
}

function agree(one: WantedRow, other: WantedRow): boolean {
	if (one === other) return true;
	const { params: first, words, clearedFiles } = one.wanted;
	const { params: second } = other.wanted;
	const codes = new Set([...Object.keys(first), ...Object.keys(second)]);
	return (
		[...codes].every((code) => code in first && code in second) &&
		Object.keys(differences(first, second, words)).length === 0 &&
		clearedFiles.join() === other.wanted.clearedFiles.join() &&
		keyOf(one.address) === keyOf(other.address)
	);
}

/** Two people cannot have one address. */
function checkAddress(row: WantedRow, same: readonly WantedRow[], by: MatchField): void {
	if (same.every(({ key }) => key === row.key)) return;
	throw new InputError(
		`The address ${row.address} stands in rows of different people (items ${itemsOf(same)})`,
		`Each ${by.label} needs an address of its own. Correct the rows.`,
	);
}

function onlyOne(row: WantedRow, people: People, by: MatchField): Row | undefined {
	const persons = people.withKey(row.key);
	if (persons.length > 1) {
		throw new InputError(
			`Several people have the ${by.label} ${row.shown}: ${persons.map(personLabel).join(', ')}`,
			'Change it in the portal for all but one of them.',
		);
	}
	const owner =
		row.address === undefined
			? undefined
			: people.withAddress(row.address).find((one) => one !== persons[0]);
	if (owner && by.code !== 'EMAIL') throw ofSomebodyElse(owner, by.label, row.shown);
	return persons[0];
}

function itemsOf(rows: readonly WantedRow[]): string {
	const shown = rows.slice(0, 10).map(({ index }) => index);
	return `${shown.join(', ')}${rows.length > shown.length ? ', …' : ''}`;
}

/** By the key of what `of` gives; without those that have nothing there. */
function groups<T>(all: readonly T[], of: (one: T) => unknown): Map<string, T[]> {
	const found = new Map<string, T[]>();
	for (const one of all) {
		const key = keyOf(of(one));
		const known = found.get(key);
		if (known) known.push(one);
		else if (key !== '') found.set(key, [one]);
	}
	return found;
}
