/** Carries the plans of all items out together. */
import type { IDataObject } from 'n8n-workflow';

import type { Call, Change, HandOn, HintTopic, List, Plan, Steps, Task } from '../plan/types';
import { unexpectedForm } from '../transport/errors';
import { listAll, type ListRequest, type Row } from '../transport/list';
import { sendAll } from '../transport/send';
import { attemptAsync, failed, isRecord, type Outcome, succeeded } from '../transport/types';
import type { Finders, RunAsker } from './asker';
import type { Hints } from './hints';
import { KnownThings } from './known';
import { Shown } from './shown';
import { walk } from './steps';
import { toolAnswer } from './toolAnswer';
import { Carrier } from './write/carryOut';
import { decide, type Decided, type OpenPlan } from './write/order';
import { type Pending, pendingChange } from './write/pendingChange';

const SWAPPED: HintTopic = {
	say: () =>
		'The portal sent the same people on two pages of a sorted list, so others may have been passed over. Raise the limit, use "Return All", or leave the sorting out.',
};

/** The output of a plan, or why there is none. */
export type Rows = Outcome<IDataObject[]>;

export class Dispatch {
	/** By position of the plan; what is missing was not reached. */
	private readonly outcomes = new Map<number, Rows>();

	private readonly shown = new Shown();

	/** By position of the plan: how many a list that was cut off would have had. */
	private readonly totals = new Map<number, number>();

	private readonly known: KnownThings;

	constructor(
		private readonly asker: RunAsker,
		private readonly finders: Finders,
		private readonly hints: Hints,
		/** Stop changing things at the first failure. */
		private readonly halt: boolean,
		/** Whether a language model asks, and only reads. */
		private readonly answersTool = false,
	) {
		this.known = new KnownThings(finders, hints);
	}

	/** @returns per plan what it came to; undefined when it was not reached */
	async run(plans: ReadonlyArray<Outcome<Plan>>): Promise<Array<Rows | undefined>> {
		plans.forEach((plan, at) => {
			if (!plan.ok) this.outcomes.set(at, plan);
		});
		let open: OpenPlan[] = plans.flatMap((plan, at) => (plan.ok ? [{ at, plan: plan.value }] : []));
		await this.lookUp(open);
		while (open.length > 0) {
			const { now, later } = decide(open, this.known);
			for (const { at, task } of now) if (!task.ok) this.outcomes.set(at, task);
			if (this.halt && this.hasFailed) break;
			await this.carryOut(now);
			if (this.halt && this.hasFailed) break;
			open = later;
		}
		await this.finish();
		return plans.map((_, at) => this.outcomes.get(at));
	}

	private get hasFailed(): boolean {
		return [...this.outcomes.values()].some(({ ok }) => !ok);
	}

	/** What all of them name, together; a field one of them needs is read of all. */
	private async lookUp(plans: readonly OpenPlan[]): Promise<void> {
		const naming = plans.filter(({ plan }) => plan.names.length > 0);
		const isAll = naming.some(({ plan }) => 'select' in plan && plan.select === undefined);
		const codes = new Set(naming.flatMap(({ plan }) => plan.select ?? []));
		const refs = naming.flatMap(({ plan }) => plan.names);
		await this.asker.learn(this.known, refs, isAll ? undefined : [...codes]);
	}

	private async carryOut(decided: readonly Decided[]): Promise<void> {
		const tasks = decided.flatMap(({ at, plan, task }) =>
			task.ok ? [{ at, plan, task: task.value }] : [],
		);
		for (const { at, task } of tasks) {
			if (task.do === 'handOn') this.show(at, task.rows, task);
		}
		await this.list(ofKind<List>(tasks, 'list'));
		await this.call(ofKind<Call>(tasks, 'call'));
		await this.walk(ofKind<Steps>(tasks, 'steps'));
		await this.change(ofKind<Change>(tasks, 'change'));
	}

	private show(at: number, rows: Row[], { view, under }: Pick<HandOn, 'view' | 'under'>): void {
		this.outcomes.set(at, succeeded(this.shown.add(rows, view, under)));
	}

	private async list(lists: Array<Of<List>>): Promise<void> {
		const swapped = new Set<ListRequest>();
		const read = await listAll(
			this.asker.portal,
			lists.map(({ task }) => task.list),
			swapped,
		);
		if (swapped.size > 0) this.hints.add(SWAPPED);
		const handedOn = new Set<Row[]>();
		lists.forEach(({ at, task }, position) => {
			const outcome = read[position];
			if (!outcome.ok) return this.outcomes.set(at, outcome);
			// Items that asked for the same list must not share its rows: nodes behind may change them.
			const rows = handedOn.has(outcome.value) ? structuredClone(outcome.value) : outcome.value;
			handedOn.add(outcome.value);
			task.tell?.(rows);
			return this.show(at, rows, task);
		});
		if (this.answersTool) await this.count(lists);
	}

	/** How many there are where the limit cut a list off. */
	private async count(lists: Array<Of<List>>): Promise<void> {
		const cut = lists.filter(({ at, task: { list } }) => {
			const rows = this.outcomes.get(at);
			return rows?.ok && rows.value.length >= list.limit && !list.only;
		});
		const answers = await sendAll(
			this.asker.portal,
			cut.map(({ task: { list } }) => ({
				method: list.method,
				params: { ...list.params, start: 0 },
				safety: 'read',
			})),
			{ halt: false },
		);
		cut.forEach(({ at }, position) => {
			const answer = answers[position];
			if (answer.ok && answer.value.total) this.totals.set(at, answer.value.total);
		});
	}

	private async call(calls: Array<Of<Call>>): Promise<void> {
		const answers = await sendAll(
			this.asker.portal,
			calls.map(({ task }) => task.request),
			{ halt: false },
		);
		calls.forEach(({ at, task }, position) => {
			const answer = answers[position];
			if (!answer.ok) return this.outcomes.set(at, answer);
			const { result } = answer.value;
			return isRecord(result)
				? this.show(at, [{ ...result }], task)
				: this.outcomes.set(at, failed(unexpectedForm(task.request.method)));
		});
	}

	private async walk(all: Array<Of<Steps>>): Promise<void> {
		const outcomes = await walk(
			this.asker,
			all.map(({ task }) => task),
			this.halt,
		);
		all.forEach(({ at }, position) => {
			const outcome = outcomes[position];
			if (outcome) this.outcomes.set(at, outcome);
		});
	}

	private async change(all: Array<Of<Change>>): Promise<void> {
		for (const { at, task, plan } of all.filter(({ plan }) => plan.preview)) {
			this.outcomes.set(at, succeeded([{ ...task.foresee(), preview: true }]));
			this.note(plan, 0, task);
		}
		const sent = all.filter(({ plan }) => !plan.preview);
		const pending = await Promise.all(
			sent.map(async ({ at, task }) => await pendingChange(at, task, this.asker)),
		);
		if (pending.length === 0) return;
		const settled = await new Carrier(this.asker, this.finders, this.halt).carryOut(pending);
		for (const [at, outcome] of settled) {
			this.outcomes.set(at, outcome.ok ? succeeded([outcome.value]) : outcome);
		}
		const plans = new Map(all.map(({ at, plan }) => [at, plan]));
		for (const one of pending) this.noteDone(plans.get(one.at), one);
	}

	private noteDone(plan: Plan | undefined, { at, id, change }: Pending): void {
		if (plan && id !== undefined && this.outcomes.get(at)?.ok) this.note(plan, id, change);
	}

	private note(plan: Plan, id: number, { params }: Change): void {
		for (const ref of plan.creates ?? []) this.known.created(ref, id, params);
	}

	private bound(): void {
		for (const [at, outcome] of this.outcomes) {
			if (!outcome.ok) continue;
			this.outcomes.set(at, succeeded(toolAnswer(outcome.value, this.totals.get(at))));
		}
	}

	/** Adds to the rows what takes more questions. If that goes wrong, nobody's rows are whole. */
	private async finish(): Promise<void> {
		const done = await attemptAsync(async () => await this.shown.finish(this.asker, this.hints));
		if (done.ok && this.answersTool) this.bound();
		if (done.ok) return;
		for (const [at, outcome] of this.outcomes) if (outcome.ok) this.outcomes.set(at, done);
	}
}

interface Of<T extends Task> {
	at: number;
	plan: Plan;
	task: T;
}

function ofKind<T extends Task>(tasks: Array<Of<Task>>, kind: T['do']): Array<Of<T>> {
	return tasks.filter((one): one is Of<T> => one.task.do === kind);
}
