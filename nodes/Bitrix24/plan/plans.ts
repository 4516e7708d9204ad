/** The usual plans, in one line each. */
import type { ListRequest, Row } from '../transport/list';
import { attemptAsync, type Outcome, type RestRequest } from '../transport/types';
import type { Change, HandOn, Item, Known, List, Plan, Ref, Steps, Task, View } from './types';

/** Hand on what a ref names. */
export function find(ref: Ref, view: View, under?: HandOn['under']): Plan {
	return {
		names: [ref],
		select: view.select && [...view.select, ...(view.more?.select ?? [])],
		task: (known) => ({ do: 'handOn', rows: [rowOf(known, ref)], view, under }),
	};
}

/** The row of a ref; a copy, since nodes behind this one may change it. */
function rowOf(known: Known, ref: Ref): Row {
	known.id(ref);
	return { ...known.row(ref) };
}

/** Read a list and hand it on. */
export function list(request: ListRequest, view: View, tell?: List['tell']): Plan {
	return plain({ do: 'list', list: request, view, tell });
}

/** Call a method that reads. */
export function call(request: RestRequest, view: View): Plan {
	return plain({ do: 'call', request, view });
}

/** Hand on rows that are known already. */
export function handOn(rows: Row[], view: View = {}): Plan {
	return plain({ do: 'handOn', rows, view });
}

/**
 * Questions or changes after each other.
 *
 * @param about in errors: `department "Sales"`
 */
export function inSteps(about: string, steps: Steps['steps']): Plan {
	return plain({ do: 'steps', about, steps });
}

function plain(task: Task): Plan {
	return { names: [], select: [], task: () => task };
}

/** Change something, once it is known what the refs name. */
export function change(
	names: readonly Ref[],
	task: (known: Known) => Change | HandOn,
	more: Pick<Plan, 'select' | 'creates' | 'preview'> = {},
): Plan {
	return { names, select: [], ...more, task };
}

/**
 * The plan of every item, for operations whose items have to know of each other.
 *
 * @param prepare as that of an operation on each item alone
 */
export async function each(
	items: readonly Item[],
	prepare: (item: Item) => Promise<Plan>,
): Promise<Array<Outcome<Plan>>> {
	const plans: Array<Outcome<Plan>> = [];
	for (const item of items) plans.push(await attemptAsync(async () => await prepare(item)));
	return plans;
}
