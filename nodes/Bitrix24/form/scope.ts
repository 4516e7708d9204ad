/** What a list says when the credential may not read it. */
import { attemptAsync, isRecord } from '../transport/types';

/** Whether the portal refused because a scope is missing. */
export function isScopeMissing(error: unknown): boolean {
	return (
		error instanceof Error &&
		'details' in error &&
		isRecord(error.details) &&
		(error.details.code === 'insufficient_scope' || error.details.code === 'ERROR_METHOD_NOT_FOUND')
	);
}

/**
 * What an action answers; undefined when the credential lacks the scope for it.
 *
 * @throws whatever else it throws
 */
export async function unlessScopeMissing<T>(action: () => Promise<T>): Promise<T | undefined> {
	const done = await attemptAsync(action);
	if (done.ok) return done.value;
	if (isScopeMissing(done.error)) return undefined;
	throw done.error;
}
