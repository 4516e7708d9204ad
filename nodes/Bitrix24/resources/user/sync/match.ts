/** Which row of the list means whom: one row and one person at a time, and never a guess. */
import type { Row } from '../../../transport/list';
import { failed, type Outcome, succeeded } from '../../../transport/types';
import { InputError } from '../../../values/errors';
import { differences } from '../compare';
import type { MatchField } from '../form/match';
import { ofSomebodyElse } from '../invitations';
import { personOf } from '../people';
import type { WantedRow } from './wanted';

/** A row and whom it means; without a person it is somebody new. */
export interface Match {
	row: WantedRow;
	person?: Row;
	/** Index of an item before this one that says the same. */
	repeats?: number;
}

/** How values of a field are compared to find people: letters of an address do not matter. */
export function keyOf({ code, type }: Pick<MatchField, 'code' | 'type'>, value: unknown): string {
	const said = String(value ?? '').trim();
	if (code === 'EMAIL') return said.toLowerCase();
	return type === 'integer' && said !== '' ? String(Number(said)) : said;
}

/** People by their keys and addresses. */
export class People {
	private readonly byKey = new Map<string, Row[]>();

	private readonly byEmail = new Map<string, Row[]>();

	constructor(
		readonly all: readonly Row[],
		by: MatchField,
	) {
		for (const row of all) {
			push(this.byKey, keyOf(by, row[by.code]), row);
			push(this.byEmail, keyOf({ code: 'EMAIL', type: 'email' }, row.EMAIL), row);
		}
	}

	withKey(key: string): readonly Row[] {
		return this.byKey.get(key) ?? [];
	}

	withAddress(address: string): readonly Row[] {
		return this.byEmail.get(address.toLowerCase()) ?? [];
	}
}

/** What came of matching, by position of the row. */
export interface Matched {
	matches: Array<Outcome<Match>>;
	/** IDs of all people that rows speak of, also those who are in doubt. */
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
	const sameAddress = groups(usable, ({ address }) => address?.toLowerCase());
	const claimed = new Set<number>();
	const matches = rows.map((row): Outcome<Match> => {
		if (!row.ok) return row;
		const persons = people.withKey(row.value.key);
		persons.forEach(({ ID: id }) => claimed.add(Number(id)));
		try {
			const repeats = repeated(row.value, sameKey.get(row.value.key) ?? [], by);
			checkAddress(row.value, sameAddress.get(row.value.address?.toLowerCase() ?? '') ?? [], by);
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
		one.address?.toLowerCase() === other.address?.toLowerCase()
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
			`Several people have the ${by.label} ${row.shown}: ${persons.map(personOf).join(', ')}`,
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

function groups(
	rows: readonly WantedRow[],
	of: (row: WantedRow) => string | undefined,
): Map<string, WantedRow[]> {
	const found = new Map<string, WantedRow[]>();
	for (const row of rows) {
		const key = of(row);
		if (key !== undefined) push(found, key, row);
	}
	return found;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
	if (key === '') return;
	const known = map.get(key);
	if (known) known.push(value);
	else map.set(key, [value]);
}
