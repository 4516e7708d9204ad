/**
 * A language model on loopback that plays fixed conversations, in OpenAI's Chat Completions protocol
 * (platform.openai.com/docs/api-reference/chat), and keeps what reached it.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the model says in one turn: a call of a tool, or its last words. */
export type Turn = { tool: string; input: Record<string, unknown> } | { says: string };

export interface Tool {
	name: string;
	description: string;
	/** JSON schema. */
	parameters: object;
}

export interface Message {
	role: string;
	content?: unknown;
}

/** One request, as it arrived. */
export interface Asked {
	messages: Message[];
	tools: Tool[];
}

export interface Model {
	/** For the credential of the node "OpenAI Chat Model". */
	url: string;
	asked: Asked[];
	/** Forgets what was asked, and plays these turns from now on. */
	play(turns: readonly Turn[]): void;
	stop(): Promise<void>;
}

export async function startModel(): Promise<Model> {
	const asked: Asked[] = [];
	let script: Turn[] = [];
	const server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			const { messages, tools = [] } = body;
			asked.push({ messages, tools: tools.map((tool) => tool.function) });
			const turn = script.shift() ?? { says: 'The script has ended.' };
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(completion(turn, asked.length)));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	// A server that listens on TCP has such an address.
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		asked,
		play(turns) {
			asked.length = 0;
			script = [...turns];
		},
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

interface Body {
	messages: Message[];
	tools?: Array<{ function: Tool }>;
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
	// n8n's node speaks this protocol; anything else fails at its first use.
	return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body;
}

function completion(turn: Turn, number: number): object {
	const isCall = 'tool' in turn;
	const message = isCall
		? {
				role: 'assistant',
				content: null,
				tool_calls: [
					{
						id: `call_${number}`,
						type: 'function',
						function: { name: turn.tool, arguments: JSON.stringify(turn.input) },
					},
				],
			}
		: { role: 'assistant', content: turn.says };
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 1,
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason: isCall ? 'tool_calls' : 'stop' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
