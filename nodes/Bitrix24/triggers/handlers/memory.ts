/** What the Bitrix24 Trigger remembers in the workflow's static data: how to know its portal, and whom it handed on. */
import type { IDataObject } from 'n8n-workflow';

import { digestOf } from './secret';

/** People remembered as handed on. */
const MAX_REMEMBERED = 500;

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
export function keyOf(delivery: { memberId: string; event: string; userId: string }): string {
	const { memberId, event, userId } = delivery;
	return digestOf(`${memberId} ${event} ${userId}`).slice(0, KEY_LENGTH);
}

/**
 * Keys of deliveries this n8n process has just taken. n8n reads the static data anew for every request and saves it a
 * moment later, so two deliveries at the same time would not see each other in there.
 */
export class JustTaken {
	private readonly keys = new Set<string>();

	/** Claims a key; false when it was claimed before. */
	take(key: string): boolean {
		if (this.keys.has(key)) return false;
		this.keys.add(key);
		if (this.keys.size > MAX_REMEMBERED) this.keys.delete([...this.keys][0]);
		return true;
	}
}
