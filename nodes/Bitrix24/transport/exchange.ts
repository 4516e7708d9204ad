/** HTTP with a portal: one request out, one reply back, tokens and moved portals included. What a reply means is not known here. */
import type {
	IAllExecuteFunctions,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { renamedOrigin } from './address';
import { type Authentication, credentialType, secretsOf, tokenOf } from './credential';
import type { PortalError } from './errors';
import { networkError, Reply, replyOf } from './reply';
import { pause } from './retry';
import type { Params } from './types';
import { PACKAGE_VERSION } from './version';

/** The n8n contexts a portal can be called from. */
export type PortalContext = IAllExecuteFunctions &
	(IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions);

/** The server gives a request 60 s (b24restdocs `settings/how-to-call-rest-api/limits.md`); wait a little longer. */
const TIMEOUT = 75_000;

/** How long another execution may take to store the token it got, in milliseconds between looks. */
const LOOKS = [0, 250, 500, 1_000];

export class Exchange {
	/** Set once a redirect told that the portal has been renamed. */
	isRenamed = false;

	constructor(
		private readonly context: PortalContext,
		readonly authentication: Authentication,
		/** Ends with `/rest/` or `/rest/USER_ID/CODE/`. */
		public baseUrl: string,
		/** What must never be shown; grows as tokens are renewed. */
		public secrets: string[],
		/** Speaks with this token instead of the credential's. */
		private readonly token?: string,
	) {}

	get signal(): AbortSignal | undefined {
		// Editor methods have no execution that could be cancelled.
		return 'getExecutionCancelSignal' in this.context
			? this.context.getExecutionCancelSignal()
			: undefined;
	}

	/** Whether n8n can get a new token for this conversation. */
	get isRenewable(): boolean {
		return this.authentication === 'oAuth2' && this.token === undefined;
	}

	/** Posts to a method; asks once more at the new address of a renamed portal. */
	async post(method: string, body: Params): Promise<Reply | PortalError> {
		const reply = await this.send(method, body, true);
		return this.follow(reply) ? await this.send(method, body, true) : reply;
	}

	/**
	 * Posts again after `expired_token`, so that n8n renews the token. n8n does that when a request rejects with 401; only
	 * `expired_token` may lead here, as renewing without need gets an application blocked (b24restdocs `settings/oauth/`).
	 *
	 * A refresh token is good once. Where several executions use it at the same time all but one are refused, and the token
	 * that one got is on its way to n8n's database (n8n 1 does not look there): so it is looked for before giving up.
	 *
	 * @returns the answer to the second call, or the authorization server's refusal
	 */
	async postRenewed(method: string, body: Params): Promise<Reply | PortalError> {
		const before = await this.storedToken();
		const reply = await this.send(method, body, false);
		const isRefused = reply instanceof Reply ? reply.isRenewal : reply.kind === 'refused';
		for (const wait of isRefused ? LOOKS : []) {
			await pause(wait, this.signal);
			if ((await this.storedToken()) !== before) return await this.send(method, body, true);
		}
		// Whatever n8n stored meanwhile is a secret, too.
		if (!isRefused) await this.storedToken();
		return reply;
	}

	/** The access token as it is stored now. */
	private async storedToken(): Promise<unknown> {
		const credentials = await this.context.getCredentials(credentialType('oAuth2'));
		this.secrets = [...new Set([...this.secrets, ...secretsOf(credentials, this.baseUrl)])];
		return tokenOf(credentials).access_token;
	}

	/** Moves on to the new address of a renamed portal; true when the request should be repeated there. */
	private follow(reply: Reply | PortalError): boolean {
		if (!(reply instanceof Reply) || reply.location === undefined || this.isRenamed) return false;
		const origin = renamedOrigin(reply.url, reply.location);
		if (origin === undefined) return false;
		this.baseUrl = origin + new URL(this.baseUrl).pathname;
		this.isRenamed = true;
		return true;
	}

	/** Sends one HTTP request. `keepStatus`: 4xx and 5xx come back as replies instead of rejecting inside n8n. */
	private async send(
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
			body: wellFormed(body),
			json: true,
			headers: { 'User-Agent': `n8n-nodes-bitrix24-users/${PACKAGE_VERSION}` },
			timeout: TIMEOUT,
			returnFullResponse: true,
			ignoreHttpStatusErrors: keepStatus,
			disableFollowRedirect: true,
			abortSignal: signal,
		};
		try {
			const response = await this.request(options);
			return replyOf(response, url) ?? networkError(response, method);
		} catch (error) {
			return replyOf(error, url) ?? networkError(error, method);
		}
	}

	private async request(options: IHttpRequestOptions): Promise<unknown> {
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
}

/** PHP takes a body with half a surrogate pair for an empty one: a search without its words would return everybody. */
function wellFormed(body: Params): Params {
	const json = JSON.stringify(body);
	// JSON.stringify writes half a pair as an escape; a whole pair stays as it is.
	if (!/\\ud[89a-f]/i.test(json)) return body;
	const clean: Params = JSON.parse(json, (_key, value: unknown) =>
		typeof value === 'string' ? value.toWellFormed() : value,
	);
	return clean;
}
