/** How departments are looked up by what names them: all of them are read at once, paths cannot be asked for. */
import type { Finder, HintTopic, Ref, Search } from '../../plan/types';
import { PAGE_SIZE, type Row } from '../../transport/list';
import { PortalError } from '../../transport/errors';
import { InputError, quoted } from '../../values/errors';
import { allDepartments, type Department, missingId, Tree, wordsOf } from '../../form/tree';
import { folded } from '../../values/text';

/** Fewer than a page, which ends the list. */
const IDS_PER_LIST = PAGE_SIZE - 1;

/** The key of our own in rows: the path of the department. */
export const PATH = 'path';

/** How a run names what it creates itself; nothing has this name before. */
export const NEW = 'new';

/** A name directly below a department: `17/North`. Unlike a path it stands for nothing else. */
export const BELOW = 'below';

/** In the row of something created: the value of the ref that names it. */
const CREATED_AS = 'createdAs';

const UNCHECKED: HintTopic = {
	say: (ids) =>
		`The credential lacks the scope "department", so it could not be checked that these departments are there: ${ids}`,
};

export const finder: Finder = {
	searches(refs, select) {
		const own = refs.filter(({ by }) => by === NEW);
		const others = refs.filter(({ by }) => by !== NEW);
		return [
			// Nothing to ask the portal: the rows come of what is created.
			...(own.length > 0
				? [{ refs: own, list: { ...allDepartments, limit: 0 }, match: createdAs }]
				: []),
			...searchesOf(others, select),
		];
	},
	keyOf: ({ by, value }) =>
		by === 'id' || by === NEW || by === BELOW ? `${by} ${value}` : wordsOf(value),
	created(ref, id, { NAME, PARENT }) {
		return { ID: String(id), NAME, PARENT, [CREATED_AS]: ref.value };
	},
	missing({ by, value }) {
		if (by === 'id') return missingId(value);
		if (by === NEW) {
			return new InputError(
				'The department above it was not created',
				'Mend the item that creates it, and run both again.',
			);
		}
		return new InputError(
			`There is no department ${quoted(value)}`,
			'Enter the name or the path of a department as the company structure shows it, e.g. Sales / North.',
		);
	},
};

/** Few by ID can be asked for alone, unless their paths are wanted. */
function searchesOf(refs: readonly Ref[], select: readonly string[] | undefined): Search[] {
	if (refs.length === 0) return [];
	const match = matchInTree();
	const isByIdAlone = refs.every(({ by }) => by === 'id') && refs.length <= IDS_PER_LIST;
	if (!isByIdAlone || !select || select.includes(PATH)) {
		return [{ refs, list: allDepartments, match, unread: uncheckedId }];
	}
	const params = { ID: refs.map(({ value }) => value) };
	return [{ refs, list: { ...allDepartments, params }, match, unread: uncheckedId }];
}

function createdAs(rows: readonly Row[], { value }: Ref): Row | undefined {
	return rows.find((row) => row[CREATED_AS] === value);
}

/** One tree for as long as the rows are the same. */
function matchInTree(): (rows: readonly Row[], ref: Ref) => Row | undefined {
	let known: { rows: readonly Row[]; tree: Tree; byId: Map<number, Row> } | undefined;
	return (rows, ref) => {
		if (known?.rows !== rows) {
			const byId = new Map(rows.map((row) => [Number(row.ID), row]));
			known = { rows, tree: new Tree(rows), byId };
		}
		const found = ref.by === BELOW ? directlyBelow(known.tree, ref) : known.tree.find(ref);
		const row = found && known.byId.get(found.id);
		return row && { ...row, [PATH]: found.path };
	};
}

function directlyBelow(tree: Tree, { value }: Ref): Department | undefined {
	const at = value.indexOf('/');
	const name = folded(value.slice(at + 1));
	return tree.children(Number(value.slice(0, at))).find((one) => folded(one.name) === name);
}

/** Without the scope an ID may still be right; a name says nothing. */
function uncheckedId(error: Error, { by, value }: Ref) {
	const isHidden = error instanceof PortalError && error.details.code === 'insufficient_scope';
	if (!isHidden || by !== 'id') return undefined;
	return { row: { ID: value }, hint: UNCHECKED, detail: value };
}
