/** What the OAuth2 credential tells of the portal and the person it belongs to. */
import { baseUrlOf, tokenOf } from '../transport/credential';
import { PortalError } from '../transport/errors';
import type { PortalContext } from '../transport/portal';
import { attempt, failed, type Outcome } from '../transport/types';

export interface Account {
	/** Identifies the portal; stays the same when it is renamed. */
	memberId: string;
	/** Undefined when the authorization server did not say. */
	userId?: number;
	/** Where REST calls go; ends with `/rest/`. */
	baseUrl: string;
	/** Which application of the portal the credential belongs to. */
	clientId: string;
	/** Only n8n and the portal have it. */
	clientSecret: string;
}

/** Reads the credential of the node. */
export async function accountOf(
	context: Pick<PortalContext, 'getCredentials'>,
): Promise<Outcome<Account>> {
	const credentials = await context.getCredentials('bitrix24OAuth2Api');
	const token = tokenOf(credentials);
	if (typeof token.member_id !== 'string' || token.member_id === '') {
		return failed(
			new PortalError(
				'refused',
				'The credential does not tell which portal it belongs to',
				'Open the OAuth2 credential in n8n and connect the account again.',
			),
		);
	}
	const userId = Number(token.user_id);
	const { member_id: memberId } = token;
	return attempt(() => ({
		memberId,
		userId: Number.isSafeInteger(userId) && userId > 0 ? userId : undefined,
		baseUrl: baseUrlOf('oAuth2', credentials),
		clientId: String(credentials.clientId ?? '').trim(),
		clientSecret: String(credentials.clientSecret ?? '').trim(),
	}));
}
