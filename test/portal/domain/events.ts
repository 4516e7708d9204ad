/** Handlers bound by applications, outgoing webhooks and what is delivered to them. (docs: events/) */
import { RestError } from '../protocol/errors';
import { formEncode } from '../protocol/form';
import type { OAuth } from '../server/oauth';
import type { Mint } from '../server/secrets';
import type { InstalledApplication, PortalState } from './state';
import type { Delivery, StoredPerson } from '../types';

export interface Handler {
	event: string;
	url: string;
	application: InstalledApplication;
	/** 0: on behalf of whoever caused the event. */
	authType: number;
}

interface OutgoingWebhook {
	event: string;
	url: string;
	applicationToken: string;
}

/** How long the portal waits for a handler. */
const PATIENCE = 10_000;

/** A handler's address must be one the outside world could have: its host needs a dot. (server behaviour) */
export function checkHandler(url: string): void {
	const parsed = URL.canParse(url) ? new URL(url) : undefined;
	if (!parsed || !/^https?:$/.test(parsed.protocol)) {
		throw new RestError(
			400,
			'ERROR_UNSUPPORTED_PROTOCOL',
			`Unsupported event handler protocol${parsed ? ` (${parsed.protocol})` : ''}`,
		);
	}
	if (!parsed.hostname.includes('.')) {
		throw new RestError(400, 'ERROR_WRONG_HANDLER_URL', 'Wrong handler URL');
	}
}

/** The fields ONUSERADD carries. (docs: common/events/on-user-add.md) */
function eventData(person: StoredPerson): Record<string, unknown> {
	return {
		ID: person.ID,
		ACTIVE: person.ACTIVE ? 'Y' : 'N',
		EMAIL: person.EMAIL,
		NAME: person.NAME,
		LAST_NAME: person.LAST_NAME,
		PERSONAL_GENDER: person.PERSONAL_GENDER,
		PERSONAL_BIRTHDAY: person.PERSONAL_BIRTHDAY,
		UF_DEPARTMENT: person.UF_DEPARTMENT,
		DATE_REGISTER: person.DATE_REGISTER,
		WORK_POSITION: person.WORK_POSITION,
		UF_EMPLOYMENT_DATE: person.UF_EMPLOYMENT_DATE,
	};
}

export class EventHub {
	readonly handlers: Handler[] = [];
	private readonly outgoing = new Set<OutgoingWebhook>();
	private readonly delivered: Delivery[] = [];
	private readonly pending = new Set<Promise<unknown>>();

	constructor(
		private readonly state: PortalState,
		private readonly oauth: OAuth,
		private readonly mint: Mint,
		private readonly stopped: AbortSignal,
	) {}

	addOutgoing(url: string, event: string): { applicationToken: string; remove(): void } {
		checkHandler(url);
		const webhook = { url, event: event.toUpperCase(), applicationToken: this.mint.make(32) };
		this.outgoing.add(webhook);
		const remove = () => {
			this.outgoing.delete(webhook);
		};
		return { applicationToken: webhook.applicationToken, remove };
	}

	/** Tells every handler that a person has signed in for the first time. */
	async userAdded(person: StoredPerson): Promise<void> {
		const message = {
			event: 'ONUSERADD',
			data: eventData(person),
			ts: String(Math.floor(this.state.now() / 1000)),
		};
		const portal = {
			domain: new URL(this.state.baseUrl).host,
			server_endpoint: `${this.state.baseUrl}/rest/`,
			client_endpoint: `${this.state.baseUrl}/rest/`,
			member_id: this.state.memberId,
		};
		const bound = this.handlers
			.filter(({ event, application }) => event === message.event && application.installed)
			.map(({ url, application, authType }) => {
				const { access_token, expires_in, scope, status, user_id } = this.oauth.issue(
					application,
					authType || person.ID,
				);
				const token = { access_token, expires_in, scope, status, user_id };
				const auth = { ...token, ...portal, application_token: application.token };
				return this.post(message.event, url, { ...message, auth });
			});
		const manual = [...this.outgoing]
			.filter(({ event }) => event === message.event)
			.map(({ url, applicationToken }) => {
				const auth = { ...portal, application_token: applicationToken };
				return this.post(message.event, url, { ...message, auth });
			});
		await Promise.all([...bound, ...manual]);
	}

	/** One POST; a handler that cannot be reached has missed the event, the portal does not repeat it. */
	async post(event: string, handler: string, message: Record<string, unknown>): Promise<Delivery> {
		const delivery: Delivery = {
			event,
			handler,
			body: formEncode(message),
			status: 0,
			answer: '',
		};
		this.delivered.push(delivery);
		const sending = this.send(delivery);
		this.pending.add(sending);
		await sending;
		this.pending.delete(sending);
		return delivery;
	}

	private async send(delivery: Delivery): Promise<void> {
		try {
			const response = await fetch(delivery.handler, {
				method: 'POST',
				headers: {
					'content-type': 'application/x-www-form-urlencoded',
					'user-agent': 'Bitrix24 Webhook Engine',
				},
				body: delivery.body,
				redirect: 'manual',
				signal: AbortSignal.any([this.stopped, AbortSignal.timeout(PATIENCE)]),
			});
			delivery.status = response.status;
			delivery.answer = await response.text();
		} catch {
			// Unreachable handlers keep status 0.
		}
	}

	async deliveries(): Promise<Delivery[]> {
		await Promise.all(this.pending);
		return [...this.delivered];
	}
}
