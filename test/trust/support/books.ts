/** Compares what a run of the node says with what the portal holds. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { NodeRun } from '../../harness';
import { failureOf } from '../../support/failures';
import { employees } from '../../support/people';
import type { Portal, StoredPerson } from '../../portal';
import type { ChaosItem, ChaosPlan } from './chaosRuns';
import { rowOf } from './operations';

/** What the books keep of a person. */
interface Entry {
	active: boolean;
	position: unknown;
	email: string;
	invitations: number;
	/** Open tasks. */
	tasks: number;
}

export type Books = Map<number, Entry>;

export function readBooks(portal: Portal): Books {
	const tasks = new Map<number, number>();
	for (const { RESPONSIBLE_ID: id, STATUS } of portal.tasks) {
		if (STATUS !== COMPLETED) tasks.set(id, (tasks.get(id) ?? 0) + 1);
	}
	const entry = ({ ID, ACTIVE, WORK_POSITION, EMAIL, invitations }: StoredPerson): Entry => ({
		active: ACTIVE,
		position: WORK_POSITION,
		email: EMAIL.toLowerCase(),
		invitations: invitations.length,
		tasks: tasks.get(ID) ?? 0,
	});
	return new Map([...portal.people].map(([id, person]) => [id, entry(person)]));
}

/** What the node says about an item. `doubtful`: it says itself that nobody knows. */
type Verdict =
	| { fate: 'done'; outputs: INodeExecutionData[] }
	| { fate: 'failed' | 'doubtful'; reason: string }
	| { fate: 'untouched' };

const DOUBT =
	/may have been carried out|could not be confirmed|Look the person up|stopped at "Dismiss"/;

/** What is said of people whom no item names. */
const OF_OTHERS = new Set<unknown>(['missing', 'excluded', 'dismissed']);

/** Words no person should have to read. */
const NONSENSE =
	/undefined|\[object|EMULATOR|TypeError|NaN|Cannot read|is not (?:defined|a function)/;

export class Audit {
	readonly discrepancies: string[] = [];

	readonly counts = { done: 0, recovered: 0, failed: 0, doubtful: 0, untouched: 0 };

	readonly reasons = new Map<string, number>();

	constructor(
		private readonly plan: ChaosPlan,
		private readonly before: Books,
		private readonly portal: Portal,
		private readonly run: NodeRun,
	) {
		const after = readBooks(portal);
		if (run.error && run.items.length + run.errorItems.length > 0) {
			this.complain(`the run stopped, and yet items came out: ${run.error.message}`);
		}
		const verdicts = plan.items.map((_, row) => this.verdict(row));
		for (const verdict of verdicts) this.count(verdict);
		plan.items.forEach((item, row) => this.compare(item, row, verdicts, after));
		if (verdicts.some(({ fate }) => fate === 'done')) this.compareMissing(after);
		this.compareOthers(after);
		this.compareTally(verdicts, after);
		this.lookForBlindness();
	}

	private complain(text: string): void {
		this.discrepancies.push(`${this.plan.operation}: ${text}`);
	}

	private verdict(row: number): Verdict {
		const { run } = this;
		const own = [...run.items, ...run.errorItems].filter(
			(item) => rowOf(item) === row && !this.isOfOthers(item),
		);
		const errors = own.flatMap((item) => failureOf(item) ?? []);
		if (run.error) {
			const index = 'context' in run.error ? run.error.context.itemIndex : undefined;
			const isOfAll = index === undefined && this.plan.operation !== 'sync';
			return index === row || isOfAll ? reasonOf(run.error) : { fate: 'untouched' };
		}
		if (errors.length > 0) {
			if (own.length > 1) this.complain(`item ${row} both failed and came out`);
			return reasonOf(errors[0]);
		}
		if (own.length === 0 && this.plan.operation !== 'getAll') {
			this.complain(`item ${row} is neither done nor failed`);
		}
		if (own.length > 1 && this.plan.operation !== 'getAll') {
			this.complain(`item ${row} came out ${own.length} times`);
		}
		return { fate: 'done', outputs: own };
	}

	/** n8n links what is linked to nothing to an item of its own choice. */
	private isOfOthers(item: INodeExecutionData): boolean {
		if (this.plan.operation !== 'sync') return false;
		const text = failureOf(item)?.message ?? '';
		return (
			OF_OTHERS.has(item.json.action) || this.plan.missing.some((id) => text.includes(`(ID ${id})`))
		);
	}

	private count(verdict: Verdict): void {
		const { counts } = this;
		if (verdict.fate !== 'done') {
			counts[verdict.fate]++;
			if (verdict.fate === 'untouched') return;
			const { reason } = verdict;
			if (reason.trim().length < 10 || NONSENSE.test(reason)) this.complain(`no reason: ${reason}`);
			const short = reason.replace(/^\d+ of \d+ items: /, '').replace(/\d+|\S+@\S+/g, '…');
			const sentence = short.split(' | ')[0];
			this.reasons.set(sentence, (this.reasons.get(sentence) ?? 0) + 1);
		} else if (verdict.outputs[0]?.json.recovered === true) counts.recovered++;
		else counts.done++;
	}

	/** The items that name the same person, in order. */
	private rowsOf({ id, email }: ChaosItem): number[] {
		return this.plan.items.flatMap((other, row) =>
			other.id === id && other.email?.toLowerCase() === email?.toLowerCase() ? [row] : [],
		);
	}

	private compare(item: ChaosItem, row: number, verdicts: Verdict[], after: Books): void {
		const verdict = verdicts[row];
		const output = verdict.fate === 'done' ? verdict.outputs[0]?.json : undefined;
		const { operation, isPreview } = this.plan;
		if (isPreview) return;
		if (operation === 'getAll') {
			if (verdict.fate === 'done') this.compareList(item, row, verdict.outputs);
			return;
		}
		const id =
			item.id ?? [...after].find(([, one]) => one.email === item.email?.toLowerCase())?.[0];
		const entry = id === undefined ? undefined : after.get(id);
		const earlier = id === undefined ? undefined : this.before.get(id);
		const name = `item ${row} (${item.id ?? item.email})`;
		if (output && (!entry || String(id) !== String(output.ID))) {
			this.complain(`${name} says ID ${String(output.ID)}, the portal ${id}`);
		}
		if (operation === 'get') {
			// NULL in the database is missing from a row.
			if (output && (output.WORK_POSITION ?? null) !== (entry?.position ?? null))
				this.complain(`${name} is out of date`);
			return;
		}
		if (operation === 'dismiss' || operation === 'offboard' || operation === 'reinstate') {
			const wanted = operation === 'reinstate';
			if (output && entry?.active !== wanted) this.complain(`${name} is done, not in the portal`);
			if (verdict.fate === 'failed' && entry?.active !== earlier?.active) {
				this.complain(`${name} failed, but was changed: ${verdict.reason}`);
			}
			if (operation === 'offboard' && output && entry?.tasks !== 0) {
				this.complain(`${name} is done, and has ${entry?.tasks} tasks`);
			}
			return;
		}
		if (output?.action === 'reported') {
			if (!isSame(entry, earlier)) this.complain(`${name} was to be reported, and was changed`);
			return;
		}
		const rows = this.rowsOf(item);
		const last = rows.filter((other) => verdicts[other].fate === 'done').at(-1);
		const isOpen = rows.some((other) => ['doubtful', 'untouched'].includes(verdicts[other].fate));
		if (row === last && !isOpen && entry?.position !== item.position) {
			this.complain(`${name} is done, but the portal has ${String(entry?.position)}`);
		}
		if (verdict.fate === 'failed' && entry && entry.position === item.position) {
			this.complain(`${name} failed, but was carried out: ${verdict.reason}`);
		}
		if (operation === 'invite' && output) {
			if (earlier) this.complain(`${name} was there before, yet it is done`);
			const done = rows.filter((other) => verdicts[other].fate === 'done');
			if (done.length > 1) this.complain(`${name} was invited by ${done.length} items`);
		}
		if ((operation === 'upsert' || operation === 'sync') && output) {
			const invited = rows.filter((other) => {
				const one = verdicts[other];
				return one.fate === 'done' && one.outputs[0].json.action === 'invited';
			});
			const expected = earlier ? 0 : 1;
			const surplus = invited.length > expected || (invited.length < expected && !isOpen);
			if (surplus) this.complain(`${name}: ${invited.length} items say it was invited`);
		}
	}

	private compareList({ status }: ChaosItem, row: number, outputs: INodeExecutionData[]): void {
		const wanted = employees(
			this.portal,
			({ ACTIVE }) => status === 'any' || ACTIVE === (status === 'active'),
		);
		const got = outputs.map(({ json }) => Number(json.ID));
		if (JSON.stringify(got) !== JSON.stringify(wanted)) {
			this.complain(`item ${row} lists ${got.length} people instead of ${wanted.length}`);
		}
	}

	/** Whoever is missing from a list is dismissed, or it is said why not. */
	private compareMissing(after: Books): void {
		const { run, plan } = this;
		const told = [...run.items, ...run.errorItems];
		for (const id of run.error ? [] : plan.missing) {
			const own = told.filter(
				(item) =>
					item.json.ID === String(id) || failureOf(item)?.message.includes(`(ID ${id})`) === true,
			);
			if (own.length !== 1) this.complain(`missing person ${id} came out ${own.length} times`);
			const isOut = after.get(id)?.active === false;
			const action = own[0]?.json.action;
			const isDoubtful = own.some((item) => failureOf(item) !== undefined);
			if (!isDoubtful && (action === 'dismissed' && !plan.isPreview) !== isOut) {
				this.complain(`missing person ${id} is told ${String(action)}, the portal: ${isOut}`);
			}
		}
	}

	/** Nobody is touched whom the items do not name, and nobody invited twice. */
	private compareOthers(after: Books): void {
		const { items, missing, isPreview } = this.plan;
		const ids = new Set([...items.map(({ id }) => id), ...missing]);
		if (this.plan.operation === 'offboard') ids.add(SUCCESSOR);
		const addresses = new Set(items.map(({ email }) => email?.toLowerCase()));
		const writes = !isPreview && !['get', 'getAll'].includes(this.plan.operation);
		for (const [id, entry] of after) {
			if (entry.invitations > 1) this.complain(`person ${id}: ${entry.invitations} invitations`);
			if (writes && (ids.has(id) || addresses.has(entry.email))) continue;
			if (!isSame(entry, this.before.get(id))) {
				this.complain(`person ${id} was changed though nobody asked for it`);
			}
		}
	}

	/** What a run that stopped tells of the items around the one that failed. */
	private compareTally(verdicts: Verdict[], after: Books): void {
		const { error } = this.run;
		if (!error || !('description' in error) || verdicts.length === 1) return;
		const text = String(error.description);
		const found = verdicts.findIndex(({ fate }) => fate !== 'untouched');
		// Of those whom no item names, who come last.
		const at = found < 0 ? verdicts.length : found;
		const applied = this.plan.items.map((item) => this.isApplied(item, after));
		const count = (from: number, to: number) => applied.slice(from, to).filter(Boolean).length;
		const told = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
		const [before, behind] = [count(0, at), count(at + 1, applied.length)];
		if (/Nothing was changed in the portal/.test(text) && before + behind > 0) {
			this.complain(`"Nothing was changed", but ${before + behind} were`);
		}
		if (/Nothing after it was sent/.test(text) && behind > 0) {
			this.complain(`"Nothing after it was sent", but ${behind} were changed`);
		}
		const done = told(/Done after it, in the same request: (\d+)/);
		const unknown = told(/Unknown after it, in the same request: (\d+)/);
		// Somebody may have been dismissed before: then the change does not show, and less is found than was told.
		const { operation, items } = this.plan;
		const isExact = operation !== 'sync' && items[at]?.position !== undefined;
		if ((isExact && done > behind) || done + unknown < behind) {
			this.complain(
				`after item ${at}: ${done} done and ${unknown} unknown, portal ${behind}: ${error.message} ${text}`,
			);
		}
		const first = told(/Done before it: (\d+)/);
		if (/Done before it/.test(text) && (isExact ? first !== before : first < before)) {
			this.complain(`before item ${at}: ${first} done, portal ${before}`);
		}
	}

	/** Whether an item's change shows in the portal. */
	private isApplied({ id, position }: ChaosItem, after: Books): boolean {
		return position === undefined
			? id !== undefined && after.get(id)?.active !== this.before.get(id)?.active
			: [...after.values()].some((entry) => entry.position === position);
	}

	/** Invitations asked for again although they had been carried out. */
	private lookForBlindness(): void {
		const known = new Set([...this.before.values()].map(({ email }) => email));
		for (const { method, error, params } of this.portal.requests.flatMap(({ calls }) => calls)) {
			const email = String(params.EMAIL).toLowerCase();
			if (method !== 'user.add' || error !== 'ERROR_ARGUMENT' || known.has(email)) continue;
			if (this.rowsOf({ email }).length === 1) this.complain(`${email} was invited blindly again`);
		}
	}
}

/** The status of a completed task. */
const COMPLETED = 5;

/** Who takes over in an offboarding. */
const SUCCESSOR = 1;

function isSame(one: Entry | undefined, other: Entry | undefined): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function reasonOf(error: { message: string; description?: unknown }): Verdict {
	const reason = `${error.message} | ${String(error.description ?? '')}`;
	return { fate: DOUBT.test(reason) ? 'doubtful' : 'failed', reason };
}
