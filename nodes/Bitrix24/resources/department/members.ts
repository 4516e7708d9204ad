/** Add, Remove and Move Member: all items about one person are one change of the departments they are in. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { readPreview } from '../../form/options';
import { person, readPerson } from '../../form/person';
import { handOn, inSteps } from '../../plan/plans';
import type { HintTopic, Item, Known, Plan, Ref, WholeOperation } from '../../plan/types';
import { attempt, type Outcome } from '../../transport/types';
import { departmentParameter, readDepartment, writeOptions } from './form';
import { type Arrangement, type Membership, Memberships } from './membership';
import { PERSON_FIELDS, personOf } from './people';
import { type Department, departmentTree, type Tree } from '../../form/tree';

/** What one item names. */
interface Wanted {
	user: Ref;
	department: Ref;
	from?: Ref;
	isPreview: boolean;
}

/** What one item makes of a membership. */
interface Edited {
	membership: Membership;
	own: Department;
	isChanged: boolean;
	isPreview: boolean;
}

const HEAD_LOST: HintTopic = {
	say: (roles) =>
		`Who leads a department and is taken out of it does not lead it any more: ${roles}`,
};

/**
 * An operation on members.
 *
 * @param edit what it makes of a person's departments
 * @param from the parameter of the department they leave, where there is one
 */
export function memberOperation(
	texts: Pick<WholeOperation, 'value' | 'name' | 'action' | 'description'>,
	edit: (own: Department, from: Department | undefined, tree: Tree) => Arrangement,
	from?: { property: INodeProperties; read(item: Item): Ref | undefined },
): WholeOperation {
	return {
		...texts,
		writes: true,
		properties: [
			...person,
			...(from
				? [{ ...departmentParameter, hint: 'Where they move to' }, from.property]
				: [departmentParameter]),
			writeOptions(),
		],
		async weigh(items) {
			if (items.length === 0) return { items: [], others: [] };
			const wanted = items.map((item) => attempt(() => read(item, from?.read(item))));
			const tree = await items[0].ask(departmentTree);
			const users = wanted.flatMap((one) => (one.ok ? [one.value.user] : []));
			const desk = new Desk(tree, await items[0].lookUp(users, PERSON_FIELDS));
			const edited = wanted.map((one) => desk.take(one, (own, left) => edit(own, left, tree)));
			edited.forEach((one, index) => tellLostRoles(items[index], one));
			return { items: edited.map(planOf), others: [] };
		},
	};
}

function read(item: Item, from: Ref | undefined): Wanted {
	return {
		user: readPerson(item),
		department: readDepartment(item, 'department', 'Department'),
		from,
		isPreview: readPreview(item),
	};
}

/** Where the items about one person come together. */
class Desk {
	private readonly changed: Memberships;

	/** What is only looked at beforehand does not mix with what is done. */
	private readonly foreseen: Memberships;

	constructor(
		private readonly tree: Tree,
		private readonly known: Known,
	) {
		this.changed = new Memberships(tree);
		this.foreseen = new Memberships(tree);
	}

	take(
		wanted: Outcome<Wanted>,
		edit: (own: Department, from: Department | undefined) => Arrangement,
	): Outcome<Edited> {
		return attempt(() => {
			if (!wanted.ok) throw wanted.error;
			const { user, from, isPreview } = wanted.value;
			const own = this.tree.demand(wanted.value.department);
			const left = from && this.tree.demand(from);
			this.known.id(user);
			const person = personOf({ ...this.known.row(user) });
			const membership = (isPreview ? this.foreseen : this.changed).of(person);
			return { membership, own, isPreview, isChanged: membership.edit(edit(own, left)) };
		});
	}
}

function tellLostRoles(item: Item, edited: Outcome<Edited>): void {
	if (!edited.ok) return;
	const { person, givenUp } = edited.value.membership;
	for (const { path } of givenUp) item.hint(HEAD_LOST, `${person.label}: ${path}`);
}

function planOf(edited: Outcome<Edited>): Outcome<Plan> {
	return attempt(() => {
		if (!edited.ok) throw edited.error;
		const { membership, own, isChanged, isPreview } = edited.value;
		const output = (): IDataObject => ({
			department: String(own.id),
			user: String(membership.person.id),
			changed: isChanged,
			departments: membership.departments.map(String),
		});
		if (isPreview) return handOn([{ ...output(), preview: true }]);
		if (!membership.isChanged) return handOn([output()]);
		return inSteps(membership.person.label, function* () {
			yield* membership.change.join();
			return [output()];
		});
	});
}
