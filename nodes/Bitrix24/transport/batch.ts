/** One batch: up to 50 commands in one HTTP request (b24restdocs `settings/how-to-call-rest-api/batch.md`). */
import { asLost, NOT_SENT, PortalError, readRefusal } from './errors';
import { toQuery } from './command';
import type { Portal } from './portal';
import {
	failed,
	isRecord,
	type Outcome,
	type Params,
	type RestAnswer,
	type RestRequest,
	type Safety,
	succeeded,
} from './types';

/** Commands in one batch at the most. */
export const MAX_COMMANDS = 50;

/** Characters of commands in one batch: some servers take bodies of 2 MB only, and all must be done within 60 s. */
export const MAX_BATCH_LENGTH = 1_000_000;

/** A request as a batch command, or undefined when it must travel alone. */
export function toCommand({ method, params, attach }: RestRequest): string | undefined {
	if (attach) return undefined;
	const query = toQuery(params);
	return query === undefined || query.length > MAX_BATCH_LENGTH ? undefined : `${method}?${query}`;
}

/** Never a bare number: PHP would answer such a map as a list. */
export function commandKey(index: number): string {
	return `c${index}`;
}

/**
 * Sends one batch.
 *
 * @param commands as `toCommand` gives them
 * @param requests what the commands ask, in the same order
 * @param halt stop at the first command that is refused
 * @returns an outcome per command
 */
export async function sendBatch(
	portal: Portal,
	commands: string[],
	requests: RestRequest[],
	halt: boolean,
): Promise<Array<Outcome<RestAnswer>>> {
	const cmd: Params = Object.fromEntries(
		commands.map((command, index) => [commandKey(index), command]),
	);
	const sent = await portal.post('batch', { halt: halt ? 1 : 0, cmd }, worstSafety(requests));
	if (!sent.ok) return commands.map(() => sent);
	const body = mapOf(sent.value.result);
	const [results, errors, totals, times] = [
		body.result,
		body.result_error,
		body.result_total,
		body.result_time,
	].map(mapOf);
	let halted = false;
	const { hasLost } = sent;
	const fail = (error: PortalError) => failed(hasLost ? asLost(error) : error);
	return requests.map(({ method }, index) => {
		const key = commandKey(index);
		portal.clock.note(method, times[key]);
		const refusal = readRefusal(errors[key], portal.clean);
		if (refusal) {
			halted ||= halt;
			return fail(portal.explain(refusal, method));
		}
		if (!Object.hasOwn(results, key)) return fail(halted ? NOT_SENT : unanswered(method));
		const total = totals[key];
		return succeeded({
			result: results[key],
			total: typeof total === 'number' ? total : undefined,
		});
	});
}

/** PHP writes an empty map as `[]`. */
function mapOf(value: unknown): Record<string, unknown> {
	return isRecord(value) ? value : {};
}

function worstSafety(requests: RestRequest[]): Safety {
	const safeties = new Set(requests.map(({ safety }) => safety));
	return safeties.has('once') ? 'once' : safeties.has('idempotent') ? 'idempotent' : 'read';
}

function unanswered(method: string): PortalError {
	return new PortalError('lost', 'The portal left this request out of its answer', 'Try again.', {
		method,
	});
}
