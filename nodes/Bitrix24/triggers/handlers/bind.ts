/** Tells the portal where to post, and stops it again. Source: b24restdocs `api-reference/events/`, `api-reference/widgets/`. */
import type { IHookFunctions } from 'n8n-workflow';

import { nodeError } from '../../engine/failure';
import { PortalError } from '../../transport/errors';
import { plainText } from '../../transport/redact';
import { Portal } from '../../transport/portal';
import { isRecord, type Outcome, type Params, type RestAnswer } from '../../transport/types';
import { type Account, accountOf } from '../account';
import { checkHost, ownKey, withKey, withoutKey } from './address';
import { EventMemory } from './eventMemory';
import type { Registration } from './registration';
import { digestOf } from './secret';

/** What of a handler is wanted, by the credential's account. */
export type RegistrationFor = (account: Account) => Registration;

/** A handler of ours in the portal, found by its address. */
interface Bound {
	handler: string;
	address: string;
	isWanted: boolean;
}

/**
 * Whether the portal posts to exactly our URL, in the name of the credential's person, and to no earlier address of this n8n.
 *
 * @throws {NodeApiError | NodeOperationError} when the form or the credential cannot work
 */
export async function isBound(context: IHookFunctions, wanted: RegistrationFor): Promise<boolean> {
	const hook = await Hook.open(context, wanted);
	const bound = await hook.ours();
	return bound.length > 0 && bound.every(({ isWanted }) => isWanted);
}

/**
 * Binds our URL, and unbinds what earlier activations left behind: under another address of n8n, with another secret, in the
 * name of somebody else.
 *
 * @throws {NodeApiError | NodeOperationError} saying why the portal will not post to it
 */
export async function bind(context: IHookFunctions, wanted: RegistrationFor): Promise<boolean> {
	const hook = await Hook.open(context, wanted);
	await hook.checkInstallation();
	const stale = (await hook.ours()).filter(({ isWanted }) => !isWanted);
	// The portal takes one URL once, so ours has to be free. What stands elsewhere goes only when the new one is in place.
	for (const { handler } of stale) if (handler === hook.url) await hook.unbind(handler);
	await hook.bind();
	hook.remember();
	await hook.forget(stale.filter(({ handler }) => handler !== hook.url));
	return true;
}

/**
 * Unbinds our URL and nobody else's: the portal compares what it is for, and the URL, exactly.
 *
 * @throws {NodeApiError | NodeOperationError} when the portal still posts to it
 */
export async function unbind(context: IHookFunctions, wanted: RegistrationFor): Promise<boolean> {
	const hook = await Hook.open(context, wanted);
	for (const { handler } of await hook.ours()) await hook.unbind(handler);
	hook.memory.addresses = [];
	return true;
}

/** One set-up call of n8n, with everything it needs. */
class Hook {
	readonly memory: EventMemory;

	private constructor(
		private readonly context: IHookFunctions,
		private readonly portal: Portal,
		private readonly account: Account,
		private readonly registration: Registration,
		/** Our address, test and production each its own. */
		private readonly address: string,
		/** The address with our secret. */
		readonly url: string,
	) {
		this.memory = new EventMemory(context.getWorkflowStaticData('node'));
	}

	static async open(context: IHookFunctions, wanted: RegistrationFor): Promise<Hook> {
		const address = context.getNodeWebhookUrl('default') ?? '';
		checkHost(context.getNode(), address);
		const portal = await Portal.connect(context, 'oAuth2');
		if (!portal.ok) throw nodeError(context.getNode(), portal.error, undefined, plainText);
		const account = await accountOf(context);
		if (!account.ok) throw nodeError(context.getNode(), account.error, undefined, plainText);
		const url = withKey(address, ownKey(address, account.value.clientSecret));
		const registration = wanted(account.value);
		return new Hook(context, portal.value, account.value, registration, withoutKey(url), url);
	}

	/** What the portal posts to this node, under any address it has had. */
	async ours(): Promise<Bound[]> {
		const addresses = new Set([this.address, ...this.memory.addresses]);
		const { result } = await this.ask(this.registration.list, {});
		return (Array.isArray(result) ? result.filter(isRecord) : [])
			.filter((row) => this.registration.isSame(row) && typeof row.handler === 'string')
			.map((row) => {
				const handler = String(row.handler);
				const address = withoutKey(handler);
				const isWanted = handler === this.url && this.registration.isAsWanted(row);
				return { handler, address, isWanted };
			})
			.filter(({ address }) => addresses.has(address));
	}

	/**
	 * Adds our URL. A refusal that says "already" may be the portal's answer to a repeated request whose first answer was
	 * lost, or to another n8n that was quicker, so what counts is whether it is there (server behaviour: ERROR_CORE or
	 * ERROR_EVENT_BINDING_EXISTS, "Handler already binded").
	 */
	async bind(): Promise<void> {
		const { bind, what, more } = this.registration;
		const params = { ...what, ...more, ...this.handler(this.url) };
		const answer = await this.portal.call({ method: bind, params, safety: 'idempotent' });
		if (answer.ok) return;
		const isThere = (await this.ours()).some(({ isWanted }) => isWanted);
		if (!isThere) this.valueOf(answer);
	}

	async unbind(handler: string): Promise<void> {
		const { unbind, what } = this.registration;
		await this.ask(unbind, { ...what, ...this.handler(handler) });
	}

	/** Notes what was bound, in the workflow's static data: n8n keeps it until the node is deactivated. */
	remember(): void {
		this.memory.boundAs = this.account.userId;
		this.memory.key = digestOf(ownKey(this.address, this.account.clientSecret));
		this.memory.addresses = [...this.memory.addresses, this.address];
	}

	/** Unbinds old handlers. What cannot be unbound now stays remembered, and does not stop the new one. */
	async forget(old: Bound[]): Promise<void> {
		const left: string[] = [];
		for (const { handler, address } of old) {
			const { unbind: method, what } = this.registration;
			const params = { ...what, ...this.handler(handler) };
			const answer = await this.portal.call({ method, params, safety: 'idempotent' });
			if (!answer.ok) left.push(address);
		}
		this.memory.addresses = [...left, this.address];
	}

	/**
	 * Until its installation is finished an application gets no events and shows no buttons, though binding works
	 * (b24restdocs `settings/app-installation/`).
	 */
	async checkInstallation(): Promise<void> {
		const info = await this.portal.call({ method: 'app.info', params: {}, safety: 'read' });
		// A portal too old to know the method cannot be asked; it posts all the same.
		if (!info.ok && codeOf(info.error) === 'ERROR_METHOD_NOT_FOUND') return;
		const { result } = this.valueOf(info);
		if (!isRecord(result) || result.INSTALLED !== false) return;
		throw this.shown(
			new PortalError(
				'refused',
				'The installation of the application is not finished, so the portal sends it no events',
				'In the portal, open the card of the local application, tick "Uses API only" (on some portals "Script only, no user interface") and save it. Then connect the OAuth2 credential again and activate the workflow.',
			),
		);
	}

	private handler(url: string): Params {
		return { [this.registration.handler]: url };
	}

	private async ask(method: string, params: Params): Promise<RestAnswer> {
		const safety = method === this.registration.list ? 'read' : 'idempotent';
		return this.valueOf(await this.portal.call({ method, params, safety }));
	}

	private valueOf(outcome: Outcome<RestAnswer>): RestAnswer {
		if (outcome.ok) return outcome.value;
		throw this.shown(outcome.error);
	}

	private shown(error: Error): Error {
		const hint = Object.hasOwn(this.registration.hints, codeOf(error))
			? this.registration.hints[codeOf(error)]
			: undefined;
		const explained = hint && error instanceof PortalError ? error.with(hint) : error;
		return nodeError(this.context.getNode(), explained, undefined, this.portal.clean);
	}
}

function codeOf(error: Error): string {
	return error instanceof PortalError ? (error.details.code ?? '') : '';
}
