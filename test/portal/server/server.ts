/** The HTTP side: decode, authorise, run, answer, record; and misbehave when told to. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Meter } from './clock';
import { judge } from './complaints';
import type { Identity } from './context';
import { badCredentials, GatewayTimeout, methodNotFound, RestError } from '../protocol/errors';
import type { Faults } from './faults';
import type { Bucket } from './limits';
import type { OAuth, OAuthReply } from './oauth';
import { toText } from '../protocol/php';
import { pageAt } from './pages';
import type { Reply } from './reply';
import { GATEWAY_TIMEOUT, html, json } from './reply';
import type { Decoded, RestPath } from './request';
import { decodeRequest, parseRestPath } from './request';
import type { Envelope, Rest } from './rest';
import type { Mint } from './secrets';
import { maskHeaders, maskParams } from './secrets';
import type { PortalState } from '../domain/state';
import type { Fault, RecordedRequest } from '../types';

export interface Machinery {
	state: PortalState;
	rest: Rest;
	oauth: OAuth;
	mint: Mint;
	bucket: Bucket;
	faults: Faults;
	requests: RecordedRequest[];
	stopped: AbortSignal;
}

export class RequestHandler {
	/** Calls for this host are sent to another address. */
	renamed: { oldHost: string; to: string } | undefined;
	refusal: { status: number; error: string; error_description: string } | undefined;
	private readonly started = performance.now();

	constructor(private readonly machinery: Machinery) {}

	async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
		const decoded = await decodeRequest(message);
		const path = parseRestPath(decoded.pathname);
		const method = path ? path.method : oauthMethod(decoded.pathname);
		if (method === undefined) {
			const { pathname } = decoded;
			this.send(response, pageAt(pathname, this.machinery) ?? this.file(pathname));
			return;
		}
		const record: RecordedRequest = {
			httpMethod: decoded.httpMethod,
			path: path?.masked ?? decoded.pathname,
			headers: maskHeaders(message.headers),
			method,
			params: maskParams(decoded.params),
			calls: [],
			status: 0,
			at: performance.now() - this.started,
			bytes: decoded.bytes,
		};
		this.machinery.requests.push(record);
		const fault = this.machinery.faults.take(method);
		if (fault?.delay) await new Meter(this.machinery.stopped, Infinity).sleep(fault.delay);
		const spoils = fault?.answer !== undefined || fault?.connection !== undefined;
		const before = spoils && fault?.when !== 'after';
		const reply = before ? undefined : await this.answer(message, decoded, path, record);
		record.took = performance.now() - this.started - record.at;
		judge(record);
		if (fault && spoils) this.spoil(response, fault, reply, record);
		else if (reply) {
			record.status = reply.status;
			this.send(response, reply);
		}
	}

	private async answer(
		message: IncomingMessage,
		decoded: Decoded,
		path: RestPath | undefined,
		record: RecordedRequest,
	): Promise<Reply> {
		const { oauth, bucket, state, rest, stopped } = this.machinery;
		const meter = new Meter(stopped, state.options.timeout);
		try {
			await meter.sleep(state.options.cost?.latency);
			if (!path) return this.oauthReply(decoded);
			if (this.renamed && message.headers.host === this.renamed.oldHost) {
				const headers = { location: `${this.renamed.to}${message.url ?? ''}` };
				return { status: 302, body: '', headers };
			}
			bucket.take(message.socket.remoteAddress ?? '');
			if (this.refusal) {
				const { status, error, error_description } = this.refusal;
				return json(status, { error, error_description });
			}
			if (path.method === '') throw methodNotFound();
			const { auth, access_token, ...params } = decoded.params;
			const bearer = /^Bearer\s+(.+)$/i.exec(message.headers.authorization ?? '')?.[1];
			const identity = path.webhook
				? this.webhookIdentity(path.webhook)
				: oauth.identify(bearer ?? toText(auth ?? access_token));
			const envelope: Envelope = await rest.run(path.method, params, identity, meter, (call) =>
				record.calls.push(call),
			);
			return json(200, { ...envelope });
		} catch (error) {
			if (error instanceof RestError) return json(error.status, error.body);
			if (error instanceof GatewayTimeout) return html(504, GATEWAY_TIMEOUT);
			throw error;
		}
	}

	private oauthReply(decoded: Decoded): Reply {
		const { oauth } = this.machinery;
		const reply: OAuthReply = decoded.pathname.startsWith('/oauth/authorize')
			? oauth.authorize(decoded.params)
			: oauth.token(decoded.params);
		if (reply.location)
			return { status: reply.status, body: '', headers: { location: reply.location } };
		return reply.html === undefined
			? json(reply.status, reply.json ?? null)
			: html(reply.status, reply.html);
	}

	private webhookIdentity({ userId, code }: { userId: number; code: string }): Identity {
		const { state } = this.machinery;
		const webhook = state.webhooks.get(code);
		const caller = state.people.get(userId);
		if (!webhook || webhook.userId !== userId || !caller?.ACTIVE) throw badCredentials();
		return { caller, scopes: new Set(webhook.scopes), credential: code };
	}

	/** Photos and other uploads, so that a PERSONAL_PHOTO address leads somewhere. */
	private file(pathname: string): Reply {
		const id = /^\/upload\/(?:main|resize_cache)\/(\d+)\//.exec(pathname)?.[1];
		const file = this.machinery.state.files.get(Number(id));
		if (!file) return html(404, '<h1>404 Not Found</h1>');
		const type = file.name.endsWith('.png') ? 'image/png' : 'application/octet-stream';
		return { status: 200, body: file.bytes, headers: { 'content-type': type } };
	}

	/** Does to the connection or the answer what the fault says. */
	private spoil(
		response: ServerResponse,
		fault: Fault,
		reply: Reply | undefined,
		record: RecordedRequest,
	): void {
		if (fault.connection === 'hang') return;
		if (fault.connection === 'reset') {
			response.socket?.resetAndDestroy();
			return;
		}
		const { status, body, headers } = fault.answer ?? reply ?? json(200, { result: true });
		const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
		const type = typeof body === 'string' ? 'text/html' : 'application/json';
		record.status = status;
		const spoiled = { status, body: text, headers: { 'content-type': type, ...headers } };
		if (fault.connection === 'truncate') this.truncate(response, spoiled);
		else this.send(response, spoiled);
	}

	/** Promises the whole body, sends half of it and cuts the connection. */
	private truncate(response: ServerResponse, { status, body, headers }: Reply): void {
		const bytes = Buffer.from(body);
		response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
		response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () =>
			response.socket?.destroy(),
		);
	}

	private send(response: ServerResponse, { status, body, headers }: Reply): void {
		response.writeHead(status, {
			date: new Date(this.machinery.state.now()).toUTCString(),
			server: 'nginx',
			...headers,
			'content-length': String(Buffer.byteLength(body)),
		});
		response.end(body);
	}
}

function oauthMethod(pathname: string): string | undefined {
	if (/^\/oauth\/token\/?$/.test(pathname)) return 'oauth.token';
	return /^\/oauth\/authorize\/?$/.test(pathname) ? 'oauth.authorize' : undefined;
}
