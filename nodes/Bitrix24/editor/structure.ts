/** Departments and workgroups, for dropdowns. */
import { listAll, type Row } from '../transport/list';
import type { Portal } from '../transport/portal';
import { type Outcome, type Params, succeeded } from '../transport/types';

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

async function loadList(portal: Portal, method: string, sort: Params): Promise<Outcome<Row[]>> {
	const [list] = await listAll(portal, [
		{ method, params: {}, limit: Infinity, paging: { by: 'offset', sort } },
	]);
	return list;
}
