/** When a request may be sent again, and after how long. */
import { sleep } from 'n8n-workflow';

import { PortalError } from './errors';
import type { Outcome, Safety } from './types';

/** Delays grow from BASE to CAP; both in milliseconds. */
const BASE_DELAY = 1_000;
const CAP_DELAY = 15_000;

/** Attempts after the first one, by reason: a full bucket empties with time, a broken server may not recover. */
const MAX_RETRIES = { rateLimit: 10, timeLimit: 2, lost: 3, unreachable: 2 } as const;

type Passing = keyof typeof MAX_RETRIES;

function isPassing(kind: PortalError['kind']): kind is Passing {
	return Object.hasOwn(MAX_RETRIES, kind);
}

/**
 * Whether asking again could help and could not harm: `once` requests are repeated only when the portal certainly did
 * nothing. An error that was repeated in vain already is not taken up again, unless it was given up for the sake of
 * another request in the same batch.
 */
export function mayRepeat(outcome: Outcome<unknown>, safety: Safety): boolean {
	if (outcome.ok || !(outcome.error instanceof PortalError)) return false;
	const { kind, details } = outcome.error;
	if (!isPassing(kind) || (kind === 'lost' && safety === 'once')) return false;
	const isForOthers = kind === 'lost' && details.safety === 'once' && safety !== 'once';
	return details.safety === undefined || isForOthers;
}

/**
 * Milliseconds to wait before the request is sent again, or undefined when it must not be.
 *
 * @param retries how often it was repeated already
 * @param freeAt for a method whose time is used up: when it is free again, as `Date.now()` counts
 * @param maxWait milliseconds to wait for that at the most
 */
export function retryDelay(
	error: PortalError,
	safety: Safety,
	retries: number,
	freeAt?: number,
	maxWait = 0,
): number | undefined {
	const { kind } = error;
	if (!isPassing(kind)) return undefined;
	if (kind === 'timeLimit' && freeAt === undefined) return askingAgain(retries, maxWait);
	if (retries >= MAX_RETRIES[kind] || (kind === 'lost' && safety === 'once')) return undefined;
	if (kind === 'timeLimit' && freeAt !== undefined) {
		const wait = Math.max(0, freeAt - Date.now()) + BASE_DELAY / 4;
		return wait <= maxWait ? wait : undefined;
	}
	const ceiling = Math.min(CAP_DELAY, BASE_DELAY * 2 ** retries);
	// Full jitter spreads out executions that met the limit together; never below a quarter, or it would be no wait.
	return ceiling / 4 + Math.random() * ceiling * 0.75;
}

/** First distance between two questions whether server time has been given back. */
const FIRST_LOOK = 15_000;

/**
 * Server time is given back within ten minutes, but the portal has not said when: asks again at distances that double, the
 * last time when the longest wait is over.
 */
function askingAgain(retries: number, maxWait: number): number | undefined {
	const waited = FIRST_LOOK * (2 ** retries - 1);
	const left = maxWait - waited;
	return left > 0 ? Math.min(FIRST_LOOK * 2 ** retries, left) : undefined;
}

/** Waits, and stops waiting as soon as the execution is cancelled. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	const end = Date.now() + milliseconds;
	for (let left = milliseconds; left > 0 && !signal?.aborted; left = end - Date.now()) {
		await sleep(Math.min(left, 100));
	}
}
