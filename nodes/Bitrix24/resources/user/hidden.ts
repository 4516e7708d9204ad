/** Fields that scopes hide: the portal ignores a filter by one, and would send everybody (b24restdocs `api-reference/user/user-scope.md`). */
import type { Asker } from '../../plan/types';
import type { Params } from '../../transport/types';
import { InputError } from '../../values/errors';
import { userFields } from './fields/question';

/** Of those that filters of the form name: all others are shown to every scope, or are checked where they are read. */
const HIDDEN = ['EMAIL', 'LAST_LOGIN'];

export function hidden(field: string, remedy: string): InputError {
	return new InputError(
		`The credential may not see the field ${field}, so nobody can be found by it`,
		remedy,
	);
}

/** The hidden field a filter goes by, if any. */
export function hiddenIn(filter: Params): string | undefined {
	const codes = Object.keys(filter).map((key) => key.replace(/^[^A-Z]+/, ''));
	return HIDDEN.find((code) => codes.includes(code));
}

/** @throws {InputError} for a filter by what the credential may not see */
export async function demandVisible(asker: Asker, filter: Params): Promise<void> {
	const code = hiddenIn(filter);
	if (code === undefined) return;
	const { fields } = await asker.ask(userFields);
	if (fields.some((field) => field.code === code)) return;
	throw hidden(
		code,
		`Give the webhook or application the scope "user"${code === 'EMAIL' ? ' or "user_basic"' : ', or remove the filters by sign-ins'}.`,
	);
}
