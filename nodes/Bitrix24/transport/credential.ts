/** The two credentials, as far as talking to a portal goes. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { oauthBaseUrl, webhookBaseUrl } from './address';
import { hostOf } from './hosts';
import { isRecord } from './types';

/** Values of the node parameter `authentication`. */
export type Authentication = 'webhook' | 'oAuth2';

export function credentialType(authentication: Authentication): string {
	return authentication === 'webhook' ? 'bitrix24WebhookApi' : 'bitrix24OAuth2Api';
}

/** The answer of the authorization server, as n8n keeps it; empty until an account is connected. */
export function tokenOf({
	oauthTokenData: token,
}: ICredentialDataDecryptedObject): Record<string, unknown> {
	return isRecord(token) ? token : {};
}

/**
 * The address REST calls go to: ends with `/rest/` or `/rest/USER_ID/CODE/`.
 *
 * @throws {AddressError} when the credential's address cannot work
 */
export function baseUrlOf(
	authentication: Authentication,
	credentials: ICredentialDataDecryptedObject,
): string {
	if (authentication === 'webhook') return webhookBaseUrl(String(credentials.webhookUrl ?? ''));
	return oauthBaseUrl(String(credentials.portalUrl ?? ''), tokenOf(credentials).client_endpoint);
}

/** The ID of the account that a webhook acts as, from its address; undefined for OAuth2, where the address holds none. */
export function webhookOwnerId(baseUrl: string): number | undefined {
	const id = /\/rest\/(\d+)\/[^/]+\/$/.exec(baseUrl)?.[1];
	return id === undefined ? undefined : Number(id);
}

/** Hosts a portal is known by: where its requests go, and what the credential and the stored token call it. */
export function hostsOf(credentials: ICredentialDataDecryptedObject, baseUrl: string): string[] {
	// `domain` is that of the authorization server once a token has been renewed.
	const { client_endpoint: endpoint } = tokenOf(credentials);
	const hosts = [baseUrl, credentials.portalUrl, endpoint]
		.filter((address) => typeof address === 'string')
		.map(hostOf)
		.filter((host) => host !== undefined);
	return [...new Set(hosts)];
}

/** The ID of the account behind a credential: it stands in a webhook's address, and in what came with a token. */
export function ownerIdOf(
	credentials: ICredentialDataDecryptedObject,
	baseUrl: string,
): number | undefined {
	const id = webhookOwnerId(baseUrl) ?? Number(tokenOf(credentials).user_id);
	return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** Every value of a credential that must never be shown. */
export function secretsOf(credentials: ICredentialDataDecryptedObject, baseUrl: string): string[] {
	const token = tokenOf(credentials);
	const code = /\/rest\/\d+\/([^/]+)\/$/.exec(baseUrl)?.[1];
	return [code, credentials.clientSecret, token.access_token, token.refresh_token].filter(
		(secret): secret is string => typeof secret === 'string' && secret !== '',
	);
}
