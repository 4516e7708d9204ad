/** The departments somebody is in, and what a run makes of them. */
import { NotConfirmed } from '../../plan/errors';
import type { RestRequest } from '../../transport/types';
import { InputError } from '../../values/errors';
import { called } from './output';
import { peopleById, type Person, personOf } from './people';
import { Together, valueOf, type Walk } from './together';
import { allDepartments, type Department, type Tree } from '../../form/tree';

/** What an item makes of the departments somebody is in. */
export interface Arrangement {
	/**
	 * @param departments those the person is in, after the items before this one
	 * @returns those they are to be in
	 * @throws {InputError} when that cannot be
	 */
	of(departments: readonly number[], person: Person): number[];
	/** Whether the person gives up what they lead elsewhere, too. */
	isAlone?: boolean;
}

export class Membership {
	/** Those the person is in once the run is done. */
	departments: readonly number[];

	/** The one change that all items about this person come to. */
	readonly change = new Together<void>(() => this.walk());

	private isAlone = false;

	constructor(
		readonly person: Person,
		private readonly tree: Tree,
	) {
		this.departments = person.departments;
	}

	/** @returns whether the departments are others now */
	edit({ of, isAlone }: Arrangement): boolean {
		const after = of(this.departments, this.person);
		const isChanged = !isSame(after, this.departments);
		this.departments = after;
		this.isAlone ||= isAlone === true;
		return isChanged;
	}

	get isChanged(): boolean {
		return !isSame(this.departments, this.person.departments);
	}

	/** What the person leads and will not lead any more. */
	get givenUp(): Department[] {
		const led = this.isChanged ? this.led : [];
		return led.filter((one) => !this.staysHead(one));
	}

	private get led(): Department[] {
		return this.tree.all.filter(({ head }) => head === this.person.id);
	}

	/** Some lead a department without being in it; adding them to another one is no reason to lose that. */
	private staysHead({ id }: Department): boolean {
		if (this.departments.includes(id)) return true;
		return !this.isAlone && !this.person.departments.includes(id);
	}

	/**
	 * Changes the list and looks at what came of it. `UF_DEPARTMENT` takes the roles of a head in all departments it does
	 * not name, so those that are to stay are looked at as well, and given back.
	 */
	private *walk(): Walk<void> {
		if (!this.isChanged) return;
		const { person } = this;
		const params = { UF_DEPARTMENT: [...this.departments], ID: String(person.id) };
		const sent = yield { requests: [{ method: 'user.update', params, safety: 'idempotent' }] };
		valueOf(sent.requests[0]);
		const roles = this.led.filter((one) => this.staysHead(one));
		const missing = yield* this.seen(roles);
		if (missing.length === 0) return;
		const given = yield { requests: missing.map(({ id }) => headOf(id, person.id)) };
		given.requests.forEach(valueOf);
		const still = yield* this.seen(missing);
		if (still.length === 0) return;
		throw new NotConfirmed(
			`${person.label} was moved, but does not lead ${still.map(called).join(', ')} any more`,
			'Make them its head again, in the company structure or with the operation "Update" of departments.',
		);
	}

	/**
	 * @returns of these departments those the person does not lead
	 * @throws {NotConfirmed} when the person is not in the departments they should be in
	 */
	private *seen(roles: readonly Department[]): Walk<Department[]> {
		const { person } = this;
		const led = { ...allDepartments, params: { UF_HEAD: String(person.id) } };
		const { lists } = yield {
			lists: [...peopleById([person.id]), ...(roles.length > 0 ? [led] : [])],
		};
		const [row] = valueOf(lists[0]);
		if (!row || !isSame(personOf(row).departments, this.departments)) {
			throw new NotConfirmed(
				`The departments of ${person.label} are not what they should be`,
				row
					? 'The portal ignores this change without saying so when the account behind the credential is not an administrator. Use an administrator’s webhook or account.'
					: 'The credential cannot see this person. Look at them in the company structure.',
			);
		}
		if (roles.length === 0) return [];
		const stillLed = new Set(valueOf(lists[1]).map(({ ID }) => Number(ID)));
		return roles.filter(({ id }) => !stillLed.has(id));
	}
}

function headOf(department: number, person: number): RestRequest {
	return {
		method: 'department.update',
		params: { UF_HEAD: person, ID: department },
		safety: 'idempotent',
	};
}

function isSame(some: readonly number[], others: readonly number[]): boolean {
	const there = new Set(some);
	return there.size === new Set(others).size && others.every((one) => there.has(one));
}

/**
 * A guest with a department would become an employee (b24restdocs `api-reference/user/user-update.md`).
 *
 * @throws {InputError} for anybody who is no employee
 */
export function demandEmployee({ label, type }: Person): void {
	if (type === undefined || type === 'employee') return;
	throw new InputError(
		`${label} is no employee, so no department takes them (user type ${type})`,
		'In a department, a guest would become an employee. Add them to a workgroup instead, or invite them as an employee.',
	);
}

/** Everybody a run is about; all that is done to one person comes together. */
export class Memberships {
	private readonly byPerson = new Map<number, Membership>();

	constructor(private readonly tree: Tree) {}

	of(person: Person): Membership {
		const there = this.byPerson.get(person.id) ?? new Membership(person, this.tree);
		this.byPerson.set(person.id, there);
		return there;
	}
}
