/** What a list says when the credential may not read it. */
import { isRecord } from '../transport/types';

/** Whether the portal refused because a scope is missing. */
export function isScopeMissing(error: unknown): boolean {
	return (
		error instanceof Error &&
		'details' in error &&
		isRecord(error.details) &&
		(error.details.code === 'insufficient_scope' || error.details.code === 'ERROR_METHOD_NOT_FOUND')
	);
}
