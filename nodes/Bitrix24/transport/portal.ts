/** One conversation with a portal: sends requests one at a time, retries what may be retried, explains what goes wrong. */
import { AddressError } from './address';
import { PortalClock } from './clock';
import {
	type Authentication,
	baseUrlOf,
	credentialType,
	hostsOf,
	secretsOf,
	ownerIdOf,
} from './credential';
import { forSafety, asLost, PortalError, readRefusal, refusalError, type Said } from './errors';
import { Exchange, type PortalContext } from './exchange';
import { hostOf, isPortalHost } from './hosts';
import { showable } from './redact';
import type { Reply } from './reply';
import { pause, retryDelay } from './retry';
import {
	attemptAsync,
	failed,
	isRecord,
	MAX_WAIT,
	type Outcome,
	type Params,
	type Refusal,
	type RestAnswer,
	type RestRequest,
	type Safety,
	succeeded,
} from './types';

export type { PortalContext } from './exchange';

/** The whole JSON object of a successful answer, or why there is none. */
type Answer = Outcome<Record<string, unknown>, PortalError>;

/** An answer, and whether an earlier try was lost: it may have been carried out twice, or only then. */
export type Posted = Answer & { hasLost: boolean };

export interface PortalOptions {
	/** What the resources asked know of their refusals; they go before the general ones. */
	refusals?: readonly Refusal[];
	/** Milliseconds to wait for a method whose server time is used up; 60,000 when left out. */
	maxWait?: number;
}

export class Portal {
	readonly clock = new PortalClock();

	/** Milliseconds to wait for a method whose server time is used up. */
	maxWait: number;

	private readonly refusals: readonly Refusal[];

	private constructor(
		private readonly exchange: Exchange,
		private readonly knownHosts: readonly string[],
		{ refusals = [], maxWait = MAX_WAIT }: PortalOptions = {},
		ownerId?: number,
	) {
		this.ownerId = ownerId;
		this.refusals = refusals;
		this.maxWait = maxWait;
	}

	/** Opens a conversation with the portal of the node's credential; fails when its address cannot work. */
	static async connect(
		context: PortalContext,
		authentication: Authentication,
		options?: PortalOptions,
	): Promise<Outcome<Portal>> {
		try {
			const credentials = await context.getCredentials(credentialType(authentication));
			const baseUrl = baseUrlOf(authentication, credentials);
			const secrets = secretsOf(credentials, baseUrl);
			const exchange = new Exchange(context, authentication, baseUrl, secrets);
			const hosts = hostsOf(credentials, baseUrl);
			return succeeded(new Portal(exchange, hosts, options, ownerIdOf(credentials, baseUrl)));
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
		return new Portal(new Exchange(context, 'oAuth2', baseUrl, [token], token), []);
	}

	/** Where the portal is: scheme, host and port, nothing secret. */
	get origin(): string {
		return new URL(this.exchange.baseUrl).origin;
	}

	/** Every host the portal is known by, the one it has moved to included; for `isPortalHost`. */
	get hosts(): string[] {
		return [...new Set([...this.knownHosts, hostOf(this.origin) ?? ''])];
	}

	/** The ID of the account behind the credential, where the credential itself tells it. */
	readonly ownerId: number | undefined;

	/** Whether a redirect told that the portal has been renamed. */
	get isRenamed(): boolean {
		return this.exchange.isRenamed;
	}

	/** Whether a link leads to this portal. */
	isOwn(link: string): boolean {
		return isPortalHost(link, this);
	}

	/** Makes foreign text fit to be shown: plain, short and free of this credential's secrets. */
	readonly clean = (text: string): string => showable(text, this.exchange.secrets);

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
		let hasLost = false;
		for (let retries = 0; ; retries++) {
			const outcome = await this.attempt(method, body);
			if (outcome.ok) return { ...outcome, hasLost };
			const goOn = await this.waitFor(outcome.error, { method, safety }, retries);
			if (!goOn) {
				const error = forSafety(this.clock.explain(outcome.error, method), safety);
				return { ...failed(hasLost ? asLost(error) : error), hasLost };
			}
			hasLost ||= outcome.error.kind === 'lost';
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
		await pause(delay, this.exchange.signal);
		return true;
	}

	/** The error for what the portal said, in the words of the resources that know it. */
	explain(said: Said, method: string, httpStatus?: number): PortalError {
		return refusalError(said, method, httpStatus, this.refusals);
	}

	private async attempt(method: string, body: Params): Promise<Answer> {
		const read = this.read(await this.exchange.post(method, body), method);
		const isExpired = !read.ok && read.error.kind === 'expiredToken';
		if (!isExpired || !this.exchange.isRenewable) return read;
		const reply = await this.exchange.postRenewed(method, body);
		// No HTTP answer and no network trouble either: n8n could not renew the token.
		if (reply instanceof PortalError && reply.kind === 'refused') return read;
		return this.read(reply, method);
	}

	private read(reply: Reply | PortalError, method: string): Answer {
		if (reply instanceof PortalError) return failed(reply);
		if (isRecord(reply.body)) this.clock.note(method, reply.body.time);
		const said = readRefusal(reply.body, this.clean);
		if (said) return failed(this.explain(said, method, reply.status));
		if (isRecord(reply.body) && 'result' in reply.body) return succeeded(reply.body);
		return failed(reply.explain(method, this.clean));
	}
}

/** Reads what travels along; binary data may have gone from n8n's storage by now. */
async function attachmentsOf({ attach }: RestRequest): Promise<Outcome<Params>> {
	return await attemptAsync(async () => (attach ? await attach() : {}));
}
