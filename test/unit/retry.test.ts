import type { FailureKind } from '../../nodes/Bitrix24/transport/refusals';
import { PortalError } from '../../nodes/Bitrix24/transport/errors';
import { mayRepeat, pause, retryDelay } from '../../nodes/Bitrix24/transport/retry';
import { failed, succeeded, type Safety } from '../../nodes/Bitrix24/transport/types';

const failure = (kind: FailureKind) => new PortalError(kind, 'x', 'y');

const SAFETIES: Safety[] = ['read', 'idempotent', 'once'];

afterEach(() => jest.restoreAllMocks());

describe('whether a request is sent again', () => {
	it.each<[kind: FailureKind, safety: Safety, repeats: boolean]>([
		// Nothing was executed: always safe.
		['rateLimit', 'read', true],
		['rateLimit', 'idempotent', true],
		['rateLimit', 'once', true],
		['unreachable', 'read', true],
		['unreachable', 'idempotent', true],
		['unreachable', 'once', true],
		// It may have happened: never a second invitation.
		['lost', 'read', true],
		['lost', 'idempotent', true],
		['lost', 'once', false],
	])('%s, %s: %p', (kind, safety, repeats) => {
		expect(retryDelay(failure(kind), safety, 0) !== undefined).toBe(repeats);
	});

	it.each<FailureKind>(['refused', 'expiredToken', 'cancelled', 'notSent'])(
		'%s: never, whatever the request',
		(kind) => {
			for (const safety of SAFETIES) expect(retryDelay(failure(kind), safety, 0)).toBeUndefined();
		},
	);

	it.each<[kind: FailureKind, most: number]>([
		['rateLimit', 10],
		['lost', 3],
		['unreachable', 2],
	])('%s: %i times at the most', (kind, most) => {
		expect(retryDelay(failure(kind), 'read', most - 1)).toBeGreaterThan(0);
		expect(retryDelay(failure(kind), 'read', most)).toBeUndefined();
	});
});

describe('how long to wait', () => {
	it.each<[retries: number, shortest: number, longest: number]>([
		[0, 250, 1000],
		[1, 500, 2000],
		[2, 1000, 4000],
		[3, 2000, 8000],
		[4, 3750, 15000],
		[9, 3750, 15000],
	])('after %i repeats: %i to %i ms', (retries, shortest, longest) => {
		const random = jest.spyOn(Math, 'random');
		random.mockReturnValue(0);
		expect(retryDelay(failure('rateLimit'), 'read', retries)).toBe(shortest);
		random.mockReturnValue(1);
		expect(retryDelay(failure('rateLimit'), 'read', retries)).toBe(longest);
	});

	it('differs between executions that met the limit together', () => {
		const delays = Array.from({ length: 20 }, () => retryDelay(failure('rateLimit'), 'read', 4));
		expect(new Set(delays).size).toBeGreaterThan(1);
	});
});

describe('a method whose server time is used up', () => {
	const used = failure('timeLimit');

	it('waits until the portal says it is free again, if that is soon enough', () => {
		jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
		const delay = retryDelay(used, 'once', 0, 1_030_000, 60_000);
		expect(delay).toBeGreaterThanOrEqual(30_000);
		expect(delay).toBeLessThanOrEqual(31_000);
	});

	it.each([
		[600_000, [15_000, 30_000, 60_000, 120_000, 240_000, 135_000]],
		[60_000, [15_000, 30_000, 15_000]],
		[10_000, [10_000]],
		[0, []],
	])('asks again at growing distances for %i ms when nobody knows the moment', (most, delays) => {
		for (const safety of SAFETIES) {
			const asked = [0, 1, 2, 3, 4, 5, 6].map((at) =>
				retryDelay(used, safety, at, undefined, most),
			);
			expect(asked.filter((delay) => delay !== undefined)).toEqual(delays);
		}
	});

	it('gives up when the moment is too far away', () => {
		jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
		expect(retryDelay(used, 'read', 0, 1_600_000, 60_000)).toBeUndefined();
	});
});

describe('mayRepeat', () => {
	it.each<[kind: FailureKind, safety: Safety, may: boolean]>([
		['rateLimit', 'once', true],
		['timeLimit', 'once', true],
		['unreachable', 'once', true],
		['lost', 'read', true],
		['lost', 'idempotent', true],
		['lost', 'once', false],
		['refused', 'read', false],
		['cancelled', 'read', false],
		['notSent', 'read', false],
	])('%s, %s: %p', (kind, safety, may) => {
		expect(mayRepeat(failed(failure(kind)), safety)).toBe(may);
	});

	it('leaves alone what went well, and what is not the portal speaking', () => {
		expect(mayRepeat(succeeded(1), 'read')).toBe(false);
		expect(mayRepeat(failed(new TypeError('x')), 'read')).toBe(false);
	});
});

describe('pause', () => {
	it('does not wait at all once the execution is cancelled', async () => {
		const cancelled = new AbortController();
		cancelled.abort();
		// A test that waited an hour would not end.
		await pause(3_600_000, cancelled.signal);
		expect(cancelled.signal.aborted).toBe(true);
	});

	it('ends soon after the execution is cancelled', async () => {
		const execution = new AbortController();
		const waiting = pause(3_600_000, execution.signal).then(() => 'ended');
		execution.abort();
		expect(await waiting).toBe('ended');
	});
});
