/** A portal emulator, both credentials for it, and the examples, put into a fresh n8n. */
import { connectAccount } from '../e2e/n8n/connect';
import type { Client, CredentialRef } from '../e2e/n8n/client';
import { example, exampleNames } from '../e2e/n8n/examples';
import { CAST, startPortal, type Portal } from '../portal';

export interface Furnished {
	portal: Portal;
	credentials: CredentialRef[];
	workflows: Array<{ name: string; id: string }>;
}

/** In all: the people every emulator has, whose data is awkward, and others beside them. */
const PEOPLE = 120;

/** Names as n8n itself gives them, so that imported examples find theirs. */
const WEBHOOK_NAME = 'Bitrix24 Webhook account';
const OAUTH_NAME = 'Bitrix24 account';

export async function furnish(n8n: Client, language: 'en' | 'ru' | 'de'): Promise<Furnished> {
	const portal = await startPortal({ people: PEOPLE - Object.keys(CAST).length, language });
	const webhook = await n8n.createCredential('bitrix24WebhookApi', WEBHOOK_NAME, {
		webhookUrl: portal.webhook(),
	});
	const { clientId, clientSecret } = portal.application({
		redirectUri: `${n8n.url}/rest/oauth2-credential/callback`,
	});
	const oauth = await n8n.createCredential('bitrix24OAuth2Api', OAUTH_NAME, {
		portalUrl: portal.url,
		clientId,
		clientSecret,
		authServer: portal.authServer,
	});
	const { page } = await connectAccount(n8n, oauth);
	if (page.status !== 200) throw new Error(`The OAuth2 credential did not connect: ${page.text}`);
	const credentials = [webhook, oauth];
	const workflows: Furnished['workflows'] = [];
	for (const name of exampleNames()) {
		const { id, name: title } = await n8n.createWorkflow(example(name, credentials));
		workflows.push({ id, name: title });
	}
	return { portal, credentials, workflows };
}
