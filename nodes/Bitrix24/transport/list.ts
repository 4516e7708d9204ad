/**
 * Reads lists to their end in as few requests as possible. Pages always hold 50 rows
 * (b24restdocs `settings/performance/huge-data.md`, `settings/how-to-call-rest-api/list-methods-pecularities.md`).
 */
import { MAX_COMMANDS, sendBatch } from './batch';
import { ListCursor } from './cursor';
import type { Portal } from './portal';
import { type ListRequest, type Outcome, PAGE_SIZE, type Row } from './types';

export { type ListForm, type ListRequest, PAGE_SIZE, type Row } from './types';

/**
 * Reads all lists, sharing batches between them; equal lists are read once.
 *
 * @param swapped gets the lists cut off by their limit in which rows came twice: others may have been passed over
 */
export async function listAll(
	portal: Portal,
	lists: ListRequest[],
	swapped = new Set<ListRequest>(),
): Promise<Array<Outcome<Row[]>>> {
	const cursors = new Map<string, ListCursor>();
	const own = lists.map((list) => {
		const key = JSON.stringify([list, list.limit === Infinity]);
		const cursor = cursors.get(key) ?? new ListCursor(list);
		cursors.set(key, cursor);
		return cursor;
	});
	for (;;) {
		const open = [...cursors.values()].filter((cursor) => !cursor.isDone);
		if (open.length === 0) break;
		await advance(portal, open);
		// All at once: what failed together waits together.
		await Promise.all(open.map(async (cursor) => await cursor.recover(portal)));
	}
	lists.forEach((list, at) => {
		if (own[at].isSwapped) swapped.add(list);
	});
	return own.map(({ outcome }) => outcome);
}

/** So many at a time; by default as many as one page holds, so that nobody's list of IDs needs a second one. */
export function chunks<T>(values: readonly T[], size = PAGE_SIZE): T[][] {
	const found: T[][] = [];
	for (let at = 0; at < values.length; at += size) found.push(values.slice(at, at + size));
	return found;
}

/** One HTTP request's worth of progress. */
async function advance(portal: Portal, open: ListCursor[]): Promise<void> {
	const alone = open.find((cursor) => !cursor.isBatchable);
	if (alone) {
		alone.accept([await portal.call(alone.nextPage())]);
		return;
	}
	const commands: string[] = [];
	const shares: Array<{ cursor: ListCursor; pages: number }> = [];
	for (const cursor of open) {
		const room = MAX_COMMANDS - commands.length;
		if (room === 0) break;
		const pages = cursor.nextCommands(room, commands.length);
		commands.push(...pages);
		shares.push({ cursor, pages: pages.length });
	}
	if (commands.length === 1) {
		const [{ cursor }] = shares;
		cursor.accept([await portal.call(cursor.nextPage())]);
		return;
	}
	const requests = shares.flatMap(({ cursor, pages }) =>
		Array.from({ length: pages }, () => cursor.nextPage()),
	);
	const answers = await sendBatch(portal, commands, requests, false);
	let position = 0;
	for (const { cursor, pages } of shares) {
		cursor.accept(answers.slice(position, position + pages));
		position += pages;
	}
}
