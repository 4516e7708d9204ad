/** The portal as the editor's methods reach it. */
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { RunAsker } from '../engine/asker';
import { nodeError } from '../engine/failure';
import { Hints } from '../engine/hints';
import { resources } from '../resources';
import { readAuthentication } from '../form/authentication';
import type { Asker, Finder } from '../plan/types';
import { plainText } from '../transport/redact';
import { Portal } from '../transport/portal';
import { attempt, attemptAsync, type Outcome } from '../transport/types';

/**
 * Connects with the credential chosen in the form and asks.
 *
 * @throws {NodeApiError | NodeOperationError} saying why the list cannot be shown: an empty list would look like an
 * empty portal
 */
export async function ask<T>(
	context: ILoadOptionsFunctions,
	question: (asker: Asker) => Promise<T>,
): Promise<T> {
	const portal = await connect(context);
	const answer = portal.ok ? await answered(portal.value, question) : portal;
	if (answer.ok) return answer.value;
	const clean = portal.ok ? portal.value.clean : plainText;
	throw nodeError(context.getNode(), answer.error, undefined, clean);
}

async function connect(context: ILoadOptionsFunctions): Promise<Outcome<Portal>> {
	const form = {
		param: (name: string, fallback?: unknown) => context.getNodeParameter(name, fallback),
	};
	const authentication = attempt(() => readAuthentication(form));
	if (!authentication.ok) return authentication;
	return await Portal.connect(context, authentication.value, {
		refusals: resources.flatMap((resource) => resource.refusals),
	});
}

async function answered<T>(
	portal: Portal,
	question: (asker: Asker) => Promise<T>,
): Promise<Outcome<T>> {
	const asker = new RunAsker(portal, noFinder, new Hints());
	return await attemptAsync(async () => await question(asker));
}

function noFinder(): Finder {
	throw new TypeError('The editor looks nothing up by name');
}
