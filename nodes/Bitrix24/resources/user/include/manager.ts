/** Who leads people: no field of the portal names them. */
import { isActive } from '../../../form/peopleList';
import type { IDataObject } from 'n8n-workflow';

import type { Tree } from '../../../form/tree';
import type { HintTopic } from '../../../plan/types';
import type { Row } from '../../../transport/list';
import { personById } from '../people';
import { departmentsOf, structureFor } from './departments';
import type { Inclusion } from './index';

const NO_ADDRESSES: HintTopic = {
	say: () =>
		'The credential may not see e-mail addresses (scope "user_basic" or "user"), so managers come without theirs.',
};

const FIELDS = ['ID', 'NAME', 'LAST_NAME', 'EMAIL', 'ACTIVE'];

export const manager: Inclusion = {
	select: ['ID', 'UF_DEPARTMENT'],
	async of(rows, asker, hint) {
		const tree = await structureFor('manager', asker, hint);
		if (!tree) return rows.map(() => undefined);
		const above = rows.map((row) => headsAbove(tree, row));
		const refs = new Map([...new Set(above.flat())].map((id) => [id, personById(id)]));
		const known = await asker.lookUp([...refs.values()], FIELDS);
		const leaders = new Map<number, Row>(
			[...refs].flatMap(([id, ref]) => {
				const row = known.row(ref);
				return row && isActive(row) ? [[id, row] as const] : [];
			}),
		);
		const hasAddresses = [...leaders.values()].some(({ EMAIL }) => EMAIL !== undefined);
		if (leaders.size > 0 && !hasAddresses) hint(NO_ADDRESSES);
		return above.map((heads) => {
			const leader = leaders.get(heads.find((id) => leaders.has(id)) ?? 0);
			return leader ? shown(leader, hasAddresses) : null;
		});
	},
};

/**
 * Heads of the departments from a person's own upwards, the nearest first, the person left out. Of several departments
 * at the same distance the one named first counts.
 */
export function headsAbove(tree: Tree, row: Row): number[] {
	const own = Number(row.ID);
	const heads = new Set<number>();
	const passed = new Set<number>();
	let level = departmentsOf(row);
	while (level.length > 0) {
		const departments = level.flatMap((id) => (passed.has(id) ? [] : (tree.get(id) ?? [])));
		for (const { id, head } of departments) {
			passed.add(id);
			if (head !== undefined && head !== own) heads.add(head);
		}
		level = departments.flatMap(({ parent }) => parent ?? []);
	}
	return [...heads];
}

function shown({ ID, NAME, LAST_NAME, EMAIL }: Row, hasAddresses: boolean): IDataObject {
	return {
		ID: String(ID),
		NAME: textOf(NAME),
		LAST_NAME: textOf(LAST_NAME),
		...(hasAddresses && { EMAIL: textOf(EMAIL) }),
	};
}

/** The portal leaves out what is NULL in its database. */
function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
