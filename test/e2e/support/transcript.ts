/** Conversations as the model saw them, for docs/agents.md: between the marks of the document, written anew on request. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY } from '../n8n/folders';
import type { Asked, Message, Tool } from './model';

const DOCUMENT = join(REPOSITORY, 'docs', 'agents.md');

/** Set by `npm run test:e2e -- --transcripts`: the document is brought in step instead of being held against. */
export const KEEP_TRANSCRIPTS = 'E2E_KEEP_TRANSCRIPTS';

/** Longer answers are shown by their beginning and their end. */
const SHOWN = 700;

export function bytesOf(text: string): number {
	return Buffer.byteLength(text);
}

/** What tools answered, in order. */
export function answersTo({ messages }: Asked): string[] {
	return messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));
}

export function textOf(content: unknown): string {
	return typeof content === 'string' ? content : JSON.stringify(content);
}

/** @param last what the model was asked last, with everything before in it */
export function transcript(last: Asked, says: string): string {
	const lines = last.messages.filter(({ role }) => role !== 'system').map(lineOf);
	return [...lines, `**Agent:** ${says}`].join('\n\n');
}

function lineOf(message: Message): string {
	if (message.role === 'user') return `**Person:** ${textOf(message.content)}`;
	if (message.role === 'tool') {
		const text = textOf(message.content);
		return `**Answer** (${bytesOf(text)} bytes):\n\n\`\`\`\n${shortened(text)}\n\`\`\``;
	}
	const calls =
		'tool_calls' in message && Array.isArray(message.tool_calls) ? message.tool_calls : [];
	return calls
		.map((call: { function: { name: string; arguments: string } }) => {
			return `**Calls** \`${call.function.name}\` with \`${call.function.arguments}\``;
		})
		.join('\n\n');
}

function shortened(text: string): string {
	if (text.length <= SHOWN) return text;
	return `${text.slice(0, SHOWN / 2)}\n…\n${text.slice(-SHOWN / 2)}`;
}

interface Argument {
	type?: string;
	description?: string;
	properties?: Record<string, Argument>;
}

/** Those of objects under their own names: `toolParameters.person`. */
function argumentsOf({ properties = {} }: Argument, before = ''): string[] {
	return Object.entries(properties).flatMap(([key, one]) =>
		one.properties
			? argumentsOf(one, `${before}${key}.`)
			: [`\`${before}${key}\` (${one.type}): ${one.description}`],
	);
}

/** Name, description and arguments of each tool. */
export function toolTable(tools: readonly Tool[]): string {
	const rows = tools.map(({ name, description, parameters }) => {
		const said = argumentsOf(parameters);
		return `| \`${name}\` | ${description} | ${said.join('<br>')} |`;
	});
	return ['| Tool | Description | Arguments |', '|---|---|---|', ...rows].join('\n');
}

/** What stands in the document under this name; brought in step first where that was asked for. */
export function written(name: string, text: string): string {
	const document = readFileSync(DOCUMENT, 'utf8');
	const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
	const from = document.indexOf(begin) + begin.length;
	const to = document.indexOf(end);
	if (to < from) throw new Error(`docs/agents.md has no place for ${name}`);
	if (process.env[KEEP_TRANSCRIPTS] !== 'true') return document.slice(from, to).trim();
	writeFileSync(DOCUMENT, `${document.slice(0, from)}\n\n${text}\n\n${document.slice(to)}`);
	return text;
}
