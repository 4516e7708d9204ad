/** How workgroups are found. */
import { groupList } from '../../form/groupList';
import type { Finder, Ref } from '../../plan/types';
import { chunks, PAGE_SIZE, type Row } from '../../transport/list';
import { InputError, listed, quoted } from '../../values/errors';
import { comesNear } from '../../values/names';
import { folded } from '../../values/text';

export const WORKGROUP = 'workgroup';

const SECRET = 'Secret workgroups are visible to administrators and to their members only.';

/** Names an error offers. */
const MAX_NEAR = 5;

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
			return [{ refs, list: groupList(), match }];
		}
		return chunks(refs).map((own) => ({
			refs: own,
			list: groupList(PAGE_SIZE, { ID: own.map(({ value }) => value) }),
			match,
		}));
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
