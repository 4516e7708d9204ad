/** PHP's `http_build_query`: how the portal writes form bodies. NULL and empty arrays vanish. */
export function formEncode(values: Record<string, unknown>): string {
	const parts: string[] = [];
	const add = (name: string, value: unknown): void => {
		if (value === null || value === undefined) return;
		if (typeof value === 'object') {
			for (const [key, inner] of Object.entries(value)) add(`${name}[${key}]`, inner);
			return;
		}
		const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
		parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(text).replace(/%20/g, '+')}`);
	};
	for (const [name, value] of Object.entries(values)) add(name, value);
	return parts.join('&');
}
