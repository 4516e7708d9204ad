/** Input that cannot be used, in words for the person who entered it. */

/** A value that cannot be used, in words for the person who entered it. */
export class InputError extends Error {
	override readonly name: string = 'InputError';

	constructor(
		message: string,
		/** What to enter instead. */
		readonly remedy: string,
	) {
		super(message);
	}
}

/** Runs an action; when it refuses a value, the refusal says whose value that is. */
export function naming<T>(name: string, action: () => T): T {
	try {
		return action();
	} catch (error) {
		return refuse(name, error);
	}
}

function refuse(name: string, error: unknown): never {
	throw error instanceof InputError
		? new InputError(`${name}: ${error.message}`, error.remedy)
		: error;
}

/** Characters of a value that an error repeats: enough to find it in a table. */
const MAX_QUOTED = 40;

/** Values an error lists. */
const MAX_LISTED = 20;

/** A value as an error repeats it: `"31.02.1990"`, shortened, on one line. */
export function quoted(value: unknown): string {
	if (Array.isArray(value)) return 'A list';
	if (value instanceof Date) return 'A date object';
	if (typeof value === 'object' && value !== null) return 'An object';
	// Cut before it is cleaned: a text may be a megabyte long.
	const text = [
		...String(value)
			.slice(0, 4 * MAX_QUOTED)
			.trim()
			.replace(/[\s\p{Cc}]+/gu, ' '),
	];
	return `"${text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED).join('')}…` : text.join('')}"`;
}

/** Values an error offers: `a, b, …`. */
export function listed(values: readonly string[]): string {
	const shown = values.slice(0, MAX_LISTED);
	return shown.join(', ') + (values.length > shown.length ? ', …' : '');
}

/** What is refused because of its value; an expression that n8n was not asked to carry out is told as such. */
export function refused(value: unknown, message: string, remedy: string): InputError {
	return isExpression(value)
		? new InputError(
				`${quoted(value)} is an expression that was not carried out`,
				'Switch the field from Fixed to Expression.',
			)
		: new InputError(`${quoted(value)} ${message}`, remedy);
}

/** `{{ $json.name }}` in a field that stands at Fixed. */
export function isExpression(value: unknown): boolean {
	if (typeof value !== 'string' || value.length > 2_000) return false;
	const said = value.trim();
	return /^=?\s?\{\{/u.test(said) && said.endsWith('}}') && said.includes('$');
}
