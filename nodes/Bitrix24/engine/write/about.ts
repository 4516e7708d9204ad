/** Says in a failure whom or what it is about. */
import { isAboutCredential, PortalError } from '../../transport/errors';

/** Failures of a change itself; all others stop whatever comes. */
const ABOUT_ITEMS: ReadonlySet<PortalError['kind']> = new Set(['refused', 'lost']);

/**
 * The same failure, naming what it is about unless its words do.
 *
 * @param subject for example `person with ID 12`
 */
export function about(subject: string, error: Error): Error {
	if (!(error instanceof PortalError) || !ABOUT_ITEMS.has(error.kind) || isAboutCredential(error)) {
		return error;
	}
	if (subject === '' || error.message.includes(subject)) return error;
	return error.with({ message: `${error.message} (${subject})` });
}
