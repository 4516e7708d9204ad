/** Sets of IDs as short text. */

/**
 * IDs in ascending order, each as its distance from the one before in base 36: about two characters a person. Of
 * neighbours only their number is written (`~` and a count), so that everybody of a company takes little more than nobody.
 */
export function packIds(ids: Iterable<number>): string {
	const parts: string[] = [];
	let before = 0;
	let neighbours = 0;
	const close = () => {
		if (neighbours > 0) parts.push(neighbours === 1 ? '1' : `~${neighbours.toString(36)}`);
		neighbours = 0;
	};
	for (const id of [...ids].sort((a, b) => a - b)) {
		const distance = id - before;
		before = id;
		if (distance === 1) {
			neighbours++;
			continue;
		}
		close();
		parts.push(distance.toString(36));
	}
	close();
	return parts.join('.');
}

/** The reverse of `packIds`. */
export function unpackIds(packed: string): Set<number> {
	const ids = new Set<number>();
	let id = 0;
	for (const part of packed === '' ? [] : packed.split('.')) {
		const [count, distance] = part.startsWith('~')
			? [Number.parseInt(part.slice(1), 36), 1]
			: [1, Number.parseInt(part, 36)];
		for (let step = 0; step < count; step++) {
			id += distance;
			ids.add(id);
		}
	}
	return ids;
}
