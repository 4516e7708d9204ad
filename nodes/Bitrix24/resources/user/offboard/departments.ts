/**
 * The part "Departments". Needs the scope `department` and the right to change the company structure. Passes the role of the
 * head on; the portal would take it away with the dismissal. Leaves the person where they are, so that reinstating them
 * brings their departments back.
 * Source: b24restdocs `api-reference/departments/department-update.md`; heads and dismissal: server behaviour.
 */
import type { IDataObject } from 'n8n-workflow';

import { allDepartments, type Department, Tree } from '../../../form/tree';
import { valueOf } from '../../../plan/walks';
import { handOver } from './handOver';
import { type Heir, heirOf, type Leaver, type Part } from './words';

export const ledDepartments: Part = {
	name: 'departments',
	label: 'Departments',
	*look(leaver) {
		const { lists } = yield { lists: [allDepartments] };
		const led = ledBy(new Tree(valueOf(lists[0])), leaver);
		return {
			needsHeir: led.length > 0,
			foresee: (heir) => reportOf(led.map((one) => passedOn(one, heir))),
			*carryOut(heir) {
				const { moved, kept, stopped } = yield* handOver<Led>({
					things: led,
					key: ({ id }) => String(id),
					change: ({ id }) => ({
						method: 'department.update',
						params: { UF_HEAD: heirOf(heir).id, ID: id },
						safety: 'idempotent',
					}),
					sources: [
						{
							list: { ...allDepartments, params: { UF_HEAD: String(leaver.id) } },
							of: ({ ID, NAME }) => ({ id: Number(ID), path: String(NAME) }),
						},
					],
					demandsAll: true,
				});
				const rows = [
					...moved.map((one) => passedOn(one, heir)),
					...kept.map(({ thing, reason }) => ({ ...named(thing), passedOn: false, reason })),
				];
				return {
					report: reportOf(rows),
					words: `${moved.length} of ${rows.length} departments passed on`,
					stopped,
				};
			},
		};
	},
};

type Led = Pick<Department, 'id' | 'path'>;

/** What somebody leads. */
export function ledBy(tree: Tree, { id }: Pick<Leaver, 'id'>): Department[] {
	return tree.all.filter(({ head }) => head === id);
}

function named({ id, path }: Led): IDataObject {
	return { ID: String(id), path };
}

function passedOn(led: Led, heir: Heir | undefined): IDataObject {
	return { ...named(led), passedOn: true, head: String(heirOf(heir).id) };
}

function reportOf(rows: IDataObject[]): IDataObject {
	return { departments: rows };
}
