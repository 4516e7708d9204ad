/** One conversation with a portal: sends requests one at a time, retries what may be retried, explains what goes wrong. */
import type {
	IAllExecuteFunctions,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { AddressError, renamedOrigin } from './address';
import { PortalClock } from './clock';
import { type Authentication, baseUrlOf, credentialType, ownerIdOf, secretsOf } from './credential';
import { forSafety, inDoubt, PortalError, readRefusal, refusalError } from './errors';
import { networkError, type Reply, replyOf } from './reply';
import { showable } from './redact';
import { pause, retryDelay } from './retry';
import {
	attemptAsync,
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

/** The server gives a request 60 s (b24restdocs `settings/how-to-call-rest-api/limits.md`); wait a little longer. */
const TIMEOUT = 75_000;

/** The whole JSON object of a successful answer, or why there is none. */
type Answer = Outcome<Record<string, unknown>, PortalError>;

/** An answer, and whether an earlier try was lost: it may have been carried out twice, or only then. */
export type Posted = Answer & { lost: boolean };

export class Portal {
	/** HTTP requests sent so far. */
	requests = 0;

	/** Set once a redirect told that the portal has been renamed. */
	renamed = false;

	readonly clock = new PortalClock();

	/** Milliseconds to wait for a method whose server time is used up. */
	maxWait = 60_000;

	private constructor(
		private readonly context: PortalContext,
		private readonly authentication: Authentication,
		/** Ends with `/rest/` or `/rest/USER_ID/CODE/`. */
		private baseUrl: string,
		private secrets: string[],
		/** Speaks with this token instead of the credential's. */
		private readonly token?: string,
		/** The ID of the account it speaks for, as far as the credential tells. */
		readonly ownerId?: number,
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
			const ownerId = ownerIdOf(credentials, baseUrl);
			return succeeded(new Portal(context, authentication, baseUrl, secrets, undefined, ownerId));
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

	/** Whether a link leads to this portal. */
	isOwn(link: string): boolean {
		return URL.canParse(link) && new URL(link).hostname === new URL(this.baseUrl).hostname;
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
	async post(method: string, body: Params, safety: Safety): Promise<Posted> {
		let lost = false;
		for (let retries = 0; ; retries++) {
			const outcome = await this.attempt(method, body);
			if (outcome.ok) return { ...outcome, lost };
			const goOn = await this.waitFor(outcome.error, { method, safety }, retries);
			if (!goOn) {
				const error = forSafety(this.clock.explain(outcome.error, method), safety);
				return { ...failed(lost ? inDoubt(error) : error), lost };
			}
			lost ||= outcome.error.kind === 'unknown';
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
		const delay = retryDelay(error, safety, retries, this.clock.freeAgain(method), this.maxWait);
		if (delay === undefined) return false;
		await pause(delay, this.signal);
		return true;
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
			body: wellFormed(body),
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
		if (isRecord(reply.body)) this.clock.note(method, reply.body.time);
		const refusal = readRefusal(reply.body, this.clean);
		if (refusal) return failed(refusalError(refusal, method, reply.status));
		if (isRecord(reply.body) && 'result' in reply.body) return succeeded(reply.body);
		return failed(reply.explain(method));
	}
}

/** Half of a surrogate pair, which no UTF-8 text can hold. */
const LONE_SURROGATES = /\p{Cs}/gu;

/** PHP takes a body with half a surrogate pair for an empty one: a search without its words would return everybody. */
function wellFormed(body: Params): Params {
	const json = JSON.stringify(body);
	// JSON.stringify writes half a pair as an escape; a whole pair stays as it is.
	if (!/\\ud[89a-f]/i.test(json)) return body;
	return JSON.parse(json, (_key, value: unknown) =>
		typeof value === 'string' ? value.replace(LONE_SURROGATES, '\uFFFD') : value,
	) as Params;
}

/** Reads what travels along; binary data may have gone from n8n's storage by now. */
async function attachmentsOf({ attach }: RestRequest): Promise<Outcome<Params>> {
	return await attemptAsync(async () => (attach ? await attach() : {}));
}
