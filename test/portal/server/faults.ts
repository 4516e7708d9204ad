/** Faults to inject: each applies to a number of matching requests, then goes away. */
import type { Fault } from '../types';

interface Armed {
	fault: Fault;
	skip: number;
	left: number;
}

export class Faults {
	private armed: Armed[] = [];

	add(fault: Fault): void {
		this.armed.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
	}

	clear(): void {
		this.armed = [];
	}

	/** The fault of the next request for this method; the first one added goes first. */
	take(method: string): Fault | undefined {
		for (const armed of this.armed) {
			const meant = armed.fault.method ?? (method.startsWith('oauth.') ? undefined : method);
			if (meant !== method) continue;
			if (armed.skip > 0) {
				armed.skip -= 1;
				continue;
			}
			armed.left -= 1;
			if (armed.left <= 0) this.armed = this.armed.filter((other) => other !== armed);
			return armed.fault;
		}
		return undefined;
	}
}
