/** The departments of the portal as a tree: their paths, and which of them a text names. */
import type { ListRequest, Row } from '../transport/list';
import { InputError, quoted } from '../values/errors';
import { comesNear } from '../values/names';
import { asId } from '../values/numbers';
import { folded } from '../values/text';
import type { Question, Ref } from '../plan/types';
import { checkShown } from '../plan/chosen';

/** One department. */
export interface Department {
	id: number;
	name: string;
	sort: number;
	/** Undefined at the top of the company. */
	parent?: number;
	head?: number;
	/** From below the company's top downwards: `Sales / North`; of the top its name. */
	path: string;
}

/** Paths named at the most in a message. */
const MAX_NAMED = 6;

/** All departments. By ID: pages in the order of the tree may shift while they are read. */
export const allDepartments: ListRequest = {
	method: 'department.get',
	params: {},
	limit: Infinity,
	paging: { by: 'offset', sort: { sort: 'ID', order: 'ASC' } },
};

/** A list of hundreds of people comes from a company with pages of departments: they are read in one request. */
const PEOPLE_PER_DEPARTMENT = 5;
const MAX_EXPECTED = 500;

/** The tree, asked once per run. */
export const departmentTree: Question<Tree> = {
	lists: [allDepartments],
	sized: (items) => ({
		lists: [{ ...allDepartments, expected: Math.min(MAX_EXPECTED, items / PEOPLE_PER_DEPARTMENT) }],
	}),
	answer({ lists: [departments] }) {
		if (!departments.ok) throw departments.error;
		return new Tree(departments.value);
	},
};

export class Tree {
	private readonly byId = new Map<number, Department>();

	private readonly childrenOf = new Map<number | undefined, Department[]>();

	/** Names from the top of the company down, the company's among them. */
	private readonly chains = new Map<number, readonly string[]>();

	/** By the words of a path or of its end: the departments it may stand for. */
	private readonly byEnd = new Map<string, Department[]>();

	/** By the words of a whole path, with the company's name in front and without it. */
	private readonly byWhole = new Map<string, Department[]>();

	constructor(rows: readonly Row[]) {
		for (const row of rows) this.byId.set(Number(row.ID), departmentOf(row));
		for (const one of this.byId.values()) push(this.childrenOf, this.above(one), one);
		for (const siblings of this.childrenOf.values()) siblings.sort(bySort);
		for (const top of this.tops) for (const one of this.withBelow(top.id)) this.index(one);
		// A circle, which only a damaged portal has.
		for (const one of this.byId.values()) if (!this.chains.has(one.id)) this.index(one);
	}

	/** Parents before children, siblings by `SORT` and name. */
	get all(): readonly Department[] {
		return [
			...new Set([...this.tops.flatMap(({ id }) => this.withBelow(id)), ...this.byId.values()]),
		];
	}

	/** By the letters of their paths, the company itself in front. */
	get byPath(): readonly Department[] {
		const [top, another] = this.tops;
		const first = another ? undefined : top;
		const rankOf = (one: Department) => (one === first ? 0 : 1);
		return [...this.byId.values()].sort(
			(a, b) => rankOf(a) - rankOf(b) || a.path.localeCompare(b.path),
		);
	}

	get(id: number): Department | undefined {
		return this.byId.get(id);
	}

	/** Takes in a department below one that is there. */
	add(row: Row): Department {
		const one = departmentOf(row);
		this.byId.set(one.id, one);
		push(this.childrenOf, this.above(one), one);
		this.index(one);
		return one;
	}

	/** Sub-departments of the next level. */
	children(id: number): readonly Department[] {
		return this.childrenOf.get(id) ?? [];
	}

	/** The department and all below it. */
	withBelow(id: number): Department[] {
		const found = new Set<Department>();
		const visit = (one: Department | undefined): void => {
			if (!one || found.has(one)) return;
			found.add(one);
			this.children(one.id).forEach(visit);
		};
		visit(this.byId.get(id));
		return [...found];
	}

	/** The path a department would have with another name or parent. */
	pathWith(changed: Department): string {
		const above = changed.parent === undefined ? undefined : this.byId.get(changed.parent);
		const isCompany = this.tops.length === 1 && above === this.tops[0];
		return !above || isCompany ? changed.name : `${above.path} / ${changed.name}`;
	}

	/**
	 * The department a ref names; undefined when there is none. A text is a path from the top (the company's name in front
	 * or not), a name or the end of a path that only one department has, or an ID.
	 *
	 * @throws {InputError} when several departments are meant, or another one than the form shows
	 */
	find(ref: Ref): Department | undefined {
		const { by, value } = ref;
		if (by === 'id') {
			const one = this.byId.get(Number(value));
			if (one) checkShown(ref, { ID: String(one.id), NAME: one.name });
			return one;
		}
		const words = wordsOf(value);
		const meant = this.byWhole.get(words) ?? this.byEnd.get(words) ?? [];
		if (meant.length > 1) throw notUnique(value, meant);
		return meant[0] ?? this.byId.get(asId(value) ?? 0);
	}

	/**
	 * @throws {InputError} when there is no such department, or several
	 */
	demand(ref: Ref): Department {
		const found = this.find(ref);
		if (!found) throw this.missing(ref);
		return found;
	}

	/** Nothing there, in words, with what comes near. */
	missing({ by, value }: Ref): InputError {
		if (by === 'id') return missingId(value);
		const near = this.near(value);
		return new InputError(
			`There is no department ${quoted(value)}`,
			near.length === 0
				? 'Enter the name or the path of a department as the company structure shows it, e.g. Sales / North.'
				: `Near it come: ${listed(near)}.`,
		);
	}

	/** One, the company itself, unless the portal is damaged. */
	private get tops(): readonly Department[] {
		return this.childrenOf.get(undefined) ?? [];
	}

	/** What hangs in the air stands at the top, as people then see it. */
	private above({ parent }: Department): number | undefined {
		return parent !== undefined && this.byId.has(parent) ? parent : undefined;
	}

	/** Gives a department its path, once its parent has one. */
	private index(one: Department): void {
		const above = this.chains.get(this.above(one) ?? 0);
		const chain = [...(above ?? []), one.name];
		this.chains.set(one.id, chain);
		const isBelowCompany = above !== undefined && this.tops.length === 1;
		const shown = isBelowCompany ? chain.slice(1) : chain;
		one.path = shown.join(' / ');
		const words = wordsOf(chain.join('/')).split('/');
		for (let from = 0; from < words.length; from++) {
			push(this.byEnd, words.slice(from).join('/'), one);
		}
		push(this.byWhole, words.join('/'), one);
		if (isBelowCompany) push(this.byWhole, wordsOf(shown.join('/')), one);
	}

	private near(text: string): Department[] {
		const wanted = lastOf(wordsOf(text));
		return this.all.filter(({ name }) => comesNear(name, wanted));
	}
}

/** Nothing of this ID there, in words. */
export function missingId(id: string): InputError {
	return new InputError(
		`There is no department with ID ${id}`,
		'Check the ID, or choose the department from the list: it may have been deleted.',
	);
}

function notUnique(text: string, meant: readonly Department[]): InputError {
	return new InputError(
		`Several departments are called ${quoted(text)}`,
		`Enter the path or the ID of one of them: ${listed(meant)}.`,
	);
}

function listed(departments: readonly Department[]): string {
	const named = departments.slice(0, MAX_NAMED).map(({ path, id }) => `${path} (ID ${id})`);
	return `${named.join(', ')}${departments.length > MAX_NAMED ? ', …' : ''}`;
}

/** `department.get` writes IDs as texts, and leaves `PARENT` and `UF_HEAD` out where there is none. */
function departmentOf(row: Row): Department {
	return {
		id: Number(row.ID),
		name: String(row.NAME ?? ''),
		sort: Number(row.SORT ?? 0),
		parent: idOf(row.PARENT),
		head: idOf(row.UF_HEAD),
		path: '',
	};
}

function idOf(value: unknown): number | undefined {
	const id = Number(value ?? 0);
	return Number.isSafeInteger(id) && id !== 0 ? id : undefined;
}

function bySort(a: Department, b: Department): number {
	return a.sort - b.sort || a.name.localeCompare(b.name) || a.id - b.id;
}

/** What is the same for paths that people take for the same. A name with a slash in it reads as a path of its parts. */
export function wordsOf(path: string): string {
	return path
		.split(/[/\\>→»›]/u)
		.map(folded)
		.filter((part) => part !== '')
		.join('/');
}

function lastOf(words: string): string {
	return words.slice(words.lastIndexOf('/') + 1);
}

function push<K>(map: Map<K, Department[]>, key: K, one: Department): void {
	const known = map.get(key);
	if (!known) map.set(key, [one]);
	else if (!known.includes(one)) known.push(one);
}
