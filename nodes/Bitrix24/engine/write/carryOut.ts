/** Sends changes that do not depend on each other, and settles each with its output. */
import type { IDataObject } from 'n8n-workflow';

import { MAX_TRIES } from '../../plan/errors';
import type { Change, Finder, Trace } from '../../plan/types';
import { asLost, isLost, PortalError } from '../../transport/errors';
import { sendAll } from '../../transport/send';
import { attempt, failed, type Outcome, type RestAnswer } from '../../transport/types';
import type { RunAsker } from '../asker';
import { about } from './about';
import { type Pending, requestOf } from './pendingChange';
import { ReadBack } from './readBack';

type Settled = Outcome<IDataObject>;

/** A change that must not be repeated, and whose answer was lost. */
interface InDoubt {
	pending: Pending;
	trace: Trace;
	error: Error;
}

/** Carries changes out in order. */
export class Carrier {
	private readonly readBack: ReadBack;

	/** What each came to, by position of its plan; what is missing was not reached. */
	private readonly settled = new Map<number, Settled>();

	/** Those that went through and are not settled yet. */
	private readonly through: Pending[] = [];

	constructor(
		private readonly asker: RunAsker,
		finderOf: (resource: string) => Finder,
		/** Stop at the first failure. */
		private readonly halt: boolean,
	) {
		this.readBack = new ReadBack(asker, finderOf);
	}

	/**
	 * @returns by position of the plan what it came to; with `halt`, those behind the first failure are missing
	 */
	async carryOut(all: readonly Pending[]): Promise<ReadonlyMap<number, Settled>> {
		let open = [...all];
		while (open.length > 0) {
			const inDoubt = this.sort(open, await this.send(open));
			const again = await this.clearUp(inDoubt);
			if (this.halt && this.hasFailed) break;
			// In order, together with those that were not sent for their sake.
			open = this.halt ? open.filter((pending) => this.isOpen(pending)) : again;
		}
		this.failWaiting(all);
		const unread = this.through.filter(({ at }) => !this.settled.has(at));
		await this.readBack.complete(unread);
		for (const pending of unread) this.settled.set(pending.at, this.finish(pending));
		return this.settled;
	}

	private get hasFailed(): boolean {
		return [...this.settled.values()].some(({ ok }) => !ok);
	}

	private isOpen(pending: Pending): boolean {
		return !this.settled.has(pending.at) && !this.through.includes(pending);
	}

	/** What waited for a change before it, and will not be sent again: nobody may take it for not carried out. */
	private failWaiting(all: readonly Pending[]): void {
		for (const pending of all) {
			if (pending.lost && this.isOpen(pending)) this.fail(pending, pending.lost);
		}
	}

	private async send(open: readonly Pending[]): Promise<Array<Outcome<RestAnswer>>> {
		const those = (positions: number[]) => positions.map((position) => open[position]);
		return await sendAll(this.asker.portal, open.map(requestOf), {
			halt: this.halt,
			closing: {
				request: (positions) => this.readBack.request(those(positions)),
				// A change that only counts when it is seen is settled with its request, before the next one is sent.
				done: (answer, positions) => {
					const own = those(positions);
					this.readBack.take(own, answer);
					const unseen = own.filter(({ change }) => change.check?.decides);
					const outcomes = unseen.map((pending) => this.finish(pending));
					unseen.forEach(({ at }, index) => this.settled.set(at, outcomes[index]));
					return outcomes.every(({ ok }) => ok);
				},
			},
		});
	}

	/** Files what every answer says; returns those that nobody knows of. */
	private sort(open: readonly Pending[], answers: ReadonlyArray<Outcome<RestAnswer>>): InDoubt[] {
		let isBehindOneInDoubt = false;
		return open.flatMap((pending, position) => {
			const answer = answers[position];
			const { change } = pending;
			const trace = change.safety === 'once' ? change.trace : undefined;
			if (answer.ok) {
				pending.answer = answer.value.result;
				const id = trace ? trace.idIn(answer.value.result) : pending.id;
				if (trace && id === undefined) return [this.putInDoubt(pending, trace, WITHOUT_ID)];
				pending.id = id;
				this.through.push(pending);
				return [];
			}
			const { error } = answer;
			if (isNotSent(error)) return [];
			if (trace && (isLost(error) || (pending.isInDoubt && isRefusalOf(trace, error)))) {
				isBehindOneInDoubt = true;
				return [this.putInDoubt(pending, trace, error)];
			}
			if (this.halt && isBehindOneInDoubt && isLost(error)) {
				// In order: it is sent again once it is known what became of the one before it.
				pending.isInDoubt = true;
				pending.lost = error;
				return [];
			}
			// A refusal does not clear up what became of an earlier try.
			const told = pending.isInDoubt && error instanceof PortalError ? asLost(error) : error;
			this.fail(pending, told);
			return [];
		});
	}

	private putInDoubt(pending: Pending, trace: Trace, error: Error): InDoubt {
		pending.isInDoubt = true;
		return { pending, trace, error };
	}

	private fail({ at, change }: Pending, error: Error): void {
		this.settled.set(at, failed(about(change.about, error)));
	}

	/**
	 * Looks up what may have been carried out, and files what was. Nothing of this name was there before, so what is there
	 * now came of this run.
	 *
	 * @returns those of which nothing is there, to be sent again
	 */
	private async clearUp(inDoubt: readonly InDoubt[]): Promise<Pending[]> {
		if (inDoubt.length === 0) return [];
		const known = await this.asker.lookUp(
			inDoubt.map(({ trace }) => trace.ref),
			[],
		);
		const claimed = new Set(this.through.map(({ id, change }) => claimOf(change, id)));
		return inDoubt.flatMap(({ pending, trace, error }) => {
			const found = attempt(() => known.row(trace.ref));
			if (!found.ok) {
				this.fail(pending, error);
				return [];
			}
			if (found.value) {
				const id = Number(found.value.ID);
				const claim = claimOf(pending.change, id);
				if (claimed.has(claim)) this.fail(pending, trace.taken(found.value));
				else this.recover(Object.assign(pending, { id }));
				claimed.add(claim);
				return [];
			}
			pending.tries++;
			if (pending.tries <= MAX_TRIES) return [pending];
			this.fail(pending, error);
			return [];
		});
	}

	private recover(pending: Pending): void {
		pending.isRecovered = true;
		this.through.push(pending);
	}

	private finish(pending: Pending): Settled {
		const { change, id, answer, isRecovered: recovered } = pending;
		const json = attempt(() =>
			change.finish({
				id: id === undefined ? '' : String(id),
				answer,
				row: this.readBack.row(pending),
				unread: this.readBack.error,
				isRecovered: recovered,
			}),
		);
		return json.ok && recovered ? { ok: true, value: { ...json.value, recovered } } : json;
	}
}

/** What a lost answer was found to be belongs to one change only. */
function claimOf({ method }: Change, id: number | undefined): string {
	return `${method} ${id}`;
}

function isNotSent(error: Error): boolean {
	return error instanceof PortalError && error.kind === 'notSent';
}

function isRefusalOf({ refusal }: Trace, error: Error): boolean {
	return refusal !== undefined && error instanceof PortalError && error.details.reason === refusal;
}

const WITHOUT_ID = new PortalError(
	'lost',
	'The portal took the change but did not say which ID came of it',
	'Look it up in the portal before running this again.',
	{ safety: 'once' },
);
