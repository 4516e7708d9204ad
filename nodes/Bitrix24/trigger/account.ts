/** What the OAuth2 credential tells of the portal and the person it belongs to. */
import { oauthBaseUrl } from '../transport/address';
import { PortalError } from '../transport/errors';
import type { PortalContext } from '../transport/request';
import { failed, isRecord, type Outcome, succeeded } from '../transport/types';

export interface Account {
	/** Identifies the portal; stays the same when it is renamed. */
	memberId: string;
	/** Undefined when the authorization server did not say. */
	userId?: number;
	/** Where REST calls go; ends with `/rest/`. */
	baseUrl: string;
}

/** Reads the credential of the node. */
export async function accountOf(
	context: Pick<PortalContext, 'getCredentials'>,
): Promise<Outcome<Account>> {
	const credentials = await context.getCredentials('bitrix24OAuth2Api');
	const token = isRecord(credentials.oauthTokenData) ? credentials.oauthTokenData : {};
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
	try {
		return succeeded({
			memberId: token.member_id,
			userId: Number.isSafeInteger(userId) && userId > 0 ? userId : undefined,
			baseUrl: oauthBaseUrl(String(credentials.portalUrl ?? ''), token.client_endpoint),
		});
	} catch (error) {
		return failed(error instanceof Error ? error : new Error(String(error)));
	}
}
