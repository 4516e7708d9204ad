/** What the triggers with a handler in the portal remember in the workflow's static data. */
import type { IDataObject } from 'n8n-workflow';

import { digestOf } from './secret';

/** People remembered as handed on. */
const MAX_REMEMBERED = 500;

/** Addresses of this n8n remembered as bound; more than one only until the old ones are unbound. */
const MAX_ADDRESSES = 5;

/** Characters of a key: 72 bits. */
const KEY_LENGTH = 12;

export class EventMemory {
	constructor(private readonly data: IDataObject) {}

	/** Fingerprint of the application token that the portal has vouched for. */
	get applicationToken(): string | undefined {
		return typeof this.data.applicationToken === 'string' ? this.data.applicationToken : undefined;
	}

	set applicationToken(digest: string) {
		this.data.applicationToken = digest;
	}

	/** ID of the person in whose name the handler was bound; deliveries carry an access token of theirs. */
	get boundAs(): number | undefined {
		return typeof this.data.boundAs === 'number' ? this.data.boundAs : undefined;
	}

	set boundAs(userId: number | undefined) {
		if (userId === undefined) delete this.data.boundAs;
		else this.data.boundAs = userId;
	}

	/** Fingerprint of the secret in the bound URL: it stays good when the credential is edited afterwards. */
	get key(): string | undefined {
		return typeof this.data.key === 'string' ? this.data.key : undefined;
	}

	set key(digest: string) {
		this.data.key = digest;
	}

	/** URLs that were bound and not unbound since, without our secret: n8n's own address may change in between. */
	get addresses(): string[] {
		const { addresses } = this.data;
		return Array.isArray(addresses) ? addresses.map(String) : [];
	}

	set addresses(addresses: string[]) {
		const distinct = [...new Set(addresses)].slice(-MAX_ADDRESSES);
		if (distinct.length === 0) delete this.data.addresses;
		else this.data.addresses = distinct;
	}

	/** Whether this was handed on before. */
	has(key: string): boolean {
		return this.keys.includes(key);
	}

	/** Remembers what is handed on; the oldest makes way. */
	add(key: string): void {
		this.data.handedOn = [...this.keys, key].slice(-MAX_REMEMBERED);
	}

	private get keys(): unknown[] {
		return Array.isArray(this.data.handedOn) ? this.data.handedOn : [];
	}
}

/**
 * What makes two deliveries the same event. A person signs in for the first time only once, so the person counts, not the
 * time of the delivery.
 */
export function deliveryKey(delivery: { memberId: string; event: string; userId: string }): string {
	const { memberId, event, userId } = delivery;
	return digestOf(`${memberId} ${event} ${userId}`).slice(0, KEY_LENGTH);
}
