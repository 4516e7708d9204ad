/** What happens when the button in the portal is pressed. */
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { personIn, personRequest } from '../../form/peopleList';
import { plainText } from '../../transport/redact';
import { Portal } from '../../transport/portal';
import { attemptAsync, isRecord } from '../../transport/types';
import { type Account, accountOf } from '../account';
import { EventMemory } from '../handlers/eventMemory';
import { pathOf } from '../handlers/address';
import { objectionToKey, vouchedFor } from '../handlers/proof';
import { digestOf, hasDigest, isSameSecret } from '../handlers/secret';
import { justTaken } from '../process';
import { type ButtonForm, readForm } from './form';
import { type Opening, readOpening } from './opening';
import { headersOf, htmlOf, pageOf, type Notice } from './page';
import { issue, type Pressed, redeem, type Seal } from './ticket';

/** A request of the browser, with everything it needs. */
interface Request {
	context: IWebhookFunctions;
	account: Account;
	form: ButtonForm;
	memory: EventMemory;
	body: Record<string, unknown>;
	/** The portal's code of the opener's language. */
	language: string;
}

/** Starts an execution for the person whose card it was, once; everything else is answered by a page and starts nothing. */
export async function open(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const prepared = await attemptAsync(async () => await prepare(this));
	if (!prepared.ok) return refuse(this, undefined, plainText(prepared.error.message));
	const request = prepared.value;
	const stranger = objectionToKey(this, request.account, request.memory);
	if (stranger !== undefined) return refuse(this, undefined, stranger);
	const { ticket } = request.body;
	if (ticket !== undefined) return confirmed(request, String(ticket));
	const opening = readOpening(request.body);
	if (!opening) return refuse(this, request, 'it is no opening of a person’s card');
	const proved = await prove(request, opening);
	if (typeof proved === 'string') return refuse(this, request, proved);
	if (request.form.confirm) {
		const key = issue(proved, sealOf(request), Date.now());
		return answer(request, 200, 'ask', proved.name, key);
	}
	return start(request, proved, digestOf(`${opening.token} ${opening.userId}`));
}

async function prepare(context: IWebhookFunctions): Promise<Request> {
	const account = await accountOf(context);
	if (!account.ok) throw account.error;
	const form = readForm((name, fallback) => context.getNodeParameter(name, fallback));
	const memory = new EventMemory(context.getWorkflowStaticData('node'));
	const body: unknown = context.getBodyData();
	const query: unknown = context.getQueryData();
	const language = isRecord(query) && typeof query.LANG === 'string' ? query.LANG : '';
	return {
		context,
		account: account.value,
		form,
		memory,
		body: isRecord(body) ? body : {},
		language: language.toLowerCase(),
	};
}

/**
 * Who pressed the button for whom. The browser posts, not the portal, so whoever presses sees and may change all of it: what
 * is believed is what the portal of the credential answers to the opener's own token.
 *
 * @returns why not, for the log
 */
async function prove(request: Request, opening: Opening): Promise<Pressed | string> {
	const { context, account, form, memory } = request;
	if (!isSameSecret(opening.memberId, account.memberId)) return 'it comes from another portal';
	if (opening.place !== form.code) return 'it comes from another place';
	const vouched = await vouchedFor(context, account, opening.token);
	if (!vouched.ok) return vouched.objection;
	const { ID, NAME, LAST_NAME, ADMIN } = vouched.owner;
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	const openedBy = {
		ID: String(ID),
		NAME: text(NAME),
		LAST_NAME: text(LAST_NAME),
		admin: ADMIN === true,
	};
	if (form.place === 'ownMenu' && opening.userId !== openedBy.ID) {
		return 'it is about somebody else than the person who opened it';
	}
	const known = memory.applicationToken;
	// Another one after the application was installed again; the portal has just vouched for whoever brings it.
	if (known === undefined || !hasDigest(opening.applicationToken, known)) {
		memory.applicationToken = digestOf(opening.applicationToken);
	}
	const name = await nameOf(request, opening);
	if (name === undefined) return 'the person who opened it cannot see the person it is about';
	return { userId: opening.userId, name, openedBy };
}

/** The name of the person it is about, as the opener sees it; undefined when they do not. */
async function nameOf(
	{ context, account }: Request,
	{ token, userId }: Opening,
): Promise<string | undefined> {
	const portal = Portal.withToken(context, account.baseUrl, token);
	const read = await portal.call(personRequest(userId, ['ID', 'NAME', 'LAST_NAME']));
	const row = read.ok ? personIn(read.value, userId) : undefined;
	if (!row) return undefined;
	const words = [row.NAME, row.LAST_NAME].filter((word) => typeof word === 'string');
	return words.join(' ').trim() || `ID ${userId}`;
}

/** The second button was pressed. */
function confirmed(request: Request, ticket: string): IWebhookResponseData {
	const redeemed = redeem(ticket, sealOf(request), Date.now());
	if (redeemed) return start(request, redeemed.pressed, digestOf(redeemed.nonce));
	return refuse(request.context, request, 'its one-time key is not ours, or too old');
}

function sealOf({ context, account }: Request): Seal {
	const path = pathOf(context.getNodeWebhookUrl('default') ?? '');
	return { secret: account.clientSecret, path };
}

/** Starts the workflow, once for each key. Nothing is awaited here, so no other request can slip in between. */
function start(request: Request, pressed: Pressed, digest: string): IWebhookResponseData {
	const { context, account, form, memory } = request;
	const key = digest.slice(0, 12);
	const isRepeated = memory.has(key) || !justTaken.take(`button ${key}`);
	if (isRepeated) return answer(request, 200, 'again', pressed.name);
	memory.add(key);
	const item: IDataObject = {
		user: { ID: pressed.userId },
		openedBy: pressed.openedBy,
		place: form.place,
		portal: { domain: new URL(account.baseUrl).host, memberId: account.memberId },
		receivedAt: new Date().toISOString(),
	};
	const workflowData = [[{ json: item }]];
	if (form.answer !== 'page') {
		// n8n answers; what it says has to be shown in the portal's frame all the same.
		context.getResponseObject().removeHeader('X-Frame-Options');
		return { workflowData };
	}
	return { ...answer(request, 200, 'started', pressed.name), workflowData };
}

/** Says no more than that it was refused: whoever asks may be anybody. The log tells why. */
function refuse(
	context: IWebhookFunctions,
	request: Request | undefined,
	reason: string,
): IWebhookResponseData {
	context.logger.warn(`Bitrix24 Profile Button Trigger refused a request: ${reason}`, {
		node: context.getNode().name,
		workflow: context.getWorkflow().id,
	});
	if (!request) {
		context.getResponseObject().status(403).json({ message: 'Forbidden' });
		return { noWebhookResponse: true };
	}
	return answer(request, 403, 'refused');
}

function answer(
	{ context, account, form, language }: Request,
	status: number,
	said: Notice,
	name = '',
	ticket?: string,
): IWebhookResponseData {
	const response = context.getResponseObject();
	response.removeHeader('X-Frame-Options');
	for (const [header, value] of Object.entries(headersOf(new URL(account.baseUrl).origin))) {
		response.setHeader(header, value);
	}
	response.status(status).end(htmlOf(pageOf(form, language, said, name, ticket)));
	return { noWebhookResponse: true };
}
