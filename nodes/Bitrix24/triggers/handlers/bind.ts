/** Tells the portal where to post its events, and stops it again. Source: b24restdocs `api-reference/events/`. */
import { type IHookFunctions, NodeOperationError } from 'n8n-workflow';

import { nodeError } from '../../engine/failure';
import { InputError } from '../../values/errors';
import { PortalError } from '../../transport/errors';
import { plainText } from '../../transport/redact';
import { Portal } from '../../transport/portal';
import { isRecord, type Outcome, type Params, type RestAnswer } from '../../transport/types';
import { accountOf } from '../account';
import { eventName } from '../firstSignIn/form';
import { EventMemory } from './memory';

/** What refusals of event.bind mean here. */
const bindHints: Readonly<Record<string, { message: string; remedy: string }>> = {
	// Server behaviour: an event of a scope the application lacks does not exist for it.
	ERROR_EVENT_NOT_FOUND: {
		message: 'The application may not hear of new people',
		remedy:
			'In the portal, open the card of the local application, tick the scope "user" and save. Then connect the OAuth2 credential in n8n again.',
	},
	ERROR_WRONG_HANDLER_URL: {
		message: 'The portal cannot post to the address of this n8n',
		remedy:
			'n8n must be reachable from the portal under a full host name. Set WEBHOOK_URL to that address and start n8n again.',
	},
	ERROR_UNSUPPORTED_PROTOCOL: {
		message: 'The portal posts to http:// and https:// addresses only',
		remedy: 'Set WEBHOOK_URL to the public https:// address of this n8n and start it again.',
	},
};

const BINDING_EXISTS = 'ERROR_EVENT_BINDING_EXISTS';

/**
 * Whether the portal posts to exactly our URL, in the name of the credential's person. Of an outgoing webhook that was
 * made by hand n8n cannot know; there is nothing to bind.
 *
 * @throws {NodeApiError | NodeOperationError} when the form or the credential cannot work
 */
export async function isBound(context: IHookFunctions): Promise<boolean> {
	if (isByHand(context)) {
		await checkOutgoing(context);
		return true;
	}
	const handler = handlerOf(context);
	const { portal, userId } = await connect(context);
	const answer = await ask(context, portal, 'event.get', {});
	const bound = Array.isArray(answer.result) ? answer.result.filter(isRecord) : [];
	return bound.some(
		(row) =>
			String(row.event).toUpperCase() === handler.event &&
			row.handler === handler.url &&
			(userId === undefined || Number(row.auth_type) === userId),
	);
}

/**
 * Binds our URL.
 *
 * @throws {NodeApiError | NodeOperationError} saying why the portal will not post to it
 */
export async function bind(context: IHookFunctions): Promise<boolean> {
	if (isByHand(context)) return true;
	const handler = handlerOf(context);
	const { portal, userId } = await connect(context);
	await checkInstallation(context, portal);
	const params: Params = { event: handler.event, handler: handler.url };
	// In the name of one person: the delivered access token is then theirs, and not of somebody who has just come and may
	// not be allowed to use the application at all.
	if (userId !== undefined) params.auth_type = userId;
	const first = await portal.call({ method: 'event.bind', params, safety: 'idempotent' });
	if (!first.ok && codeOf(first.error) === BINDING_EXISTS) {
		// Ours, left behind by an activation with another account.
		await ask(context, portal, 'event.unbind', { event: handler.event, handler: handler.url });
		await ask(context, portal, 'event.bind', params);
	} else {
		valueOf(context, portal, first);
	}
	new EventMemory(context.getWorkflowStaticData('node')).boundAs = userId;
	return true;
}

/**
 * Unbinds our URL and nobody else's: the portal compares event and URL exactly.
 *
 * @throws {NodeApiError | NodeOperationError} when the portal still posts to it
 */
export async function unbind(context: IHookFunctions): Promise<boolean> {
	if (isByHand(context)) return true;
	const { event, url } = handlerOf(context);
	const { portal } = await connect(context);
	await ask(context, portal, 'event.unbind', { event, handler: url });
	return true;
}

function isByHand(context: IHookFunctions): boolean {
	return context.getNodeParameter('authentication') === 'outgoingWebhook';
}

async function checkOutgoing(context: IHookFunctions): Promise<void> {
	const credentials = await context.getCredentials('bitrix24OutgoingWebhookApi');
	if (String(credentials.applicationToken ?? '').trim() !== '') return;
	throw new NodeOperationError(context.getNode(), 'The credential holds no application token', {
		description:
			'Copy the "Application token" of the outgoing webhook from the portal into the credential. Without it nobody could tell the portal from a stranger.',
	});
}

/** The event and our URL, test and production each its own. */
function handlerOf(context: IHookFunctions): { event: string; url: string } {
	const url = context.getNodeWebhookUrl('default') ?? '';
	const host = URL.canParse(url) ? new URL(url).hostname : '';
	// Server behaviour: a host without a dot is refused as ERROR_WRONG_HANDLER_URL, without saying why.
	if (!host.includes('.')) {
		throw nodeError(
			context.getNode(),
			new InputError(
				`The portal cannot post to "${host}"`,
				'This n8n must be reachable from the portal under a full host name, e.g. n8n.example.com. Set the environment variable WEBHOOK_URL to that address (or start n8n with a tunnel for a trial), start n8n again and activate the workflow.',
			),
			undefined,
			plainText,
		);
	}
	return { event: eventName(context.getNodeParameter('event')), url };
}

async function connect(context: IHookFunctions): Promise<{ portal: Portal; userId?: number }> {
	const portal = await Portal.connect(context, 'oAuth2');
	if (!portal.ok) throw nodeError(context.getNode(), portal.error, undefined, plainText);
	const account = await accountOf(context);
	if (!account.ok) throw nodeError(context.getNode(), account.error, undefined, plainText);
	return { portal: portal.value, userId: account.value.userId };
}

/** Until its installation is finished an application gets no events, though binding works (`settings/app-installation/`). */
async function checkInstallation(context: IHookFunctions, portal: Portal): Promise<void> {
	const info = await portal.call({ method: 'app.info', params: {}, safety: 'read' });
	// A portal too old to know the method cannot be asked; it sends its events all the same.
	if (!info.ok && codeOf(info.error) === 'ERROR_METHOD_NOT_FOUND') return;
	const { result } = valueOf(context, portal, info);
	if (!isRecord(result) || result.INSTALLED !== false) return;
	throw nodeError(
		context.getNode(),
		new PortalError(
			'refused',
			'The installation of the application is not finished, so the portal sends it no events',
			'In the portal, open the card of the local application, tick "Uses API only" (on some portals "Script only, no user interface") and save it. Then connect the OAuth2 credential again and activate the workflow.',
		),
		undefined,
		plainText,
	);
}

async function ask(
	context: IHookFunctions,
	portal: Portal,
	method: string,
	params: Params,
): Promise<RestAnswer> {
	return valueOf(
		context,
		portal,
		await portal.call({ method, params, safety: method === 'event.get' ? 'read' : 'idempotent' }),
	);
}

function valueOf(
	context: IHookFunctions,
	portal: Portal,
	outcome: Outcome<RestAnswer>,
): RestAnswer {
	if (outcome.ok) return outcome.value;
	throw nodeError(context.getNode(), explained(outcome.error), undefined, portal.clean);
}

function explained(error: Error): Error {
	const code = codeOf(error);
	if (!(error instanceof PortalError) || !Object.hasOwn(bindHints, code)) return error;
	return error.with(bindHints[code]);
}

function codeOf(error: Error): string {
	return error instanceof PortalError ? (error.details.code ?? '') : '';
}
