/** One conversation with a portal: sends requests one at a time, retries what may be retried, explains what goes wrong. */
import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';

import { AddressError, oauthBaseUrl, renamedOrigin, webhookBaseUrl } from './address';
import { PortalError, readRefusal, refusalError } from './errors';
import { networkError, type Reply, replyOf } from './reply';
import { plainText, redact } from './redact';
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
export type PortalContext = IAllExecuteFunctions & (IExecuteFunctions | ILoadOptionsFunctions);

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

	private constructor(
		private readonly context: PortalContext,
		private readonly authentication: Authentication,
		/** Ends with `/rest/` or `/rest/USER_ID/CODE/`. */
		private baseUrl: string,
		private secrets: string[],
	) {}

	/** Opens a conversation with the portal of the node's credential; fails when its address cannot work. */
	static async connect(
		context: PortalContext,
		authentication: Authentication,
	): Promise<Outcome<Portal>> {
		const credentials = await context.getCredentials(credentialType(authentication));
		try {
			const baseUrl = baseUrlOf(authentication, credentials);
			const secrets = secretsOf(credentials, baseUrl);
			return succeeded(new Portal(context, authentication, baseUrl, secrets));
		} catch (error) {
			return failed(error instanceof Error ? error : new AddressError(String(error)));
		}
	}

	/** Makes foreign text fit to be shown: plain, short and free of this credential's secrets. */
	readonly clean = (text: string): string => redact(plainText(text), this.secrets);

	/** Calls one REST method. */
	async call(request: RestRequest): Promise<Outcome<RestAnswer>> {
		const params = request.attach
			? { ...request.params, ...(await request.attach()) }
			: request.params;
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
			const delay = retryDelay(outcome.error, safety, retries);
			if (delay === undefined) return outcome;
			await pause(delay, this.signal);
		}
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
		if (!read.ok && read.error.kind === 'expiredToken' && this.authentication === 'oAuth2') {
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
			const response: unknown = await this.context.helpers.httpRequestWithAuthentication.call(
				this.context,
				credentialType(this.authentication),
				options,
			);
			return replyOf(response, url) ?? networkError(response, method);
		} catch (error) {
			return replyOf(error, url) ?? networkError(error, method);
		}
	}

	private read(reply: Reply | PortalError, method: string): Answer {
		if (reply instanceof PortalError) return failed(reply);
		const refusal = readRefusal(reply.body, this.clean);
		if (refusal) return failed(refusalError(refusal, method, reply.status));
		if (isRecord(reply.body) && 'result' in reply.body) return succeeded(reply.body);
		return failed(reply.explain(method));
	}
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
