/** What specs of the Bitrix24 Trigger share: an application on the portal, its handlers, deliveries of one's own making. */
import { HookContext } from 'n8n-core';
import type { WebhookSetupMethodNames } from 'n8n-workflow';
import { activateTrigger, credential } from '../harness';
import type { ActiveTrigger, StoredCredential, TriggerOptions } from '../harness';
import { oneNode } from '../harness/oneNode';
import { remember } from '../harness/triggers';
import { caller, type Row } from '../portal/server/caller';
import { parseStr } from '../portal/protocol/php';
import { CAST, type Application, type Portal, type Scope } from '../portal';
import { stored } from './portal';

const TYPE = 'bitrix24Trigger';

/** An application on a portal with the credential of somebody who authorised it. */
export interface Connected {
	application: Application;
	credential: StoredCredential;
}

export function connect(
	portal: Portal,
	{ userId, ...card }: { userId?: number; scopes?: Scope[]; installed?: boolean } = {},
	application: Application = portal.application(card),
): Connected {
	return {
		application,
		credential: credential('bitrix24OAuth2Api', {
			portalUrl: portal.url,
			clientId: application.clientId,
			clientSecret: application.clientSecret,
			authServer: portal.authServer,
			oauthTokenData: { ...portal.authorise(application, userId) },
		}),
	};
}

/** Switches the trigger on with OAuth2. */
export async function listen(
	connected: Connected,
	options: Partial<TriggerOptions> = {},
): Promise<ActiveTrigger> {
	const active = await activateTrigger({
		type: TYPE,
		credentials: connected.credential,
		...options,
	});
	return { ...active, webhookUrl: await boundUrl(connected, active.webhookUrl) };
}

/** The URL as the portal was told it: the address of n8n with the trigger's own secret. */
async function boundUrl({ credential: stored, application }: Connected, webhookUrl: string) {
	const { portalUrl, oauthTokenData } = stored.data;
	const { access_token } = oauthTokenData as Record<string, string>;
	const call = caller(`${String(portalUrl)}/rest/`, { authorization: `Bearer ${access_token}` });
	const { rows } = await call('event.get');
	const bound = rows.find(({ handler }) => String(handler).startsWith(`${webhookUrl}?`));
	if (!bound) throw new Error(`${application.clientId} has no handler at ${webhookUrl}`);
	return String(bound.handler);
}

/** Switches the trigger on with a webhook made by hand. */
export async function listenByHand(applicationToken: string): Promise<ActiveTrigger> {
	return await activateTrigger({
		type: TYPE,
		parameters: { authentication: 'outgoingWebhook' },
		credentials: credential('bitrix24OutgoingWebhookApi', { applicationToken }),
	});
}

/** REST calls of an application, as somebody besides n8n would make them. */
export function callAs(portal: Portal, application: Application, userId = 1) {
	const { access_token } = portal.authorise(application, userId);
	return caller(`${portal.url}/rest/`, { authorization: `Bearer ${access_token}` });
}

/** Handlers of an application on the portal. */
export async function handlersOf(portal: Portal, application: Application): Promise<Row[]> {
	return (await callAs(portal, application)('event.get')).rows;
}

/** The handler URLs alone. */
export async function urlsOf(portal: Portal, application: Application): Promise<unknown[]> {
	return (await handlersOf(portal, application)).map(({ handler }) => handler);
}

/** Calls one set-up method of the webhook as n8n does, at an address of n8n's own or of the test's choice. */
export async function callHook(
	method: WebhookSetupMethodNames,
	options: TriggerOptions,
	{ baseUrl = 'https://n8n.example.com', isTest = false } = {},
): Promise<boolean> {
	const { memory = {} } = options;
	const one = await oneNode({ type: TYPE, ...options }, 'Trigger', {
		active: !isTest,
		webhookId: 'webhook-of-the-test',
		staticData: { 'node:Trigger': structuredClone(memory) },
	});
	one.additionalData.webhookBaseUrl = `${baseUrl}/webhook`;
	one.additionalData.webhookTestBaseUrl = `${baseUrl}/webhook-test`;
	const [webhookDescription] = one.nodeType.description.webhooks ?? [];
	const { workflow, node, nodeType, additionalData } = one;
	const data = {
		httpMethod: 'POST' as const,
		node: node.name,
		path: webhookDescription.path,
		webhookDescription,
		workflowId: workflow.id,
		workflowExecuteAdditionalData: additionalData,
		isTest,
	};
	const mode = isTest ? 'manual' : 'trigger';
	const context = new HookContext(workflow, node, additionalData, mode, 'activate', data);
	const hook = nodeType.webhookMethods?.default?.[method];
	if (!hook) throw new Error(`The trigger has no ${method}`);
	const answer = await hook.call(context);
	remember(one, memory);
	return answer;
}

/** Addresses of handlers, without the secret the trigger puts into their query. */
export function plainAddress(url: unknown): string {
	return String(url).replace(/[?&]key=[\w-]{43}/, '');
}

/** What an error tells a person: message and description. */
export async function complaint(action: Promise<unknown>): Promise<string> {
	try {
		await action;
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const description = 'description' in error ? String(error.description) : '';
		return `${error.message} | ${description}`;
	}
	throw new Error('Nothing was refused');
}

/** Posts a form as anybody could; the status of the answer. */
export async function post(
	url: string,
	form: Record<string, string> | string,
	contentType = 'application/x-www-form-urlencoded',
): Promise<number> {
	const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
	const headers = { 'content-type': contentType };
	return (await fetch(url, { method: 'POST', headers, body })).status;
}

/** The last delivery of the portal as a flat form, to be changed and sent again. */
export async function lastForm(portal: Portal): Promise<Record<string, string>> {
	const body = (await portal.deliveries()).at(-1)?.body;
	if (body === undefined) throw new Error('The portal has delivered nothing');
	return Object.fromEntries(new URLSearchParams(body));
}

/** The last delivery, nested by the emulator's own reading. */
export async function lastAuth(portal: Portal): Promise<Record<string, unknown>> {
	const { auth } = parseStr((await portal.deliveries()).at(-1)?.body ?? '');
	return { ...(auth as Record<string, unknown>) };
}

/** Somebody more who was invited and has not signed in yet. */
export function invite(portal: Portal, id: number): void {
	const person = structuredClone(stored(portal, CAST.invited));
	portal.people.set(id, { ...person, ID: id, LAST_LOGIN: null });
}

/** A form, or any flat object, without one of its names. */
export function without<T>(form: Record<string, T>, name: string): Record<string, T> {
	return Object.fromEntries(Object.entries(form).filter(([key]) => key !== name));
}

/** A page as it is read: without markup. */
export function readable(html: string): string {
	return html
		.replace(/<style>.*?<\/style>|<[^>]*>/gs, ' ')
		.replace(/\s+([.?])?/g, (_, mark?: string) => mark ?? ' ')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&amp;', '&');
}
