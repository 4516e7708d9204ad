/** The faults of the matrix, each a way to spoil the request that carries an operation. */
import { createServer, connect as connectTo, type AddressInfo, type Server } from 'node:net';
import type { Fault, Portal } from '../../portal';
import type { QuickClock } from '../../support/clock';

/** Where and when a fault strikes. */
export interface Target {
	portal: Portal;
	clock: QuickClock;
	/** The HTTP request to spoil, as the emulator's `fault` takes it. */
	carrier: { method: string; skip: number };
	/** The REST method inside it. */
	method: string;
	isBatch: boolean;
}

/** What a fault tells a client about the request it struck. */
type Knowledge =
	/** Nothing was done, and asking again helps. */
	| 'passing'
	/** Nobody knows, and nothing was done. */
	| 'lost before'
	/** Nobody knows, and everything was done. */
	| 'lost after'
	/** Nothing was done, and asking again does not help. */
	| 'final';

export interface FaultCase {
	name: string;
	knowledge: Knowledge;
	/** For `passing`: HTTP requests that reach the portal besides those of a run without faults. Default 1. */
	detour?: number;
	/** Nothing has to be waited for. */
	atOnce?: boolean;
	authentication?: 'oAuth2';
	/** Seconds, for the option "Max Wait". */
	maxWait?: number;
	/** For `final`: what the person reads. */
	message?: RegExp;
	/** Strikes from the second call on, so that the first one's answer tells how long it lasts; a single call knows nothing of that. */
	partial?: boolean;
	/** No request reaches the portal. */
	cutOff?: boolean;
	/** A hint in the output pane. */
	hint?: RegExp;
	/** Arms the fault; answers with another address of the portal where it needs one. */
	arm: (target: Target) => Promise<Detour | void> | Detour | void;
}

/** A way to the portal by another address. */
export interface Detour {
	url: string;
	close: () => Promise<void>;
}

const USED_UP = /server time Bitrix24 allows for this method is used up/;

const PAGE = '<html><body><h1>Bad Gateway</h1></body></html>';

function answering(status: number, body: unknown, more: Partial<Fault> = {}): FaultCase['arm'] {
	return ({ portal, carrier }) => portal.fault({ ...carrier, answer: { status, body }, ...more });
}

function refusing(status: number, error: string): FaultCase['arm'] {
	return answering(status, { error, error_description: `${error} of the test` });
}

/** The same spoiled answer, without and with the request carried out. */
function lost(name: string, fault: Partial<Fault>): FaultCase[] {
	return (['before', 'after'] as const).map((when) => ({
		name: `${name}, ${when} execution`,
		knowledge: `lost ${when}` as const,
		arm: ({ portal, carrier }) => portal.fault({ ...carrier, ...fault, when }),
	}));
}

/** Does something when the portal has noted the `count`th command of a method, before it carries it out. */
export function beforeCommand(
	portal: Portal,
	method: string,
	count: number,
	strike: () => void,
): void {
	let left = count;
	portal.requests.push = function (...records) {
		for (const { calls } of records) {
			calls.push = function (...commands) {
				const length = Array.prototype.push.apply(this, commands);
				for (const command of commands) if (command.method === method && --left === 0) strike();
				return length;
			};
		}
		return Array.prototype.push.apply(this, records);
	};
}

/** The server time of the method is used up, for ten minutes; an answer before it, where there is one, told of them. */
function usedUp({ portal, method, isBatch }: Target): void {
	beforeCommand(portal, method, isBatch ? 2 : 1, () => {
		portal.limitOperation(method, Math.floor(Date.now() / 1_000) + 600);
	});
}

/** A port nobody listens on until `open`. */
async function doorTo(portal: Portal): Promise<{ url: string; open: () => Promise<Server> }> {
	const server = createServer((socket) => {
		const onward = connectTo(Number(new URL(portal.url).port), '127.0.0.1');
		socket.pipe(onward).pipe(socket);
		for (const side of [socket, onward]) side.on('error', () => side.destroy());
	});
	const listen = (port: number) =>
		new Promise<Server>((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
	await listen(0);
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return { url: `http://127.0.0.1:${port}`, open: () => listen(port) };
}

export const faultCases: FaultCase[] = [
	{
		name: 'QUERY_LIMIT_EXCEEDED once',
		knowledge: 'passing',
		arm: refusing(503, 'QUERY_LIMIT_EXCEEDED'),
	},
	...lost('500 JSON', {
		answer: { status: 500, body: { error: 'INTERNAL_SERVER_ERROR', error_description: '' } },
	}),
	...lost('502 HTML', { answer: { status: 502, body: PAGE } }),
	...lost('504 HTML', { answer: { status: 504, body: PAGE } }),
	...lost('empty 200', { answer: { status: 200, body: '' } }),
	...lost('HTML 200', { answer: { status: 200, body: '<html>Maintenance</html>' } }),
	...lost('connection reset', { connection: 'reset' }),
	...lost('truncated answer', { connection: 'truncate' }),
	{
		name: 'connection refused once',
		knowledge: 'passing',
		detour: 0,
		async arm({ portal, clock }) {
			const door = await doorTo(portal);
			let server: Server | undefined;
			clock.onWait = async () => {
				server ??= await door.open();
			};
			return {
				url: door.url,
				close: () => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve())),
			};
		},
	},
	{
		name: 'connection refused for good',
		knowledge: 'final',
		cutOff: true,
		message: /No server answers at the address of the portal/,
		arm: async ({ portal }) => ({ url: (await doorTo(portal)).url, close: async () => {} }),
	},
	{
		name: 'OVERLOAD_LIMIT',
		knowledge: 'final',
		atOnce: true,
		message: /has blocked REST for this portal because of overload/,
		arm: refusing(503, 'OVERLOAD_LIMIT'),
	},
	{
		name: 'OPERATION_TIME_LIMIT within Max Wait',
		knowledge: 'passing',
		partial: true,
		maxWait: 700,
		message: USED_UP,
		arm: usedUp,
	},
	{
		name: 'OPERATION_TIME_LIMIT beyond Max Wait',
		knowledge: 'final',
		partial: true,
		atOnce: true,
		message: USED_UP,
		arm: usedUp,
	},
	{
		name: 'expired_token mid-run',
		knowledge: 'passing',
		authentication: 'oAuth2',
		atOnce: true,
		// Rejected twice, since n8n renews on an error only; then the token, and the request again.
		detour: 3,
		arm({ portal, carrier }) {
			let left = carrier.skip + 1;
			portal.requests.push = function (...records) {
				if (records.some(({ method }) => method === carrier.method) && --left === 0) {
					portal.expireTokens();
				}
				return Array.prototype.push.apply(this, records);
			};
		},
	},
	{
		name: '302 to the new name of the portal',
		knowledge: 'passing',
		atOnce: true,
		hint: /The portal has been renamed/,
		arm: ({ portal }) => portal.renameTo(portal.url.replace('127.0.0.1', 'localhost')),
	},
	{
		name: '302 to a foreign host',
		knowledge: 'final',
		atOnce: true,
		message: /sent the request on to another address/,
		arm({ portal, carrier }) {
			const headers = { location: 'http://bitrix24.invalid/rest/1/abcdefgh12345678/user.get' };
			portal.fault({ ...carrier, answer: { status: 302, body: '', headers } });
		},
	},
];
