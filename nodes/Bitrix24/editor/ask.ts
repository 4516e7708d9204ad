/** The portal as the editor's methods reach it. */
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { nodeError } from '../engine/failure';
import { userRefusals } from '../resources/user/refusals';
import { plainText } from '../transport/redact';
import type { Authentication } from '../transport/credential';
import { Portal } from '../transport/portal';
import type { Outcome } from '../transport/types';

/**
 * Connects with the credential chosen in the form and asks.
 *
 * @throws {NodeApiError | NodeOperationError} saying why the list cannot be shown: an empty list would look like an
 * empty portal
 */
export async function ask<T>(
	context: ILoadOptionsFunctions,
	question: (portal: Portal) => Promise<Outcome<T>>,
): Promise<T> {
	const authentication = context.getNodeParameter('authentication', 'webhook') as Authentication;
	const portal = await Portal.connect(context, authentication, { refusals: userRefusals });
	const answer = portal.ok ? await question(portal.value) : portal;
	if (answer.ok) return answer.value;
	const clean = portal.ok ? portal.value.clean : plainText;
	throw nodeError(context.getNode(), answer.error, { index: 0 }, clean);
}
