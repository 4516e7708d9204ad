/** One of a few values. */
import { listed, refused } from './errors';
import { folded } from './text';

/**
 * One of the values there are; capitals and blanks around it do not matter.
 *
 * @throws {InputError} naming the values when it is none of them
 */
export function choice<T extends string>(value: unknown, allowed: readonly T[]): T {
	const found = typeof value === 'string' && value.length < 200 ? folded(value) : undefined;
	const chosen = allowed.find((one) => folded(one) === found);
	if (chosen !== undefined) return chosen;
	throw refused(value, 'is none of the values there are', `Use one of: ${listed(allowed)}.`);
}
