/** One HTTP request as PHP and the REST server decode it. */
import type { IncomingMessage } from 'node:http';
import type { Params } from '../protocol/php';
import { fromPairs, parseJsonBody, parseStr, urlDecode } from '../protocol/php';

export interface Decoded {
	httpMethod: string;
	pathname: string;
	query: Params;
	/** Query and body together; the body wins. */
	params: Params;
	bytes: number;
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks);
}

async function multipart(body: Buffer, contentType: string): Promise<Params> {
	try {
		const form = await new Response(new Uint8Array(body), {
			headers: { 'content-type': contentType },
		}).formData();
		const pairs: Array<[string, string]> = [];
		form.forEach((value, name) => {
			if (typeof value === 'string') pairs.push([name, value]);
		});
		return fromPairs(pairs);
	} catch {
		return {};
	}
}

/**
 * PHP fills the form body from its own two content types; only when that came out empty does the REST
 * server look at the raw body: `application/json` is JSON, anything else is read as a query string.
 * (server behaviour)
 */
async function decodeBody(body: Buffer, header: string): Promise<Params> {
	const contentType = header.replace(/;.*$/s, '').trim();
	const text = body.toString('utf8');
	const form =
		contentType === 'application/x-www-form-urlencoded'
			? parseStr(text)
			: contentType === 'multipart/form-data'
				? await multipart(body, header)
				: {};
	if (Object.keys(form).length > 0 || contentType === 'multipart/form-data') return form;
	return contentType === 'application/json' ? parseJsonBody(text) : parseStr(text.trim());
}

export async function decodeRequest(message: IncomingMessage): Promise<Decoded> {
	const body = await readBody(message);
	const [pathname, search = ''] = (message.url ?? '/').split(/\?(.*)/s);
	const httpMethod = message.method ?? 'GET';
	const query = parseStr(search.split('#')[0]);
	const posted =
		httpMethod === 'POST' ? await decodeBody(body, message.headers['content-type'] ?? '') : {};
	return {
		httpMethod,
		pathname,
		query,
		params: { ...query, ...posted },
		bytes: body.length,
	};
}

export interface RestPath {
	/** Of an inbound webhook. */
	webhook?: { userId: number; code: string };
	/** Lower case, without `.json`. */
	method: string;
	/** The path with the secret replaced. */
	masked: string;
}

/** `/rest/USER/CODE/METHOD` or `/rest/METHOD`; undefined when the path is not of the REST server. */
export function parseRestPath(pathname: string): RestPath | undefined {
	const parts = pathname.split('/').map(urlDecode);
	if (parts[1] !== 'rest') return undefined;
	const rest = parts.slice(2).filter((part) => part !== '');
	const isWebhook = /^\d+$/.test(rest[0] ?? '') && rest.length >= 2;
	const name = (isWebhook ? rest[2] : rest[0]) ?? '';
	const method = name.toLowerCase().replace(/\.json$/, '');
	if (!isWebhook) return { method, masked: pathname };
	const [userId, code] = rest;
	const masked = pathname.replace(/^(\/rest\/+\d+\/+)[^/]+/, '$1***');
	return { webhook: { userId: Number(userId), code }, method, masked };
}
