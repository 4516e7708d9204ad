/**
 * Whether a delivery comes from the portal. Anybody who learns the address of a webhook can post to it.
 * Source: b24restdocs `api-reference/events/safe-event-handlers.md`.
 */
import type { IWebhookFunctions } from 'n8n-workflow';

import { PortalError } from '../../transport/errors';
import { Portal } from '../../transport/portal';
import { isRecord } from '../../transport/types';
import { type Account, accountOf } from '../account';
import { vainQuestions } from '../process';
import { KEY, ownKey } from './address';
import type { Delivery } from './delivery';
import type { EventMemory } from './eventMemory';
import { digestOf, hasDigest, isSameSecret } from './secret';

/** Why a delivery is refused, for the log; undefined when it is proved. */
export type Objection = string | undefined;

/** An outgoing webhook made by hand: the token the portal showed next to it. */
export async function objectionToOutgoing(
	context: IWebhookFunctions,
	delivery: Delivery,
): Promise<Objection> {
	const credentials = await context.getCredentials('bitrix24OutgoingWebhookApi');
	const expected = String(credentials.applicationToken ?? '').trim();
	if (expected === '') return 'the credential holds no application token';
	return isSameSecret(delivery.applicationToken, expected)
		? undefined
		: 'its application token is not the one in the credential';
}

/**
 * A handler bound by an application. First our own secret in the handler's URL, which only the portal was told: strangers
 * end there, and the portal hears nothing of them. Then the application token: it is learned from the first delivery whose
 * access token the portal itself takes for one of our application, and compared from then on. A new one (the application
 * was installed again) is learned likewise.
 */
export async function objectionToApplication(
	context: IWebhookFunctions,
	delivery: Delivery,
	memory: EventMemory,
): Promise<Objection> {
	const account = await accountOf(context);
	if (!account.ok) return account.error.message;
	const { memberId, userId } = account.value;
	const stranger = objectionToKey(context, account.value, memory);
	if (stranger !== undefined) return stranger;
	if (!isSameSecret(delivery.memberId, memberId)) return 'it comes from another portal';
	const known = memory.applicationToken;
	if (known !== undefined && hasDigest(delivery.applicationToken, known)) return undefined;
	if (delivery.accessToken === undefined) {
		return 'its application token is unknown, and it has no access token to prove itself with';
	}
	// The handler was bound in the name of one person, so the portal sends a token of theirs and of nobody else.
	const expected = memory.boundAs ?? userId;
	const vouched = await vouchedFor(context, account.value, delivery.accessToken);
	if (!vouched.ok) return vouched.objection;
	if (expected !== undefined && Number(vouched.owner.ID) !== expected) {
		return 'its access token belongs to another person than the one it was bound for';
	}
	memory.applicationToken = digestOf(delivery.applicationToken);
	return undefined;
}

/** Whether the URL that was posted to holds our secret. Costs nothing, and is looked at first. */
export function objectionToKey(
	context: IWebhookFunctions,
	{ clientSecret }: Account,
	memory: EventMemory,
): Objection {
	const query: unknown = context.getQueryData();
	const key = isRecord(query) ? query[KEY] : undefined;
	if (typeof key !== 'string') return 'its URL is not the one the portal was told';
	const isOurs =
		isSameSecret(key, ownKey(context.getNodeWebhookUrl('default') ?? '', clientSecret)) ||
		(memory.key !== undefined && hasDigest(key, memory.key));
	return isOurs ? undefined : 'its URL is not the one the portal was told';
}

/** What the portal of the credential says of an access token. */
export type Vouched =
	| { ok: true; owner: Record<string, unknown> }
	| { ok: false; objection: string };

/**
 * Asks the portal of the credential, and no other one, whose an access token is. It has to be one of our own application:
 * another application of the portal, and whoever writes one, has good tokens of the same people
 * (`CODE` of app.info, b24restdocs `api-reference/common/system/app-info.md`).
 */
export async function vouchedFor(
	context: IWebhookFunctions,
	{ baseUrl, clientId }: Account,
	token: string,
): Promise<Vouched> {
	const webhook = context.getNodeWebhookUrl('default') ?? '';
	if (!vainQuestions.mayAsk(webhook, Date.now())) {
		return { ok: false, objection: 'too many deliveries could not be proved in the last minute' };
	}
	const portal = Portal.withToken(context, baseUrl, token);
	const application = await applicationOf(portal);
	if (application === undefined) {
		vainQuestions.note(webhook, Date.now());
		return { ok: false, objection: 'the portal does not vouch for its access token' };
	}
	if (application !== OLD_PORTAL && !isSameSecret(application, clientId)) {
		vainQuestions.note(webhook, Date.now());
		return {
			ok: false,
			objection: 'its access token belongs to another application of the portal',
		};
	}
	const answer = await portal.call({ method: 'profile', params: {}, safety: 'read' });
	const owner = answer.ok && isRecord(answer.value.result) ? answer.value.result : {};
	if (Number(owner.ID) > 0) return { ok: true, owner };
	vainQuestions.note(webhook, Date.now());
	return { ok: false, objection: 'the portal does not vouch for its access token' };
}

/** A portal that does not know app.info; the answer is the portal's own, so no stranger can bring it about. */
const OLD_PORTAL = Symbol('old portal');

async function applicationOf(portal: Portal): Promise<string | typeof OLD_PORTAL | undefined> {
	const answer = await portal.call({ method: 'app.info', params: {}, safety: 'read' });
	if (!answer.ok) {
		const { error } = answer;
		const code = error instanceof PortalError ? error.details.code : undefined;
		return code === 'ERROR_METHOD_NOT_FOUND' ? OLD_PORTAL : undefined;
	}
	const { result } = answer.value;
	return isRecord(result) && typeof result.CODE === 'string' ? result.CODE : undefined;
}
