/** The "Test" of the outgoing webhook's credential. */
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

/** Application tokens are letters and digits, 32 of them (b24restdocs `api-reference/events/index.md`). */
const TOKEN = /^[a-z0-9]{20,64}$/i;

/**
 * Looks at the shape only: the portal can be asked nothing with an application token. Whether it is the right one shows
 * with the first delivery.
 */
export async function outgoingWebhookToken(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const token = String(credential.data?.applicationToken ?? '').trim();
	if (TOKEN.test(token)) {
		return {
			status: 'OK',
			message:
				'The token has the right shape. Whether it is the right one shows with the first event.',
		};
	}
	const isUrl = /^https?:|\//i.test(token);
	return {
		status: 'Error',
		message: isUrl
			? 'This is an address. Copy the "Application token" that the portal shows on the page of the outgoing webhook.'
			: 'This is not an application token: it has letters and digits only, about 32 of them. Copy it from the page of the outgoing webhook.',
	};
}
