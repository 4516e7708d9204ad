/** One cell of the fault matrix: one operation under one fault, and what became of it. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runNode } from '../../harness';
import type { NodeRun } from '../../harness';
import { oauthCredential, webhookCredential } from '../../support/portal';
import { startPortal, type Portal } from '../../portal';
import type { QuickClock } from '../../support/clock';
import type { FaultCase } from './faults';
import { invitationsOf, rowOf, type Subject } from './operations';
import { failureOf, type Failure } from '../../support/failures';

export const WAYS = ['alone', 'batch, stop', 'batch, continue'] as const;

/** One item, or several with a setting of "On Error". */
export type Way = (typeof WAYS)[number];

/** What became of one item; `untouched`: the run stopped before it. */
export type Fate = 'done' | 'recovered' | 'failed' | 'untouched';

export interface Cell {
	fates: Fate[];
	/** Rows handed on with the item they belong to, without what differs from run to run, to compare with a run without faults. */
	outputs: Array<{ row: number; json: IDataObject }>;
	messages: string[];
	descriptions: string[];
	hints: string[];
	/** HTTP requests that reached the portal. */
	requests: number;
	/** Whether anything was waited for. */
	waited: boolean;
	/** Per item whether the portal has what it asked for. */
	inPortal: boolean[];
	/** Invitations sent, by item. */
	invitations: number[];
	/** Invitations asked for once more after they had been carried out. */
	blind: number;
}

const SEED = { people: 60 };

function errorsOf(run: NodeRun): INodeExecutionData[] {
	return run.items.filter(failureOf).concat(run.errorItems);
}

function fatesOf(run: NodeRun, items: IDataObject[]): Fate[] {
	const failed = new Set(errorsOf(run).map(rowOf));
	const stopped = run.error && 'context' in run.error ? run.error.context.itemIndex : undefined;
	return items.map((_, row) => {
		if (failed.has(row) || stopped === row) return 'failed';
		if (run.error) return 'untouched';
		const own = run.items.filter((item) => rowOf(item) === row);
		return own.some(({ json }) => json.recovered === true) ? 'recovered' : 'done';
	});
}

function messagesOf({ error, ...run }: NodeRun): Failure[] {
	const failures = errorsOf({ error, ...run }).flatMap((item) => failureOf(item) ?? []);
	return error && 'description' in error && failures.length === 0
		? [{ message: error.message, description: String(error.description ?? '') }]
		: failures;
}

/** Runs the operation on a portal of its own. */
export async function runCell(
	subject: Subject,
	way: Way,
	clock: QuickClock,
	fault?: FaultCase,
): Promise<Cell> {
	const portal = await startPortal(SEED);
	const everything = subject.items(portal);
	const items = way === 'alone' ? [everything[subject.single ?? 0]] : everything;
	const isOauth = fault?.authentication === 'oAuth2';
	const stored = isOauth ? oauthCredential(portal) : webhookCredential(portal);
	clock.reset();
	const { method } = subject;
	const isBatch = way !== 'alone';
	const carrier = subject.carrier(isBatch);
	const detour = await fault?.arm({ portal, clock, carrier, method, isBatch });
	if (detour) {
		stored.data.webhookUrl = String(stored.data.webhookUrl).replace(portal.url, detour.url);
	}
	const options = fault?.maxWait === undefined ? {} : { maxWait: fault.maxWait };
	try {
		const run = await runNode({
			credentials: stored,
			parameters: {
				authentication: isOauth ? 'oAuth2' : 'webhook',
				...subject.parameters,
				options,
			},
			items,
			continueOnFail: way === 'batch, continue' ? 'continueRegularOutput' : 'stop',
		});
		return inspect(subject, portal, items, run, clock);
	} finally {
		await detour?.close();
		await portal.stop();
	}
}

function inspect(
	{ isDone }: Subject,
	portal: Portal,
	items: IDataObject[],
	run: NodeRun,
	clock: QuickClock,
): Cell {
	const errors = messagesOf(run);
	return {
		fates: fatesOf(run, items),
		outputs: run.items.map((item) => {
			const json = { ...item.json };
			delete json.recovered;
			// Its address holds the portal's port.
			delete json.PERSONAL_PHOTO;
			return { row: rowOf(item), json };
		}),
		messages: errors.map(({ message }) => message),
		descriptions: errors.map(({ description }) => description),
		hints: run.hints.map(({ message }) => message),
		requests: portal.requests.length,
		waited: clock.waited > 0,
		inPortal: items.map((item) => isDone?.(portal, item) ?? false),
		invitations: items.map(({ email }) => invitationsOf(portal, email)),
		blind: portal.requests
			.flatMap(({ calls }) => calls)
			// Nobody in these runs has an address that is taken already.
			.filter(({ method, error }) => method === 'user.add' && error === 'ERROR_ARGUMENT').length,
	};
}
