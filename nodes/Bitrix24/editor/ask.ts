/** The portal as the editor's methods reach it. */
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { RunAsker } from '../engine/asker';
import { nodeError } from '../engine/failure';
import { Hints } from '../engine/hints';
import { resources } from '../resources';
import type { Asker, Finder } from '../plan/types';
import { plainText } from '../transport/redact';
import type { Authentication } from '../transport/credential';
import { Portal } from '../transport/portal';
import { attemptAsync, type Outcome } from '../transport/types';

/**
 * Connects with the credential chosen in the form and asks.
 *
 * @throws {NodeApiError | NodeOperationError} saying why the list cannot be shown: an empty list would look like an
 * empty portal
 */
export async function ask<T>(
	context: ILoadOptionsFunctions,
	question: (portal: Portal, asker: Asker) => Promise<Outcome<T>>,
): Promise<T> {
	const authentication = context.getNodeParameter('authentication', 'webhook') as Authentication;
	const portal = await Portal.connect(context, authentication, {
		refusals: resources.flatMap((resource) => resource.refusals),
	});
	const answer = portal.ok
		? await question(portal.value, new RunAsker(portal.value, noFinder, new Hints()))
		: portal;
	if (answer.ok) return answer.value;
	const clean = portal.ok ? portal.value.clean : plainText;
	throw nodeError(context.getNode(), answer.error, undefined, clean);
}

/** Asks a question that runs ask as well. */
export async function answered<T>(action: () => Promise<T>): Promise<Outcome<T>> {
	return await attemptAsync(action);
}

function noFinder(): Finder {
	throw new TypeError('The editor looks nothing up by name');
}
