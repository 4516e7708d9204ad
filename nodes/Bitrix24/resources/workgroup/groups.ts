/** How workgroups are listed and found. */
import type { Finder, Ref, Search } from '../../plan/types';
import type { ListRequest, Row } from '../../transport/list';
import type { Params } from '../../transport/types';
import { InputError, listed, quoted } from '../../values/errors';
import { comesNear } from '../../values/names';
import { folded } from '../../values/text';

export const WORKGROUP = 'workgroup';

/** One page holds 50 rows, so 50 IDs never need a second one. */
const IDS_PER_LIST = 50;

const SECRET = 'Secret workgroups are visible to administrators and to their members only.';

/** Names an error offers. */
const MAX_NEAR = 5;

/**
 * Workgroups in the order of their IDs; with an administrator's credential those they are not in as well.
 * Source: b24restdocs `api-reference/sonet-group/sonet-group-get.md`.
 */
export function groupList(limit: number, filter?: Params): ListRequest {
	return {
		method: 'sonet_group.get',
		params: { IS_ADMIN: 'Y', ...(filter && { FILTER: filter }) },
		limit,
		paging: { by: 'offset', sort: { ORDER: { ID: 'ASC' } } },
	};
}

/** A row of the list, as messages name it. */
export function groupLabel({ ID, NAME }: Row): string {
	return typeof NAME === 'string' && NAME !== ''
		? `workgroup "${NAME}"`
		: `workgroup ${String(ID)}`;
}

export const finder: Finder = {
	searches(refs) {
		// Names are compared here: the portal's own comparison minds blanks, and what it cannot use it drops.
		if (refs.some(({ by }) => by === 'name')) {
			return [{ refs, list: groupList(Infinity), match }];
		}
		const searches: Search[] = [];
		for (let at = 0; at < refs.length; at += IDS_PER_LIST) {
			const own = refs.slice(at, at + IDS_PER_LIST);
			const list = groupList(IDS_PER_LIST, { ID: own.map(({ value }) => value) });
			searches.push({ refs: own, list, match });
		}
		return searches;
	},
	missing: ({ by, value }) =>
		by === 'id'
			? new InputError(
					`There is no workgroup with ID ${value} that this credential can see`,
					`Check the ID. ${SECRET}`,
				)
			: unknown(value, `Check the name. ${SECRET}`),
};

function unknown(name: string, remedy: string): InputError {
	return new InputError(
		`There is no workgroup called ${quoted(name)} that this credential can see`,
		remedy,
	);
}

function match(rows: readonly Row[], { by, value }: Ref): Row | undefined {
	if (by === 'id') return rows.find(({ ID }) => String(ID) === value);
	const wanted = folded(value);
	const found = rows.filter(({ NAME }) => folded(String(NAME)) === wanted);
	if (found.length > 1) {
		throw new InputError(
			`Several workgroups are called ${quoted(value)}`,
			`Name the workgroup by ID instead. The IDs are ${listed(found.map(({ ID }) => String(ID)))}.`,
		);
	}
	if (found.length === 0) refuseNear(rows, value);
	return found[0];
}

/** @throws {InputError} when there are workgroups that may be meant */
function refuseNear(rows: readonly Row[], value: string): void {
	const near = rows.map(({ NAME }) => String(NAME)).filter((name) => comesNear(name, value));
	if (near.length === 0) return;
	throw unknown(
		value,
		`Names that come near: ${listed(near.slice(0, MAX_NEAR))}. Write the whole name, or choose from the list.`,
	);
}
