/**
 * Somebody who approves or declines: Telegram's Bot API on loopback (core.telegram.org/bots/api#sendmessage), and the
 * finger on the button.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { until } from '../n8n/processes';

export interface Approver {
	/** For the credential of the node "Telegram". */
	url: string;
	/** Texts of the messages that asked. */
	questions: string[];
	/** The button pressed from now on. */
	answer: 'approve' | 'decline';
	stop(): Promise<void>;
}

/** n8n answers what it takes for a bot with an empty page, a bare `Mozilla/5.0` among them. */
const BROWSER =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

interface SendMessage {
	text: string;
	reply_markup: { inline_keyboard: Array<Array<{ text: string; url: string }>> };
}

export async function startApprover(): Promise<Approver> {
	const server = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
		request.on('end', () => {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ ok: true, result: { message_id: 1 } }));
			// What the node "Telegram" sends; anything else fails here.
			const message = JSON.parse(text) as SendMessage;
			approver.questions.push(message.text);
			const buttons = message.reply_markup.inline_keyboard.flat();
			const wanted = `approved=${approver.answer === 'approve'}`;
			const button = buttons.find(({ url }) => url.includes(wanted));
			if (button) void press(button.url);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	// A server that listens on TCP has such an address.
	const { port } = server.address() as AddressInfo;
	const approver: Approver = {
		url: `http://127.0.0.1:${port}`,
		questions: [],
		answer: 'approve',
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return approver;
}

/** Until the execution waits, n8n does not know the address. Its pages answer browsers only. */
async function press(url: string): Promise<void> {
	await until('The button in the message', async () => {
		const { status } = await fetch(url, { headers: { 'user-agent': BROWSER } });
		return status === 200 ? true : undefined;
	});
}
