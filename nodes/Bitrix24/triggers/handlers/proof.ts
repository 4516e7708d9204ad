/**
 * Whether a delivery comes from the portal. Anybody who learns the address of a webhook can post to it.
 * Source: b24restdocs `api-reference/events/safe-event-handlers.md`.
 */
import type { IWebhookFunctions } from 'n8n-workflow';

import { Portal } from '../../transport/portal';
import { isRecord } from '../../transport/types';
import { accountOf } from '../account';
import type { Delivery } from './delivery';
import type { EventMemory } from './memory';
import { digestOf, hasDigest, isSameSecret } from './secret';

/** Why a delivery is refused, for the log; undefined when it is proved. */
export type Doubt = string | undefined;

/** Delivered tokens that turned out worthless, per webhook and minute; above it the portal is not asked. */
const MAX_VAIN_QUESTIONS = 10;
const MINUTE = 60_000;

const vainQuestions = new Map<string, { since: number; count: number }>();

/** An outgoing webhook made by hand: the token the portal showed next to it. */
export async function doubtOutgoing(
	context: IWebhookFunctions,
	delivery: Delivery,
): Promise<Doubt> {
	const credentials = await context.getCredentials('bitrix24OutgoingWebhookApi');
	const expected = String(credentials.applicationToken ?? '').trim();
	if (expected === '') return 'the credential holds no application token';
	return isSameSecret(delivery.applicationToken, expected)
		? undefined
		: 'its application token is not the one in the credential';
}

/**
 * A handler bound by an application: the application token is learned from the first delivery whose access token the
 * portal itself accepts, and compared from then on. A new token (the application was installed again) is learned likewise.
 */
export async function doubtApplication(
	context: IWebhookFunctions,
	delivery: Delivery,
	memory: EventMemory,
): Promise<Doubt> {
	const account = await accountOf(context);
	if (!account.ok) return account.error.message;
	const { memberId, userId, baseUrl } = account.value;
	if (!isSameSecret(delivery.memberId, memberId)) return 'it comes from another portal';
	const known = memory.applicationToken;
	if (known !== undefined && hasDigest(delivery.applicationToken, known)) return undefined;
	if (delivery.accessToken === undefined) {
		return 'its application token is unknown, and it has no access token to prove itself with';
	}
	const webhook = context.getNodeWebhookUrl('default') ?? '';
	if (!mayAsk(webhook)) return 'too many deliveries could not be proved in the last minute';
	const owner = await ownerOf(context, baseUrl, delivery.accessToken);
	// The handler was bound in the name of one person, so the portal sends a token of theirs and of nobody else.
	const expected = memory.boundAs ?? userId;
	if (owner === undefined || (expected !== undefined && owner !== expected)) {
		askedInVain(webhook);
		return 'the portal does not vouch for its access token';
	}
	memory.applicationToken = digestOf(delivery.applicationToken);
	return undefined;
}

/** Whom the portal of the credential takes the owner of this token for. The token goes to that portal only. */
async function ownerOf(
	context: IWebhookFunctions,
	baseUrl: string,
	token: string,
): Promise<number | undefined> {
	const portal = Portal.withToken(context, baseUrl, token);
	const answer = await portal.call({ method: 'profile', params: {}, safety: 'read' });
	const owner = answer.ok && isRecord(answer.value.result) ? Number(answer.value.result.ID) : 0;
	return owner > 0 ? owner : undefined;
}

/** A stranger with many made-up tokens must not use up the portal's request rate. */
function mayAsk(webhook: string): boolean {
	const vain = vainQuestions.get(webhook);
	if (vain && Date.now() - vain.since >= MINUTE) vainQuestions.delete(webhook);
	return (vainQuestions.get(webhook)?.count ?? 0) < MAX_VAIN_QUESTIONS;
}

function askedInVain(webhook: string): void {
	const vain = vainQuestions.get(webhook) ?? { since: Date.now(), count: 0 };
	vainQuestions.set(webhook, { ...vain, count: vain.count + 1 });
}
