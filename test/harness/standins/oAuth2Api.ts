/**
 * The credential type that OAuth2 credentials extend: the names, kinds and defaults that n8n's
 * request helper reads. Left out: dynamic client registration, JWE, and all texts of the form.
 */
import type { ICredentialType, INodeProperties, NodePropertyTypes } from 'n8n-workflow';

type Row = [name: string, type: NodePropertyTypes, value: INodeProperties['default']];

const INHERITED: readonly Row[] = [
	['useDynamicClientRegistration', 'hidden', false],
	['grantType', 'options', 'authorizationCode'],
	['authUrl', 'string', ''],
	['accessTokenUrl', 'string', ''],
	['clientId', 'string', ''],
	['clientSecret', 'string', ''],
	['scope', 'string', ''],
	['authQueryParameters', 'string', ''],
	['authentication', 'options', 'header'],
];

/** Properties of the generic credential that a type extending it does not get. */
const OWN: readonly Row[] = [
	['ignoreSSLIssues', 'boolean', false],
	['tokenExpiredStatusCode', 'number', 401],
];

function property([name, type, value]: Row, doNotInherit: boolean): INodeProperties {
	return { displayName: name, name, type, default: value, ...(doNotInherit && { doNotInherit }) };
}

export const oAuth2Api: ICredentialType = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	genericAuth: true,
	properties: [
		...INHERITED.map((row) => property(row, false)),
		...OWN.map((row) => property(row, true)),
	],
};
