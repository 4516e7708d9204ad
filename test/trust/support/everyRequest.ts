/** One operation with one of its requests spoiled, whichever it is, and what became of it. */
import type { IDataObject } from 'n8n-workflow';

import { startPortal, type Fault } from '../../portal';
import type { QuickClock } from '../../support/clock';
import { runOn } from '../../support/portal';
import { stateOf } from '../../support/state';
import type { NamedSubject } from '../../support/subjects';

/** What is done to a request. Without a message, asking again or asking what became of it brings the run to its end. */
export interface Blow {
	name: string;
	fault: Partial<Fault>;
	/** What the person reads when nothing can be done about it. */
	message?: RegExp;
}

const answering = (status: number, body: unknown, headers?: Record<string, string>) => ({
	answer: { status, body, headers },
});

export const blows: Blow[] = [
	{ name: 'too many requests', fault: answering(503, { error: 'QUERY_LIMIT_EXCEEDED' }) },
	...(['before', 'after'] as const).flatMap((when): Blow[] => [
		{ name: `502 ${when} it`, fault: { ...answering(502, '<h1>Bad Gateway</h1>'), when } },
		{ name: `empty answer ${when} it`, fault: { ...answering(200, ''), when } },
		{ name: `reset ${when} it`, fault: { connection: 'reset', when } },
		{ name: `truncated ${when} it`, fault: { connection: 'truncate', when } },
	]),
	{
		name: 'overload',
		fault: answering(503, { error: 'OVERLOAD_LIMIT' }),
		message: /has blocked REST for this portal because of overload/,
	},
	{
		name: '302 to a foreign host',
		fault: answering(302, '', { location: 'http://b24.invalid/' }),
		message: /sent the request on to another address/,
	},
];

/** How a run ended. */
interface Ended {
	hasFailed: boolean;
	outputs: IDataObject[];
	/** Of a run that failed it is not compared: requests before the struck one were carried out. */
	state?: unknown;
}

interface Struck {
	ended: Ended;
	/** Message, description and hints: all that a person reads. */
	told: string;
	requests: Array<{ method: string; skip: number }>;
}

/** Runs a subject on a portal of its own; a fault strikes one of its requests. */
export async function strike(
	subject: NamedSubject,
	clock: QuickClock,
	fault?: Fault,
): Promise<Struck> {
	const portal = await startPortal({ people: 0, ...subject.portal });
	try {
		subject.before?.(portal);
		clock.reset();
		if (fault) portal.fault(fault);
		const items = subject.items.map(([json]) => json);
		const { error, items: outputs, hints } = await runOn(portal, subject.form, { items });
		return {
			ended: {
				hasFailed: error !== undefined,
				// A photo's address holds the portal's port.
				outputs: outputs.map(({ json }) => ({
					...json,
					recovered: undefined,
					PERSONAL_PHOTO: undefined,
				})),
				...(!error && { state: stateOf(portal) }),
			},
			told: [error?.message, describe(error), ...hints.map(({ message }) => message)].join('\n'),
			requests: portal.requests.map(({ method }, at, all) => ({
				method,
				skip: all.slice(0, at).filter((one) => one.method === method).length,
			})),
		};
	} finally {
		await portal.stop();
	}
}

const calmRuns = new Map<NamedSubject, Promise<Struck>>();

/** The run without faults, to compare with. */
export function calmRunOf(subject: NamedSubject, clock: QuickClock): Promise<Struck> {
	const calm = calmRuns.get(subject) ?? strike(subject, clock);
	calmRuns.set(subject, calm);
	return calm;
}

/** Reads after a change that tell no more than whether it came out as asked: without them a hint says so. */
const SEEN_AFTERWARDS = new Set(['customField.create', 'customField.update']);

/** Reads for a hint alone, about what a person leads: without them there is none. */
const FOR_A_HINT = new Set(['user.dismiss', 'user.offboard']);

/** How a run has to end that met a blow, and what a person has to read. */
export function expectedOf(
	{ message }: Blow,
	subject: NamedSubject,
	request: Struck['requests'][number],
	calm: Struck,
): { ended: Ended; told: RegExp } {
	if (!message) return { ended: calm.ended, told: /^/ };
	const isLast = calm.requests.at(-1) === request;
	if (isLast && SEEN_AFTERWARDS.has(subject.name)) {
		return { ended: calm.ended, told: /could not be read afterwards/ };
	}
	if (calm.requests[1] === request && FOR_A_HINT.has(subject.name)) {
		return { ended: calm.ended, told: /^/ };
	}
	return { ended: { hasFailed: true, outputs: [] }, told: message };
}

function describe(error: Error | undefined): string {
	return error && 'description' in error ? String(error.description) : '';
}
