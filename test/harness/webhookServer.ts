/** The part of n8n's web server a webhook meets: the raw body, parsed as n8n parses it. */
import { parse } from 'node:querystring';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Request, Response } from 'express';

type Receiver = (request: Request, response: Response) => Promise<void>;

export interface WebhookServer {
	url: string;
	receive(path: string, receiver: Receiver): void;
	stop(): Promise<void>;
}

/** Url-encoded bodies stay flat: `auth[application_token]` is one key, as in n8n. */
function parseBody(contentType: string, raw: Buffer): unknown {
	const text = raw.toString('utf8');
	// At most 1,000 names, as in n8n: the rest is there in the raw body only.
	if (contentType.includes('application/x-www-form-urlencoded')) return { ...parse(text) };
	if (contentType.includes('application/json') && text !== '') return JSON.parse(text);
	return {};
}

export async function serveWebhook(): Promise<WebhookServer> {
	const receivers = new Map<string, Receiver>();
	const app = express();
	app.use(express.raw({ type: () => true, limit: '16mb' }));
	app.use(async (request, response) => {
		const receiver = receivers.get(request.path);
		if (!receiver) {
			response.status(404).json({ code: 404, message: 'The requested webhook is not registered.' });
			return;
		}
		const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
		Object.assign(request, { rawBody: raw });
		request.body = parseBody(request.headers['content-type'] ?? '', raw);
		await receiver(request, response);
	});
	const server = app.listen(0, '127.0.0.1');
	await new Promise<void>((resolve) => {
		server.once('listening', resolve);
	});
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		receive: (path, receiver) => {
			receivers.set(path, receiver);
		},
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
			});
		},
	};
}
