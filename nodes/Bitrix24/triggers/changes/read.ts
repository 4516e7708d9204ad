/** What the User Changes Trigger asks of the portal: lists without counting, in as few requests as possible. */
import { PortalError } from '../../transport/errors';
import { listAll, type ListRequest, PAGE_SIZE, type Row } from '../../transport/list';
import type { Portal } from '../../transport/portal';
import { failed, type Outcome, type Params, succeeded } from '../../transport/types';
import { OVERLAP } from './detect';
import type { Memory } from './memory';

/** A look at the portal. */
export interface Look {
	rows: Row[];
	/** The portal's clock when the look began, in Unix seconds. */
	now: number;
}

/** What a first look remembers. */
export interface FirstLook extends Look {
	dismissed: number[];
	topId: number;
}

/**
 * A list of people by ID. ADMIN_MODE shows extranet people to administrators; for others it changes nothing
 * (b24restdocs `api-reference/user/user-get.md`).
 */
export function people(filter: Params, limit: number, params: Params = {}): ListRequest {
	return {
		method: 'user.get',
		// An empty filter cannot be said in a batch.
		params: {
			...params,
			ADMIN_MODE: 'Y',
			...(Object.keys(filter).length > 0 && { FILTER: filter }),
		},
		limit,
		paging: { by: 'keyset', descending: false },
	};
}

/** Everybody changed since the last look, and everybody new; one request as long as neither is more than a page. */
export async function lookAgain(portal: Portal, memory: Memory): Promise<Outcome<Look>> {
	return await read(portal, [changedSince(memory.since), { '>ID': memory.settledId }]);
}

/** The state of things to compare with: who is dismissed, who came last, what changed just now. */
export async function lookFirst(portal: Portal): Promise<Outcome<FirstLook>> {
	const [dismissed, newest] = await listAll(portal, [
		people({ ACTIVE: 'N' }, Infinity, { select: ['ID'] }),
		{ ...people({}, 1, { select: ['ID'] }), paging: { by: 'keyset', descending: true } },
	]);
	if (!dismissed.ok) return dismissed;
	if (!newest.ok) return newest;
	const now = clockOf(portal);
	if (!now.ok) return now;
	// Read last, so that whatever was changed meanwhile corrects what was read before.
	const look = await read(portal, [changedSince(now.value - OVERLAP)]);
	if (!look.ok) return look;
	return succeeded({
		...look.value,
		dismissed: dismissed.value.map((row) => Number(row.ID)),
		topId: Math.max(0, ...newest.value.map((row) => Number(row.ID))),
	});
}

/** Which of these people meet the filters of the form. */
export async function matching(
	portal: Portal,
	ids: number[],
	filter: Params,
): Promise<Outcome<Set<number>>> {
	const lists: ListRequest[] = [];
	for (let at = 0; at < ids.length; at += PAGE_SIZE) {
		const some = ids.slice(at, at + PAGE_SIZE);
		lists.push(people({ ...filter, ID: some }, PAGE_SIZE, { select: ['ID'] }));
	}
	const found = new Set<number>();
	for (const list of await listAll(portal, lists)) {
		if (!list.ok) return list;
		for (const row of list.value) found.add(Number(row.ID));
	}
	return succeeded(found);
}

async function read(portal: Portal, filters: Params[]): Promise<Outcome<Look>> {
	const rows = new Map<string, Row>();
	let open = filters;
	// The first page is not counted: mostly there is nothing on it. Where there is more, counting lets the rest share requests.
	for (const limit of [PAGE_SIZE, Infinity]) {
		const lists = await listAll(
			portal,
			open.map((filter) => people(filter, limit)),
		);
		const more: Params[] = [];
		for (const [index, list] of lists.entries()) {
			if (!list.ok) return list;
			// A person in both lists counts as the later one shows them.
			for (const row of list.value) rows.set(String(row.ID), row);
			const last = list.value.at(-1);
			if (list.value.length === limit && last) {
				more.push({ ...open[index], '>ID': Number(last.ID) });
			}
		}
		if (more.length === 0) break;
		open = more;
	}
	const now = clockOf(portal);
	return now.ok ? succeeded({ rows: [...rows.values()], now: now.value }) : now;
}

/** In whole seconds, as TIMESTAMP_X is stored. */
function changedSince(moment: number): Params {
	return { '>=TIMESTAMP_X': new Date(moment * 1000).toISOString().replace(/\.\d+Z$/, '+00:00') };
}

/** All moments are the portal's own: this n8n's clock may go differently. */
function clockOf(portal: Portal): Outcome<number> {
	if (portal.clock.start !== undefined) return succeeded(Math.floor(portal.clock.start));
	return failed(
		new PortalError(
			'unknown',
			'The answer of the portal does not tell its time',
			'Check that nothing between n8n and the portal changes its answers, and that a self-hosted portal is up to date.',
			{ method: 'user.get' },
		),
	);
}
