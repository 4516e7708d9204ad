/** What activating and deactivating the Profile Button Trigger does. */
import type { IHookFunctions } from 'n8n-workflow';

import { nodeError } from '../../engine/failure';
import { InputError } from '../../values/errors';
import { plainText } from '../../transport/redact';
import { attempt } from '../../transport/types';
import type { Account } from '../account';
import { bind, isBound, unbind, type RegistrationFor } from '../handlers/bind';
import { placeHandler } from '../handlers/registration';
import { readForm } from './form';

/**
 * Whether the button is there.
 *
 * @throws {NodeApiError | NodeOperationError} when the form or the credential cannot work
 */
export async function isShown(context: IHookFunctions): Promise<boolean> {
	return await isBound(context, wanted(context));
}

/**
 * Puts the button into the portal.
 *
 * @throws {NodeApiError | NodeOperationError} saying why the portal will not show it
 */
export async function show(context: IHookFunctions): Promise<boolean> {
	return await bind(context, wanted(context));
}

/**
 * Takes the button away, and no other one.
 *
 * @throws {NodeApiError | NodeOperationError} when the portal still shows it
 */
export async function hide(context: IHookFunctions): Promise<boolean> {
	return await unbind(context, wanted(context));
}

function wanted(context: IHookFunctions): RegistrationFor {
	const form = attempt(() =>
		readForm((name, fallback) => context.getNodeParameter(name, fallback)),
	);
	if (!form.ok) throw nodeError(context.getNode(), form.error, undefined, plainText);
	const { code, texts } = form.value;
	return (account) => {
		checkFrame(context, account);
		return placeHandler(code, texts);
	};
}

/** Browsers leave an http page out of an https one, so the portal would show an empty frame. */
function checkFrame(context: IHookFunctions, { baseUrl }: Account): void {
	const url = context.getNodeWebhookUrl('default') ?? '';
	if (!baseUrl.startsWith('https:') || url.startsWith('https:')) return;
	throw nodeError(
		context.getNode(),
		new InputError(
			`The portal cannot show a page of this n8n, because its address is ${new URL(url).origin}`,
			'A page of an https:// portal may hold https:// pages only. Set the environment variable WEBHOOK_URL to the public https:// address of this n8n, start it again and activate the workflow.',
		),
		undefined,
		plainText,
	);
}
