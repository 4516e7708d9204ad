/** "Connect my account", walked through without a browser. */
import type { Answer } from './http';
import type { Client, CredentialRef } from './client';

export interface Dance {
	/** Where n8n sent the browser. */
	authorisation: URL;
	/** Where the authorisation server sent it back. */
	callback: URL;
	/** The page n8n showed at the end. */
	page: Answer;
}

/**
 * Follows the redirects from n8n to the portal's authorisation page and back. The emulator takes whoever visits it for
 * somebody who is signed in.
 */
export async function connectAccount(n8n: Client, credential: CredentialRef): Promise<Dance> {
	const authorisation = new URL(await n8n.authorisationUrl(credential));
	const answer = await fetch(authorisation, { redirect: 'manual' });
	const location = answer.headers.get('location');
	if (location === null) {
		throw new Error(`The authorisation page did not lead back: ${await answer.text()}`);
	}
	const callback = new URL(location);
	const page = await n8n.ask('GET', callback.pathname + callback.search);
	return { authorisation, callback, page };
}
