/** The deletions of one run: what stands in the departments, and where it goes. */
import type { Department, Tree } from '../../form/tree';
import { handOn, inSteps } from '../../plan/plans';
import type { HintTopic, Item, Plan } from '../../plan/types';
import { attempt, type Outcome, type RestRequest } from '../../transport/types';
import { InputError } from '../../values/errors';
import { below, Deletion, isThere, type Moves, tell } from './deletion';
import { Memberships } from './membership';
import { called } from './output';
import type { Person } from './people';
import { valueOf } from './together';

/** What one item wants. */
export interface WantedDeletion {
	own: Department;
	/** Where people and departments go. */
	target?: Department;
	isPreview: boolean;
}

const MOVED: HintTopic = {
	say: (moves) => `What stood in deleted departments goes elsewhere: ${moves}`,
};

const LEFT_BEHIND: HintTopic = {
	say: (people) =>
		`These dismissed people are in no department when they are reinstated, since theirs is deleted: ${people}`,
};

/** Deletions that are done together, or looked at together beforehand. */
export class Round {
	/** Departments that are deleted. */
	private readonly ids: ReadonlySet<number>;

	private readonly memberships: Memberships;

	private readonly deletions = new Map<number, Deletion>();

	constructor(
		private readonly tree: Tree,
		/** Everybody in them. */
		private readonly people: Outcome<Person[]>,
		wanted: ReadonlyArray<Outcome<WantedDeletion>>,
	) {
		this.ids = new Set(wanted.flatMap((one) => (one.ok ? [one.value.own.id] : [])));
		this.memberships = new Memberships(tree);
	}

	plan(wanted: Outcome<WantedDeletion>, item: Item): Outcome<Plan> {
		return attempt(() => {
			const { own, target, isPreview: preview } = valueOf(wanted);
			if (target && this.ids.has(target.id)) {
				throw new InputError(
					`People and departments cannot go to ${called(target)}, which another item deletes`,
					'Name a department that stays in "Move To".',
				);
			}
			const contents = this.contentsOf(own);
			demandEmptyOr(target, own, contents);
			if (target) tellMoves(item, own, target, contents);
			else tellLeftBehind(item, contents);
			const output = { ID: String(own.id), deleted: true };
			if (preview) return handOn([{ ...output, preview }]);
			const { change } = this.deletionOf(own, target, contents);
			return inSteps(called(own), function* () {
				yield* change.join();
				return [{ ...output }];
			});
		});
	}

	/** But for the departments below that are deleted as well. */
	private contentsOf({ id }: Department): Contents {
		return {
			people: valueOf(this.people).filter(({ departments }) => departments.includes(id)),
			below: this.tree.children(id).filter((one) => !this.ids.has(one.id)),
		};
	}

	/** Items that name one department come to one deletion. */
	private deletionOf(
		own: Department,
		target: Department | undefined,
		contents: Contents,
	): Deletion {
		const there = this.deletions.get(own.id);
		if (there) return there;
		const moves = target ? this.movesTo(target, own, contents) : { people: [], departments: [] };
		const deletion = new Deletion(own, moves, () => below(this.tree, own, this.deletions));
		this.deletions.set(own.id, deletion);
		return deletion;
	}

	private movesTo({ id: to }: Department, { id: from }: Department, contents: Contents): Moves {
		const people = contents.people.map((person) => this.memberships.of(person));
		// In its place, since the first department of the list is shown as the person's own.
		const replace = (ids: readonly number[]) => ids.map((id) => (id === from ? to : id));
		for (const one of people) one.edit({ of: (ids) => [...new Set(replace(ids))] });
		const departments = contents.below.map(
			({ id }): RestRequest => ({
				method: 'department.update',
				params: { PARENT: to, ID: id },
				safety: 'idempotent',
			}),
		);
		return { people, departments };
	}
}

/** What stands in a department. */
interface Contents {
	people: readonly Person[];
	below: readonly Department[];
}

/** @throws {InputError} when something is in the department and it is not said where it goes */
function demandEmptyOr(
	target: Department | undefined,
	own: Department,
	{ people, below: departments }: Contents,
): void {
	const active = people.filter(isThere);
	if (target || active.length + departments.length === 0) return;
	throw new InputError(
		`The ${called(own)} is not empty: ${tell(active, departments.length)} in it`,
		'Say where they go with the option "Move To", or move them before.',
	);
}

function tellMoves(item: Item, own: Department, target: Department, contents: Contents): void {
	const { people, below: departments } = contents;
	if (people.length + departments.length === 0) return;
	item.hint(MOVED, `${tell(people, departments.length)} moved from ${own.path} to ${target.path}`);
}

function tellLeftBehind(item: Item, { people }: Contents): void {
	for (const { label } of people) item.hint(LEFT_BEHIND, label);
}
