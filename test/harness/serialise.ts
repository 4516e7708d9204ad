/**
 * JSON that survives cycles. Like the format n8n writes to its database, each object's content
 * appears once, `toJSON` is honoured and what is not enumerable is left out: a search for a secret
 * in it finds what a search in the database would find.
 */
export function serialise(value: unknown): string {
	const seen = new WeakSet<object>();
	const once = (_key: string, part: unknown): unknown => {
		if (typeof part !== 'object' || part === null) return part;
		if (seen.has(part)) return '[seen before]';
		seen.add(part);
		return part;
	};
	return JSON.stringify(value, once) ?? 'undefined';
}
