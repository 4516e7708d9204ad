/** What can go wrong in a chaos run: any faults, at any request of a run, in any number. */
import type { Fault, Portal } from '../../portal';
import { GatewayTimeout } from '../../portal/protocol/errors';
import type { Random } from '../../portal/domain/random';
import { beforeCommand } from './faults';

const PAGE = '<html><body>The portal is out of order</body></html>';

const SPOILED: Record<string, Partial<Fault>> = {
	'500 JSON': { answer: { status: 500, body: { error: 'INTERNAL_SERVER_ERROR' } } },
	'502 HTML': { answer: { status: 502, body: PAGE } },
	'504 HTML': { answer: { status: 504, body: PAGE } },
	'empty answer': { answer: { status: 200, body: '' } },
	'HTML 200': { answer: { status: 200, body: PAGE } },
	'result missing': { answer: { status: 200, body: { time: {} } } },
	reset: { connection: 'reset' },
	truncated: { connection: 'truncate' },
};

/** Sets one fault off; its name is counted. */
type Strike = (portal: Portal, random: Random) => string;

/** At one of the first requests of the run, once or a few times in a row. */
const spoil: Strike = (portal, random) => {
	const name = random.pick(Object.keys(SPOILED));
	const when = random.pick(['before', 'after'] as const);
	const times = random.chance(0.1) ? 5 : random.chance(0.3) ? 2 : 1;
	portal.fault({ ...SPOILED[name], when, times, skip: random.below(5) });
	return `${name} ${when}`;
};

const refuse =
	(status: number, error: string): Strike =>
	(portal, random) => {
		portal.fault({ skip: random.below(4), answer: { status, body: { error } } });
		return error;
	};

/** The web server gives up in the middle of a batch: what came before was done, what comes after never is. */
const halfDone: Strike = (portal, random) => {
	const method = random.pick(['user.add', 'user.update', 'user.get']);
	beforeCommand(portal, method, 1 + random.below(20), () => {
		throw new GatewayTimeout();
	});
	return '504 in the middle of a batch';
};

const usedUp: Strike = (portal, random) => {
	const method = random.pick(['user.add', 'user.update', 'user.get']);
	beforeCommand(portal, method, 1 + random.below(20), () => {
		portal.limitOperation(method, Math.floor(Date.now() / 1_000) + 600);
	});
	return 'OPERATION_TIME_LIMIT';
};

const expire: Strike = (portal) => {
	portal.expireTokens();
	return 'expired_token';
};

const rename: Strike = (portal) => {
	portal.renameTo(portal.url.replace('127.0.0.1', 'localhost'));
	return 'renamed portal';
};

const foreign: Strike = (portal, random) => {
	const headers = { location: 'http://bitrix24.invalid/rest/1/abcdefgh12345678/user.get' };
	portal.fault({ skip: random.below(4), answer: { status: 302, body: '', headers } });
	return '302 to a foreign host';
};

const refreshLost: Strike = (portal, random) => {
	portal.expireTokens();
	const when = random.pick(['before', 'after'] as const);
	portal.fault({ method: 'oauth.token', when, connection: 'reset' });
	return 'token request reset';
};

/** Repeated by weight. */
const STRIKES: Strike[] = [
	...Array<Strike>(14).fill(spoil),
	...Array<Strike>(4).fill(refuse(503, 'QUERY_LIMIT_EXCEEDED')),
	...Array<Strike>(3).fill(halfDone),
	...Array<Strike>(2).fill(usedUp),
	...Array<Strike>(2).fill(expire),
	rename,
	foreign,
	refreshLost,
	refuse(503, 'OVERLOAD_LIMIT'),
];

/** Arms any number of faults for the next run; answers their names. */
export function armChaos(portal: Portal, random: Random): string[] {
	const count = random.pick([0, 1, 1, 2, 3, 5]);
	return Array.from({ length: count }, () => random.pick(STRIKES)(portal, random));
}

/** Back to a portal without faults. */
export function disarm(portal: Portal): void {
	portal.clearFaults();
	portal.renameTo(undefined);
	for (const method of ['user.add', 'user.update', 'user.get']) {
		portal.limitOperation(method, undefined);
	}
	// `beforeCommand` listens with a `push` of its own.
	Reflect.deleteProperty(portal.requests, 'push');
}
