/** Fields that scopes hide: the portal ignores a filter by one, and would send everybody (b24restdocs `api-reference/user/user-scope.md`). */
import type { Asker } from '../../plan/types';
import type { Params } from '../../transport/types';
import { InputError } from '../../values/errors';
import { userFields } from './fields/question';

/** What filters by sign-ins go by; the others are shown to every scope, or are checked where they are read. */
const SIGN_IN = 'LAST_LOGIN';

export function hidden(field: string, remedy: string): InputError {
	return new InputError(
		`The credential may not see the field ${field}, so nobody can be found by it`,
		remedy,
	);
}

/** Whether a filter goes by sign-ins, which only the scope `user` shows. */
export function goesBySignIn(filter: Params): boolean {
	return Object.keys(filter).some((key) => key.endsWith(SIGN_IN));
}

/** @throws {InputError} for a filter by sign-ins that the credential may not see */
export async function demandSignIns(asker: Asker, filter: Params): Promise<void> {
	if (!goesBySignIn(filter)) return;
	const { fields } = await asker.ask(userFields);
	if (fields.some(({ code }) => code === SIGN_IN)) return;
	throw hidden(
		SIGN_IN,
		'Give the webhook or application the scope "user", or remove the filters by sign-ins.',
	);
}
