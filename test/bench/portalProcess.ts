/** The measured portal, in a process of its own so that its work is not taken for the contestant's. */
import { throwAwayCertificate } from '../portal/server/certificate';
import { type Portal, startPortal } from '../portal';
import { CLOUD, MARK, type Person, type Seen } from './protocol';

export interface Opened {
	webhook: string;
	ca?: string;
	/** IDs of everybody a plain list shows to the administrator behind the webhook. */
	visible: string[];
	/** Active employees, oldest first. */
	employees: Person[];
}

let portal: Portal | undefined;

async function open(people: number, secure: boolean): Promise<Opened> {
	const tls = secure ? await throwAwayCertificate() : undefined;
	portal = await startPortal({ people, tls, ...CLOUD });
	const everybody = [...portal.people.values()];
	const plain = everybody.filter((person) => person.USER_TYPE === 'employee');
	return {
		webhook: portal.webhook(),
		ca: tls?.cert,
		visible: plain.filter((person) => !person.EXTERNAL_AUTH_ID).map(({ ID }) => String(ID)),
		employees: plain
			.filter((person) => person.ACTIVE && !person.EXTERNAL_AUTH_ID && !person.isAdmin)
			.map(({ ID, EMAIL }) => ({ ID, EMAIL })),
	};
}

function seen(portalToJudge: Portal): Seen {
	const { requests, people } = portalToJudge;
	let idle = 0;
	let busyUntil = requests[0]?.at ?? 0;
	for (const { at, took = 0 } of requests) {
		idle += Math.max(0, at - busyUntil);
		busyUntil = Math.max(busyUntil, at + took);
	}
	const everybody = [...people.values()];
	return {
		requests: requests.length,
		calls: requests.reduce((sum, request) => sum + request.calls.length, 0),
		limited: requests.filter(({ status }) => status === 503).length,
		idle,
		marked: everybody.filter(
			({ WORK_POSITION, EMAIL }) => WORK_POSITION === MARK || EMAIL.startsWith(MARK),
		).length,
		invitations: everybody.reduce((sum, { invitations }) => sum + invitations.length, 0),
	};
}

process.on('message', (message: { people: number; secure: boolean } | 'judge' | 'stop') => {
	if (message === 'judge') process.send?.(portal ? seen(portal) : undefined);
	else if (message === 'stop') void portal?.stop().then(() => process.disconnect());
	else void open(message.people, message.secure).then((opened) => process.send?.(opened));
});
