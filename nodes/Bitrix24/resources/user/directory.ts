/** What forms and runs need to know of a portal: its fields, departments and workgroups, and who is asking. */
import { buildCatalogue } from './fields/catalogue';
import type { UserField } from '../../values/types';
import { sendAll } from '../../transport/send';
import { unexpectedForm } from '../../transport/errors';
import { PAGE_SIZE } from '../../transport/list';
import type { Portal } from '../../transport/portal';
import {
	failed,
	isRecord,
	type Outcome,
	type Params,
	type RestAnswer,
	type RestRequest,
	succeeded,
} from '../../transport/types';

export interface Directory {
	fields: UserField[];
	/** Whether the account behind the credential is an administrator; undefined when the portal did not say. */
	isAdmin?: boolean;
}

const USERFIELDS = 'user.userfield.list';

function read(method: string, params: Params = {}): RestRequest {
	return { method, params, safety: 'read' };
}

/**
 * Reads fields, definitions of custom fields and the rights of the account, in one request. The definitions may be
 * missing: reading them takes a scope and an administrator.
 */
export async function loadDirectory(portal: Portal): Promise<Outcome<Directory>> {
	const [fields, definitions, profile] = await sendAll(
		portal,
		[read('user.fields'), read(USERFIELDS), read('profile')],
		{ halt: false },
	);
	if (!fields.ok) return fields;
	if (!isRecord(fields.value.result)) return failed(unexpectedForm('user.fields'));
	const pages = definitions.ok
		? await allPages(portal, USERFIELDS, {}, definitions.value)
		: definitions;
	const catalogue = buildCatalogue(fields.value.result, pages.ok ? pages.value : undefined);
	const account = profile.ok && isRecord(profile.value.result) ? profile.value.result : {};
	return succeeded({
		fields: catalogue,
		isAdmin: typeof account.ADMIN === 'boolean' ? account.ADMIN : undefined,
	});
}

/** A row of department.get or sonet_group.get. */
type Row = Record<string, unknown>;

/**
 * All departments, in the order of their path. Where the structure has one top, as in nearly every portal, only the
 * top itself is called by its name: in front of all the others it would push what tells them apart out of sight.
 *
 * @returns ID and path from the top, e.g. `Sales / North`
 */
export async function loadDepartments(
	portal: Portal,
): Promise<Outcome<Array<{ id: string; path: string }>>> {
	const rows = await loadList(portal, 'department.get', { sort: 'ID', order: 'ASC' });
	if (!rows.ok) return rows;
	const byId = new Map(rows.value.map((row) => [String(row.ID), row]));
	const tops = rows.value.filter(({ PARENT }) => !byId.has(String(PARENT)));
	const top = tops.length === 1 ? tops[0] : undefined;
	const departments = rows.value.map((row) => {
		const chain = chainOf(row, byId);
		const shown = chain[0] === top && row !== top ? chain.slice(1) : chain;
		return { id: String(row.ID), path: shown.map(({ NAME }) => String(NAME)).join(' / ') };
	});
	const isTop = ({ id }: { id: string }) => id === String(top?.ID);
	return succeeded(
		departments.sort((a, b) => Number(isTop(b)) - Number(isTop(a)) || a.path.localeCompare(b.path)),
	);
}

/** From the top of the company down; ends where a circle would begin. */
function chainOf(row: Row, byId: Map<string, Row>): Row[] {
	const chain: Row[] = [];
	const seen = new Set<Row>();
	for (let at: Row | undefined = row; at && !seen.has(at); at = byId.get(String(at.PARENT))) {
		seen.add(at);
		chain.unshift(at);
	}
	return chain;
}

/** All workgroups the account can see, by name. */
export async function loadWorkgroups(
	portal: Portal,
): Promise<Outcome<Array<{ id: string; name: string }>>> {
	const rows = await loadList(portal, 'sonet_group.get', { ORDER: { NAME: 'ASC' } });
	if (!rows.ok) return rows;
	const groups = rows.value.map((row) => ({ id: String(row.ID), name: String(row.NAME) }));
	return succeeded(groups.sort((a, b) => a.name.localeCompare(b.name)));
}

async function loadList(portal: Portal, method: string, params: Params): Promise<Outcome<Row[]>> {
	const first = await portal.call(read(method, params));
	return first.ok ? await allPages(portal, method, params, first.value) : first;
}

/** The rest of a list whose first page is known, all pages in as few batches as there need be. */
async function allPages(
	portal: Portal,
	method: string,
	params: Params,
	first: RestAnswer,
): Promise<Outcome<Row[]>> {
	const starts: number[] = [];
	for (let start = PAGE_SIZE; start < (first.total ?? 0); start += PAGE_SIZE) starts.push(start);
	const rest = await sendAll(
		portal,
		starts.map((start) => read(method, { ...params, start })),
		{ halt: false },
	);
	// department.get answers a page past the end with the first one again, so rows are taken once.
	const rows = new Map<string, Row>();
	for (const page of [succeeded(first), ...rest]) {
		if (!page.ok) return page;
		if (!Array.isArray(page.value.result)) return failed(unexpectedForm(method));
		for (const row of page.value.result.filter(isRecord)) rows.set(String(row.ID), row);
	}
	return succeeded([...rows.values()]);
}
