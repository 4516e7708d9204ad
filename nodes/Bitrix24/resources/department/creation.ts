/** The change that creates one department, and how to find out whether it was carried out. */
import type { Department } from '../../form/tree';
import { change } from '../../plan/plans';
import type { Known, Plan, Ref, Trace } from '../../plan/types';
import { InputError } from '../../values/errors';
import { BELOW, finder, NEW } from './finder';
import { HEAD_FIELDS, headIdOf } from './head';

/** What one item wants. */
export interface NewDepartment {
	name: string;
	parent: Ref;
	head?: Ref;
	sort?: number;
	isPreview: boolean;
}

/** The portal's own, when none is given (b24restdocs `api-reference/departments/department-add.md`). */
const DEFAULT_SORT = 500;

function refOf(id: number): Ref {
	return id < 0
		? { of: 'department', by: NEW, value: String(id) }
		: { of: 'department', by: 'id', value: String(id) };
}

/**
 * @param above its parent; with an ID below zero, one that another item creates
 * @param id below zero: how the run names the department until it is there
 */
export function creation(
	{ name, head, sort, isPreview: preview }: NewDepartment,
	above: Department,
	id: number,
	path: string,
): Plan {
	const own = refOf(id);
	const names = [...(above.id < 0 ? [own, refOf(above.id)] : [own]), ...(head ? [head] : [])];
	const parentId = (known: Known) => (above.id < 0 ? known.id(refOf(above.id)) : above.id);
	return change(
		names,
		(known) => {
			const parent = parentId(known);
			// Another item only looks at the department above, with its option Preview.
			if (parent < 1 && !preview) throw finder.missing(refOf(above.id));
			const headId = head && headIdOf(known, head);
			const params = {
				NAME: name,
				PARENT: parent,
				...(sort !== undefined && { SORT: sort }),
				...(headId !== undefined && { UF_HEAD: headId }),
			};
			const output = (newId: string | null) => ({
				ID: newId,
				NAME: name,
				SORT: sort ?? DEFAULT_SORT,
				// Of a preview: the parent is not there either.
				PARENT: parent > 0 ? String(parent) : null,
				UF_HEAD: headId === undefined ? null : String(headId),
				path,
			});
			return {
				do: 'change',
				method: 'department.add',
				params,
				about: `department "${path}"`,
				safety: 'once',
				trace: traceOf(parent, name, path),
				foresee: () => output(null),
				finish: ({ id: newId }) => output(newId),
			};
		},
		{ select: HEAD_FIELDS, creates: [own], preview },
	);
}

/** Nothing of this name stood there before, so what stands there after a lost answer is ours. */
function traceOf(parent: number, name: string, path: string): Trace {
	return {
		ref: { of: 'department', by: BELOW, value: `${parent}/${name}` },
		idIn(result) {
			const id = Number(result);
			return Number.isSafeInteger(id) && id > 0 ? id : undefined;
		},
		taken: (row) =>
			new InputError(
				`There is a department "${path}"${row ? ` (ID ${String(row.ID)})` : ''} already`,
				'Somebody created it meanwhile. Look at it in the company structure.',
			),
	};
}
