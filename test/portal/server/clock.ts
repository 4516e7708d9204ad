/** Simulated costs of one HTTP request, really slept, and the web server's patience. */
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayTimeout } from '../protocol/errors';

/** docs: settings/performance/limits.md, "Request Execution Time Limit". */
const SIXTY_SECONDS = 60_000;

export class Meter {
	private spent = 0;

	constructor(
		private readonly stopped: AbortSignal,
		private readonly timeout = SIXTY_SECONDS,
	) {}

	/** Sleeps; a request whose costs add up to more than the limit dies there. */
	async sleep(milliseconds: number | undefined): Promise<void> {
		if (!milliseconds) return;
		const left = this.timeout - this.spent;
		this.spent += milliseconds;
		await sleep(Math.min(milliseconds, left), undefined, { signal: this.stopped });
		if (milliseconds > left) throw new GatewayTimeout();
	}
}
