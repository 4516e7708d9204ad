/** One deletion: what the department holds goes elsewhere first, and what became of it is looked at. */
import { NotConfirmed } from '../../plan/errors';
import type { RestRequest } from '../../transport/types';
import { allDepartments, type Department, type Tree } from '../../form/tree';
import { called } from './output';
import type { Membership } from './membership';
import { peopleIn, type Person, personOf } from './people';
import { goTogether, Together, valueOf, type Walk } from './together';

/** What goes elsewhere before. */
export interface Moves {
	people: readonly Membership[];
	departments: readonly RestRequest[];
}

export class Deletion {
	/** All items that name the department come to one deletion. */
	readonly change = new Together<void>(() => this.walk());

	constructor(
		private readonly own: Department,
		private readonly moves: Moves,
		/** Deletions of this run that come before: those of departments below. */
		private readonly before: () => readonly Deletion[],
	) {}

	private *walk(): Walk<void> {
		for (const { change } of this.before()) yield* change.end();
		const { people, departments } = this.moves;
		if (departments.length > 0) (yield { requests: departments }).requests.forEach(valueOf);
		yield* goTogether(people.map(({ change }) => change.join()));
		yield* this.demandEmpty();
		yield* this.delete();
	}

	/** What the portal does with what is left in it is not documented, so nothing may be left. */
	private *demandEmpty(): Walk<void> {
		const below = { ...allDepartments, params: { PARENT: String(this.own.id) } };
		const { lists } = yield { lists: [below, ...peopleIn([this.own.id])] };
		const [departments, ...people] = lists.map(valueOf);
		const left = people.flat().map(personOf).filter(isThere);
		if (left.length === 0 && departments.length === 0) return;
		throw new NotConfirmed(
			`The ${called(this.own)} was not deleted: ${tell(left, departments.length)} still there`,
			'Somebody may have come meanwhile, or a department below it could not be deleted. Look at the department in the company structure, and run this again.',
		);
	}

	/** An answer that was lost, or "not found" after it, does not tell; that the department is gone does. */
	private *delete(): Walk<void> {
		const params = { ID: this.own.id };
		const sent = yield {
			requests: [{ method: 'department.delete', params, safety: 'idempotent' }],
		};
		const seen = yield { lists: [{ ...allDepartments, params: { ID: String(this.own.id) } }] };
		const isGone = seen.lists[0].ok && seen.lists[0].value.length === 0;
		if (isGone) return;
		valueOf(sent.requests[0]);
		throw new NotConfirmed(
			`The portal took the deletion of ${called(this.own)}, but it could not be confirmed`,
			seen.lists[0].ok
				? 'The department is still there. Delete it in the company structure of the portal.'
				: `It could not be read back: ${seen.lists[0].error.message}. Look at the company structure.`,
		);
	}
}

/** Dismissed people do not stand in the structure. */
export function isThere({ isActive }: Person): boolean {
	return isActive;
}

/** `2 people and 1 department`, with the verb. */
export function tell(people: readonly Person[], departments: number): string {
	const parts = [
		...(people.length > 0
			? [people.length === 1 ? people[0].label : `${people.length} people`]
			: []),
		...(departments > 0 ? [departments === 1 ? '1 department' : `${departments} departments`] : []),
	];
	const verb = people.length + departments === 1 ? 'is' : 'are';
	return `${parts.join(' and ')} ${verb}`;
}

/** The deletions of departments directly below one. */
export function below(
	tree: Tree,
	own: Department,
	deletions: ReadonlyMap<number, Deletion>,
): Deletion[] {
	return tree.children(own.id).flatMap(({ id }) => deletions.get(id) ?? []);
}
