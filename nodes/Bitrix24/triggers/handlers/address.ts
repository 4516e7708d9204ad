/**
 * The URL the portal is told to post to. A secret of our own stands in its query, so that a stranger who learned the path is
 * refused before anything is asked of the portal. Handlers may have a query (b24restdocs `api-reference/events/event-bind.md`).
 */
import type { INode } from 'n8n-workflow';

import { nodeError } from '../../engine/failure';
import { InputError } from '../../values/errors';
import { plainText } from '../../transport/redact';
import { signatureOf } from './secret';

/** Name of our secret in the query. */
export const KEY = 'key';

/**
 * Our secret for one webhook. Made from the client secret, which only n8n and the portal have, it needs no storage: it is
 * the same in every n8n process, after every restart and in the test from the editor.
 */
export function ownKey(webhookUrl: string, clientSecret: string): string {
	return signatureOf(`handler ${pathOf(webhookUrl)}`, clientSecret);
}

/** The URL with our secret. */
export function withKey(webhookUrl: string, key: string): string {
	const url = new URL(webhookUrl);
	url.searchParams.set(KEY, key);
	return url.href;
}

/** The URL of a handler without our secret, whichever it was; any other query stays. */
export function withoutKey(handler: string): string {
	if (!URL.canParse(handler)) return handler;
	const url = new URL(handler);
	url.searchParams.delete(KEY);
	return url.href;
}

/**
 * Refuses an address no portal posts to. Server behaviour: a host without a dot is refused as ERROR_WRONG_HANDLER_URL,
 * without saying why.
 *
 * @throws {NodeOperationError} naming the host
 */
export function checkHost(node: INode, url: string): void {
	const host = URL.canParse(url) ? new URL(url).hostname : '';
	if (host.includes('.')) return;
	throw nodeError(
		node,
		new InputError(
			`The portal cannot post to "${host}"`,
			'This n8n must be reachable from the portal under a full host name, e.g. n8n.example.com. Set the environment variable WEBHOOK_URL to that address (or start n8n with a tunnel for a trial), start n8n again and activate the workflow.',
		),
		undefined,
		plainText,
	);
}

/** What stays of a webhook's URL: the host may change while the workflow stays the same. */
export function pathOf(url: string): string {
	return URL.canParse(url) ? new URL(url).pathname : url;
}
