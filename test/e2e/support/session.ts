/** The n8n that `main.ts` has started for all specs of a run. */
import { Client } from '../n8n/client';

export interface SharedSession {
	major: 1 | 2;
	version: string;
	url: string;
	cookie: string;
	userFolder: string;
}

export const SESSION_VARIABLE = 'E2E_SESSION';

/** @throws when a spec is started without `npm run test:e2e` */
export function sharedSession(): SharedSession {
	const text = process.env[SESSION_VARIABLE];
	if (text === undefined) throw new Error('Start the specs with: npm run test:e2e');
	// Written by main.ts a moment ago.
	return JSON.parse(text) as SharedSession;
}

/** Signed in as the owner. */
export function sharedClient(): Client {
	const { url, major, cookie } = sharedSession();
	const client = new Client(url, major);
	client.cookie = cookie;
	return client;
}
