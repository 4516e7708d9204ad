/** What activating and deactivating the Bitrix24 Trigger does. */
import { type IHookFunctions, NodeOperationError } from 'n8n-workflow';

import { bind, isBound, unbind, type RegistrationFor } from '../handlers/bind';
import { eventHandler } from '../handlers/registration';
import { eventName } from './form';

/**
 * Whether the portal posts its events here. Of an outgoing webhook that was made by hand n8n cannot know; there is nothing to
 * bind.
 *
 * @throws {NodeApiError | NodeOperationError} when the form or the credential cannot work
 */
export async function isListening(context: IHookFunctions): Promise<boolean> {
	if (!isByHand(context)) return await isBound(context, wanted(context));
	await checkOutgoing(context);
	return true;
}

/**
 * Has the portal post its events here.
 *
 * @throws {NodeApiError | NodeOperationError} saying why it will not
 */
export async function listen(context: IHookFunctions): Promise<boolean> {
	return isByHand(context) || (await bind(context, wanted(context)));
}

/**
 * Has the portal post no more events here.
 *
 * @throws {NodeApiError | NodeOperationError} when it still does
 */
export async function stopListening(context: IHookFunctions): Promise<boolean> {
	return isByHand(context) || (await unbind(context, wanted(context)));
}

function wanted(context: IHookFunctions): RegistrationFor {
	const event = eventName(context.getNodeParameter('event'));
	return ({ userId }) => eventHandler(event, userId);
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
