/** What happens when somebody posts to the webhook of the Bitrix24 Trigger. */
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readSwitch } from '../../form/options';
import { personIn, personRequest } from '../../form/peopleList';
import { tidied } from '../../engine/shown';
import { tidyValue } from '../../resources/user/fields/decode';
import { plainText } from '../../transport/redact';
import { Portal } from '../../transport/portal';
import { type Outcome, failed, isRecord, succeeded } from '../../transport/types';
import { bodyOf } from '../handlers/body';
import { type Delivery, readDelivery } from '../handlers/delivery';
import { eventName } from './form';
import { EventMemory, deliveryKey } from '../handlers/eventMemory';
import { type Objection, objectionToApplication, objectionToOutgoing } from '../handlers/proof';
import { justTaken } from '../process';

/** Starts an execution for an event of the portal, once. Everything else is refused and starts nothing. */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const memory = new EventMemory(this.getWorkflowStaticData('node'));
	const delivery = readDelivery(bodyOf(this));
	const event = eventName(this.getNodeParameter('event'));
	if (!delivery) return refuse(this, 'it is not an event of a portal');
	if (delivery.event !== event) return refuse(this, 'it is about another event');
	const objection = await prove(this, delivery, memory);
	if (objection !== undefined) return refuse(this, objection);
	if (isRepeated(this, delivery, memory)) {
		return { webhookResponse: { message: 'This event has been received before' } };
	}
	return await handOn(this, delivery);
}

async function prove(
	context: IWebhookFunctions,
	delivery: Delivery,
	memory: EventMemory,
): Promise<Objection> {
	try {
		return context.getNodeParameter('authentication') === 'outgoingWebhook'
			? await objectionToOutgoing(context, delivery)
			: await objectionToApplication(context, delivery, memory);
	} catch (error) {
		// A credential that was deleted, for example. A stranger must not be able to start failing executions.
		return error instanceof Error ? plainText(error.message) : 'it could not be checked';
	}
}

function refuse(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	context.logger.warn(`Bitrix24 Trigger refused a delivery: ${reason}`, {
		node: context.getNode().name,
		workflow: context.getWorkflow().id,
	});
	context.getResponseObject().status(403).json({ message: 'Forbidden' });
	return { noWebhookResponse: true };
}

/** Tells repeated deliveries, and remembers this one. Nothing is awaited here, so no other one can slip in between. */
function isRepeated(context: IWebhookFunctions, delivery: Delivery, memory: EventMemory): boolean {
	const key = deliveryKey(delivery);
	if (memory.has(key)) return true;
	memory.add(key);
	// The button in the editor listens beside the active workflow and has a memory of its own.
	if (context.getMode() === 'manual') return false;
	return !justTaken.take(`${context.getNodeWebhookUrl('default') ?? ''} ${key}`);
}

async function handOn(
	context: IWebhookFunctions,
	delivery: Delivery,
): Promise<IWebhookResponseData> {
	const item: IDataObject = {
		event: delivery.event,
		user: delivery.user,
		portal: { domain: delivery.domain, memberId: delivery.memberId },
		receivedAt: new Date().toISOString(),
	};
	// The portal slows down for handlers that take long (b24restdocs `api-reference/events/index.md`), so it is answered first.
	// Answering ourselves also makes n8n 2 save the static data before it starts the execution; were the answer left to n8n
	// (`onReceived`), it would start first, which resets the mark of changed static data, and the memory would be lost.
	context.getResponseObject().status(200).json({ message: 'Workflow was started' });
	if (wantsWholeUser(context)) {
		const user = await wholeUser(context, delivery.userId);
		if (user.ok) item.user = user.value;
		else
			item.warning = `The whole user could not be fetched, so this is what the event told: ${user.error.message}`;
	}
	return { noWebhookResponse: true, workflowData: [[{ json: item }]] };
}

function wantsWholeUser(context: IWebhookFunctions): boolean {
	const options = context.getNodeParameter('options', {});
	const isOAuth = context.getNodeParameter('authentication') === 'oAuth2';
	return (
		isOAuth &&
		isRecord(options) &&
		'returnUser' in options &&
		readSwitch(options.returnUser, 'Return User')
	);
}

async function wholeUser(context: IWebhookFunctions, id: string): Promise<Outcome<IDataObject>> {
	const portal = await Portal.connect(context, 'oAuth2');
	if (!portal.ok) return portal;
	const answer = await portal.value.call(personRequest(id));
	if (!answer.ok) return answer;
	const row = personIn(answer.value, id);
	if (!row) return failed(new Error('The account behind the credential cannot see this person'));
	const codes = Object.keys(row);
	return succeeded(tidied(row, { codes, tidy: tidyValue }, new Set(codes)));
}
