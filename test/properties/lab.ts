/**
 * The emulator's own rooms behind the node's own transport, without HTTP between them: fast enough for thousands of runs.
 * Only n8n's request helper is stood in for.
 */
import { PortalError } from '../../nodes/Bitrix24/transport/errors';
import { Portal } from '../../nodes/Bitrix24/transport/portal';
import { isRecord } from '../../nodes/Bitrix24/transport/types';
import { Meter } from '../portal/server/clock';
import { RestError } from '../portal/protocol/errors';
import { EventHub } from '../portal/domain/events';
import { encode } from '../portal/protocol/json';
import { Operating } from '../portal/server/limits';
import { OAuth } from '../portal/server/oauth';
import { parseJsonBody } from '../portal/protocol/php';
import { Rest } from '../portal/server/rest';
import { ALL_SCOPES } from '../portal/domain/scopes';
import { person } from '../portal/domain/seed';
import { Mint } from '../portal/server/secrets';
import { PortalState } from '../portal/domain/state';
import type { PortalOptions, RecordedCall } from '../portal';

/** How often properties are tried, and from which seed: the same everywhere, printed when one does not hold. */
export const RUNS = { seed: 20_240_115, verbose: 1 } as const;

/** What becomes of one HTTP request. `lost`: it is carried out and the answer never comes. */
export type Trouble =
	| 'none'
	| 'limit'
	| 'overload'
	| 'broken'
	| 'lost'
	| 'page'
	| 'emptied'
	| 'refused';

const CODE = 'abcdefgh12345678';

export class Lab {
	readonly state: PortalState;

	/** HTTP requests so far, with their calls. */
	readonly requests: RecordedCall[][] = [];

	private readonly rest: Rest;

	constructor(
		options: PortalOptions,
		private readonly troubleOf: (request: number) => Trouble = () => 'none',
	) {
		this.state = new PortalState(options);
		const mint = new Mint(() => 'lab');
		const { signal } = new AbortController();
		const oauth = new OAuth(this.state, mint);
		const events = new EventHub(this.state, oauth, mint, signal);
		this.rest = new Rest(this.state, events, new Operating(this.state));
		this.add(1, { isAdmin: true });
	}

	add(ID: number, fields: Parameters<typeof person>[1] | object = {}): void {
		const EMAIL = `person${ID}@example.com`;
		this.state.people.set(ID, person(this.state, { ID, EMAIL, NAME: 'Nora', ...fields }));
	}

	/** The node's side. */
	async connect(): Promise<Portal> {
		const context = Object.assign(Object.create(null), {
			getCredentials: async () => ({
				webhookUrl: `http://127.0.0.1/rest/1/${CODE}/`,
			}),
			helpers: {
				httpRequestWithAuthentication: async (
					_type: string,
					{ url, body }: { url: string; body: unknown },
				) => await this.answer(url.slice(url.lastIndexOf('/') + 1), JSON.stringify(body)),
			},
		});
		const portal = await Portal.connect(context, 'webhook');
		if (!portal.ok) throw portal.error;
		return portal.value;
	}

	private async answer(method: string, body: string): Promise<unknown> {
		const trouble = this.troubleOf(this.requests.length);
		const calls: RecordedCall[] = [];
		this.requests.push(calls);
		if (this.requests.length > 400) throw new Error('The run does not end');
		switch (trouble) {
			case 'limit':
				return refusal(503, 'QUERY_LIMIT_EXCEEDED');
			case 'overload':
				return refusal(503, 'OVERLOAD_LIMIT');
			case 'refused':
				return refusal(401, 'NO_AUTH_FOUND');
			case 'broken':
				throw reset();
			default:
		}
		const answer = await this.run(method, body, calls);
		if (trouble === 'lost') throw reset();
		if (trouble === 'page') return { statusCode: 502, headers: {}, body: '<h1>Bad gateway</h1>' };
		if (trouble === 'emptied') return { statusCode: 200, headers: {}, body: '' };
		return answer;
	}

	private async run(method: string, body: string, calls: RecordedCall[]): Promise<unknown> {
		const caller = this.state.people.get(1)!;
		const identity = { caller, scopes: new Set(ALL_SCOPES), credential: CODE };
		const meter = new Meter(new AbortController().signal);
		try {
			const envelope = await this.rest.run(method, parseJsonBody(body), identity, meter, (call) =>
				calls.push(call),
			);
			return { statusCode: 200, headers: {}, body: JSON.parse(encode({ ...envelope })) };
		} catch (error) {
			if (!(error instanceof RestError)) throw error;
			return { statusCode: error.status, headers: {}, body: error.body };
		}
	}
}

function refusal(statusCode: number, error: string): unknown {
	return { statusCode, headers: {}, body: { error, error_description: '' } };
}

function reset(): Error {
	return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

/** The kind of a failure of the transport. */
export function kindOf(error: Error): string {
	return error instanceof PortalError ? error.kind : error.name;
}

/** JSON in one order, `__proto__` and all, to compare what objects hold. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (!isRecord(value)) return JSON.stringify(value) ?? 'undefined';
	const entries = Object.entries(value).map(([key, inner]) => [key, canonical(inner)] as const);
	entries.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join()}}`;
}
