/** Who should come back: computed from what the emulator holds, without the emulator's own filter. */
import type { NodeRun } from '../harness';
import type { Portal, StoredPerson } from '../portal';

/** Kinds of accounts user.get never lists; see test/portal/reading.test.ts. */
const isListed = ({ EXTERNAL_AUTH_ID, USER_TYPE }: StoredPerson): boolean =>
	!EXTERNAL_AUTH_ID && USER_TYPE !== 'bot' && USER_TYPE !== 'email';

/** People whom an administrator without workgroups sees in a plain list: everybody but guests. */
export function employees(
	portal: Portal,
	test: (person: StoredPerson) => boolean = () => true,
): number[] {
	return everybody(portal, (person) => person.USER_TYPE === 'employee' && test(person));
}

/** People whom an administrator sees in administrator mode. */
export function everybody(
	portal: Portal,
	test: (person: StoredPerson) => boolean = () => true,
): number[] {
	return [...portal.people.values()]
		.filter((person) => isListed(person) && test(person))
		.map(({ ID }) => ID)
		.sort((a, b) => a - b);
}

/** IDs of the output, in its order. */
export function idsOf(items: NodeRun['items']): number[] {
	return items.map(({ json }) => Number(json.ID));
}

/** A stored text; NULL is the empty text. */
export function textOf(person: StoredPerson, field: string): string {
	const value = person[field];
	return typeof value === 'string' ? value : '';
}
