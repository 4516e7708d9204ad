/** What a list says when the credential lacks its scope. */
import { isScopeMissing } from '../form/scope';

/**
 * One entry that explains why there is no list: things can still be named without it. Its value is empty: chosen by mistake,
 * it counts as no choice.
 *
 * @param what is listed, for example `workgroups`
 * @throws {PortalError} the error itself when it is about something else
 */
export function missingScope(
	error: Error,
	scope: string,
	what: string,
): { name: string; value: string } {
	if (!isScopeMissing(error)) throw error;
	return { name: `The credential lacks the scope "${scope}", which lists ${what}`, value: '' };
}
