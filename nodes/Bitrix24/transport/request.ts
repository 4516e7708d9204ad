/** One conversation with a portal: sends requests one at a time, retries what may be retried, explains what goes wrong. */
import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { AddressError, oauthBaseUrl, renamedOrigin, webhookBaseUrl } from './address';
import { forSafety, PortalError, readRefusal, refusalError } from './errors';
import { networkError, type Reply, replyOf } from './reply';
import { showable } from './redact';
import { pause, retryDelay } from './retry';
import {
	failed,
	isRecord,
	type Outcome,
	type Params,
	type RestAnswer,
	type RestRequest,
	type Safety,
	succeeded,
} from './types';
import { PACKAGE_VERSION } from './version';

/** The n8n contexts a portal can be called from. */
export type PortalContext = IAllExecuteFunctions &
	(IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions);

/** Values of the node parameter `authentication`. */
export type Authentication = 'webhook' | 'oAuth2';

function credentialType(authentication: Authentication): string {
	return authentication === 'webhook' ? 'bitrix24WebhookApi' : 'bitrix24OAuth2Api';
}

/** The server gives a request 60 s (b24restdocs `settings/how-to-call-rest-api/limits.md`); wait a little longer. */
const TIMEOUT = 75_000;

/** The whole JSON object of a successful answer, or why there is none. */
type Answer = Outcome<Record<string, unknown>, PortalError>;

export class Portal {
	/** HTTP requests sent so far. */
	requests = 0;

	/** Set once a redirect told that the portal has been renamed. */
	renamed = false;

	/**
	 * The portal's own clock at the first answer of this conversation, in Unix seconds: when the portal began to work on it.
	 * Source: `time.start`, b24restdocs `api-reference/data-types.md`.
	 */
	clock?: number;

	/** The portal's clock minus ours, in milliseconds; 0 until the portal has answered. */
	clockOffset = 0;

	/** Milliseconds to wait for a method whose server time is used up. */
	maxWait = 60_000;

	/** By method: when its used-up server time is given back, as `Date.now()` counts. */
	private readonly freeAt = new Map<string, number>();

	private constructor(
		private readonly context: PortalContext,
		private readonly authentication: Authentication,
		/** Ends with `/rest/` or `/rest/USER_ID/CODE/`. */
		private baseUrl: string,
		private secrets: string[],
		/** Speaks with this token instead of the credential's. */
		private readonly token?: string,
	) {}

	/** Opens a conversation with the portal of the node's credential; fails when its address cannot work. */
	static async connect(
		context: PortalContext,
		authentication: Authentication,
	): Promise<Outcome<Portal>> {
		try {
			const credentials = await context.getCredentials(credentialType(authentication));
			const baseUrl = baseUrlOf(authentication, credentials);
			const secrets = secretsOf(credentials, baseUrl);
			return succeeded(new Portal(context, authentication, baseUrl, secrets));
		} catch (error) {
			return failed(error instanceof Error ? error : new AddressError(String(error)));
		}
	}

	/**
	 * Speaks to a portal with an access token that came from elsewhere, to learn whether it is good there.
	 *
	 * @param baseUrl address of the credential's own portal, never one that came with the token
	 */
	static withToken(context: PortalContext, baseUrl: string, token: string): Portal {
		return new Portal(context, 'oAuth2', baseUrl, [token], token);
	}

	/** Where the portal is: scheme, host and port, nothing secret. */
	get origin(): string {
		return new URL(this.baseUrl).origin;
	}

	/** Makes foreign text fit to be shown: plain, short and free of this credential's secrets. */
	readonly clean = (text: string): string => showable(text, this.secrets);

	/** Calls one REST method. */
	async call(request: RestRequest): Promise<Outcome<RestAnswer>> {
		const attached = await attachmentsOf(request);
		if (!attached.ok) return attached;
		const params = { ...request.params, ...attached.value };
		const sent = await this.post(request.method, params, request.safety);
		if (!sent.ok) return sent;
		const { result, total } = sent.value;
		return succeeded({ result, total: typeof total === 'number' ? total : undefined });
	}

	/** Posts a body to a method and hands back the whole answer, which holds `result` and no `error`. */
	async post(method: string, body: Params, safety: Safety): Promise<Answer> {
		for (let retries = 0; ; retries++) {
			const outcome = await this.attempt(method, body);
			if (outcome.ok) return outcome;
			const goOn = await this.waitFor(outcome.error, { method, safety }, retries);
			if (!goOn) return failed(forSafety(this.explainLimit(outcome.error, method), safety));
		}
	}

	/**
	 * Waits until a failed request may be sent again.
	 *
	 * @returns false when it must not be
	 */
	async waitFor(
		error: Error,
		{ method, safety }: Pick<RestRequest, 'method' | 'safety'>,
		retries: number,
	): Promise<boolean> {
		if (!(error instanceof PortalError)) return false;
		const delay = retryDelay(error, safety, retries, this.freeAt.get(method), this.maxWait);
		if (delay === undefined) return false;
		await pause(delay, this.signal);
		return true;
	}

	/**
	 * Remembers from the `time` of an answer when a method's used-up server time is given back. The portal's clock may
	 * differ from ours, so the time until then is what counts (b24restdocs `settings/performance/limits.md`).
	 */
	note(method: string, time: unknown): void {
		if (!isRecord(time)) return;
		const { operating_reset_at: resetAt, finish } = time;
		if (typeof finish !== 'number') return;
		this.clockOffset = finish * 1_000 - Date.now();
		if (typeof resetAt !== 'number') return;
		this.freeAt.set(method, Date.now() + (resetAt - finish) * 1_000);
	}

	/** Says when a used-up method is free again, where that is known. */
	explainLimit(error: PortalError, method: string): PortalError {
		const freeAt = error.kind === 'timeLimit' ? this.freeAt.get(method) : undefined;
		if (freeAt === undefined) return error;
		const moment = new Date(freeAt).toISOString().replace(/\.\d+/, '');
		return new PortalError(
			error.kind,
			error.message,
			`It is free again at ${moment}. Run the workflow then, or raise the option "Max Wait".`,
			error.details,
		);
	}

	private get signal(): AbortSignal | undefined {
		// Editor methods have no execution that could be cancelled.
		return 'getExecutionCancelSignal' in this.context
			? this.context.getExecutionCancelSignal()
			: undefined;
	}

	private async attempt(method: string, body: Params): Promise<Answer> {
		let reply = await this.exchange(method, body, true);
		if (this.follow(reply)) reply = await this.exchange(method, body, true);
		let read = this.read(reply, method);
		const renewable = this.authentication === 'oAuth2' && this.token === undefined;
		if (!read.ok && read.error.kind === 'expiredToken' && renewable) {
			// n8n renews a token when a request rejects with 401, so let this one reject. Only expired_token leads here:
			// renewing without need gets an application blocked (b24restdocs `settings/oauth/`).
			reply = await this.exchange(method, body, false);
			this.secrets = [
				...this.secrets,
				...secretsOf(await this.context.getCredentials(credentialType('oAuth2')), this.baseUrl),
			];
			// No HTTP answer and no network trouble either: n8n could not renew the token.
			const renewed = !(reply instanceof PortalError) || reply.kind !== 'refused';
			if (renewed) read = this.read(reply, method);
		}
		return read;
	}

	/** Moves on to the new address of a renamed portal; true when the request should be repeated there. */
	private follow(reply: Reply | PortalError): boolean {
		if (reply instanceof PortalError || reply.location === undefined || this.renamed) return false;
		const origin = renamedOrigin(reply.url, reply.location);
		if (origin === undefined) return false;
		this.baseUrl = origin + new URL(this.baseUrl).pathname;
		this.renamed = true;
		return true;
	}

	/** Sends one HTTP request. `keepStatus`: 4xx and 5xx come back as replies instead of rejecting inside n8n. */
	private async exchange(
		method: string,
		body: Params,
		keepStatus: boolean,
	): Promise<Reply | PortalError> {
		const signal = this.signal;
		if (signal?.aborted) return networkError({ code: 'ERR_CANCELED' }, method);
		const url = this.baseUrl + method;
		const options: IHttpRequestOptions = {
			method: 'POST',
			url,
			body,
			json: true,
			headers: { 'User-Agent': `n8n-nodes-bitrix24-users/${PACKAGE_VERSION}` },
			timeout: TIMEOUT,
			returnFullResponse: true,
			ignoreHttpStatusErrors: keepStatus,
			disableFollowRedirect: true,
			abortSignal: signal,
		};
		this.requests++;
		try {
			const response = await this.send(options);
			return replyOf(response, url) ?? networkError(response, method);
		} catch (error) {
			return replyOf(error, url) ?? networkError(error, method);
		}
	}

	private async send(options: IHttpRequestOptions): Promise<unknown> {
		const { helpers } = this.context;
		if (this.token !== undefined) {
			const headers = { ...options.headers, Authorization: `Bearer ${this.token}` };
			return await helpers.httpRequest({ ...options, headers });
		}
		return await helpers.httpRequestWithAuthentication.call(
			this.context,
			credentialType(this.authentication),
			options,
		);
	}

	private read(reply: Reply | PortalError, method: string): Answer {
		if (reply instanceof PortalError) return failed(reply);
		if (isRecord(reply.body)) this.note(method, reply.body.time);
		const refusal = readRefusal(reply.body, this.clean);
		if (refusal) return failed(refusalError(refusal, method, reply.status));
		if (isRecord(reply.body) && 'result' in reply.body) {
			this.clock ??= startOf(reply.body.time);
			return succeeded(reply.body);
		}
		return failed(reply.explain(method));
	}
}

/** Reads what travels along; binary data may have gone from n8n's storage by now. */
async function attachmentsOf({ attach }: RestRequest): Promise<Outcome<Params>> {
	try {
		return succeeded(attach ? await attach() : {});
	} catch (error) {
		return failed(error instanceof Error ? error : new Error(String(error)));
	}
}

/** `time.start` of an answer; undefined when it has none that can be read. */
function startOf(time: unknown): number | undefined {
	const start = isRecord(time) ? Number(time.start) : NaN;
	return Number.isFinite(start) && start > 0 ? start : undefined;
}

function baseUrlOf(
	authentication: Authentication,
	credentials: ICredentialDataDecryptedObject,
): string {
	if (authentication === 'webhook') return webhookBaseUrl(String(credentials.webhookUrl ?? ''));
	const token = isRecord(credentials.oauthTokenData) ? credentials.oauthTokenData : {};
	return oauthBaseUrl(String(credentials.portalUrl ?? ''), token.client_endpoint);
}

/** Every value of a credential that must never be shown. */
function secretsOf(credentials: ICredentialDataDecryptedObject, baseUrl: string): string[] {
	const token = isRecord(credentials.oauthTokenData) ? credentials.oauthTokenData : {};
	const code = /\/rest\/\d+\/([^/]+)\/$/.exec(baseUrl)?.[1];
	return [code, credentials.clientSecret, token.access_token, token.refresh_token].filter(
		(secret): secret is string => typeof secret === 'string' && secret !== '',
	);
}
