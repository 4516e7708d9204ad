/** Reads people back after a change, wherever possible in the same HTTP request. */
import type { View } from '../../plan/types';
import type { Row } from '../../transport/list';
import type { Portal } from '../../transport/portal';
import { isRecord, type Outcome, type RestAnswer, type RestRequest } from '../../transport/types';
import { findPeople, keyOf, peopleByIds } from '../../resources/user/people';

/** A change, as far as reading back goes. */
interface Changed {
	id?: number;
	plan: { readBack?: View };
}

export class ReadBack {
	/** Why the last read gave nothing. */
	error?: Error;

	private readonly rows = new Map<number, Row>();

	constructor(private readonly portal: Portal) {}

	/** The read that ends a request of changes; undefined when nobody with a known ID is to be read back. */
	request(changed: Changed[]): RestRequest | undefined {
		const wanted = changed.filter(({ plan }) => plan.readBack);
		const ids = idsOf(wanted);
		if (ids.length === 0) return undefined;
		const select = selectOf(wanted);
		const { method, params } = peopleByIds(ids, select ? { select } : {});
		return { method, params: { ...params, start: -1 }, safety: 'read' };
	}

	/** Takes in what that read answered. */
	take(answer: Outcome<RestAnswer>): void {
		this.error = answer.ok ? undefined : answer.error;
		if (!answer.ok || !Array.isArray(answer.value.result)) return;
		for (const row of answer.value.result.filter(isRecord)) this.rows.set(Number(row.ID), row);
	}

	/** Reads whoever is still missing: those just invited, and those whose request could not be ended by a read. */
	async complete(changed: Changed[]): Promise<void> {
		const missing = changed.filter(
			({ id, plan }) => plan.readBack && id !== undefined && !this.rows.has(id),
		);
		const people = idsOf(missing).map((id) => ({ by: 'id' as const, id }));
		if (people.length === 0) return;
		const found = await findPeople(this.portal, people, selectOf(missing));
		for (const person of people) {
			const outcome = found.get(keyOf(person));
			if (outcome?.ok && outcome.value) this.rows.set(person.id, outcome.value);
			if (outcome && !outcome.ok) this.error = outcome.error;
		}
	}

	user(id: number | undefined): Row | undefined {
		return id === undefined ? undefined : this.rows.get(id);
	}
}

function idsOf(changed: Changed[]): number[] {
	return [...new Set(changed.flatMap(({ id }) => (id === undefined ? [] : [id])))];
}

/** The fields all of them need; undefined when one of them needs all. */
function selectOf(changed: Changed[]): string[] | undefined {
	const codes = new Set<string>();
	for (const { plan } of changed) {
		if (!plan.readBack?.select) return undefined;
		plan.readBack.select.forEach((code) => codes.add(code));
	}
	return [...codes];
}
