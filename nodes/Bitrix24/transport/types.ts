/** The vocabulary of the transport: requests to a portal and what came of them. Nothing here knows of users. */
import type { IDataObject } from 'n8n-workflow';

/** A value as JSON carries it to the portal. */
export type ParamValue =
	| string
	| number
	| boolean
	| null
	| ParamValue[]
	| { [key: string]: ParamValue };

/** Parameters of a REST method. */
export type Params = Record<string, ParamValue>;

/**
 * What may happen when a request is sent twice.
 * - `read`: nothing, it changes nothing
 * - `idempotent`: nothing, the second one sets the same values again (user.update)
 * - `once`: harm, it must never be repeated after a lost answer (user.add sends another invitation)
 */
export type Safety = 'read' | 'idempotent' | 'once';

/** One call of a REST method. */
export interface RestRequest {
	method: string;
	params: Params;
	safety: Safety;
	/** Slow work for the portal: a batch holds half as many. */
	isSlow?: boolean;
	/**
	 * Parameters too large to hold for every item at once (photos, as Base64); read just before sending.
	 * A request with an attachment travels alone.
	 */
	attach?: () => Promise<Params>;
}

/** A successful answer. */
export interface RestAnswer {
	result: unknown;
	/** Number of rows of a list; absent when nothing matches or counting was switched off. */
	total?: number;
}

/** How long a portal that is out of server time is waited for, unless somebody says otherwise; milliseconds. */
export const MAX_WAIT = 60_000;

/** Rows of a full page. */
export const PAGE_SIZE = 50;

export type Row = IDataObject;

/** A value of a row. */
export type Cell = Row[string];

/** One of these has to hold: the field has one of the values, or a word in it begins so (in small letters). */
export type RowTest = ReadonlyArray<{ field: string; values?: readonly string[]; begins?: string }>;

/** A list to be read. */
export interface ListRequest {
	method: string;
	/** Without paging and sorting. `FILTER`, when present, is an object. */
	params: Params & { FILTER?: Params };
	/** Rows wanted at the most; Infinity for all. */
	limit: number;
	/** Rows kept meet all of these, which the server cannot be asked; the others do not count towards the limit. */
	only?: readonly RowTest[];
	/** Set when few rows are expected, so that counting them first is not worth its time. */
	uncounted?: boolean;
	/** About how many rows will come: that many pages are asked for at once, before the portal has counted them. */
	expected?: number;
	/**
	 * How pages follow each other. `keyset`: by the ID of the last row, which counts once and neither repeats nor misses
	 * anybody when people come and go meanwhile. `offset`: by position, for any other order.
	 */
	paging: { by: 'keyset'; descending: boolean } | { by: 'offset'; sort?: Params };
	/** How the list is worded, where that is not as for people. */
	form?: ListForm;
}

/** The words of a list, e.g. `{ rows: 'tasks', id: 'id', filter: 'filter', key: 'ID', order: 'order' }`. */
export interface ListForm {
	/** Where the rows stand in the answer; undefined when they are the answer. */
	rows?: string;
	/** The ID in a row. */
	id: string;
	/** The parameter that narrows the list, and the ID in it. */
	filter: string;
	key: string;
	/** The parameter that sorts it: an object with a direction by field. */
	order: string;
}

/** What came of one request: its value, or the reason there is none. */
export type Outcome<T, E extends Error = Error> = { ok: true; value: T } | { ok: false; error: E };

export function succeeded<T>(value: T): { ok: true; value: T } {
	return { ok: true, value };
}

export function failed<E extends Error>(error: E): { ok: false; error: E } {
	return { ok: false, error };
}

/** What an action came to; whatever it throws becomes the reason. */
export function attempt<T>(action: () => T): Outcome<T> {
	try {
		return succeeded(action());
	} catch (error) {
		return failed(errorOf(error));
	}
}

/** What becomes of a value, where there is one; whatever `next` throws becomes the reason that there is none. */
export function andThen<T, U>(outcome: Outcome<T>, next: (value: T) => U): Outcome<U> {
	return outcome.ok ? attempt(() => next(outcome.value)) : outcome;
}

/** What an action that takes time came to; whatever it throws becomes the reason. */
export async function attemptAsync<T>(action: () => Promise<T>): Promise<Outcome<T>> {
	try {
		return succeeded(await action());
	} catch (error) {
		return failed(errorOf(error));
	}
}

function errorOf(thrown: unknown): Error {
	return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/**
 * A way a portal refuses what is asked of one resource. Handed to `Portal.connect`, where it goes before the general ones.
 */
export interface Refusal {
	/** Recognised in code by this, never by the sentences. */
	reason: string;
	/** Tested on the portal's text, or on its error code where there is no text; markup and secrets are gone by then. */
	says: RegExp;
	/** Beginning of the methods it is about; any when left out. */
	method?: string;
	message: string;
	/** What to do about it. */
	remedy: string;
}

/** A JSON object; narrows what came from outside. */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
