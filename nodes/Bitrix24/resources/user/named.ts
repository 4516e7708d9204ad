/** People by the name they go by, as a language model has heard it: taken only when it is the whole name of one person. */
import { isActive, peopleList, USER_SEARCH } from '../../form/peopleList';
import type { Ref, Search } from '../../plan/types';
import { PAGE_SIZE, type Row } from '../../transport/list';
import { InputError, quoted } from '../../values/errors';
import { folded } from '../../values/text';

/** Candidates a message lists. */
const MAX_CANDIDATES = 10;

const FIELDS = [
	'ID',
	'NAME',
	'LAST_NAME',
	'SECOND_NAME',
	'WORK_POSITION',
	'UF_DEPARTMENT',
	'ACTIVE',
];

/** @param select fields wanted beside those; undefined for all */
export function searchesByName(
	refs: readonly Ref[],
	select: readonly string[] | undefined,
): Search[] {
	return refs.map((ref) => ({
		refs: [ref],
		list: peopleList(
			{ FIND: ref.value },
			{
				method: USER_SEARCH,
				select: select && [...new Set([...FIELDS, ...select])],
				limit: PAGE_SIZE,
				uncounted: true,
				paging: { by: 'offset' },
			},
		),
		match: byName,
	}));
}

function byName(rows: readonly Row[], { value }: Ref): Row | undefined {
	const wanted = partsOf(value);
	// A phrase that the portal cannot look for brings everybody.
	const near = rows.filter((row) => wanted.some((part) => namesOf(row).includes(part)));
	const same = near.filter((row) => isCalled(row, wanted));
	if (same.length === 1) return same[0];
	const candidates = same.length > 1 ? same : near;
	if (candidates.length === 0) return undefined;
	const listed = candidates.slice(0, MAX_CANDIDATES).map(introduced).join('; ');
	const more = candidates.length > MAX_CANDIDATES ? '; …' : '';
	throw new InputError(
		`${same.length > 1 ? 'Several people are called' : 'Nobody is called exactly'} ${quoted(value)}: ${listed}${more}`,
		'Name the person by ID.',
	);
}

/** First and last name, in either order, with the middle name or without it. */
function isCalled({ NAME, LAST_NAME, SECOND_NAME }: Row, wanted: readonly string[]): boolean {
	const words = [...wanted].sort().join(' ');
	const short = partsOf(`${textOf(NAME)} ${textOf(LAST_NAME)}`);
	const long = [...short, ...partsOf(textOf(SECOND_NAME))];
	return short.length > 1 && [short, long].some((parts) => [...parts].sort().join(' ') === words);
}

function namesOf({ NAME, LAST_NAME, SECOND_NAME }: Row): string[] {
	return partsOf(`${textOf(NAME)} ${textOf(LAST_NAME)} ${textOf(SECOND_NAME)}`);
}

function partsOf(name: string): string[] {
	return folded(name)
		.split(/[\s,]+/u)
		.filter((part) => part !== '');
}

/** `Ann Smith, Accountant, department 5 (ID 12)`. */
function introduced(row: Row): string {
	const name = `${textOf(row.NAME)} ${textOf(row.LAST_NAME)}`.trim();
	const departments = Array.isArray(row.UF_DEPARTMENT) ? row.UF_DEPARTMENT.join(', ') : '';
	const told = [
		name,
		textOf(row.WORK_POSITION),
		departments && `department ${departments}`,
		isActive(row) ? '' : 'dismissed',
	].filter((part) => part !== '');
	return `${told.join(', ')} (ID ${String(row.ID)})`;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
