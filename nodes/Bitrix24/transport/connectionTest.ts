/** What the "Test" of a credential says, from the same table as every other refusal. */
import type { IAuthenticateRuleResponseSuccessBody } from 'n8n-workflow';

import { errorHints } from './refusals';

/**
 * Rules over the answer of `user.current`, which takes any of the scopes `user`, `user_basic` and `user_brief`.
 * The first that applies is shown; the last two catch whatever is no answer of a portal, a web page for example.
 */
export const connectionTestRules: IAuthenticateRuleResponseSuccessBody[] = [
	...Object.entries(errorHints).map(([code, { message, remedy }]) =>
		rule('error', code, `${message}. ${scopeOf(code)}${remedy}`),
	),
	rule('error', '', 'The portal declined without giving a reason. Check the credential.'),
	rule(
		'result',
		undefined,
		'The answer is not that of a Bitrix24 portal. Check the address, or try again later if the portal is under maintenance.',
	),
];

function scopeOf(code: string): string {
	return code === 'insufficient_scope' ? 'Needed: user (or user_basic, user_brief). ' : '';
}

function rule(key: string, value: unknown, message: string): IAuthenticateRuleResponseSuccessBody {
	return { type: 'responseSuccessBody', properties: { key, value, message } };
}
