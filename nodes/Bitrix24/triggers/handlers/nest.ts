/**
 * Form bodies with brackets, as PHP writes them and n8n hands them on: flat, `data[UF_DEPARTMENT][0]` is one key.
 * Anybody can post to a webhook, so nothing here is taken on trust.
 */

/** A text, or named parts of one more level. Objects have no prototype. */
export type Nested = string | Branch;
export interface Branch {
	[key: string]: Nested;
}

/**
 * Far above what an event of the portal has, below what would cost anything to read. A custom field of type file takes five
 * entries, and people have been seen with more than a hundred of them.
 */
export const LIMITS = {
	entries: 5_000,
	depth: 5,
	nameLength: 200,
	totalLength: 1_048_576,
} as const;

/** `name`, then any number of `[part]`. */
const NAME = /^([\w-]+)((?:\[[\w-]*\])*)$/;

/** Names that reach into the prototype of an ordinary object. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** Nests a flat body; undefined when it is not what a portal sends. */
export function nest(body: unknown): Branch | undefined {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
	const names = Object.keys(body);
	if (names.length > LIMITS.entries) return undefined;
	const root = branch();
	let length = 0;
	for (const name of names) {
		const value: unknown = Reflect.get(body, name);
		// A repeated name comes as an array; a portal repeats none.
		if (typeof value !== 'string' || name.length > LIMITS.nameLength) return undefined;
		length += name.length + value.length;
		if (length > LIMITS.totalLength) return undefined;
		const path = pathOf(name);
		if (!path || !put(root, path, value)) return undefined;
	}
	return root;
}

/** The texts of a list: values of a map, in order; a text alone is a list of one. */
export function textsOf(tree: Nested | undefined): string[] {
	if (tree === undefined) return [];
	return typeof tree === 'string' ? [tree] : Object.values(tree).flatMap(textsOf);
}

/** The text at a path; undefined when there is none. */
export function textAt(tree: Nested | undefined, ...path: string[]): string | undefined {
	let at = tree;
	for (const key of path) at = typeof at === 'object' ? at[key] : undefined;
	return typeof at === 'string' ? at : undefined;
}

function branch(): Branch {
	const empty: Branch = Object.create(null);
	return empty;
}

function pathOf(name: string): string[] | undefined {
	const parts = NAME.exec(name);
	if (!parts) return undefined;
	const inner = parts[2] === '' ? [] : parts[2].slice(1, -1).split('][');
	const path = [parts[1], ...inner];
	return path.length > LIMITS.depth || path.some((key) => RESERVED.has(key)) ? undefined : path;
}

/** False when something else stands where the value or one of its parents should. */
function put(root: Branch, path: string[], value: string): boolean {
	let at = root;
	for (const key of path.slice(0, -1)) {
		const next = (at[key] ??= branch());
		if (typeof next === 'string') return false;
		at = next;
	}
	const last = path[path.length - 1];
	// `name[]` appends.
	const key = last === '' ? String(Object.keys(at).length) : last;
	if (key in at) return false;
	at[key] = value;
	return true;
}
