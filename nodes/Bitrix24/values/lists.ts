/** Several values in one: an array, a list in a text, a list as JSON. */
import { isEmpty } from './text';

/**
 * The values of a list, empty places left out: an array, a JSON text such as `[5,7]`, or a text with commas, semicolons
 * or lines between the values.
 *
 * @param isOne whether a text is one value by itself, however many commas it has (`Sales, North`)
 */
export function valuesOf(
	value: unknown,
	isOne: (text: string) => boolean = () => false,
): unknown[] {
	if (Array.isArray(value)) return value.filter((item) => !isEmpty(item));
	if (isEmpty(value)) return [];
	if (typeof value !== 'string') return [value];
	const parsed = arrayIn(value);
	if (parsed) return parsed.filter((item) => !isEmpty(item));
	if (isOne(value)) return [value.trim()];
	return parts(value, /[;\n\r]/u).flatMap((part) => (isOne(part) ? [part] : parts(part, /,/u)));
}

function parts(text: string, separator: RegExp): string[] {
	return text
		.split(separator)
		.map((part) => part.trim())
		.filter((part) => !isEmpty(part));
}

function arrayIn(text: string): unknown[] | undefined {
	const trimmed = text.trim();
	if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return undefined;
	try {
		const parsed: unknown = JSON.parse(trimmed);
		return Array.isArray(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}
