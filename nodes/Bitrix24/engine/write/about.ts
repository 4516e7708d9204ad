/** Says in a failure whom or what it is about. */
import { PortalError } from '../../transport/errors';

/**
 * The same failure, naming what it is about unless its words do.
 *
 * @param subject for example `person with ID 12`
 */
export function about(subject: string, error: Error): Error {
	if (!(error instanceof PortalError) || error.kind === 'notSent' || error.kind === 'cancelled') {
		return error;
	}
	if (subject === '' || error.message.includes(subject)) return error;
	return error.with({ message: `${error.message} (${subject})` });
}
