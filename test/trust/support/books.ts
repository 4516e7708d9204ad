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
}

export type Books = Map<number, Entry>;

export function readBooks(portal: Portal): Books {
	const entry = ({ ACTIVE, WORK_POSITION, EMAIL, invitations }: StoredPerson): Entry => ({
		active: ACTIVE,
		position: WORK_POSITION,
		email: EMAIL.toLowerCase(),
		invitations: invitations.length,
	});
	return new Map([...portal.people].map(([id, person]) => [id, entry(person)]));
}

/** What the node says about an item. `doubtful`: it says itself that nobody knows. */
type Verdict =
	| { fate: 'done'; outputs: INodeExecutionData[] }
	| { fate: 'failed' | 'doubtful'; reason: string }
	| { fate: 'untouched' };

const DOUBT = /may have been carried out|could not be confirmed|Look the person up/;

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
		this.compareOthers(after);
		this.compareTally(verdicts, after);
		this.lookForBlindness();
	}

	private complain(text: string): void {
		this.discrepancies.push(`${this.plan.operation}: ${text}`);
	}

	private verdict(row: number): Verdict {
		const { run } = this;
		const own = [...run.items, ...run.errorItems].filter((item) => rowOf(item) === row);
		const errors = own.flatMap((item) => failureOf(item) ?? []);
		if (run.error) {
			const index = 'context' in run.error ? run.error.context.itemIndex : undefined;
			return index === row || index === undefined ? reasonOf(run.error) : { fate: 'untouched' };
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
		const { operation } = this.plan;
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
		if (operation === 'dismiss' || operation === 'reinstate') {
			const wanted = operation === 'reinstate';
			if (output && entry?.active !== wanted) this.complain(`${name} is done, not in the portal`);
			if (verdict.fate === 'failed' && entry?.active !== earlier?.active) {
				this.complain(`${name} failed, but was changed: ${verdict.reason}`);
			}
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
		if (operation === 'upsert' && output) {
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

	/** Nobody is touched whom the items do not name, and nobody invited twice. */
	private compareOthers(after: Books): void {
		const ids = new Set(this.plan.items.map(({ id }) => id));
		const addresses = new Set(this.plan.items.map(({ email }) => email?.toLowerCase()));
		const writes = !['get', 'getAll'].includes(this.plan.operation);
		for (const [id, entry] of after) {
			if (entry.invitations > 1) this.complain(`person ${id}: ${entry.invitations} invitations`);
			if (writes && (ids.has(id) || addresses.has(entry.email))) continue;
			if (JSON.stringify(entry) !== JSON.stringify(this.before.get(id))) {
				this.complain(`person ${id} was changed though nobody asked for it`);
			}
		}
	}

	/** What a run that stopped tells of the items around the one that failed. */
	private compareTally(verdicts: Verdict[], after: Books): void {
		const { error } = this.run;
		if (!error || !('description' in error) || verdicts.length === 1) return;
		const text = String(error.description);
		const at = verdicts.findIndex(({ fate }) => fate !== 'untouched');
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
		const isExact = this.plan.items[at].position !== undefined;
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

function reasonOf(error: { message: string; description?: unknown }): Verdict {
	const reason = `${error.message} | ${String(error.description ?? '')}`;
	return { fate: DOUBT.test(reason) ? 'doubtful' : 'failed', reason };
}
