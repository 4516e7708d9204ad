/** What the "Test" of a credential says, from the same table as every other refusal. */
import type { IAuthenticateRuleResponseSuccessBody } from 'n8n-workflow';

import { errorHints } from './refusals';
import { scopesOf } from './scopes';

/** What the test asks: it takes any of the scopes that show the account itself. */
export const TEST_METHOD = 'user.current';

/**
 * Rules over the answer of the test's method.
 * The first that applies is shown; the last two catch whatever is no answer of a portal, a web page for example, or
 * a redirect: none is followed, as the secret of the credential would go along.
 */
export const connectionTestRules: IAuthenticateRuleResponseSuccessBody[] = [
	...Object.entries(errorHints).map(([code, { message, remedy, reason }]) =>
		rule('error', code, `${message}. ${neededFor(reason)}${remedy}`),
	),
	rule('error', '', 'The portal declined without giving a reason. Check the credential.'),
	rule(
		'result',
		undefined,
		'The answer is not that of a Bitrix24 portal. Check the address: it may lead to another one (of a renamed portal, or a sign-in page). If it is right, the portal may be under maintenance: try again later.',
	),
];

function neededFor(reason: string): string {
	return reason === 'insufficientScope' ? `Needed: ${scopesOf(TEST_METHOD)}. ` : '';
}

function rule(key: string, value: unknown, message: string): IAuthenticateRuleResponseSuccessBody {
	return { type: 'responseSuccessBody', properties: { key, value, message } };
}
