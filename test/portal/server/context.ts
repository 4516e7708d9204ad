/** What a REST method gets besides its parameters, and what it gives back. */
import type { EventHub } from '../domain/events';
import type { Answer } from '../protocol/json';
import type { Params } from '../protocol/php';
import type { InstalledApplication, PortalState } from '../domain/state';
import type { Scope, StoredPerson } from '../types';

/** Who calls. */
export interface Identity {
	caller: StoredPerson;
	scopes: ReadonlySet<Scope>;
	/** Absent for webhooks. */
	application?: InstalledApplication;
	/** The webhook or application operating time is counted for. */
	credential: string;
}

export interface Context extends Identity {
	state: PortalState;
	events: EventHub;
	/** The `start` parameter; 0 when it was not sent, negative: no counting. */
	start: number;
	/** Sleeps what the database would take to count. */
	countRows(): Promise<void>;
}

export interface MethodAnswer {
	result: Answer;
	total?: number;
	next?: number;
}

/** A refusal the server sends with HTTP 200. */
export interface Refusal {
	error: string;
	error_description: string;
}

export interface Method {
	/** Any one of these is needed; absent: every credential may call. */
	scopes?: Scope[];
	/** Refused to webhooks with WRONG_AUTH_TYPE. */
	applicationOnly?: boolean;
	run(params: Params, context: Context): MethodAnswer | Refusal | Promise<MethodAnswer | Refusal>;
}

/** The size of every page. (docs: settings/how-to-call-rest-api/list-methods-pecularities.md) */
export const PAGE = 50;

/** Answers a list that is small enough to be at hand, in pages that begin at multiples of 50. */
export function page<T>(
	rows: T[],
	start: number,
	show: (row: T) => Answer,
	past: 'first' | 'empty',
): MethodAnswer {
	if (start < 0) return { result: rows.slice(0, PAGE).map(show), total: 0 };
	const wanted = Math.floor(start / PAGE) * PAGE;
	const from = wanted >= rows.length && past === 'first' ? 0 : wanted;
	const answer: MethodAnswer = {
		result: rows.slice(from, from + PAGE).map(show),
		total: rows.length,
	};
	if (from + PAGE < rows.length) answer.next = from + PAGE;
	return answer;
}
