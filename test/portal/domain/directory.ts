/**
 * The table of people, ordered by ID as the database's primary key is. Tests may change it like any
 * Map; the order is kept, so that a page by `>ID` costs a binary search and not a scan of the portal.
 */
import type { StoredPerson } from '../types';

export class Directory extends Map<number, StoredPerson> {
	/** All IDs, ascending. */
	readonly ids: number[] = [];

	override set(id: number, person: StoredPerson): this {
		if (!this.has(id)) this.ids.splice(this.firstAfter(id), 0, id);
		return super.set(id, person);
	}

	override delete(id: number): boolean {
		if (!super.delete(id)) return false;
		this.ids.splice(this.firstAfter(id) - 1, 1);
		return true;
	}

	override clear(): void {
		this.ids.length = 0;
		super.clear();
	}

	/** Position of the first ID greater than this one. */
	firstAfter(id: number): number {
		let low = 0;
		let high = this.ids.length;
		if (high > 0 && this.ids[high - 1] <= id) return high;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.ids[middle] <= id) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** The ID a new person gets. */
	nextId(): number {
		return (this.ids[this.ids.length - 1] ?? 0) + 1;
	}

	/** People whose ID lies in the range, walked up or down. */
	*between(above: number, below: number, descending = false): Generator<StoredPerson> {
		const from = this.firstAfter(above);
		const to = below === Infinity ? this.ids.length : this.firstAfter(below - 1);
		for (let step = 0; step < to - from; step += 1) {
			const person = this.get(this.ids[descending ? to - 1 - step : from + step]);
			if (person) yield person;
		}
	}
}
