/** What the User Changes Trigger asks of the portal: lists without counting, in as few requests as possible. */
import { peopleList, USER_GET } from '../../form/peopleList';
import { PortalError } from '../../transport/errors';
import { chunks, listAll, type ListRequest, PAGE_SIZE, type Row } from '../../transport/list';
import type { Portal } from '../../transport/portal';
import { failed, type Outcome, type Params, succeeded } from '../../transport/types';
import { fingerprint, idOf, OVERLAP, type Seen } from './detect';
import type { Memory } from './memory';

/** A look at the portal. */
export interface Look extends Seen {
	signedIn: Row[];
	/** People changed last, in the portal's own order, the latest first. */
	latest: Row[];
}

/** What a first look remembers. */
export interface FirstLook extends Look {
	dismissed: number[];
	topId: number;
}

/** IDs that one command asks about: PHP reads a thousand names of a form (`max_input_vars`). */
const IDS_PER_COMMAND = 500;

/** Before anybody could sign in. */
const LONG_AGO = '1980-01-01T00:00:00+00:00';

/** By these the people changed last are told from those of the look before. */
const LATEST = ['ID', 'TIMESTAMP_X', 'ACTIVE', 'NAME', 'LAST_NAME', 'WORK_POSITION'];

/**
 * Everybody changed since the last look, everybody new, whoever signed in for the first time, and who was changed last; one
 * request as long as none of it is more than a page.
 */
export async function lookAgain(portal: Portal, memory: Memory): Promise<Outcome<Look>> {
	const filters = [changedSince(memory.since - memory.shift), { '>ID': memory.settledId }];
	return await look(portal, filters, memory.pending ?? new Set());
}

/** The state of things to compare with: who is dismissed, who came last, what changed just now. */
export async function lookFirst(portal: Portal): Promise<Outcome<FirstLook>> {
	const [dismissed, newest] = await listAll(portal, [
		peopleList({ ACTIVE: 'N' }, { select: ['ID'] }),
		peopleList({}, { select: ['ID'], limit: 1, paging: { by: 'keyset', descending: true } }),
	]);
	if (!dismissed.ok) return dismissed;
	if (!newest.ok) return newest;
	const now = clockOf(portal);
	if (!now.ok) return now;
	// Read last, so that whatever was changed meanwhile corrects what was read before.
	const changed = await look(portal, [changedSince(now.value - OVERLAP)], new Set());
	if (!changed.ok) return changed;
	return succeeded({
		...changed.value,
		dismissed: dismissed.value.map(idOf),
		topId: Math.max(0, ...newest.value.map(idOf)),
	});
}

/** Which of these people meet the filters of the form. */
export async function matching(
	portal: Portal,
	ids: number[],
	filter: Params,
): Promise<Outcome<Set<number>>> {
	const lists = chunks([...new Set(ids)]).map((some) =>
		peopleList({ ...filter, ID: some }, { select: ['ID'], limit: PAGE_SIZE }),
	);
	const found = new Set<number>();
	for (const list of await listAll(portal, lists)) {
		if (!list.ok) return list;
		for (const row of list.value) found.add(idOf(row));
	}
	return succeeded(found);
}

/** Some fields of everybody. */
export async function everybody(portal: Portal, codes: string[]): Promise<Outcome<Row[]>> {
	const [all] = await listAll(portal, [peopleList({}, { select: ['ID', ...codes] })]);
	return all;
}

/** Everybody dismissed. */
export async function allDismissed(portal: Portal): Promise<Outcome<number[]>> {
	const [all] = await listAll(portal, [peopleList({ ACTIVE: 'N' }, { select: ['ID'] })]);
	return all.ok ? succeeded(all.value.map(idOf)) : all;
}

/** People changed since a moment, to the last page. */
export async function changedRows(portal: Portal, moment: number): Promise<Outcome<Row[]>> {
	const [changed] = await listAll(portal, [peopleList(changedSince(moment))]);
	return changed;
}

/** Fingerprints of the people changed last, to know them by in the next look. */
export function latestOf(rows: Row[]): Map<number, string> {
	return new Map(rows.map((row) => [idOf(row), fingerprint(row)]));
}

async function look(
	portal: Portal,
	filters: Params[],
	pending: ReadonlySet<number>,
): Promise<Outcome<Look>> {
	// First, so that whoever is changed after it can be missing there, but not in the lists it is compared with.
	const latest = peopleList(
		{},
		{
			select: LATEST,
			limit: PAGE_SIZE,
			paging: { by: 'offset', sort: { sort: 'TIMESTAMP_X', order: 'DESC' } },
		},
	);
	const signedIn = chunks([...pending], IDS_PER_COMMAND).map((ids) => ({
		ID: ids,
		'>=LAST_LOGIN': LONG_AGO,
	}));
	const read = await readOn(portal, latest, [...filters, ...signedIn]);
	if (!read.ok) return read;
	const [last, ...lists] = read.value;
	const now = clockOf(portal);
	if (!now.ok) return now;
	return succeeded({
		latest: last,
		// A person in both lists counts as the later one shows them.
		rows: distinct(lists.slice(0, filters.length).flat()),
		signedIn: distinct(lists.slice(filters.length).flat()).filter(hasMoment),
		now: now.value,
	});
}

/** Reads the lists; the first page is not counted: mostly there is nothing on it. Where there is more, counting lets the rest share requests. */
async function readOn(
	portal: Portal,
	first: ListRequest,
	filters: Params[],
): Promise<Outcome<Row[][]>> {
	const pages = await listAll(portal, [
		first,
		...filters.map((filter) => peopleList(filter, { limit: PAGE_SIZE })),
	]);
	const read: Row[][] = [];
	for (const page of pages) {
		if (!page.ok) return page;
		read.push([...page.value]);
	}
	const full = filters.flatMap((filter, index) => {
		const last = read[index + 1].at(-1);
		if (!last || read[index + 1].length < PAGE_SIZE) return [];
		return [{ at: index + 1, list: peopleList({ ...filter, '>ID': idOf(last) }) }];
	});
	const rest = await listAll(
		portal,
		full.map(({ list }) => list),
	);
	for (const [index, more] of rest.entries()) {
		if (!more.ok) return more;
		read[full[index].at].push(...more.value);
	}
	return succeeded(read);
}

/** The portal honoured the filter: a row without a sign-in is none. */
function hasMoment({ LAST_LOGIN: moment }: Row): boolean {
	return moment !== undefined && moment !== null && moment !== '' && moment !== false;
}

function distinct(rows: Row[]): Row[] {
	return [...new Map(rows.map((row) => [idOf(row), row])).values()];
}

/** In whole seconds, as TIMESTAMP_X is stored. */
export function changedSince(moment: number): Params {
	return { '>=TIMESTAMP_X': new Date(moment * 1000).toISOString().replace(/\.\d+Z$/, '+00:00') };
}

/** All moments are the portal's own: this n8n's clock may go differently. */
function clockOf(portal: Portal): Outcome<number> {
	if (portal.clock.start !== undefined) return succeeded(Math.floor(portal.clock.start));
	return failed(
		new PortalError(
			'lost',
			'The answer of the portal does not tell its time',
			'Check that nothing between n8n and the portal changes its answers, and that a self-hosted portal is up to date.',
			{ method: USER_GET },
		),
	);
}
