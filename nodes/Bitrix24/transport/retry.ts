/** When a request may be sent again, and after how long. */
import { sleep } from 'n8n-workflow';

import type { PortalError } from './errors';
import type { Safety } from './types';

/** Delays grow from BASE to CAP; both in milliseconds. */
const BASE_DELAY = 1_000;
const CAP_DELAY = 15_000;

/** Attempts after the first one, by reason: a full bucket empties with time, a broken server may not recover. */
const MAX_RETRIES = { rateLimit: 10, unknown: 3, unreachable: 2 } as const;

/**
 * Milliseconds to wait before the request is sent again, or undefined when it must not be.
 * `once` requests are repeated only when the portal certainly did nothing.
 *
 * @param retries how often it was repeated already
 */
export function retryDelay(
	error: PortalError,
	safety: Safety,
	retries: number,
): number | undefined {
	const { kind } = error;
	if (kind !== 'rateLimit' && kind !== 'unknown' && kind !== 'unreachable') return undefined;
	if (kind === 'unknown' && safety === 'once') return undefined;
	if (retries >= MAX_RETRIES[kind]) return undefined;
	const ceiling = Math.min(CAP_DELAY, BASE_DELAY * 2 ** retries);
	// Full jitter spreads out executions that met the limit together; never below a quarter, or it would be no wait.
	return ceiling / 4 + Math.random() * ceiling * 0.75;
}

/** Waits, and stops waiting as soon as the execution is cancelled. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	const end = Date.now() + milliseconds;
	for (let left = milliseconds; left > 0 && !signal?.aborted; left = end - Date.now()) {
		await sleep(Math.min(left, 100));
	}
}
