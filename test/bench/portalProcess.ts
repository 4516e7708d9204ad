/** The measured portal, in a process of its own so that its work is not taken for the contestant's. */
import { throwAwayCertificate } from '../portal/server/certificate';
import { type Portal, startPortal } from '../portal';
import { CLOUD, type Person, type Seen, type Workload } from './protocol';
import { activeIn, LEAVER, numberDismissed, numberMarked, peopleFor, prepare } from './scenes';

export interface Opened {
	webhook: string;
	ca?: string;
	/** IDs of everybody a plain list shows to the administrator behind the webhook. */
	visible: string[];
	/** Whom the work is about. */
	people: Person[];
	leaver: number;
}

/** What to open; `free`: without limits and costs. */
export interface Wanted {
	people: number;
	/** People to work on; everybody without it. */
	count?: number;
	secure: boolean;
	workload: Workload;
	free: boolean;
}

let portal: Portal | undefined;
let activeBefore: number[] = [];

async function open({ people, count, secure, workload, free }: Wanted): Promise<Opened> {
	const tls = secure ? await throwAwayCertificate() : undefined;
	portal = await startPortal({ people, tls, ...(free ? {} : CLOUD) });
	prepare(portal, workload);
	activeBefore = activeIn(portal);
	const everybody = [...portal.people.values()];
	return {
		webhook: portal.webhook(),
		ca: tls?.cert,
		visible: everybody
			.filter(({ USER_TYPE, EXTERNAL_AUTH_ID }) => USER_TYPE === 'employee' && !EXTERNAL_AUTH_ID)
			.map(({ ID }) => String(ID)),
		people: peopleFor(portal, count),
		leaver: LEAVER,
	};
}

function seen(portalToJudge: Portal): Seen {
	const { requests, departments } = portalToJudge;
	let idle = 0;
	let busyUntil = requests[0]?.at ?? 0;
	for (const { at, took = 0 } of requests) {
		idle += Math.max(0, at - busyUntil);
		busyUntil = Math.max(busyUntil, at + took);
	}
	return {
		requests: requests.length,
		calls: requests.reduce((sum, request) => sum + request.calls.length, 0),
		limited: requests.filter(({ status }) => status === 503).length,
		idle,
		marked: numberMarked(portalToJudge),
		dismissed: numberDismissed(portalToJudge, activeBefore),
		departments: departments.length,
	};
}

process.on('message', (message: Wanted | 'judge' | 'stop') => {
	if (message === 'judge') process.send?.(portal ? seen(portal) : undefined);
	else if (message === 'stop') void portal?.stop().then(() => process.disconnect());
	else void open(message).then((opened) => process.send?.(opened));
});
