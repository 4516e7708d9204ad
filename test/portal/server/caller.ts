/** A plain client for the emulator's own specs: one POST, the answer as it is. */

export interface Row {
	[field: string]: unknown;
}

export interface Called {
	status: number;
	/** The raw text, for answers that are not JSON. */
	text: string;
	result: unknown;
	/** `result` when it is a list of rows. */
	rows: Row[];
	ids: number[];
	total?: number;
	next?: number;
	error?: string;
	error_description?: string;
	argument?: string;
	time?: { [key: string]: unknown };
}

function parse(text: string): { [key: string]: unknown } {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? { ...value } : {};
	} catch {
		return {};
	}
}

const number = (value: unknown): number | undefined =>
	typeof value === 'number' ? value : undefined;
const string = (value: unknown): string | undefined =>
	typeof value === 'string' ? value : undefined;

export async function send(url: string, init: RequestInit): Promise<Called> {
	const response = await fetch(url, { redirect: 'manual', ...init });
	const text = await response.text();
	const body = parse(text);
	const rows: Row[] = Array.isArray(body.result) ? body.result : [];
	return {
		status: response.status,
		text,
		result: body.result,
		rows,
		ids: rows.map(({ ID }) => Number(ID)),
		total: number(body.total),
		next: number(body.next),
		error: string(body.error),
		error_description: string(body.error_description),
		argument: string(body.argument),
		time: typeof body.time === 'object' && body.time !== null ? { ...body.time } : undefined,
	};
}

export type Call = (method: string, params?: unknown) => Promise<Called>;

/** Calls with a JSON body; `base` ends with a slash, `headers` may carry a token. */
export function caller(base: string, headers: Record<string, string> = {}): Call {
	return (method, params = {}) =>
		send(base + method, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: JSON.stringify(params),
		});
}

export interface Batched {
	result: { [key: string]: unknown };
	result_error: { [key: string]: { error: string; error_description: string; argument?: string } };
	result_total: { [key: string]: number };
	result_next: { [key: string]: number };
	result_time: { [key: string]: unknown };
}

/** A batch and its five maps. */
export async function batch(
	call: Call,
	cmd: Record<string, string> | string[],
	halt = 0,
): Promise<Batched> {
	const { result } = await call('batch', { cmd, halt });
	const maps: Partial<Batched> = typeof result === 'object' && result !== null ? result : {};
	return {
		result: {},
		result_error: {},
		result_total: {},
		result_next: {},
		result_time: {},
		...maps,
	};
}

/** Percent-encodes parameters of a command. */
export function query(params: Record<string, string>): string {
	return new URLSearchParams(params).toString();
}
