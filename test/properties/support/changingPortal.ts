/**
 * A portal in miniature for histories of changes: people with a stored TIMESTAMP_X of whole seconds, shown as carelessly as
 * the server does, changes that become visible a little after their timestamp, lists read page by page.
 */
import { OVERLAP } from '../../../nodes/Bitrix24/triggers/changes/detect';
import type { Memory } from '../../../nodes/Bitrix24/triggers/changes/memory';
import type { Row } from '../../../nodes/Bitrix24/transport/list';

/** Everything that can happen to a portal between or during polls. */
export type Happening =
	| { type: 'wait'; milliseconds: number }
	| { type: 'edit' | 'toggle' | 'move' | 'signIn'; whom: number; delay: number }
	| { type: 'add'; active: boolean; delay: number };

/** What is stored of a person; `text` is never the same twice. */
export interface State {
	active: boolean;
	text: number;
	timestamp: number;
	department: number;
	signedIn: boolean;
}

const PAGE = 3;

export class ChangingPortal {
	/** Milliseconds. */
	clock = Date.UTC(2026, 2, 29, 0, 59, 0);

	readonly people = new Map<number, State>();

	private texts = 0;

	private lastId = 0;

	/** Changes with their timestamp set, but not yet visible to others. */
	private pending: Array<{ at: number; apply: () => void }> = [];

	constructor(people: number) {
		for (let count = 0; count < people; count++) {
			const active = count % 4 !== 0;
			this.people.set(++this.lastId, {
				...this.newcomer(active),
				signedIn: count % 3 !== 0,
				timestamp: 0,
			});
		}
	}

	get now(): number {
		return Math.floor(this.clock / 1000);
	}

	happen(happening: Happening): void {
		if (happening.type === 'wait') {
			this.clock += happening.milliseconds;
		} else if (happening.type === 'add') {
			const id = ++this.lastId;
			const person = this.newcomer(happening.active);
			this.later(happening.delay, () => this.people.set(id, person));
		} else {
			const ids = [...this.people.keys()];
			const id = ids[happening.whom % ids.length];
			const timestamp = this.now;
			const text = ++this.texts;
			this.later(happening.delay, () => {
				const person = this.people.get(id)!;
				const after: Record<typeof happening.type, Partial<State>> = {
					edit: { text, timestamp },
					toggle: { active: !person.active, timestamp },
					move: { department: person.department + 1, timestamp },
					// Leaves TIMESTAMP_X alone.
					signIn: { signedIn: true },
				};
				this.people.set(id, { ...person, ...after[happening.type] });
			});
		}
		this.commit();
	}

	/** Lets a second go by, and all changes become visible. */
	settle(): void {
		this.clock += 1000 * (OVERLAP / 2);
		this.commit();
	}

	/** The two lists of a poll, page by page; between pages something may happen. */
	look(memory: Pick<Memory, 'since' | 'settledId' | 'pending'>, between: Happening[]) {
		const { now } = this;
		const rows = new Map<number, Row>();
		const states = new Map<number, State>();
		const meanwhile = [...between];
		const lists = [
			(id: number) => this.people.get(id)!.timestamp >= memory.since,
			(id: number) => id > memory.settledId,
		];
		for (const matches of lists) {
			for (let after = 0; ; ) {
				const ids = [...this.people.keys()].sort((a, b) => a - b);
				const page = ids.filter((id) => id > after && matches(id)).slice(0, PAGE);
				for (const id of page) {
					rows.set(id, this.row(id));
					states.set(id, this.people.get(id)!);
				}
				const happening = meanwhile.shift();
				if (happening) this.happen(happening);
				if (page.length < PAGE) break;
				after = page[page.length - 1];
			}
		}
		const signedIn = [...(memory.pending ?? [])].filter((id) => this.people.get(id)?.signedIn);
		return { now, rows: [...rows.values()], states, signedIn: signedIn.map((id) => this.row(id)) };
	}

	/** Rows of everybody, to remember fields by. */
	get all(): Row[] {
		return [...this.people.keys()].map((id) => this.row(id));
	}

	get neverSignedIn(): number[] {
		return [...this.people].filter(([, { signedIn }]) => !signedIn).map(([id]) => id);
	}

	get dismissed(): number[] {
		return [...this.people].filter(([, { active }]) => !active).map(([id]) => id);
	}

	get topId(): number {
		return Math.max(...this.people.keys());
	}

	private newcomer(active: boolean): State {
		const text = ++this.texts;
		return { active, text, timestamp: this.now, department: text % 5, signedIn: false };
	}

	private later(delay: number, apply: () => void): void {
		this.pending.push({ at: this.clock + delay, apply });
	}

	private commit(): void {
		const due = this.pending.filter(({ at }) => at <= this.clock);
		this.pending = this.pending.filter(({ at }) => at > this.clock);
		for (const { apply } of due) apply();
	}

	/** As the server answers: IDs as text, TIMESTAMP_X as an object, in ISO or in the site's own notation. */
	private row(id: number): Row {
		const { active, text, timestamp, department, signedIn } = this.people.get(id)!;
		const iso = new Date(timestamp * 1000).toISOString();
		const shown = [{}, iso.replace(/\.\d+Z/, '+00:00'), iso.slice(0, 19).replace('T', ' ')];
		return {
			ID: String(id),
			ACTIVE: active,
			NAME: `Name ${text}`,
			// In any order.
			UF_DEPARTMENT: this.clock % 2 === 0 ? [99, department] : [department, 99],
			...(signedIn && { LAST_LOGIN: '2026-01-01T00:00:00+00:00' }),
			TIMESTAMP_X: shown[id % 3],
			// Moves all the time and must not count as a change.
			LAST_ACTIVITY_DATE: new Date(this.clock).toISOString(),
		};
	}
}
